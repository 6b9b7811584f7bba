import { type Combination, combinedNumber } from '../scheme/share.ts'
import { seededRandom } from './random.ts'
import { rankInto, ranksOf } from './ranks.ts'

/**
 * One leaf of one subject as plain numbers. These figures say how far a result can be trusted; they are estimates
 * and no points are made from them.
 */
export interface TrustedLeaf {
  /** Points awarded. */
  readonly points: number
  /** Points that were to be had; 0 where the leaf does not count. */
  readonly possible: number
  /** Where experts' marks decide: what each gave, and how much of the leaf is theirs. */
  readonly experts?: {
    readonly share: number
    readonly combine: Combination
    readonly factors: readonly { readonly expert: string; readonly factor: number }[]
  }
}

export interface TrustInput {
  readonly full: number
  /** Per subject, one entry per leaf in the same order. */
  readonly subjects: readonly (readonly TrustedLeaf[])[]
  readonly leafIds: readonly string[]
  /** How far each weight is moved, up and down: 0.2 for ±20 %. */
  readonly spread: number
  readonly draws: number
  readonly seed: string
}

/** How one subject's place holds. */
export interface PlaceTrust {
  readonly rank: number
  /** Places that 90 % of all draws lie between when all weights move at once. */
  readonly byWeights: { readonly best: number; readonly worst: number }
  /** Best and worst place when any one expert is left out. */
  readonly byExperts: { readonly best: number; readonly worst: number }
  /** Both together: the interval that a ranking shows. */
  readonly interval: { readonly best: number; readonly worst: number }
  /** Share of draws in which the place is the same. */
  readonly held: number
  /** Lowest and highest total when any one expert is left out. */
  readonly total: { readonly low: number; readonly high: number }
}

export interface Stability {
  readonly places: readonly PlaceTrust[]
  /** Leaves whose weight alone, moved up or down, changes places, with how many; the most first. */
  readonly sensitive: readonly { readonly leaf: string; readonly changed: number }[]
  /** Experts without whom places change, with how many; the most first. */
  readonly experts: readonly { readonly expert: string; readonly changed: number }[]
}

/** Moves every weight and leaves out every expert, and says whose place changes. */
export function stabilityOf(input: TrustInput): Stability {
  const table = new TrustTable(input)
  const ranks = ranksOf(table.totals())
  const byWeights = drawWeights(input, table, ranks)
  const byExperts = leaveOut(input, table, ranks)
  const places = input.subjects.map((_, subject): PlaceTrust => {
    const rank = ranks[subject] ?? 0
    const weights = byWeights.places[subject] ?? { best: rank, worst: rank, held: 1 }
    const experts = byExperts.places[subject] ?? { best: rank, worst: rank, low: 0, high: 0 }
    return {
      rank,
      byWeights: { best: weights.best, worst: weights.worst },
      byExperts: { best: experts.best, worst: experts.worst },
      interval: {
        best: Math.min(weights.best, experts.best, rank),
        worst: Math.max(weights.worst, experts.worst, rank),
      },
      held: weights.held,
      total: { low: experts.low, high: experts.high },
    }
  })
  return { places, sensitive: moveOne(input, table, ranks), experts: byExperts.changed }
}

/** Points and possible points of all subjects and leaves in two flat arrays. */
class TrustTable {
  readonly leaves: number
  readonly subjects: number
  readonly #full: number
  readonly points: Float64Array
  readonly possible: Float64Array

  constructor({ subjects, leafIds, full }: TrustInput) {
    this.leaves = leafIds.length
    this.subjects = subjects.length
    this.#full = full
    this.points = new Float64Array(this.subjects * this.leaves)
    this.possible = new Float64Array(this.subjects * this.leaves)
    subjects.forEach((row, subject) => {
      row.forEach((leaf, index) => {
        this.points[subject * this.leaves + index] = leaf.points
        this.possible[subject * this.leaves + index] = leaf.possible
      })
    })
  }

