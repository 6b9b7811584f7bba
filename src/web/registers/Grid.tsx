import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import type { Catalog, Field, Register } from '../../catalog/index.ts'
import type { ShownRow } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { Asked } from './asked.ts'
import { cellText, headField, isNumber } from './cells.ts'

/** Moves of the keys, in rows and columns. */
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [12, 0],
  PageUp: [-12, 0],
  Home: [0, -1000],
  End: [0, 1000],
}

/** Where the keyboard is to go: to a row by its number, or to one end of the page. */
export interface Landing {
  readonly to: number | 'first' | 'last'
  /** Another turn is another wish to go there. */
  readonly turn: number
}

/**
 * Rows as in a spreadsheet: arrows move, also to the page before and after; Enter opens the row, the space bar marks
 * it, Ctrl+Home and Ctrl+End go to the first and the last row of all.
 */
export function Grid({
  catalog,
  register,
  rows,
  total,
  first,
  sort,
  marked,
  isStale,
  landing,
  sought,
  onSort,
  onMark,
  onOpen,
  onBeyond,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly rows: readonly ShownRow[]
  readonly total: number
  /** Place of the first row among all, from 1. */
  readonly first: number
  readonly sort: Asked['sort']
  /** Whether a row is marked; undefined where rows are only read. */
  readonly marked: ((row: number) => boolean) | undefined
  readonly isStale: boolean
  readonly landing: Landing | undefined
  /** Number of the row that somebody was led to. */
  readonly sought: number | undefined
  readonly onSort: (field: string) => void
  readonly onMark: (rows: readonly number[], isMarked: boolean) => void
  readonly onOpen: (row: ShownRow, field?: string) => void
  /** The keys lead to another page; whether there is one. */
  readonly onBeyond: (way: 'before' | 'next' | 'first' | 'last') => boolean
}) {
  const { t, say } = useSpeech()
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const head = headField(register)
  const fields = head ? [head, ...register.fields.filter((field) => field !== head)] : register.fields
  const isAllMarked = marked !== undefined && rows.length > 0 && rows.every(({ rowNo }) => marked(rowNo))
  const here = { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, fields.length - 1) }

  const landed = useRef(0)
  useEffect(() => {
    if (!landing || isStale || landed.current === landing.turn || rows.length === 0) return
    landed.current = landing.turn
    const { to } = landing
    const row =
      to === 'first' ? 0 : to === 'last' ? rows.length - 1 : rows.findIndex(({ rowNo }) => rowNo === to)
    if (row < 0) return
    setAt((before) => ({ ...before, row }))
    const cell = table.current?.querySelector<HTMLElement>(`[data-at="${row}:${here.column}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: typeof to === 'number' ? 'center' : 'nearest', inline: 'nearest' })
  }, [landing, isStale, rows, here.column])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-at]')
    const [row = 0, column = 0] = (cell?.dataset.at ?? '').split(':').map(Number)
    if (!cell) return
    const move = MOVES[event.key]
    const shown = rows[row]
    const way = event.ctrlKey || event.metaKey ? ENDS[event.key] : beyond(move, row, rows.length - 1)
    if (way !== undefined && onBeyond(way)) {
      // Its page is on the way.
    } else if (move) {
      const next = {
        row: Math.min(rows.length - 1, Math.max(0, row + move[0])),
        column: Math.min(fields.length - 1, Math.max(0, column + move[1])),
      }
      setAt(next)
      const target = table.current?.querySelector<HTMLElement>(`[data-at="${next.row}:${next.column}"]`)
      target?.focus()
    } else if (event.key === 'Enter' && shown) onOpen(shown, fields[column]?.id)
    else if (event.key === ' ' && shown && marked) onMark([shown.rowNo], !marked(shown.rowNo))
    else return
    event.preventDefault()
  }
  return (
    <div className={isStale ? 'rows__scroll rows__scroll--stale' : 'rows__scroll'}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells take the keys of a spreadsheet
        role="grid"
        className="table rows__table"
        aria-label={say(register.name)}
        aria-rowcount={total + 1}
        aria-colcount={fields.length + 1}
        aria-multiselectable={marked !== undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="rows__mark">
              {marked ? (
                <input
                  type="checkbox"
                  aria-label={t('reg.mark_page')}
                  checked={isAllMarked}
                  onChange={(event) =>
                    onMark(
                      rows.map(({ rowNo }) => rowNo),
                      event.target.checked,
                    )
                  }
                />
              ) : (
                <span className="visually-hidden">{t('reg.row_number')}</span>
              )}
            </th>
            {fields.map((field) => (
              <th
                key={field.id}
                scope="col"
                className={isNumber(field) ? 'table__number' : undefined}
                {...(sort?.field === field.id
                  ? { 'aria-sort': sort.descending ? 'descending' : 'ascending' }
                  : {})}
              >
                {field.personal === 'sensitive' ? (
                  say(field.name)
                ) : (
                  <button type="button" className="rows__sort" onClick={() => onSort(field.id)}>
                    {say(field.name)}
                    {sort?.field === field.id ? <Icon name={sort.descending ? 'down' : 'up'} /> : null}
                  </button>
                )}
                {field.unit === undefined ? null : (
                  <span className="rows__unit">
                    {say({
                      zh: catalog.units.label(field.unit, 'zh'),
                      en: catalog.units.label(field.unit, 'en'),
                    })}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={row.rowNo}
              catalog={catalog}
              fields={fields}
              row={row}
              index={index}
              place={first + index + 1}
              column={here.row === index ? here.column : undefined}
              isMarked={marked?.(row.rowNo)}
              isSought={row.rowNo === sought}
              onMark={onMark}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** With Ctrl: the first and the last row of all. */
const ENDS: Readonly<Record<string, 'first' | 'last'>> = { Home: 'first', End: 'last' }

/** The page that a move leads to from the first or the last row of this one. */
function beyond(
  move: readonly [number, number] | undefined,
  row: number,
  last: number,
): 'before' | 'next' | undefined {
  if (!move) return undefined
  if (move[0] > 0 && row === last) return 'next'
  return move[0] < 0 && row === 0 ? 'before' : undefined
}

/** One row. It is drawn again only where something of it changed: a page has thousands of cells. */
const Row = memo(
  function Row({
    catalog,
    fields,
    row,
    index,
    place,
    column,
    isMarked,
    isSought,
    onMark,
    onOpen,
  }: {
    readonly catalog: Catalog
    readonly fields: readonly Field[]
    readonly row: ShownRow
    readonly index: number
    readonly place: number
    /** The column that takes the focus, where it is in this row. */
    readonly column: number | undefined
    readonly isMarked: boolean | undefined
    readonly isSought: boolean
    readonly onMark: (rows: readonly number[], isMarked: boolean) => void
    readonly onOpen: (row: ShownRow, field?: string) => void
  }) {
    const speech = useSpeech()
    const { t, say } = speech
    return (
      <tr
        aria-rowindex={place}
        {...(isMarked === undefined ? {} : { 'aria-selected': isMarked })}
        {...(isSought ? { 'aria-current': true, className: 'rows__row--sought' } : {})}
      >
        <td className="rows__mark">
          {isMarked === undefined ? null : (
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t('reg.mark_row', { row: row.rowNo })}
              checked={isMarked}
              onChange={(event) => onMark([row.rowNo], event.target.checked)}
            />
          )}
          <span className="rows__no">{row.rowNo}</span>
        </td>
        {fields.map((field, at) => {
          const found = row.findings.find((finding) => finding.at.fields?.includes(field.id))
          const Cell = at === 0 ? 'th' : 'td'
          const names = [
            isNumber(field) ? 'table__number' : '',
            found ? `rows__cell--${found.severity}` : '',
          ].join(' ')
          return (
            <Cell
              key={field.id}
              {...(at === 0 ? { scope: 'row' } : {})}
              data-at={`${index}:${at}`}
              tabIndex={column === at ? 0 : -1}
              className={names}
              {...(found ? { title: say(found.message) } : {})}
              onClick={() => onOpen(row, field.id)}
            >
              {found ? (
                <>
                  <Icon name={found.severity === 'error' ? 'error' : 'note'} />
                  <span className="visually-hidden">{t(`reg.severity.${found.severity}`)}</span>{' '}
                </>
              ) : null}
              {cellText(catalog, field, row.cells[field.id], speech)}
            </Cell>
          )
        })}
      </tr>
    )
  },
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.place === after.place &&
    before.column === after.column &&
    before.isMarked === after.isMarked &&
    before.isSought === after.isSought &&
    before.fields.length === after.fields.length &&
    before.onOpen === after.onOpen,
)
