import type { Criterion, Scheme } from '../../catalog/index.ts'
import { evaluateSubject, type Sheet, type SubjectInput } from '../scheme/evaluate.ts'
import { type Agreement, krippendorffAlpha } from './agreement.ts'
import { type Stability, stabilityOf, type TrustedLeaf } from './stability.ts'

/** One subject of a round with everything its score rests on. */
export interface RoundSubject {
  readonly id: string
  readonly input: SubjectInput
}

/** How well experts agree on one leaf. */
export interface LeafAgreement {
  readonly leaf: string
  /** Marks are ordered names: the distance between two is how many marks lie between them. */
  readonly ordinal: Agreement
  /** The same with the distance of the points. */
  readonly interval: Agreement
}

/** The result of a round with what can be said of its trustworthiness. */
export interface RoundResult {
  readonly sheets: ReadonlyMap<string, Sheet>
  /** Subjects with a complete total, in the order of `stability.places`. */
  readonly ranked: readonly string[]
  readonly stability: Stability
  readonly agreement: readonly LeafAgreement[]
}

export interface TrustOptions {
  /** How far every weight is moved; 0.2 where left out. */
  readonly spread?: number
  readonly draws?: number
  readonly seed: string
}

/** Scores all subjects of a round and says how far ranks, totals and marks can be trusted. */
export function resultOf(
  scheme: Scheme,
  subjects: readonly RoundSubject[],
  options: TrustOptions,
): RoundResult {
  const sheets = new Map(subjects.map(({ id, input }) => [id, evaluateSubject(scheme, input)]))
  const complete = subjects.filter(({ id }) => sheets.get(id)?.total.state === 'scored')
  const stability = stabilityOf({
    full: scheme.full.toNumber(),
    leafIds: scheme.leaves.map((leaf) => leaf.id),
    subjects: complete.map(({ id, input }) => trustedLeaves(scheme, input, sheets.get(id))),
    spread: options.spread ?? 0.2,
    draws: options.draws ?? 1000,
    seed: options.seed,
  })
  return { sheets, ranked: complete.map(({ id }) => id), stability, agreement: agreementOf(scheme, subjects) }
}

/** Agreement of the assessors whose differences are arbitrated, per leaf that they mark. */
function agreementOf(scheme: Scheme, subjects: readonly RoundSubject[]): LeafAgreement[] {
  const kind = scheme.arbitration?.assessor ?? 'expert'
  const places = new Map(
    scheme.leaves.map((leaf) => [
      leaf.id,
      new Map(leaf.marks.map((mark, index) => [mark.id, { place: -index, factor: mark.factor.toNumber() }])),
    ]),
  )
  const ordinal = new Map<string, number[][]>()
  const interval = new Map<string, number[][]>()
  for (const { input } of subjects) {
    for (const [leaf, marks] of Map.groupBy(
      input.marks.filter((mark) => mark.kind === kind),
      (mark) => mark.leaf,
    )) {
      const values = marks.flatMap(({ mark }) => places.get(leaf)?.get(mark) ?? [])
      push(
        ordinal,
        leaf,
        values.map(({ place }) => place),
      )
      push(
        interval,
        leaf,
        values.map(({ factor }) => factor),
      )
    }
  }
  return scheme.leaves.flatMap(({ id }) => {
    const units = ordinal.get(id)
    return units === undefined
      ? []
      : [
          {
            leaf: id,
            ordinal: krippendorffAlpha(units, 'ordinal'),
            interval: krippendorffAlpha(interval.get(id) ?? [], 'interval'),
          },
        ]
  })
}

function push(into: Map<string, number[][]>, key: string, values: number[]): void {
  const list = into.get(key)
  if (list) list.push(values)
  else into.set(key, [values])
}

/** The leaves of a sheet as plain numbers, with the weights that redistribution gave them. */
function trustedLeaves(scheme: Scheme, input: SubjectInput, sheet: Sheet | undefined): TrustedLeaf[] {
  const scales = new Map<string, number>()
  if (sheet) scaleBelow(scheme.full.toNumber(), scheme.criteria, sheet, 1, scales)
  const kind = scheme.arbitration?.assessor ?? 'expert'
  const assessor = scheme.assessors.find((candidate) => candidate.id === kind)
  const marks = Map.groupBy(
    input.marks.filter((mark) => mark.kind === kind),
    (mark) => mark.leaf,
  )
  return scheme.leaves.map((leaf): TrustedLeaf => {
    const own = sheet?.leaves.get(leaf.id)
    if (own?.state !== 'scored') return { points: 0, possible: 0 }
    const scale = scales.get(leaf.id) ?? 1
    const possible = leaf.weight.toNumber() * scale
    const points = own.points.toNumber() * scale
    const given = marks.get(leaf.id) ?? []
    if (own.by !== 'marks' || !assessor || given.length === 0) return { points, possible }
    const factors = given.flatMap(({ assessor: expert, mark }) => {
      const found = leaf.marks.find((candidate) => candidate.id === mark)
      return found ? [{ expert, factor: found.factor.toNumber() }] : []
    })
    return {
      points,
      possible,
      experts: { share: assessor.weight.toNumber(), combine: assessor.combine, factors },
    }
  })
}

/** By how much the weight of each leaf grew because siblings of it or of what is above it do not count. */
function scaleBelow(
  weight: number,
  children: readonly Criterion[],
  sheet: Sheet,
  scale: number,
  into: Map<string, number>,
): void {
  const counting = children.filter((child) => {
    const state =
      child.kind === 'branch' ? sheet.branches.get(child.id)?.state : sheet.leaves.get(child.id)?.state
    return state !== 'excluded'
  })
  const possible = counting.reduce((sum, child) => sum + child.weight.toNumber(), 0)
  const own = possible === 0 ? scale : (scale * weight) / possible
  for (const child of counting) {
    if (child.kind === 'branch') scaleBelow(child.weight.toNumber(), child.criteria, sheet, own, into)
    else into.set(child.id, own)
  }
}
