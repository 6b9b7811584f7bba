import type { Criterion, Leaf, Scheme } from '../../catalog/index.ts'
import { type Decimal, isKnown, type Observed, ONE, ZERO } from '../../kernel/index.ts'
import type { Bound } from './score-value.ts'
import { scoreValue } from './score-value.ts'
import { combined, NOTHING, pointsOf, type Share, shareOf, spreadOf, WHOLE, weightedMean } from './share.ts'

/** A mark that one assessor gave to one leaf. */
export interface GivenMark {
  /** Kind of assessor, as the scheme names it: self, expert … */
  readonly kind: string
  readonly assessor: string
  readonly leaf: string
  /** Id of the mark. */
  readonly mark: string
}

/** Everything that the score of one subject rests on. */
export interface SubjectInput {
  /** Values of computed and observed leaves, in the units of the scheme. */
  readonly values: ReadonlyMap<string, Observed>
  /** Per leaf, the known values of all subjects compared; for scoring by rank. */
  readonly compared: ReadonlyMap<string, readonly Decimal[]>
  /** Per leaf, the bound that a standard sets for the subject. */
  readonly bounds: ReadonlyMap<string, Bound>
  /** Leaves for which evidence was handed in. */
  readonly evidence: ReadonlySet<string>
  readonly marks: readonly GivenMark[]
  /** Marks of the chief where experts lay too far apart, by leaf. */
  readonly rulings: ReadonlyMap<string, string>
}

export type LeafState =
  /** Points are awarded. */
  | 'scored'
  /** Does not count here; its weight goes to its siblings. */
  | 'excluded'
  /** The value is missing and the rule waits for it. */
  | 'withheld'
  /** Marks are awaited. */
  | 'awaited'
  /** Experts lie too far apart; the chief decides. */
  | 'disputed'
  /** Looked at and not scored. */
  | 'observed'

/** What one leaf came to. */
export interface LeafResult {
  readonly leaf: string
  readonly state: LeafState
  readonly weight: Decimal
  readonly points: Decimal
  /** Share of the weight, where points are awarded. */
  readonly share: Share | undefined
  /** Where the share comes from. */
  readonly by: 'value' | 'marks' | 'ruling' | 'evidence' | 'absence' | 'rule' | 'none'
  /** How far the furthest marks of the arbitrated assessors lie apart. */
  readonly spread: Decimal
  /** Kinds of assessor whose mark is awaited. */
  readonly awaiting: readonly string[]
}

export interface BranchResult {
  readonly id: string
  readonly state: 'scored' | 'excluded' | 'incomplete'
  readonly weight: Decimal
  /** Awarded so far; complete where the state is scored. */
  readonly points: Decimal
}

/** The score sheet of one subject. */
export interface Sheet {
  readonly leaves: ReadonlyMap<string, LeafResult>
  readonly branches: ReadonlyMap<string, BranchResult>
  readonly total: BranchResult
  /** Id of the rating, where the total is complete. */
  readonly rating: string | undefined
}

/** Whose marks count: all by their weight, or one kind alone. */
export type View = 'final' | { readonly kind: string }

/**
 * Scores a subject against a scheme. Each leaf awards points rounded once to the scheme's places; everything above
 * is the exact sum of awarded points, so that a reader who adds up the printed sheet finds the printed total. Where
 * a criterion does not count, its weight goes to its siblings in proportion, and their branch is rounded once more.
 */
export function evaluateSubject(scheme: Scheme, input: SubjectInput, view: View = 'final'): Sheet {
  const marks = Map.groupBy(input.marks, (mark) => mark.leaf)
  const leaves = new Map(
    scheme.leaves.map((leaf) => [leaf.id, leafResult(scheme, leaf, input, marks.get(leaf.id) ?? [], view)]),
  )
  const branches = new Map<string, BranchResult>()
  const total = addUp(scheme, 'total', scheme.full, scheme.criteria, leaves, branches)
  return {
    leaves,
    branches,
    total,
    rating: total.state === 'scored' ? ratingOf(scheme, total.points) : undefined,
  }
}

/** The name that a total earns, by its id. */
export function ratingOf(scheme: Pick<Scheme, 'ratings'>, points: Decimal): string | undefined {
  return scheme.ratings.find((rating) => points.gte(rating.at_least))?.id
}

function leafResult(
  scheme: Scheme,
  leaf: Leaf,
  input: SubjectInput,
  marks: readonly GivenMark[],
  view: View,
): LeafResult {
  switch (leaf.kind) {
    case 'observed':
      return result(leaf, 'observed', {})
    case 'computed':
      return computedResult(scheme, leaf, input, marks, view)
    case 'evidence':
      if (!input.evidence.has(leaf.id)) return awarded(scheme, leaf, { share: NOTHING, by: 'absence' })
      // By handing something in, the subject says that it is there.
      if (view !== 'final' && view.kind === 'self' && !marks.some(({ kind }) => kind === 'self'))
        return awarded(scheme, leaf, { share: WHOLE, by: 'evidence' })
      return judgedResult(scheme, leaf, input, marks, view)
    case 'judged':
      return judgedResult(scheme, leaf, input, marks, view)
  }
}

