import { type DraftBundle, type DraftValue, panelElements, setDraftValues } from '../../checks/index.ts'
import { inputsOf } from '../../formula/index.ts'
import { type Held, type ValueSource, ValueTable, type World } from '../../indicators/index.ts'
import { isKnown, type ReportingYear } from '../../kernel/index.ts'
import {
  type CountedCell,
  changeScope,
  type DraftCell,
  eachSheetRow,
  keeperOf,
  loadValues,
  readCells,
  readCounted,
  readExplanations,
  type Scope,
  type StoredExplanation,
  type StoredSheet,
  sheetsOf,
  type Tx,
} from '../../store/index.ts'
import { type AppContext, wholeScope } from '../context.ts'
import type { DeskReturn } from './place.ts'

/** A return as it stands: what was typed, what was counted, and the reasons that were written. */
export interface Draft {
  readonly at: DeskReturn
  readonly cells: readonly DraftCell[]
  readonly counted: readonly CountedCell[]
  readonly sheets: readonly StoredSheet[]
  readonly explanations: readonly StoredExplanation[]
}

export async function readDraft(tx: Tx, at: DeskReturn): Promise<Draft> {
  const { unit, year } = at
  const cells = await readCells(tx, unit.id, year)
  const counted = await readCounted(tx, unit.id, year)
  const sheets = await sheetsOf(tx, [unit.id], year)
  const explanations = await readExplanations(tx, unit.id, year)
  return { at, cells, counted, sheets, explanations }
}

/** Everything that checks in a browser look at; see draftWorld. */
export async function bundleOf(app: AppContext, tx: Tx, scope: Scope, draft: Draft): Promise<DraftBundle> {
  const { unit, year } = draft.at
  const whole = app.units.all().find((candidate) => candidate.id === unit.id)
  if (!whole) throw new Error(`unit ${unit.id} is in the tree and not among the units`)
  return {
    unit: whole,
    year,
    values: [...(await acceptedValues(app, tx, scope, draft.at)), ...draftValues(draft)],
  }
}

/** Last year's values as accepted; for a city also this year's sums over its schools. */
async function acceptedValues(
  app: AppContext,
  tx: Tx,
  scope: Scope,
  { unit, year }: DeskReturn,
): Promise<DraftValue[]> {
  const isSchool = unit.level === 'school' || unit.level === 'class_provider'
  const years = isSchool ? [year - 1] : [year - 1, year]
  const table = await asPublic(tx, scope, () =>
    loadValues(tx, {
      catalog: app.catalog,
      tree: (of) => app.units.tree(of),
      unitIds: [unit.id],
      years,
    }),
  )
  return years.flatMap((of) =>
    app.catalog.elements.all(of).flatMap((element) => {
      const isOwnDraft = of === year && (isSchool || keeperOf(app.catalog, element, of) === 'city')
      if (isOwnDraft) return []
      const whole = table.element(unit.id, of, element.id, '')
      const cells = [...table.cells(unit.id, of, element.id)]
      return [['', whole] as const, ...cells]
        .filter(([cell, held]) => cell !== '' || held.observed.state !== 'missing')
        .map(([cell, held]) => asDraftValue(of, element.id, cell, held))
    }),
  )
}

function asDraftValue(
  year: ReportingYear,
  element: string,
  cell: string,
  { observed, coverage, origin }: Held,
): DraftValue {
  return {
    year,
    element,
    cell,
    state: observed.state,
    ...(isKnown(observed) ? { value: observed.value.toFixed() } : {}),
    origin,
    ...coverage,
  }
}

