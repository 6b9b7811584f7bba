import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { Catalog, Register } from '../../catalog/index.ts'
import type { RowsPage, ShownRow } from '../../http/contract/registers.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { grouped } from '../parts/numbers.ts'
import { useToast } from '../parts/Toast.tsx'
import { type Asked, type AskedPart, isNarrowed } from './asked.ts'
import { BulkEdit } from './BulkEdit.tsx'
import { type Choice, useChanging } from './changes.ts'
import { DeletedRows } from './DeletedRows.tsx'
import { Duplicates } from './Duplicates.tsx'
import { FilterBar } from './FilterBar.tsx'
import { Grid } from './Grid.tsx'
import { Pages } from './Pages.tsx'
import { exportUrl, type RegisterPlace, rowsQuery } from './queries.ts'
import { RowPanel } from './RowPanel.tsx'
import { useAsked } from './use-asked.ts'
import '../styles/forms.css'
import './registers.css'

/** Rows up to this many are brought back at once by the note that says they were deleted. */
const UNDONE_AT_ONCE = 50

type Opened = {
  readonly row: ShownRow | undefined
  readonly field?: string | undefined
  readonly turn: number
}
type Over = 'bulk' | 'delete' | 'deleted'

/** The rows of a register: looked for, marked, opened, changed together. */
export function RegisterDesk({
  catalog,
  register,
  place,
  picker,
  above,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  readonly picker: ReactNode
  readonly above: ReactNode
}) {
  const { t, say, language } = useSpeech()
  const toast = useToast()
  const { asked, landing, ask, lead, note } = useAsked()
  const query = useQuery(rowsQuery(place, asked))
  const { send, error } = useChanging(place)
  const [marks, setMarks] = useState<ReadonlySet<number> | 'matching'>(new Set<number>())
  const [opened, setOpened] = useState<Opened>()
  const [over, setOver] = useState<Over>()
  const find = useFindKey()
  const page = query.data
  const total = page?.total ?? 0
  const mayWrite = page?.mayWrite ?? false

  const change = (part: AskedPart) => {
    setMarks(new Set<number>())
    ask(part)
  }
  const shownPage = page?.page ?? 1
  const open = useCallback(
    (row: ShownRow | undefined, field?: string) => {
      setOpened((before) => ({ row, field, turn: (before?.turn ?? 0) + 1 }))
      if (row) note(shownPage, row.rowNo)
    },
    [note, shownPage],
  )
  const lastPage = page ? Math.max(1, Math.ceil(total / page.size)) : 1
  const turn = (way: 'before' | 'next' | 'first' | 'last') => {
    const to = { before: shownPage - 1, next: shownPage + 1, first: 1, last: lastPage }[way]
    if (to < 1 || to > lastPage || query.isPlaceholderData) return false
    lead({ page: to }, way === 'first' || way === 'next' ? 'first' : 'last')
    return true
  }
  // Rows were taken away, or the address says more than there are.
  const isBeyond = page !== undefined && !query.isPlaceholderData && page.rows.length === 0 && total > 0
  useEffect(() => {
    if (isBeyond) ask({ page: lastPage })
  }, [isBeyond, lastPage, ask])
  const close = () => {
    setOpened(undefined)
    // The keyboard goes back to the cell that it came from.
    document.querySelector<HTMLElement>('[data-at][tabindex="0"]')?.focus()
  }
  const mark = (rows: readonly number[], isMarked: boolean) =>
    setMarks((before) => {
      const next = new Set(before === 'matching' ? [] : before)
      for (const row of rows) {
        if (isMarked) next.add(row)
        else next.delete(row)
      }
      return next
    })
  const count = marks === 'matching' ? total : marks.size
  const { search, findings, filters } = asked
  const choice: Choice =
    marks === 'matching' ? { matching: { search, findings, filters } } : { rows: [...marks] }

  const restore = async (rows: readonly number[]) => {
    for (const row of rows) await send('POST', ['deleted', row, 'restore'])
  }
  const remove = async (which: Choice) => {
    const done = await send<{ count: number }>('POST', ['deletions'], { choice: which })
    setOver(undefined)
    if (!done) return
    setMarks(new Set<number>())
    setOpened(undefined)
    const rows = 'rows' in which && which.rows.length <= UNDONE_AT_ONCE ? which.rows : undefined
    toast({
      text: t('reg.deleted', { count: done.count }),
      action: rows
        ? { label: t('reg.undo'), run: () => void restore(rows) }
        : { label: t('reg.deleted_rows'), run: () => setOver('deleted') },
    })
  }
  const declare = (isEmpty: boolean) => void send('PUT', ['empty'], { isEmpty })

  return (
    <PageFrame
      place={picker}
      title={say(register.name)}
      windowTitle={say(register.name)}
      above={above}
      state={page ? <State page={page} /> : null}
      action={
        <>
          {mayWrite && page?.sheet?.state !== 'none' ? (
            <Button type="primary" onClick={() => open(undefined)}>
              {t('reg.add')}
            </Button>
          ) : null}
          <Button href={exportUrl(place, 'xlsx', language)} download>
            {t('reg.export_xlsx')}
          </Button>
          <Button href={exportUrl(place, 'csv', language)} download>
            {t('reg.export_csv')}
          </Button>
          <Button onClick={() => setOver('deleted')}>{t('reg.deleted_rows')}</Button>
        </>
      }
      {...(opened
        ? {
            explanation: (
              <RowPanel
                key={`${opened.row?.rowNo}/${opened.row?.revision}/${opened.turn}`}
                catalog={catalog}
                register={register}
                place={place}
                row={opened.row}
                focus={opened.field}
                mayWrite={mayWrite}
                onSaved={(row, next) => open(next === 'another' ? undefined : row)}
                onDelete={(row) => void remove({ rows: [row.rowNo] })}
                onClose={close}
              />
            ),
          }
        : {})}
    >
      <p className="note rows__about">{say(register.definition)}</p>
      <Duplicates
        place={place}
        onRow={(row) => lead({ search: undefined, findings: undefined, filters: [], around: row }, row)}
      />
      {error === undefined ? null : <ErrorState error={error} />}
      <Loaded query={query} shape={<LoadingShape lines={12} />}>
        {(rows) =>
          rows.total === 0 && !isNarrowed(asked) ? (
            <Empty page={rows} onAdd={() => open(undefined)} onDeclare={declare} />
          ) : (
            <>
              <FilterBar
                catalog={catalog}
                register={register}
                year={place.year}
                asked={asked}
                field={find}
                onAsk={change}
              />
              {count > 0 && mayWrite ? (
                <div className="rows__together">
                  <span role="status">{t('reg.marked', { count })}</span>
                  {marks !== 'matching' && total > count ? (
                    <Button type="link" onClick={() => setMarks('matching')}>
                      {t('reg.mark_all', { count: total })}
                    </Button>
                  ) : null}
                  <Button onClick={() => setOver('bulk')}>{t('reg.bulk_edit')}</Button>
                  <Button danger onClick={() => setOver('delete')}>
                    {t('reg.delete')}
                  </Button>
                  <Button type="text" onClick={() => setMarks(new Set<number>())}>
                    {t('reg.unmark')}
                  </Button>
                </div>
              ) : null}
              {isGone(asked, rows) && !query.isPlaceholderData ? (
                <p className="note" role="status">
                  {t('reg.row_gone', { row: asked.around ?? 0 })}
                </p>
              ) : null}
              {rows.rows.length === 0 ? (
                <EmptyState title={t('reg.none_found')} text={t('reg.none_found_text')}>
                  <Button onClick={() => change({ search: undefined, findings: undefined, filters: [] })}>
                    {t('reg.show_all')}
                  </Button>
                </EmptyState>
              ) : (
                <Grid
                  catalog={catalog}
                  register={register}
                  rows={rows.rows}
                  total={rows.total}
                  first={(rows.page - 1) * rows.size + 1}
                  sort={asked.sort}
                  marked={rows.mayWrite ? (row) => (marks === 'matching' ? true : marks.has(row)) : undefined}
                  isStale={query.isPlaceholderData}
                  landing={landing}
                  sought={asked.around}
                  onBeyond={turn}
                  onSort={(field) => ask({ sort: nextSort(asked.sort, field) })}
                  onMark={mark}
                  onOpen={open}
                />
              )}
              <Pages page={rows} onPage={(number) => ask({ page: number })} />
            </>
          )
        }
      </Loaded>
      {over === 'bulk' ? (
        <BulkEdit
          catalog={catalog}
          register={register}
          place={place}
          choice={choice}
          count={count}
          onClose={() => setOver(undefined)}
        />
      ) : null}
      {over === 'deleted' ? (
        <DeletedRows
          catalog={catalog}
          register={register}
          place={place}
          mayWrite={mayWrite}
          onClose={() => setOver(undefined)}
        />
      ) : null}
      {over === 'delete' ? (
        <Dialog
          title={t('reg.delete_title', { count })}
          onClose={() => setOver(undefined)}
          actions={
            <>
              <Button onClick={() => setOver(undefined)}>{t('reg.back')}</Button>
              <Button danger type="primary" onClick={() => void remove(choice)}>
                {t('reg.delete')}
              </Button>
            </>
          }
        >
          <p>{t('reg.delete_text')}</p>
        </Dialog>
      ) : null}
    </PageFrame>
  )
}

