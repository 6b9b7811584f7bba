import { seededRandom, shuffled } from '../trust/random.ts'

/** An expert as the draw sees one. */
export interface Candidate {
  readonly id: string
  /** Org unit to which the expert belongs; undefined for one from outside. */
  readonly homeUnit: number | undefined
  readonly competences: readonly string[]
  /** Units that the expert declared an interest in. */
  readonly avoids: readonly number[]
  readonly isActive: boolean
}

export interface DrawRequest {
  /** The unit that is evaluated. */
  readonly unitId: number
  readonly size: number
  /** Fields of which at least one expert must be competent. */
  readonly competences: readonly string[]
  /** Said before the draw and kept with it: the same seed over the same list draws the same experts. */
  readonly seed: string
}

/** Why a candidate could not be drawn. */
export type Exclusion = 'own_unit' | 'declared_interest' | 'not_active'

export interface Draw {
  readonly seed: string
  readonly drawn: readonly string[]
  /** In the order in which the seed shuffled them; whoever stands in comes from here. */
  readonly reserve: readonly string[]
  readonly excluded: readonly { readonly id: string; readonly why: Exclusion }[]
}

export type DrawResult =
  | { readonly done: true; readonly draw: Draw }
  | { readonly done: false; readonly short: number; readonly competences: readonly string[] }

/**
 * Draws experts for a unit: by competence, none of the unit's own. The list is put in the order of its ids first, so
 * that the seed alone decides. Rare fields are served first, each by the first competent expert of the shuffled list.
 */
export function drawExperts(candidates: readonly Candidate[], request: DrawRequest): DrawResult {
  const excluded: { id: string; why: Exclusion }[] = []
  const eligible: Candidate[] = []
  const sorted = [...candidates].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const candidate of sorted) {
    const why = exclusionOf(candidate, request.unitId)
    if (why) excluded.push({ id: candidate.id, why })
    else eligible.push(candidate)
  }
  const order = shuffled(eligible, seededRandom(`${request.seed}|${request.unitId}`))
  const able = (field: string) => order.filter((candidate) => candidate.competences.includes(field))
  const missing = request.competences.filter((field) => able(field).length === 0)
  if (missing.length > 0 || order.length < request.size) {
    return { done: false, short: Math.max(0, request.size - order.length), competences: missing }
  }
  const drawn: Candidate[] = []
  const byRarity = [...request.competences].sort(
    (a, b) => able(a).length - able(b).length || (a < b ? -1 : 1),
  )
  for (const field of byRarity) {
    if (drawn.some((candidate) => candidate.competences.includes(field))) continue
    const next = able(field).find((candidate) => !drawn.includes(candidate))
    if (next) drawn.push(next)
  }
  for (const candidate of order) {
    if (drawn.length >= request.size) break
    if (!drawn.includes(candidate)) drawn.push(candidate)
  }
  if (drawn.length > request.size) return { done: false, short: drawn.length - request.size, competences: [] }
  return {
    done: true,
    draw: {
      seed: request.seed,
      drawn: drawn.map(({ id }) => id),
      reserve: order.filter((candidate) => !drawn.includes(candidate)).map(({ id }) => id),
      excluded,
    },
  }
}

/** Whether and why an expert may not judge a unit. */
export function exclusionOf(candidate: Candidate, unitId: number): Exclusion | undefined {
  if (!candidate.isActive) return 'not_active'
  if (candidate.homeUnit === unitId) return 'own_unit'
  return candidate.avoids.includes(unitId) ? 'declared_interest' : undefined
}