/** This year's values: typed cells that hold something, and what rows were counted to. */
function draftValues({ at, cells, counted }: Pick<Draft, 'at' | 'cells' | 'counted'>): DraftValue[] {
  const { year } = at
  const entered = cells
    .filter((cell) => isFilled(cell))
    .map(
      ({ element, cell, state, value }): DraftValue => ({
        year,
        element,
        cell,
        state,
        ...(value === null ? {} : { value }),
        origin: 'entered',
        reported: state === 'known' || state === 'not_applicable' ? 1 : 0,
        expected: 1,
      }),
    )
  const fromRows = counted.map(
    ({ element, cell, state, value }): DraftValue => ({
      year,
      element,
      cell,
      state,
      ...(value === null ? {} : { value }),
      origin: 'counted',
      reported: state === 'known' || state === 'not_applicable' ? 1 : 0,
      expected: 1,
    }),
  )
  return [...entered, ...fromRows]
}

/** A cell that was cleared has neither value nor reason. */
export function isFilled({ value, reason }: Pick<DraftCell, 'value' | 'reason'>): boolean {
  return value !== null || reason !== null
}

/**
 * The whole world of a draft: besides what a browser has, the accepted values of the schools it is compared with and
 * the rows that checks read.
 */
export async function serverWorld(app: AppContext, tx: Tx, scope: Scope, draft: Draft): Promise<World> {
  const { unit, year } = draft.at
  const bundle = await bundleOf(app, tx, scope, draft)
  const own = new ValueTable()
  setDraftValues(own, bundle)
  await loadOwnRows(app, tx, draft, own)
  const isSchool = unit.level === 'school' || unit.level === 'class_provider'
  const tree = app.units.tree(year)
  const others = (isSchool ? tree.peers(unit.id) : tree.schools(unit.id)).filter(
    (other) => other.id !== unit.id,
  )
  const years = [year, year - 1]
  const panel = [...panelElements(app.catalog, year)]
  const theirs = await asPublic(tx, scope, () =>
    loadValues(tx, {
      catalog: app.catalog,
      tree: (of) => app.units.tree(of),
      unitIds: others.map((other) => other.id),
      years,
      // A city's indicators may add those of its schools; a school is compared on some elements alone.
      ...(isSchool ? { elements: panel } : {}),
    }),
  )
  return {
    catalog: app.catalog,
    tree: (of) => app.units.tree(of),
    values: new OwnAndOthers(unit.id, own, theirs),
  }
}

/** Reads what everyone may read, in the same transaction: a second connection per request would run them out. */
async function asPublic<T>(tx: Tx, scope: Scope, work: () => Promise<T>): Promise<T> {
  await changeScope(tx, wholeScope(scope.year, false))
  const result = await work()
  await changeScope(tx, scope)
  return result
}

async function loadOwnRows(app: AppContext, tx: Tx, draft: Draft, table: ValueTable): Promise<void> {
  const { unit, year } = draft.at
  const wanted = new Set(
    app.catalog.checks
      .all(year)
      .flatMap((check) => [check.expect, check.when])
      .flatMap((expr) => (expr ? [...inputsOf(expr).registers] : [])),
  )
  for (const id of wanted) {
    const register = app.catalog.registers.inForce(id, year)
    if (!register || !draft.sheets.some((sheet) => sheet.register === id)) continue
    const rows = []
    for await (const batch of eachSheetRow(tx, { unitId: unit.id, year, register }))
      rows.push(...batch.map((row) => row.data))
    table.setRows(unit.id, year, id, rows)
  }
}

class OwnAndOthers implements ValueSource {
  readonly #unitId: number
  readonly #own: ValueSource
  readonly #others: ValueSource

  constructor(unitId: number, own: ValueSource, others: ValueSource) {
    this.#unitId = unitId
    this.#own = own
    this.#others = others
  }

  element(...args: Parameters<ValueSource['element']>): Held {
    return this.#of(args[0]).element(...args)
  }

  cells(...args: Parameters<ValueSource['cells']>): ReadonlyMap<string, Held> {
    return this.#of(args[0]).cells(...args)
  }

  rows(...args: Parameters<ValueSource['rows']>): ReturnType<ValueSource['rows']> {
    return this.#of(args[0]).rows(...args)
  }

  #of(unitId: number): ValueSource {
    return unitId === this.#unitId ? this.#own : this.#others
  }
}