function State({ page }: { readonly page: RowsPage }) {
  const { t } = useSpeech()
  if (page.sheet?.state === 'none')
    return (
      <span className="rows__state">
        <Icon name="done" />
        {t('reg.state_none')}
      </span>
    )
  return (
    <span className="rows__state">
      {t('reg.rows', { count: grouped(String(page.sheet?.rows ?? 0)) })}
      {page.mayWrite ? null : <span className="note"> · {t('reg.read_only')}</span>}
    </span>
  )
}

/** Nothing here yet: how to begin, or to say that there is nothing to report. */
function Empty({
  page,
  onAdd,
  onDeclare,
}: {
  readonly page: RowsPage
  readonly onAdd: () => void
  readonly onDeclare: (isEmpty: boolean) => void
}) {
  const { t } = useSpeech()
  const isNone = page.sheet?.state === 'none'
  return (
    <EmptyState
      title={t(isNone ? 'reg.nothing' : 'reg.empty')}
      text={t(isNone ? 'reg.nothing_text' : page.mayWrite ? 'reg.empty_text' : 'reg.empty_read')}
    >
      {page.mayWrite ? (
        <p className="rows__begin">
          {isNone ? (
            <Button onClick={() => onDeclare(false)}>{t('reg.nothing_undo')}</Button>
          ) : (
            <>
              <Button type="primary" onClick={onAdd}>
                {t('reg.add_first')}
              </Button>
              <Button onClick={() => onDeclare(true)}>{t('reg.nothing_say')}</Button>
            </>
          )}
        </p>
      ) : null}
    </EmptyState>
  )
}

/** A row is looked for that is not among those asked for. */
function isGone({ around }: Asked, { rows }: RowsPage): boolean {
  return around !== undefined && !rows.some(({ rowNo }) => rowNo === around)
}

/** Up, down, then as they came. */
function nextSort(sort: Asked['sort'], field: string): Asked['sort'] {
  if (sort?.field !== field) return { field, descending: false }
  return sort.descending ? undefined : { field, descending: true }
}

/** `/` leads to the search, as long as nothing is being typed. */
function useFindKey() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      const isTyping = (event.target as HTMLElement).closest(
        'input:not([type=checkbox]), select, textarea, dialog',
      )
      if (isTyping || !field.current) return
      event.preventDefault()
      field.current.focus()
      field.current.select()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return field
}
