import { definitionOf } from '../../catalog/index.ts'
import { evaluate, reducer } from '../../formula/index.ts'
import { type Coverage, computeIndicators, UnitContext, type World } from '../../indicators/index.ts'
import {
  fromBase,
  HUNDRED,
  isKnown,
  known,
  MISSING,
  type Observed,
  type ReportingYear,
} from '../../kernel/index.ts'
import type { AnnexEntry } from '../document/document.ts'
import type { Quantity, Share } from '../template/template.ts'
import { ReportContext } from './context.ts'
import type { Measured } from './measure.ts'
import { rowsBelow } from './rows.ts'

/** A value in its declared unit, with how much of what should be in it is in it. */
export interface Amount {
  readonly observed: Observed
  readonly coverage: Coverage
  readonly origin: AnnexEntry['origin']
}

const NO_AMOUNT: Amount = {
  observed: MISSING,
  coverage: { reported: 0, expected: 1 },
  origin: 'entered',
}

/** The value of a quantity for a unit in a year. */
export function amountOf(
  world: World,
  quantity: Pick<Quantity, 'expr'>,
  what: Measured,
  unitId: number,
  year: ReportingYear,
): Amount {
  const { expr } = quantity
  if (!world.tree(year).unit(unitId)) return NO_AMOUNT
  if (expr.kind === 'aggregate') {
    const register = world.catalog.registers.inForce(expr.register, year)
    return register ? counted(world, expr, register, unitId, year) : NO_AMOUNT
  }
  if (expr.kind === 'share') return shared(world, expr, unitId, year)
  switch (what.kind) {
    case 'element':
      return world.values.element(unitId, year, what.name, what.cell)
    case 'indicator': {
      if (!world.catalog.indicators.inForce(what.name, year)) return NO_AMOUNT
      const [value] = computeIndicators(world, unitId, year, [what.name])
      return value ? { observed: value.observed, coverage: value.coverage, origin: 'computed' } : NO_AMOUNT
    }
    case 'parameter':
      return parameter(world, what.name, unitId, year)
    default:
      return NO_AMOUNT
  }
}

function parameter(world: World, name: string, unitId: number, year: ReportingYear): Amount {
  const definition = definitionOf(world.catalog, name, year)
  const unit = definition && world.catalog.units.parse(definition.definition.unit)
  const span = { start: 0, end: 0 }
  const observed = new UnitContext(world, unitId, year).reference({ kind: 'reference', name, cell: [], span })
  return {
    observed: isKnown(observed) && unit ? known(fromBase(observed.value, unit)) : observed,
    coverage: { reported: 1, expected: 1 },
    origin: 'parameter',
  }
}

function counted(
  world: World,
  expr: Extract<Quantity['expr'], { kind: 'aggregate' }>,
  register: Parameters<typeof rowsBelow>[3],
  unitId: number,
  year: ReportingYear,
): Amount {
  const { rows, handedIn, expected } = rowsBelow(world, unitId, year, register)
  if (handedIn.length === 0) return { ...NO_AMOUNT, coverage: { reported: 0, expected: expected.length } }
  const reduce = reducer(expr)
  for (const { row } of rows) reduce.add(row)
  return {
    observed: reduce.result(),
    coverage: { reported: handedIn.length, expected: expected.length },
    origin: 'register',
  }
}

function shared(world: World, { formula, registers }: Share, unitId: number, year: ReportingYear): Amount {
  const context = new ReportContext(world, unitId, year)
  const base = evaluate(formula, context)
  const [first] = registers
  const register = first === undefined ? undefined : world.catalog.registers.inForce(first, year)
  const below = register && rowsBelow(world, unitId, year, register)
  return {
    observed: isKnown(base) ? known(base.value.times(HUNDRED)) : base,
    coverage: below ? { reported: below.handedIn.length, expected: below.expected.length } : context.coverage,
    origin: below ? 'register' : 'computed',
  }
}
