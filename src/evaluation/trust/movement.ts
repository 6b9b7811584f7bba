import type { Scheme } from '../../catalog/index.ts'
import { type Bilingual, Decimal, ZERO } from '../../kernel/index.ts'
import type { Sheet } from '../scheme/evaluate.ts'
import { factorOf } from '../scheme/share.ts'

/** What one leaf contributed to the difference between two totals. */
export interface LeafMovement {
  readonly leaf: string
  readonly name: Bilingual
  readonly before: Decimal
  readonly now: Decimal
  /** Points gained or lost. All movements and `redistribution` add up to the difference of the totals. */
  readonly change: Decimal
  /** How much of it comes from a changed weight: 0 where both years weigh the leaf alike. */
  readonly fromWeight: Decimal
  readonly kind: 'kept' | 'added' | 'removed'
}

export interface Movement {
  readonly change: Decimal
  /** The largest movement first, whatever its direction. */
  readonly leaves: readonly LeafMovement[]
  /** What redistribution of weights above the leaves brought (leaves that do not count); mostly 0. */
  readonly redistribution: Decimal
}

/** Which leaves moved a total between two years; the two schemes may be different versions. */
export function movementOf(
  before: { readonly scheme: Scheme; readonly sheet: Sheet },
  now: { readonly scheme: Scheme; readonly sheet: Sheet },
): Movement {
  const change = now.sheet.total.points.minus(before.sheet.total.points)
  const ids = new Set([...now.scheme.leaves, ...before.scheme.leaves].map((leaf) => leaf.id))
  const leaves = [...ids].map((id) => movement(id, before, now)).filter(({ change: own }) => !own.isZero())
  leaves.sort((a, b) => b.change.abs().cmp(a.change.abs()))
  const explained = leaves.reduce((sum, leaf) => sum.plus(leaf.change), ZERO)
  return { change, leaves, redistribution: change.minus(explained) }
}

function movement(
  id: string,
  before: { readonly scheme: Scheme; readonly sheet: Sheet },
  now: { readonly scheme: Scheme; readonly sheet: Sheet },
): LeafMovement {
  const old = before.sheet.leaves.get(id)
  const own = now.sheet.leaves.get(id)
  const name = [...now.scheme.leaves, ...before.scheme.leaves].find((leaf) => leaf.id === id)?.name
  const points = { before: old?.points ?? ZERO, now: own?.points ?? ZERO }
  const fromWeight =
    old?.share && own?.share && !old.weight.eq(own.weight)
      ? own.weight
          .minus(old.weight)
          .times(factorOf(old.share))
          .toDecimalPlaces(now.scheme.decimals, Decimal.ROUND_HALF_UP)
      : ZERO
  return {
    leaf: id,
    name: name ?? { zh: id, en: id },
    ...points,
    change: points.now.minus(points.before),
    fromWeight,
    kind: old && own ? 'kept' : own ? 'added' : 'removed',
  }
}
