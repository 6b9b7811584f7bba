import { definitionOf, fieldUnit, type Indicator, parameterValue } from '../catalog/index.ts'
import { type EvaluationContext, type Expr, evaluate, type Reference, type Row } from '../formula/index.ts'
import {
  isKnown,
  known,
  MISSING,
  type Observed,
  type ReportingYear,
  toBase,
  type Unit,
  ZERO,
} from '../kernel/index.ts'
import { type Coverage, cellKey, type Held, type World } from './world.ts'

/**
 * What a run over many units shares: each unit's indicators and each panel's medians are computed once, whichever
 * school asks first. Good for as long as the values stand still.
 */
export class SharedContexts {
  readonly #world: World
  readonly #contexts = new Map<string, UnitContext>()
  readonly #panels = new Map<string, Panel>()

  constructor(world: World) {
    this.#world = world
  }

  at(unitId: number, year: ReportingYear): UnitContext {
    const key = `${unitId}|${year}`
    const known = this.#contexts.get(key)
    if (known) return known
    const context = new UnitContext(this.#world, unitId, year, this)
    this.#contexts.set(key, context)
    return context
  }

  panel(unitId: number, year: ReportingYear): Panel {
    const tree = this.#world.tree(year)
    const city = tree.lineage(unitId).find((unit) => unit.level === 'city')
    const key = `${city?.id}|${year}`
    const known = this.#panels.get(key)
    if (known) return known
    const members = tree.peers(unitId).map((peer) => this.at(peer.id, year))
    const panel = { members, results: new Map<Expr, Map<string, Observed>>() }
    this.#panels.set(key, panel)
    return panel
  }
}

interface Panel {
  readonly members: readonly UnitContext[]
  readonly results: Map<Expr, Map<string, Observed>>
}

/** Formulas over one org unit in one year, with indicators computed as they are met, each once. */
export class UnitContext implements EvaluationContext {
  readonly #world: World
  readonly unitId: number
  readonly year: ReportingYear
  readonly #shared: SharedContexts | undefined
  readonly #computed = new Map<string, Observed>()
  #coverage: Coverage | undefined
  #previous: UnitContext | undefined

  constructor(world: World, unitId: number, year: ReportingYear, shared?: SharedContexts) {
    this.#world = world
    this.unitId = unitId
    this.year = year
    this.#shared = shared
  }

  /** The least complete of the values read so far. */
  get coverage(): Coverage {
    return this.#coverage ?? { reported: 1, expected: 1 }
  }

  reference(reference: Reference, source?: 'entered' | 'counted'): Observed {
    const { catalog } = this.#world
    const definition = definitionOf(catalog, reference.name, this.year)
    switch (definition?.kind) {
      case undefined:
        return MISSING
      case 'element': {
        const held = this.#held(reference, definition.definition.counted !== undefined, source)
        this.#note(held.coverage)
        return inBase(held.observed, definition.definition.measure)
      }
      case 'parameter': {
        const value = parameterValue(definition.definition, this.year)
        const unit = catalog.units.parse(definition.definition.unit)
        return value && unit ? known(toBase(value, unit)) : MISSING
      }
      case 'indicator':
        return this.indicator(reference.name)
    }
  }

  /** An indicator's value here, in base units. */
  indicator(id: string): Observed {
    const earlier = this.#computed.get(id)
    if (earlier) return earlier
    const definition = this.#world.catalog.indicators.inForce(id, this.year)
    const value = definition ? rollUp(this.#world, this, definition) : MISSING
    this.#computed.set(id, value)
    return value
  }

  cells({ name }: Reference, dimension?: string): readonly Observed[] {
    const definition = definitionOf(this.#world.catalog, name, this.year)
    if (definition?.kind !== 'element') return []
    const cells = this.#world.values.cells(this.unitId, this.year, name)
    return [...cells]
      .filter(([key]) => dimension === undefined || key.startsWith(`${dimension}=`))
      .map(([, held]) => inBase(held.observed, definition.definition.measure))
  }

  /** A school below, in the same year. */
  ofSchool(id: number): UnitContext {
    return this.#shared?.at(id, this.year) ?? new UnitContext(this.#world, id, this.year)
  }

  rows(register: string): Iterable<Row> | undefined {
    return this.#world.values.rows(this.unitId, this.year, register)
  }

  attribute(name: string): string | undefined {
    return this.#world.tree(this.year).unit(this.unitId)?.attributes[name]
  }

  unit(text: string): Unit | undefined {
    return this.#world.catalog.units.parse(text)
  }

  fieldUnit(register: string, field: string): Unit | undefined {
    return fieldUnit(this.#world.catalog, register, field, this.year)
  }

  previous(): UnitContext | undefined {
    if (!this.#world.tree(this.year - 1).unit(this.unitId)) return undefined
    this.#previous ??=
      this.#shared?.at(this.unitId, this.year - 1) ?? new UnitContext(this.#world, this.unitId, this.year - 1)
    return this.#previous
  }

  panel(): readonly EvaluationContext[] {
    if (this.#shared) return this.#shared.panel(this.unitId, this.year).members
    return this.#world
      .tree(this.year)
      .peers(this.unitId)
      .map((peer) => (peer.id === this.unitId ? this : new UnitContext(this.#world, peer.id, this.year)))
  }

  ofPanel(expr: Expr, fn: string, work: () => Observed): Observed {
    const results = this.#shared?.panel(this.unitId, this.year).results
    const earlier = results?.get(expr)?.get(fn)
    if (earlier) return earlier
    const result = work()
    const byFunction = results?.get(expr)
    if (byFunction) byFunction.set(fn, result)
    else results?.set(expr, new Map([[fn, result]]))
    return result
  }

  /** A group into which no row fell has no cell: where the whole was counted it holds 0, not nothing. */
  #held(reference: Reference, counted: boolean, source: 'entered' | 'counted' | undefined): Held {
    const { values } = this.#world
    const held = values.element(this.unitId, this.year, reference.name, cellKey(reference.cell), source)
    if (held.observed.state !== 'missing' || !counted || reference.cell.length === 0) return held
    const whole = values.element(this.unitId, this.year, reference.name, '', source)
    return isKnown(whole.observed) ? { ...whole, observed: known(ZERO) } : held
  }

  /** Of two equally complete values the one that more units stand behind speaks for the result. */
  #note(coverage: Coverage): void {
    const known = this.#coverage
    const order = known ? coverage.reported * known.expected - known.reported * coverage.expected : -1
    if (!known || order < 0 || (order === 0 && coverage.expected > known.expected)) this.#coverage = coverage
  }
}

/**
 * An indicator's value at its unit's level. A ratio is the ratio of sums at every level; a sum adds the values of
 * the schools below; own and none stay with the level's own inputs.
 */
function rollUp(world: World, context: UnitContext, definition: Indicator): Observed {
  if (definition.rollup !== 'sum') return evaluate(definition.formula, context)
  const tree = world.tree(context.year)
  if (tree.unit(context.unitId)?.level === 'school') return evaluate(definition.formula, context)
  const values = tree
    .schools(context.unitId)
    .map((school) => context.ofSchool(school.id).indicator(definition.id))
    .filter(isKnown)
  const [first, ...rest] = values
  return first ? known(rest.reduce((sum, value) => sum.plus(value.value), first.value)) : MISSING
}

function inBase(observed: Observed, unit: Unit): Observed {
  return isKnown(observed) ? known(toBase(observed.value, unit)) : observed
}