function computedResult(
  scheme: Scheme,
  leaf: Extract<Leaf, { kind: 'computed' }>,
  input: SubjectInput,
  marks: readonly GivenMark[],
  view: View,
): LeafResult {
  const observed = input.values.get(leaf.id) ?? { state: 'missing' }
  if (isKnown(observed)) {
    const share = scoreValue(leaf.score, observed.value, {
      compared: input.compared.get(leaf.id) ?? [observed.value],
      bound: input.bounds.get(leaf.id),
    })
    return share ? awarded(scheme, leaf, { share, by: 'value' }) : result(leaf, 'excluded', { by: 'rule' })
  }
  if (observed.state === 'not_applicable') {
    if (leaf.not_applicable === 'exclude') return result(leaf, 'excluded', { by: 'rule' })
    return awarded(scheme, leaf, { share: leaf.not_applicable === 'full' ? WHOLE : NOTHING, by: 'rule' })
  }
  switch (leaf.missing) {
    case 'withhold':
      return result(leaf, 'withheld', {})
    case 'exclude':
      return result(leaf, 'excluded', { by: 'rule' })
    case 'zero':
      return awarded(scheme, leaf, { share: NOTHING, by: 'rule' })
    case 'judge':
      return judgedResult(scheme, leaf, input, marks, view)
  }
}

function judgedResult(
  scheme: Scheme,
  leaf: Leaf,
  input: SubjectInput,
  marks: readonly GivenMark[],
  view: View,
): LeafResult {
  const counting = scheme.assessors.filter((assessor) =>
    view === 'final' ? assessor.weight.gt(0) : assessor.id === view.kind,
  )
  const parts: { weight: Decimal; share: Share }[] = []
  const awaiting: string[] = []
  let spread = ZERO
  let ruled = false
  for (const assessor of counting) {
    const factors = factorsOf(leaf, marks, assessor.id)
    if (scheme.arbitration?.assessor === assessor.id) {
      spread = spreadOf(factors)
      const ruling = leaf.marks.find((mark) => mark.id === input.rulings.get(leaf.id))
      if (ruling) {
        ruled = true
        parts.push({ weight: weightIn(view, assessor.weight), share: shareOf(ruling.factor) })
        continue
      }
      if (spread.gt(scheme.arbitration.limit)) return result(leaf, 'disputed', { spread })
    }
    if (factors.length === 0) awaiting.push(assessor.id)
    else parts.push({ weight: weightIn(view, assessor.weight), share: combined(factors, assessor.combine) })
  }
  if (awaiting.length > 0 || parts.length === 0) return result(leaf, 'awaited', { spread, awaiting })
  return awarded(scheme, leaf, { share: weightedMean(parts), by: ruled ? 'ruling' : 'marks', spread })
}

/** Alone, an assessor counts whole, whatever its weight in the final score. */
function weightIn(view: View, weight: Decimal): Decimal {
  return view === 'final' ? weight : ONE
}

function factorsOf(leaf: Leaf, marks: readonly GivenMark[], kind: string): Decimal[] {
  return marks
    .filter((given) => given.kind === kind)
    .map((given) => {
      const mark = leaf.marks.find((candidate) => candidate.id === given.mark)
      if (!mark)
        throw new Error(
          `the leaf ${leaf.id} has no mark ${given.mark}; marks are checked when they are given`,
        )
      return mark.factor
    })
}

function awarded(
  scheme: Scheme,
  leaf: Leaf,
  { share, by, spread }: { share: Share; by: LeafResult['by']; spread?: Decimal },
): LeafResult {
  const points = pointsOf(leaf.weight, share, scheme.decimals)
  return { ...result(leaf, 'scored', { by, spread: spread ?? ZERO }), points, share }
}

function result(leaf: Leaf, state: LeafState, details: Partial<LeafResult>): LeafResult {
  return {
    leaf: leaf.id,
    state,
    weight: leaf.weight,
    points: ZERO,
    share: undefined,
    by: 'none',
    spread: ZERO,
    awaiting: [],
    ...details,
  }
}

function addUp(
  scheme: Scheme,
  id: string,
  weight: Decimal,
  children: readonly Criterion[],
  leaves: ReadonlyMap<string, LeafResult>,
  branches: Map<string, BranchResult>,
): BranchResult {
  let points = ZERO
  let possible = ZERO
  let isComplete = true
  for (const child of children) {
    const own =
      child.kind === 'branch'
        ? addUp(scheme, child.id, child.weight, child.criteria, leaves, branches)
        : leaves.get(child.id)
    if (!own || own.state === 'excluded') continue
    points = points.plus(own.points)
    possible = possible.plus(child.weight)
    isComplete &&= own.state === 'scored' || own.state === 'observed'
  }
  const isExcluded = possible.isZero() && isComplete && scheme.purpose === 'scoring'
  const scaled =
    possible.eq(weight) || possible.isZero()
      ? points
      : pointsOf(weight, { numerator: points, denominator: possible }, scheme.decimals)
  const branch: BranchResult = {
    id,
    state: isExcluded ? 'excluded' : isComplete ? 'scored' : 'incomplete',
    weight,
    points: scaled,
  }
  branches.set(id, branch)
  return branch
}

/** Leaves whose points stand in the way of a complete total, with what they wait for. */
export function openLeaves(sheet: Sheet): LeafResult[] {
  return [...sheet.leaves.values()].filter(
    ({ state }) => state === 'withheld' || state === 'awaited' || state === 'disputed',
  )
}
