import { Button } from 'antd'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Catalog, Field as FieldOf, Register } from '../../catalog/index.ts'
import { rowChecker } from '../../checks/index.ts'
import type { ChangedRows, ShownRow } from '../../http/contract/registers.ts'
import type { Bilingual, Severity } from '../../kernel/index.ts'
import { hasRole, useAccount } from '../data/session.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useToast } from '../parts/Toast.tsx'
import { CellInput } from './CellInput.tsx'
import { Conflict } from './Conflict.tsx'
import { type Cell, type Cells, cellText, wish } from './cells.ts'
import { conflictOf, useChanging } from './changes.ts'
import { History } from './History.tsx'
import type { RegisterPlace } from './queries.ts'

interface ShownFinding {
  readonly code: string
  readonly severity: Severity
  readonly message: Bilingual
  readonly at: { readonly fields?: readonly string[] | undefined }
}

/** One row with its fields, what the checks say at each, and its past; or a row that is not there yet. */
export function RowPanel({
  catalog,
  register,
  place,
  row,
  focus,
  mayWrite,
  onSaved,
  onDelete,
  onClose,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  /** Undefined for a new row. */
  readonly row: ShownRow | undefined
  /** The field that the keyboard goes to. */
  readonly focus: string | undefined
  readonly mayWrite: boolean
  readonly onSaved: (row: ShownRow, next: 'stay' | 'another') => void
  readonly onDelete: (row: ShownRow) => void
  readonly onClose: () => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const toast = useToast()
  const account = useAccount()
  const { send, error, forget, isBusy } = useChanging(place)
  const [typed, setTyped] = useState<Cells>({})
  const [clear, setClear] = useState<Cells>()
  const form = useFocusIn(focus)
  const whole: Cells = { ...row?.cells, ...clear, ...typed }
  const isMasked = (field: FieldOf) =>
    row !== undefined &&
    field.personal !== 'none' &&
    !clear &&
    !(field.id in typed) &&
    row.cells[field.id] !== null
  const findings = useFindings(catalog, register, place, row, whole, typed, isMasked)
  const hasPersonal = row !== undefined && register.fields.some((field) => isMasked(field))
  const mayReveal = hasRole(account, ['bureau_officer', 'school_leader', 'school_clerk'])
  const isChanged = Object.keys(typed).length > 0
  const conflict = conflictOf(error)

  const set = (id: string, cell: Cell) => setTyped((before) => ({ ...before, [id]: cell }))
  const save = async (next: 'stay' | 'another', revision = row?.revision) => {
    const answer =
      row === undefined || revision === undefined
        ? await send<ChangedRows>('POST', ['rows'], { rows: [typed] })
        : await send<ChangedRows>('PATCH', ['rows'], { rows: [{ rowNo: row.rowNo, revision, cells: typed }] })
    const [saved] = answer?.rows ?? []
    if (!saved) return
    toast({ text: t('reg.saved', { row: saved.rowNo }) })
    onSaved(saved, next)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save('stay')
  }
  const reveal = async () => {
    if (!row) return
    const cells = await send<Cells>('POST', ['rows', row.rowNo, 'reveal'])
    if (cells) setClear(cells)
  }
  return (
    <section
      className="row-panel"
      aria-labelledby="row-panel-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !(event.target as HTMLElement).closest('dialog')) onClose()
      }}
    >
      <header className="row-panel__head">
        <h2 id="row-panel-title">{row ? t('reg.row', { row: row.rowNo }) : t('reg.row_new')}</h2>
        <Button type="text" onClick={onClose}>
          {t('reg.close')}
        </Button>
      </header>
      {hasPersonal && mayReveal ? (
        <p className="row-panel__reveal">
          <span className="note">{t('reg.masked')}</span>
          <Button size="small" loading={isBusy} onClick={() => void reveal()}>
            {t('reg.reveal')}
          </Button>
        </p>
      ) : null}
      <form ref={form} className="form" onSubmit={submit}>
        {register.fields.map((field) => {
          const found = findings.filter(({ at }) => at.fields?.includes(field.id))
          const isShown = !mayWrite || isMasked(field)
          const hint = (
            <>
              {found.map((finding) => (
                <FindingLine key={finding.code} finding={finding} />
              ))}
              {mayWrite ? wish(catalog, register, field, speech) : null}
            </>
          )
          return (
            <div
              key={field.id}
              data-field={field.id}
              className={field.id in typed ? 'row-panel__typed' : undefined}
            >
              <Field label={say(field.name)} hint={hint}>
                {(attributes) =>
                  isShown ? (
                    <input
                      {...attributes}
                      readOnly
                      value={cellText(catalog, field, whole[field.id], speech) || '—'}
                    />
                  ) : (
                    <CellInput
                      catalog={catalog}
                      field={field}
                      year={place.year}
                      value={whole[field.id] ?? null}
                      attributes={attributes}
                      isInvalid={found.some(({ severity }) => severity === 'error')}
                      onChange={(cell) => set(field.id, cell)}
                    />
                  )
                }
              </Field>
            </div>
          )
        })}
        {error === undefined || conflict ? null : <ErrorState error={error} />}
        {mayWrite ? (
          <div className="row-panel__actions">
            <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isChanged}>
              {t('reg.save')}
            </Button>
            {row ? (
              <Button danger onClick={() => onDelete(row)}>
                {t('reg.delete')}
              </Button>
            ) : (
              <Button disabled={!isChanged || isBusy} onClick={() => void save('another')}>
                {t('reg.save_another')}
              </Button>
            )}
          </div>
        ) : null}
      </form>
      {row ? <History catalog={catalog} register={register} place={place} row={row} /> : null}
      {conflict?.conflicts[0] ? (
        <Conflict
          catalog={catalog}
          register={register}
          typed={typed}
          now={conflict.conflicts[0]}
          onKeep={() => {
            forget()
            if (conflict.conflicts[0]) onSaved(conflict.conflicts[0], 'stay')
          }}
          onOverwrite={() => void save('stay', conflict.conflicts[0]?.revision)}
          onClose={forget}
        />
      ) : null}
    </section>
  )
}

