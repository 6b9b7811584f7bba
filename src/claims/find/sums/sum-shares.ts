import type { Draft } from '../../judge/claim.ts'
import { of, sum } from '../../judge/expression.ts'
import { lastPlace } from '../../judge/verdict.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  addFloats,
  type Context,
  isPresent,
  operand,
  operands,
  shareFitRange,
  statedAs,
  statedConstant,
} from '../context.ts'
import { closes } from './sum-drafts.ts'

/**
 * What holds of amounts holds of their shares: where parts add up to a total and each stands beside its share, the
 * shares add up to that of the total, or to 100. The parts may stand paragraphs apart.
 */
export function findSumShares(context: Context, sums: readonly Draft[], shares: readonly Draft[]): Draft[] {
  const drafts: Draft[] = []
  for (const { kind, operands: all, stated } of sums) {
    const total = stated.quantity
    const parts = all.filter(({ role }) => role === 'part').map(({ quantity }) => quantity)
    if (kind !== 'sum' || !total || parts.length < 2 || !closes(parts, total)) continue
    const own = parts.map((part) => shareBeside(context, part)).filter((share) => share !== undefined)
    if (own.length < parts.length) continue
    const whole = shareBeside(context, total)
    const range = addFloats(own)
    if (whole && !own.includes(whole) && whole.size < 99.9) {
      if (closes(own, whole)) drafts.push(partsOfShare(own, whole))
    } else if (range.low <= 100 && range.high >= 100) drafts.push(hundred(own))
  }
  return [...drafts, ...sharesOfOneWhole(shares), ...farComplements(context)]
}

interface Slice {
  readonly part: Quantity
  readonly share: Quantity
}

/** Fewer make 100 by chance, more are no list that anyone means. */
const FEWEST = 3
const MOST = 16

/**
 * Shares of one printed whole, wherever they stand, which leave nothing out: 「财政资金占49.10%（中央29.91%，地方19.19%）。
 * ……贷款占27.54%。……事业收入占21.42%。……捐助占1.94%」.
 */
function sharesOfOneWhole(shares: readonly Draft[]): Draft[] {
  const slices = new Map<Quantity, Slice[]>()
  for (const draft of shares) {
    const share = draft.stated.quantity
    const [part, ...others] = draft.operands.filter(({ role }) => role === 'part')
    const whole = draft.operands.find(({ role }) => role === 'whole')?.quantity
    if (!share || !part || others.length > 0 || !whole || share.unit.dimension !== 'percent') continue
    if (shareFitRange(part.quantity, whole, share) === 0) continue
    const list = slices.get(whole) ?? []
    slices.set(whole, list)
    if (!list.some((other) => other.share === share || other.part === part.quantity))
      list.push({ part: part.quantity, share })
  }
  return [...slices.values()].flatMap((list) => {
    const fine = withoutInner(list)
      .map(({ share }) => share)
      .filter(({ token }) => token.decimals > 0)
    const run = runOfHundred(fine)
    return run ? [hundred(run)] : []
  })
}

/** The first run of neighbours that makes 100: what follows may tell of the same whole by another division. */
function runOfHundred(shares: readonly Quantity[]): readonly Quantity[] | undefined {
  for (let from = 0; from + FEWEST <= shares.length; from++) {
    for (let to = from + FEWEST; to <= Math.min(shares.length, from + MOST); to++) {
      const range = addFloats(shares.slice(from, to))
      if (range.low > 100) break
      if (range.high >= 100) return shares.slice(from, to)
    }
  }
  return undefined
}

/** Without those that together make the one before them. */
function withoutInner(list: readonly Slice[]): readonly Slice[] {
  const outer: Slice[] = []
  for (let at = 0; at < list.length; at++) {
    const slice = list[at] as Slice
    outer.push(slice)
    for (let to = at + 3; to <= list.length; to++) {
      const inner = list.slice(at + 1, to)
      if (
        !closes(
          inner.map(({ part }) => part),
          slice.part,
        )
      )
        continue
      at = to - 1
      break
    }
  }
  return outer
}

/** The share that is printed with an amount: 「财政资金469.35亿元，占49.10%」, 「13763所（占16.2%）」. */
function shareBeside(context: Context, amount: Quantity): Quantity | undefined {
  for (const share of context.quantities.slice(amount.id + 1, amount.id + 4)) {
    if (share.sentence !== amount.sentence) return undefined
    if (share.role === 'share' && share.unit.dimension === 'percent')
      return share.frame.bound || !isPresent(share) ? undefined : share
    if (share.role === 'level') return undefined
  }
  return undefined
}

/** How far apart the two shares of one whole may stand. */
const REACH = 12

/** 「广东省生源毕业生46.62万人，占毕业生数的88.19%。……外省生源毕业生6.24万人，占11.81%」 */
function farComplements(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const [index, amount] of context.quantities.entries()) {
    const one = amount.role === 'level' ? shareBeside(context, amount) : undefined
    if (!one || one.token.decimals < 2 || one.size < 1) continue
    for (const other of context.quantities.slice(index + 2, index + REACH)) {
      const two = other.role === 'level' && other.id > one.id ? shareBeside(context, other) : undefined
      if (!two || two.sentence === one.sentence || two.token.decimals < 2) continue
      if (Math.abs(one.size + two.size - 100) > 1e-9 || !endsAlike(amount, other)) continue
      drafts.push(hundred([one, two]))
      break
    }
  }
  return drafts
}

/** 广东省生源毕业生 and 外省生源毕业生 count the same. */
function endsAlike(one: Quantity, other: Quantity): boolean {
  const tail = one.name.text.slice(-2)
  return tail.length === 2 && other.name.text.endsWith(tail) && one.unit.dimension === other.unit.dimension
}

function hundred(shares: readonly Quantity[]): Draft {
  const coarsest = shares.reduce((a, b) => (a.token.decimals <= b.token.decimals ? a : b))
  return {
    kind: 'percent_sum',
    rule: 'percent_sum.parts',
    expression: sum(shares.map(of)),
    relation: 'equals',
    stated: statedConstant(100, lastPlace(coarsest.token)),
    operands: operands(shares, 'item'),
    tie: 'loose',
    nearMiss: true,
  }
}

export function partsOfShare(parts: readonly Quantity[], whole: Quantity): Draft {
  return {
    kind: 'sum',
    rule: 'sum.shares',
    expression: sum(parts.map(of)),
    relation: 'equals',
    stated: statedAs(whole),
    operands: [...operands(parts, 'part'), operand(whole, 'stated')],
    tie: 'loose',
  }
}