  /** Totals with every leaf's weight multiplied; a subject's excluded leaves stay out of both sums. */
  totals(multipliers?: Float64Array, into = new Float64Array(this.subjects)): Float64Array {
    const { leaves, points, possible } = this
    for (let subject = 0; subject < this.subjects; subject += 1) {
      let earned = 0
      let had = 0
      const start = subject * leaves
      for (let leaf = 0; leaf < leaves; leaf += 1) {
        const by = multipliers ? (multipliers[leaf] ?? 1) : 1
        earned += by * (points[start + leaf] ?? 0)
        had += by * (possible[start + leaf] ?? 0)
      }
      into[subject] = had === 0 ? 0 : (this.#full * earned) / had
    }
    return into
  }

  totalOf(subject: number, points: (leaf: number) => number): number {
    let earned = 0
    let had = 0
    for (let leaf = 0; leaf < this.leaves; leaf += 1) {
      earned += points(leaf)
      had += this.possible[subject * this.leaves + leaf] ?? 0
    }
    return had === 0 ? 0 : (this.#full * earned) / had
  }
}

function drawWeights(input: TrustInput, table: TrustTable, ranks: Int32Array) {
  const random = seededRandom(input.seed)
  const multipliers = new Float64Array(table.leaves)
  const totals = new Float64Array(table.subjects)
  const drawn = new Int32Array(table.subjects)
  const order = orderOf(ranks)
  // counts[subject × places + place − 1]: how often a subject took a place.
  const counts = new Int32Array(table.subjects * table.subjects)
  for (let draw = 0; draw < input.draws; draw += 1) {
    for (let leaf = 0; leaf < multipliers.length; leaf += 1) {
      multipliers[leaf] = 1 + input.spread * (2 * random() - 1)
    }
    rankInto(table.totals(multipliers, totals), order, drawn)
    for (let subject = 0; subject < table.subjects; subject += 1) {
      const at = subject * table.subjects + (drawn[subject] ?? 1) - 1
      counts[at] = (counts[at] ?? 0) + 1
    }
  }
  const places = input.subjects.map((_, subject) => {
    const own = counts.subarray(subject * table.subjects, (subject + 1) * table.subjects)
    return {
      best: quantile(own, input.draws, 0.05),
      worst: quantile(own, input.draws, 0.95),
      held: (own[(ranks[subject] ?? 1) - 1] ?? 0) / input.draws,
    }
  })
  return { places }
}

/** The place below or at which the given share of draws lies. */
function quantile(counts: Int32Array, draws: number, share: number): number {
  let seen = 0
  for (let index = 0; index < counts.length; index += 1) {
    seen += counts[index] ?? 0
    if (seen >= share * draws && seen > 0) return index + 1
  }
  return counts.length
}

function leaveOut(input: TrustInput, table: TrustTable, ranks: Int32Array) {
  const judged = new Map<string, Map<number, { leaf: number; points: number }[]>>()
  input.subjects.forEach((row, subject) => {
    row.forEach((leaf, index) => {
      const { experts } = leaf
      if (!experts || experts.factors.length < 2 || leaf.possible === 0) return
      const all = combinedNumber(
        experts.factors.map(({ factor }) => factor),
        experts.combine,
      )
      for (const { expert } of experts.factors) {
        const others = experts.factors.filter((mark) => mark.expert !== expert).map(({ factor }) => factor)
        if (others.length === 0) continue
        const moved = (combinedNumber(others, experts.combine) - all) * experts.share * leaf.possible
        const bySubject = judged.get(expert) ?? new Map<number, { leaf: number; points: number }[]>()
        const own = bySubject.get(subject) ?? []
        own.push({ leaf: index, points: moved })
        bySubject.set(subject, own)
        judged.set(expert, bySubject)
      }
    })
  })
  const totals = table.totals()
  const places = input.subjects.map((_, subject) => ({
    best: ranks[subject] ?? 0,
    worst: ranks[subject] ?? 0,
    low: totals[subject] ?? 0,
    high: totals[subject] ?? 0,
  }))
  const changed: { expert: string; changed: number }[] = []
  const order = orderOf(ranks)
  const drawn = new Int32Array(table.subjects)
  for (const expert of [...judged.keys()].sort()) {
    const without = Float64Array.from(totals)
    for (const [subject, leaves] of judged.get(expert) ?? []) {
      const moved = new Map(leaves.map(({ leaf, points }) => [leaf, points]))
      without[subject] = table.totalOf(
        subject,
        (leaf) => (table.points[subject * table.leaves + leaf] ?? 0) + (moved.get(leaf) ?? 0),
      )
    }
    rankInto(without, order, drawn)
    let moves = 0
    places.forEach((place, subject) => {
      const now = drawn[subject] ?? place.best
      if (now !== ranks[subject]) moves += 1
      place.best = Math.min(place.best, now)
      place.worst = Math.max(place.worst, now)
      place.low = Math.min(place.low, without[subject] ?? place.low)
      place.high = Math.max(place.high, without[subject] ?? place.high)
    })
    if (moves > 0) changed.push({ expert, changed: moves })
  }
  return { places, changed: changed.sort((a, b) => b.changed - a.changed) }
}

function moveOne(input: TrustInput, table: TrustTable, ranks: Int32Array) {
  const multipliers = new Float64Array(table.leaves).fill(1)
  const totals = new Float64Array(table.subjects)
  const drawn = new Int32Array(table.subjects)
  const order = orderOf(ranks)
  const sensitive: { leaf: string; changed: number }[] = []
  input.leafIds.forEach((leaf, index) => {
    let most = 0
    for (const by of [1 - input.spread, 1 + input.spread]) {
      multipliers[index] = by
      rankInto(table.totals(multipliers, totals), order, drawn)
      most = Math.max(most, drawn.filter((rank, subject) => rank !== ranks[subject]).length)
    }
    multipliers[index] = 1
    if (most > 0) sensitive.push({ leaf, changed: most })
  })
  return sensitive.sort((a, b) => b.changed - a.changed)
}

function orderOf(ranks: Int32Array): Uint32Array {
  return Uint32Array.from(ranks.keys()).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0))
}