function FindingLine({ finding }: { readonly finding: ShownFinding }) {
  const { t, say } = useSpeech()
  return (
    <span className={`finding finding--${finding.severity}`}>
      <Icon name={finding.severity === 'error' ? 'error' : 'note'} />
      <span>
        <span className="visually-hidden">{t(`reg.severity.${finding.severity}`)} </span>
        {say(finding.message)} <code>{finding.code}</code>
      </span>
    </span>
  )
}

/**
 * What the checks say of a row as it stands in the panel. While someone types, the same checks run here as on the
 * server; of masked fields and of other schools only the server knows.
 */
function useFindings(
  catalog: Catalog,
  register: Register,
  place: RegisterPlace,
  row: ShownRow | undefined,
  whole: Cells,
  typed: Cells,
  isMasked: (field: FieldOf) => boolean,
): readonly ShownFinding[] {
  const { org, year } = place
  const checker = useMemo(
    () => rowChecker(catalog, register, { orgUnit: org, year }),
    [catalog, register, org, year],
  )
  if (Object.keys(typed).length === 0) return row?.findings ?? []
  const masked = new Set(register.fields.filter(isMasked).map(({ id }) => id))
  const cells = Object.fromEntries(
    register.fields.map(({ id, type }) => [id, plain(type, whole[id] ?? null)]),
  )
  const isKnownHere = ({ at }: ShownFinding) => !at.fields?.some((id) => masked.has(id))
  // A new row is asked for nothing that its writer has not come to yet.
  const isDue = ({ at }: ShownFinding) => row !== undefined || at.fields?.every((id) => id in typed)
  return [
    ...checker.check(cells, '').filter((finding) => isKnownHere(finding) && isDue(finding)),
    ...(row?.findings ?? []).filter((finding) => !isKnownHere(finding) || finding.code.startsWith('REG-')),
  ]
}

/** A number in the form that rows are kept in; anything else stays as it was typed. */
function plain(type: FieldOf['type'], cell: Cell): Cell {
  return type === 'integer' && typeof cell === 'string' && /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell
}

/** Leads the keyboard into the panel: to the field that was gone to, else to the first. */
function useFocusIn(focus: string | undefined) {
  const ref = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const field = focus === undefined ? undefined : ref.current?.querySelector(`[data-field="${focus}"]`)
    const control = (field ?? ref.current)?.querySelector<HTMLElement>('input, select')
    control?.focus()
    control?.scrollIntoView({ block: 'nearest' })
  }, [focus])
  return ref
}
