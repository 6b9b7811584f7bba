import type { Field, Register } from '../../catalog/index.ts'
import type { RawCell, SheetRow } from '../read/sheet.ts'
import { headKeys, nearest } from './text.ts'

/** Which columns of a sheet hold which fields of a register. */
export interface RegisterHead {
  readonly register: Register
  /** Row number of the last row of the head. */
  readonly row: number
  /** Field by column. */
  readonly columns: ReadonlyMap<number, Field>
  readonly unknown: readonly UnknownColumn[]
  /** Two columns that mean the same field. */
  readonly doubled: readonly { readonly column: number; readonly title: string; readonly field: Field }[]
}

export interface UnknownColumn {
  readonly column: number
  readonly title: string
  /** The field that was probably meant, where one is near and has no column of its own. */
  readonly suggestion: Field | undefined
}

/** A head may take two or three rows, with merged cells above the columns. */
const DEEPEST_HEAD = 3

/** All names under which a field is known: its id, its names, its synonyms. */
export class FieldNames {
  readonly register: Register
  readonly #byName = new Map<string, Field>()

  constructor(register: Register) {
    this.register = register
    const ranks: ((field: Field) => readonly string[])[] = [
      (field) => [field.id],
      (field) => [field.name.zh, field.name.en],
      (field) => field.synonyms ?? [],
      (field) => [field.name.zh, field.name.en].flatMap(headKeys),
    ]
    for (const rank of ranks) {
      for (const field of register.fields) {
        for (const name of rank(field)) {
          const key = headKeys(name)[0] ?? ''
          if (!this.#byName.has(key)) this.#byName.set(key, field)
        }
      }
    }
  }

  find(title: string): Field | undefined {
    for (const key of headKeys(title)) {
      const field = this.#byName.get(key)
      if (field) return field
    }
    return undefined
  }

  suggestion(title: string, taken: ReadonlySet<Field>): Field | undefined {
    const free = [...this.#byName].filter(([, field]) => !taken.has(field))
    const name = nearest(
      headKeys(title)[0] ?? '',
      free.map(([key]) => key),
    )
    return name === undefined ? undefined : this.#byName.get(name)
  }
}

/** Reads the first rows of a sheet as the head of a register; undefined where fewer than two columns fit. */
export function registerHead(names: FieldNames, rows: readonly SheetRow[]): RegisterHead | undefined {
  let best: { count: number; index: number } | undefined
  for (const [index] of rows.entries()) {
    const count = new Set(titlesAt(rows, index, names).map(({ field }) => field)).size
    if (count > (best?.count ?? 1)) best = { count, index }
  }
  const row = best && rows[best.index]
  return row && best ? headOf(names, row.number, titlesOf(rows, best.index, names)) : undefined
}

/** The head of a sheet whose columns carry ids. */
export function headById(names: FieldNames, ids: ReadonlyMap<number, string>, row: number): RegisterHead {
  return headOf(names, row, ids)
}

function headOf(names: FieldNames, row: number, titles: ReadonlyMap<number, string>): RegisterHead {
  const columns = new Map<number, Field>()
  const taken = new Set<Field>()
  const doubled: { column: number; title: string; field: Field }[] = []
  for (const [column, title] of titles) {
    const field = names.find(title)
    if (!field) continue
    if (taken.has(field)) doubled.push({ column, title, field })
    else columns.set(column, field)
    taken.add(field)
  }
  const unknown = [...titles]
    .filter(([, title]) => !names.find(title))
    .map(([column, title]) => ({ column, title, suggestion: names.suggestion(title, taken) }))
  return { register: names.register, row, columns, unknown, doubled }
}

/** The title of each column when the head ends in this row: the lowest of its cells that names a field. */
function titlesOf(rows: readonly SheetRow[], index: number, names: FieldNames): Map<number, string> {
  const titles = new Map<number, string>()
  const last = rows[index]
  if (!last) return titles
  for (let depth = 0; depth < DEEPEST_HEAD; depth += 1) {
    const row = rows[index - depth]
    if (!row || row.number !== last.number - depth) break
    for (const [column, cell] of row.cells.entries()) {
      const title = textIn(cell)
      if (title === undefined) continue
      // What stands above a column of the last row is a group's name unless it is the column's only name.
      const known = titles.get(column)
      if (known === undefined ? depth === 0 || names.find(title) : !names.find(known) && names.find(title)) {
        titles.set(column, title)
      }
    }
  }
  return new Map([...titles].sort(([a], [b]) => a - b))
}

function titlesAt(rows: readonly SheetRow[], index: number, names: FieldNames): { field: Field }[] {
  return [...titlesOf(rows, index, names).values()].flatMap((title) => {
    const field = names.find(title)
    return field ? [{ field }] : []
  })
}

function textIn(cell: RawCell | undefined): string | undefined {
  return cell?.kind === 'text' ? cell.text : undefined
}
