import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type Catalog, codeName } from '../../catalog/index.ts'
import type { DraftCell, EntryDocument } from '../../http/contract/entry.ts'
import type { Board } from '../../http/contract/rounds.ts'
import { type EntryRow, keyOf, sectionsOf } from '../entry/rows.ts'
import { useSpeech } from '../i18n/language.tsx'
import { changeText } from '../parts/change-text.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { grouped } from '../parts/numbers.ts'
import { type Column, Table } from '../quality/parts/Table.tsx'
import { entryQuery } from '../registers/queries.ts'
import { AmendCell } from './AmendCell.tsx'
import { type AmendmentDraft, cellChangeAt, withCell, withoutCell } from './amendment.ts'
import { cellName, nameIn } from './place-name.ts'
import { RemarkDialog } from './RemarkDialog.tsx'
import type { DraftRemark } from './Remarks.tsx'

interface Line {
  readonly row: EntryRow
  readonly cell: DraftCell | undefined
}

/** The numbers that were handed in, form by form, beside last year's; a remark, or what is amended, at each. */
export function Cells({
  catalog,
  org,
  year,
  minutes,
  amendment,
  onRemark,
  onAmend,
}: {
  readonly catalog: Catalog
  readonly org: string
  readonly year: number
  /** How long each form took. */
  readonly minutes: Board['lines'][number]['minutes']
  /** What is being amended; absent where nothing is. */
  readonly amendment?: AmendmentDraft | undefined
  readonly onRemark?: (remark: DraftRemark) => void
  readonly onAmend: (draft: AmendmentDraft) => void
}) {
  const { t, say } = useSpeech()
  const query = useQuery(entryQuery(org, year))
  const [at, setAt] = useState<Omit<DraftRemark, 'text'>>()
  const minutesOf = (form: string) => minutes.find((one) => one.form === form)?.minutes ?? 0
  const columnsOf = useColumns(catalog, year, (place) => setAt(place))
  return (
    <section aria-label={t('board.cells')}>
      <h2 className="part-head">{t('board.cells')}</h2>
      <Loaded query={query}>
        {(entry) => {
          const forms = entry.forms.map((form) => ({
            form,
            name: say(nameIn(catalog, 'forms', form, year)),
            lines: linesOf(catalog, entry, form, amendment !== undefined),
          }))
          const shown = forms.filter(({ lines }) => lines.length > 0)
          return shown.length === 0 ? (
            <p className="note">{t('board.no_cells')}</p>
          ) : (
            shown.map(({ form, name, lines }) => (
              <details key={form} className="board__form">
                <summary>
                  {t('board.form_cells', { form: name, count: lines.length })}
                  {minutesOf(form) > 0 ? (
                    <span className="note"> {t('board.form_minutes', { minutes: minutesOf(form) })}</span>
                  ) : null}
                </summary>
                <Table
                  caption={name}
                  rows={lines}
                  keyOf={({ row }) => row.key}
                  columns={columnsOf(form, amendment, onAmend, onRemark !== undefined)}
                />
              </details>
            ))
          )
        }}
      </Loaded>
      {at && onRemark ? <RemarkDialog at={at} onRemark={onRemark} onClose={() => setAt(undefined)} /> : null}
    </section>
  )
}

/** What was filled in, in the order of the form; all that can be, where it is amended. */
function linesOf(catalog: Catalog, entry: EntryDocument, form: string, isEvery: boolean): Line[] {
  const cells = new Map(entry.cells.map((cell) => [keyOf(cell.element, cell.cell), cell] as const))
  return sectionsOf(catalog, entry, form)
    .flatMap((section) => section.rows)
    .map((row) => ({ row, cell: cells.get(row.key) }))
    .filter(({ cell }) => isEvery || cell !== undefined)
}

function useColumns(catalog: Catalog, year: number, onRemarkAt: (place: Omit<DraftRemark, 'text'>) => void) {
  const speech = useSpeech()
  const { t, say, language } = speech
  const reasons = catalog.codeLists.get('missing_reasons')?.codes ?? []
  const nameOf = ({ element, cell }: EntryRow) => cellName(catalog, element.id, cell, year, speech)
  const shownValue = (cell: DraftCell | undefined) => {
    if (cell === undefined) return '—'
    if (cell.value !== null) return grouped(cell.value)
    return cell.reason === null
      ? t(`state.${cell.state}`)
      : say(codeName(catalog, 'missing_reasons', cell.reason))
  }
  const amend = (form: string, draft: AmendmentDraft, { row, cell }: Line, value: string, reason: string) => {
    const place = { element: row.element.id, cell: row.cell }
    const isAsItWas = plain(value) === (cell?.value ?? '') && reason === ''
    return isAsItWas
      ? withoutCell(draft, place)
      : withCell(draft, { ...place, form, name: nameOf(row), before: shownValue(cell), value, reason })
  }
  return (
    form: string,
    amendment: AmendmentDraft | undefined,
    onAmend: (draft: AmendmentDraft) => void,
    mayRemark: boolean,
  ): Column<Line>[] => [
    {
      title: t('board.element'),
      cell: ({ row }) => nameOf(row),
    },
    {
      title: t('board.unit_of'),
      cell: ({ row }) => catalog.units.label(row.element.unit, language),
    },
    {
      title: t('board.last_year'),
      isNumber: true,
      cell: ({ row }) => (row.before === undefined ? '—' : grouped(row.before)),
    },
    { title: t('board.this_year'), isNumber: true, cell: ({ cell }) => shownValue(cell) },
    ...(amendment
      ? [
          {
            title: t('board.new_value'),
            cell: (line: Line) => (
              <AmendCell
                name={nameOf(line.row)}
                present={line.cell?.value ?? undefined}
                change={cellChangeAt(amendment, { element: line.row.element.id, cell: line.row.cell })}
                reasons={reasons}
                onType={(value, reason) => onAmend(amend(form, amendment, line, value, reason))}
              />
            ),
          },
        ]
      : [
          {
            title: t('board.change'),
            isNumber: true,
            cell: ({ row, cell }: Line) => changeText(row.before, cell?.value),
          },
        ]),
    ...(mayRemark
      ? [
          {
            title: t('board.action'),
            cell: ({ row }: Line) => (
              <Button
                size="small"
                aria-label={t('board.remark_at', { place: nameOf(row) })}
                onClick={() =>
                  onRemarkAt({ place: { element: row.element.id, cell: row.cell }, name: nameOf(row) })
                }
              >
                {t('board.remark_add')}
              </Button>
            ),
          },
        ]
      : []),
  ]
}

/** A number without the marks that people type between its digits. */
const plain = (text: string) => text.normalize('NFKC').replace(/[\s,]/g, '')
