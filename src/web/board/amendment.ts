import { readTyped, type Trouble } from '../entry/typed.ts'
import type { Cells } from '../registers/cells.ts'

/*
 * An amendment while it is being written: cells and rows of a locked return, collected on the page and sent together
 * with one reason, so that they become one version.
 */

export interface CellChange {
  readonly form: string
  readonly element: string
  readonly cell: string
  readonly name: string
  /** As it stands now, in words. */
  readonly before: string
  /** As it was typed; empty where the value is taken away. */
  readonly value: string
  /** Why there is no value: a code of missing_reasons, empty where there is one. */
  readonly reason: string
}

export interface RowChange {
  readonly register: string
  readonly kind: 'added' | 'changed' | 'deleted'
  /** Of a row that is there already; of a new one a number of this page's own, below nought. */
  readonly rowNo: number
  readonly name: string
  /** What was typed, by field. */
  readonly cells: Cells
  /** What it changes, a line per field, in words. */
  readonly lines: readonly string[]
}

export interface AmendmentDraft {
  readonly cells: readonly CellChange[]
  readonly rows: readonly RowChange[]
}

export const NOTHING: AmendmentDraft = { cells: [], rows: [] }

export const countOf = ({ cells, rows }: AmendmentDraft): number => cells.length + rows.length

const isSameCell = (a: CellChange, b: Pick<CellChange, 'element' | 'cell'>) =>
  a.element === b.element && a.cell === b.cell

const isSameRow = (a: RowChange, b: Pick<RowChange, 'register' | 'rowNo'>) =>
  a.register === b.register && a.rowNo === b.rowNo

export const cellChangeAt = (draft: AmendmentDraft, place: Pick<CellChange, 'element' | 'cell'>) =>
  draft.cells.find((one) => isSameCell(one, place))

export const rowChangeAt = (draft: AmendmentDraft, place: Pick<RowChange, 'register' | 'rowNo'>) =>
  draft.rows.find((one) => isSameRow(one, place))

/** With a cell's change in the place of an earlier one of the same cell. */
export function withCell(draft: AmendmentDraft, change: CellChange): AmendmentDraft {
  const isKnown = cellChangeAt(draft, change) !== undefined
  return {
    ...draft,
    cells: isKnown
      ? draft.cells.map((one) => (isSameCell(one, change) ? change : one))
      : [...draft.cells, change],
  }
}

export function withoutCell(
  draft: AmendmentDraft,
  place: Pick<CellChange, 'element' | 'cell'>,
): AmendmentDraft {
  return { ...draft, cells: draft.cells.filter((one) => !isSameCell(one, place)) }
}

/** With a row's change in the place of an earlier one of the same row. */
export function withRow(draft: AmendmentDraft, change: RowChange): AmendmentDraft {
  return { ...draft, rows: [...withoutRow(draft, change).rows, change] }
}

export function withoutRow(
  draft: AmendmentDraft,
  place: Pick<RowChange, 'register' | 'rowNo'>,
): AmendmentDraft {
  return { ...draft, rows: draft.rows.filter((one) => !isSameRow(one, place)) }
}

/** Whether a value was taken away and nothing says yet why there is none. */
export const lacksReason = ({ value, reason }: CellChange): boolean => value.trim() === '' && reason === ''

/** Why what was typed is no number that a cell takes; undefined where it is one, or nothing. */
export function troubleOf({ value }: Pick<CellChange, 'value'>): Trouble | undefined {
  const read = readTyped(value)
  return 'trouble' in read ? read.trouble : undefined
}

/** The number of the next new row of a draft. */
export const nextNew = ({ rows }: AmendmentDraft): number =>
  Math.min(0, ...rows.map(({ rowNo }) => rowNo)) - 1

/** As the API takes it. A locked cell is nobody else's: its revision is not asked for. */
export function bodyOf({ cells, rows }: AmendmentDraft, reason: string): object {
  const registers = [...Map.groupBy(rows, ({ register }) => register)]
  const of = (all: readonly RowChange[], kind: RowChange['kind']) => all.filter((one) => one.kind === kind)
  return {
    reason,
    cells: cells.map(({ form, element, cell, value, reason: why }) => ({
      form,
      element,
      cell,
      ...(value.trim() === '' ? { value: null, reason: why } : { value }),
      revision: 0,
    })),
    rows: registers.map(([register, all]) => ({
      register,
      added: of(all, 'added').map((row) => row.cells),
      changed: of(all, 'changed').map((row) => ({ rowNo: row.rowNo, cells: row.cells })),
      deleted: of(all, 'deleted').map(({ rowNo }) => rowNo),
    })),
  }
}
