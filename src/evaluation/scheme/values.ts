import {
  type ComputedLeaf,
  type ObservedLeaf,
  type Scheme,
  type SchemeValue,
  SUBJECT_PLACE,
} from '../../catalog/index.ts'
import { type Expr, evaluate, evaluateCondition, parse } from '../../formula/index.ts'
import { type Coverage, UnitContext, type World } from '../../indicators/index.ts'
import { AppError, fromBase, isKnown, known, type Observed, type ReportingYear } from '../../kernel/index.ts'
import type { Bound } from './score-value.ts'

/** What is evaluated: a school as a whole, or a programme, class or student of it by its key. */
export interface Subject {
  readonly unitId: number
  /** Empty for the unit itself. */
  readonly key: string
}

/** The value of a leaf with how much of what should be in it is in it. */
export interface LeafValue {
  readonly observed: Observed
  readonly coverage: Coverage
}

/** Values of all computed and observed leaves of a subject, in the units of the scheme. Not rounded. */
export function leafValues(
  world: World,
  scheme: Scheme,
  subject: Subject,
  year: ReportingYear,
): ReadonlyMap<string, LeafValue> {
  return new Map(
    scheme.leaves
      .filter(
        (leaf): leaf is ComputedLeaf | ObservedLeaf => leaf.kind === 'computed' || leaf.kind === 'observed',
      )
      .map((leaf) => {
        const context = new UnitContext(world, subject.unitId, year)
        const observed = evaluate(formulaFor(leaf.value, subject), context)
        const declared = isKnown(observed) ? known(fromBase(observed.value, leaf.value.measure)) : observed
        return [leaf.id, { observed: declared, coverage: context.coverage }] as const
      }),
  )
}

/** Bounds that standards set for a unit, for the leaves that are scored by one. */
export function standardBounds(
  world: World,
  scheme: Scheme,
  unitId: number,
  year: ReportingYear,
): ReadonlyMap<string, Bound> {
  const bounds = new Map<string, Bound>()
  const context = new UnitContext(world, unitId, year)
  for (const leaf of scheme.leaves) {
    if (leaf.kind !== 'computed' || leaf.score.function !== 'standard') continue
    const { standard: id, item: itemId } = leaf.score
    const standard = world.catalog.standards.inForce(id, year)
    if (!standard) continue
    if (standard.applies && evaluateCondition(standard.applies, context) !== true) continue
    const variant = standard.variants.find(({ when }) => evaluateCondition(when, context) === true)
    const item = standard.items.find((candidate) => candidate.id === itemId)
    const bound = variant && item?.bounds[variant.id]
    if (item && bound) bounds.set(leaf.id, { comparison: item.comparison, bound })
  }
  return bounds
}

/** Formulas that name their subject, by their text with the subject in place. */
const named = new Map<string, Expr>()

/** @throws AppError EVA-001 for a key that could not be a code: it would change the formula it is put into */
function formulaFor(value: SchemeValue, subject: Pick<Subject, 'key'>): Expr {
  if (!value.text.includes(SUBJECT_PLACE)) return value.formula
  if (!/^[\w.-]+$/.test(subject.key)) throw new AppError('EVA-001', { key: subject.key }, { kind: 'usage' })
  const text = value.text.replaceAll(SUBJECT_PLACE, subject.key)
  const cached = named.get(text)
  if (cached) return cached
  const formula = parse(text, 'value')
  named.set(text, formula)
  return formula
}
