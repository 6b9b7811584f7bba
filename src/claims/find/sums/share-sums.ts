import type { Draft } from '../../judge/claim.ts'
import { minus, of, sum } from '../../judge/expression.ts'
import { lastPlace } from '../../judge/verdict.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { addFloats, operand, operands, statedAs, statedConstant } from '../context.ts'
import { fitOf, type ShareGroup } from '../shares/share-groups.ts'
import { isPartition } from './partitions.ts'
import { withSumUnit } from './sum-drafts.ts'

/** Shares that close make 100; each share may be off by half of its last place. */
export function percentSum(group: ShareGroup): Draft[] {
  const items = group.items.filter((item) => !item.nested)
  if (items.length < 2) return []
  const shares = items.map((item) => item.share)
  const total = addFloats(shares)
  const unit = lastPlace(shares.reduce((a, b) => (a.token.decimals <= b.token.decimals ? a : b)).token) ?? '1'
  const near = total.low - Number(unit) <= 100 && total.high + Number(unit) >= 100
  const scale = shares[0]?.unit.dimension === 'permille' ? 1000 : 100
  if (scale !== 100) return []
  if (!near) return nearlyHundred(group, shares)
  return [
    {
      kind: 'percent_sum',
      rule: 'percent_sum',
      expression: sum(shares.map(of)),
      relation: 'equals',
      stated: statedConstant(100, unit),
      operands: operands(shares, 'item'),
      tie: 'loose',
    },
  ]
}

const complete = /其他|其它|其余/

/** A list that is meant to be whole (其他 closes it, 男 and 女, 一二三产业) and misses 100 by one digit. */
function nearlyHundred(group: ShareGroup, shares: readonly Quantity[]): Draft[] {
  const items = group.items.filter((item) => !item.nested)
  const names = items.map((item) => (item.share.named ? item.share : (item.part ?? item.share)).name.text)
  // 「春季661人，占在校学生的28%；秋季695人，占31%」: parts of one another's whole, shares of another that is not printed.
  const isOfAnother =
    items.some((item) => item.base.keys.length > 0) &&
    !items.some((item) => group.base !== undefined && fitOf(item, group.base) > 0)
  // 「东部、中部、西部地区奖补比例分别为40%、50%、60%」: a rate for each, and no share of one whole.
  const isRate = /(补|奖|贷|税|利|费|减免|折扣).{0,2}(比例|率)/.test(items[0]?.share.clause.text ?? '')
  const whole = !isOfAnother && !isRate && (names.some((name) => complete.test(name)) || isPartition(names))
  if (!whole || shares.length < 2) return []
  return [
    {
      kind: 'percent_sum',
      rule: 'percent_sum.near',
      expression: sum(shares.map(of)),
      relation: 'equals',
      stated: statedConstant(100, undefined),
      operands: operands(shares, 'item'),
      tie: 'loose',
      nearMiss: true,
    },
  ]
}

export interface ClosedGroup {
  readonly parts: Quantity[]
  readonly base: Quantity | undefined
  readonly key: string
  readonly sound: boolean
  /** The shares do not fit the base that the words give them. */
  readonly unfit: boolean
}

export function closedParts(group: ShareGroup): ClosedGroup | undefined {
  const items = group.items.filter((item) => !item.nested)
  const parts = items.map((item) => item.part).filter((part) => part !== undefined)
  if (
    !group.closed ||
    parts.length !== items.length ||
    parts.length < 2 ||
    new Set(parts).size !== parts.length
  )
    return undefined
  const printed =
    group.base &&
    (group.base.evidence === 'named' ||
      group.base.evidence === 'carried' ||
      group.base.evidence === 'far' ||
      group.base.evidence === 'similar')
  const base = printed ? group.base?.quantity : (group.whole ?? group.head)
  return {
    parts,
    base,
    unfit: base !== undefined && (base === group.head || base === group.whole),
    key: items[0]?.base.keys[0] ?? '',
    sound: group.sound ?? false,
  }
}

/** Parts whose shares make 100 add up to their base, or to what another grouping of the same whole adds up to. */
export function groupSum(group: ClosedGroup, before: readonly ClosedGroup[]): Draft[] {
  if (group.base) {
    return [
      {
        kind: 'sum',
        rule: 'sum.shares',
        expression: sum(group.parts.map(of)),
        relation: 'equals',
        stated: withSumUnit(statedAs(group.base), group.parts),
        operands: [...operands(group.parts, 'part'), operand(group.base, 'stated')],
        tie: group.unfit
          ? 'likely'
          : group.sound || isPartition(group.parts.map((part) => part.name.text))
            ? 'named'
            : 'loose',
        nearMiss: true,
      },
    ]
  }
  const first = group.parts[0]
  const other = before.findLast(
    (candidate) =>
      candidate.base === undefined &&
      candidate.key === group.key &&
      candidate.parts[0] !== undefined &&
      first !== undefined &&
      comparable(candidate.parts[0].unit, first.unit) &&
      first.paragraph - candidate.parts[0].paragraph <= 3,
  )
  if (!other) return []
  return [
    {
      kind: 'sum',
      rule: 'sum.groups',
      expression: minus(sum(group.parts.map(of)), sum(other.parts.map(of))),
      relation: 'equals',
      stated: statedConstant(0, undefined),
      operands: [...operands(group.parts, 'part'), ...operands(other.parts, 'sibling')],
      tie: 'loose',
      nearMiss: true,
    },
  ]
}
