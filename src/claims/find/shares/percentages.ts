import type { Draft } from '../../judge/claim.ts'
import { constant, of, sum, times } from '../../judge/expression.ts'
import { lastPlace } from '../../judge/verdict.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  addFloats,
  type Context,
  isPercentage,
  isPresent,
  operand,
  operands,
  statedAs,
  statedConstant,
} from '../context.ts'
import { isPartition } from '../sums/partitions.ts'
import { partsOfShare } from '../sums/sum-shares.ts'
import { listAround } from './share-items.ts'

/** Percentages that stand together and make 100, whatever words tie them; and those in parentheses that make the one before. */
export function findPercentSums(context: Context, known: readonly Draft[]): Draft[] {
  const taken = new Set(
    known
      .filter((draft) => draft.kind === 'percent_sum')
      .map((draft) => keyOf(draft.operands.map((o) => o.quantity))),
  )
  const drafts: Draft[] = []
  const runs: (readonly Quantity[])[] = []
  for (const paragraph of context.paragraphs()) {
    const shares = paragraph.filter(
      (quantity) =>
        isPercentage(quantity) &&
        isPresent(quantity) &&
        !isCompared(quantity) &&
        !quantity.frame.bound &&
        quantity.unit.dimension === 'percent',
    )
    drafts.push(...innerSums(shares))
    const outer = shares.filter((quantity) => !quantity.inParentheses || standsForAmount(context, quantity))
    // 「财政资金中，中央占29.91%，地方占19.19%」 parts one of the shares; the others go on without it.
    const outside = outer.filter((quantity) => quantity.within === '')
    for (const run of [
      ...runsOfHundred(outer),
      ...(outside.length < outer.length ? runsOfHundred(outside) : []),
    ]) {
      runs.push(run)
      const key = keyOf(run)
      if (taken.has(key)) continue
      taken.add(key)
      drafts.push(hundred(run))
    }
  }
  for (const sentence of context.sentences()) {
    for (const pair of complements(sentence)) {
      // 优秀, 良好, 合格 and 不合格 make 100 together: two of them do not.
      const isPartOfRun = runs.some((run) => run.length > 2 && pair.every((value) => run.includes(value)))
      if (isPartOfRun || taken.has(keyOf(pair))) continue
      taken.add(keyOf(pair))
      const whole = sharedWhole(context, pair)
      drafts.push(
        whole
          ? partsOfShare(pair, whole)
          : { ...hundred(pair), rule: 'percent_sum.complement', tie: 'likely' },
      )
    }
    for (const column of columnsOfLists(sentence)) {
      if (taken.has(keyOf(column.run))) continue
      taken.add(keyOf(column.run))
      drafts.push({
        ...hundred(column.run),
        rule: 'percent_sum.lists',
        tie: column.isSure ? 'likely' : 'loose',
      })
    }
    const run = parallelShares(context, sentence)
    if (run.length === 0 || taken.has(keyOf(run))) continue
    drafts.push({ ...hundred(run), rule: 'percent_sum.parallel', nearMiss: isDigitShort(run) })
  }
  return drafts
}

/**
 * 「甲、乙在6000元以下的比例分别为57.8%、81.7%，在6000~8000元的比例分别为23.9%、12.1%，在8000元以上的分别为18.3%、6.2%」: the k-th numbers of all lists make 100. Where
 * they do for one k, they should for the others.
 */
function columnsOfLists(
  sentence: readonly Quantity[],
): { readonly run: readonly Quantity[]; readonly isSure: boolean }[] {
  const lists = sentence.flatMap((value, index) => {
    const opens =
      value.frame.respectively && !value.frame.continues && isPercentage(value) && isPresent(value)
    return opens && value.frame.motion === undefined ? [listAround(sentence, index)] : []
  })
  const [first] = lists
  if (!first || first.length < 2 || lists.length < 2 || lists.some(({ length }) => length !== first.length))
    return []
  if (lists.flat().some((value) => value.role !== first[0]?.role)) return []
  const columns = first.map((_, k) => lists.flatMap((list) => list[k] ?? []))
  const isHundred = (run: readonly Quantity[]) => {
    const { low, high } = addFloats(run)
    return low <= 100 && high >= 100
  }
  const fits = columns.filter(isHundred).length
  const isFine = columns.flat().every(({ token }) => token.decimals > 0)
  if (fits === 0 || (lists.length === 2 && fits < columns.length)) return []
  return columns
    .filter((run) => isHundred(run) || (isFine && fits === columns.length - 1))
    .map((run) => ({ run, isSure: !isHundred(run) }))
}

/** Whether one wrong digit explains what the shares miss of 100, within their rounding: 3, 0.2 or 20, not 2.6. */
function isDigitShort(run: readonly Quantity[]): boolean {
  const range = addFloats(run)
  const gap = Math.abs(100 - (range.low + range.high) / 2)
  const slack = (range.high - range.low) / 2 + 1e-9
  return [0.01, 0.1, 1, 10].some((place) => {
    const digit = Math.round(gap / place)
    return digit >= 1 && digit <= 9 && Math.abs(gap - digit * place) <= Math.min(slack, place / 2)
  })
}

/** 男生占56.2%，女生占43.8%; 合格率96.5%，不合格率3.5%: two that are the whole by their names. */
function complements(sentence: readonly Quantity[]): Quantity[][] {
  const pairs: Quantity[][] = []
  const plain = sentence.filter(
    (value) =>
      isPercentage(value) && value.named && isPresent(value) && !isCompared(value) && !value.frame.bound,
  )
  for (const [index, one] of plain.entries()) {
    const two = plain[index + 1]
    if (!two || two.role !== one.role || two.clause.index - one.clause.index > 2) continue
    if (one.frame.motion !== undefined || two.frame.motion !== undefined || one.unit.text !== two.unit.text)
      continue
    const names = [one.name.keys[0] ?? '', two.name.keys[0] ?? '']
    const [first = '', second = ''] = names
    const negated = areNegated(plain, first, second) || areNegated(plain, second, first)
    // 「女性劳动收入占比仅28%，女性每小时收入仅为男性的32%」
    const isOfOther = [one, two].some(({ frame }) => /男|女/.test(frame.base ?? ''))
    const parted =
      !isOfOther && one.role === 'share' && names.every((name) => name.length <= 5) && isPartition(names)
    if (negated || parted) pairs.push([one, two])
  }
  return pairs
}

/** 满意, 基本满意 and 不满意 are three: what is not the one may be the other. */
function areNegated(values: readonly Quantity[], name: string, other: string): boolean {
  if (!isNegated(name, other)) return false
  return values.filter((value) => isNegated(value.name.keys[0] ?? '', other)).length === 1
}

/** 学生体质测评合格率 and 不合格率. */
function isNegated(name: string, other: string): boolean {
  return other.startsWith('不') && other.length >= 3 && name.endsWith(other.slice(1)) && !name.includes('不')
}

/** 「财政资金占49.10%。财政资金中，中央占29.91%，地方占19.19%」: the share before, which two shares of the same whole make. */
function sharedWhole(context: Context, pair: readonly Quantity[]): Quantity | undefined {
  const [first] = pair
  const range = addFloats(pair)
  if (!first || range.high >= 99) return undefined
  return context
    .around(first, 6, 0)
    .findLast(
      (value) =>
        value.id < first.id &&
        value.role === 'share' &&
        isPresent(value) &&
        value.low <= range.high + 1e-9 &&
        range.low <= value.high + 1e-9,
    )
}

/** All the shares of a sentence that lists nothing but shares, printed finely enough that 100 is no accident. */
function parallelShares(context: Context, sentence: readonly Quantity[]): readonly Quantity[] {
  const all = sentence.filter(
    (value) => isPercentage(value) && (!value.inParentheses || standsForAmount(context, value)),
  )
  const isWhole = isSaidWhole(sentence)
  const run = all.filter(
    (share) => isPresent(share) && !isCompared(share) && !(isWhole && share.size === 100),
  )
  const places = Math.min(...run.map((share) => share.token.decimals))
  const least = run.every((share) => share.clause.numbers.length > 1) ? 2 : 3
  const parallel =
    run.length >= (places >= 2 ? least : hasBands(sentence, run) || isWhole ? 3 : 4) &&
    places >= 1 &&
    run.every(
      (share) =>
        (share.role === 'share' || isWhole) && !share.frame.bound && share.unit.dimension === 'percent',
    ) &&
    new Set(run.map((share) => share.among)).size === 1 &&
    !run.some((share) => share.frame.motion !== undefined)
  return parallel ? run : []
}

/** 「比2016年的36.49%增加」: a value of another year is no part of this year's whole. */
function isCompared({ comparison }: Quantity): boolean {
  return comparison?.kind === 'year' || comparison?.kind === 'prior'
}

/** 「2000元以下的占12.3%，2001—3000元的占45.6%，3001元以上的占42.1%」: groups by amount leave nothing out. */
function hasBands(sentence: readonly Quantity[], run: readonly Quantity[]): boolean {
  return run.every((share) =>
    sentence.some(
      (value) =>
        value.clause.index === share.clause.index &&
        value.id < share.id &&
        (value.role === 'band' || value.frame.bound !== undefined),
    ),
  )
}

/** Words that name a whole by its parts: 满意, 基本满意 and 不满意; the three 产业; a sum that is printed. */
function isSaidWhole(sentence: readonly Quantity[]): boolean {
  const clauses = [...new Set(sentence.map((value) => value.clause.text))].join(',')
  return /满意.*不满意|三次产业|合计(为|达)?100%/.test(clauses)
}

/** 「32422人（96.26%）」 is a share of the whole; 「50.04%（其中……47.58%）」 is a part of the share before it. */
function standsForAmount(context: Context, share: Quantity): boolean {
  const before = share.behind === undefined ? undefined : context.quantities[share.behind]
  return before !== undefined && !isPercentage(before)
}

function keyOf(quantities: readonly Quantity[]): string {
  return quantities
    .map((quantity) => quantity.token.id)
    .sort((a, b) => a - b)
    .join(' ')
}

/** Neighbours, within two sentences, that add up to 100 within their rounding. Whole numbers need at least three. */
function runsOfHundred(shares: readonly Quantity[]): Quantity[][] {
  const runs: Quantity[][] = []
  for (let from = 0; from < shares.length; ) {
    const length = closingLength(shares, from)
    if (length > 0) {
      runs.push(shares.slice(from, from + length))
      from += length
    } else from++
  }
  return runs
}

function closingLength(shares: readonly Quantity[], from: number): number {
  let low = 0
  let high = 0
  let decimals = Number.POSITIVE_INFINITY
  for (let i = from; i < Math.min(shares.length, from + 20); i++) {
    const share = shares[i]
    if (!share || share.sentence - (shares[from]?.sentence ?? 0) > 2 || share.size <= 0) return 0
    low += share.low
    high += share.high
    decimals = Math.min(decimals, share.token.decimals)
    const count = i - from + 1
    if (low > 100) return 0
    if (high < 100 || count < 2) continue
    return decimals >= 1 || count >= 3 ? count : 0
  }
  return 0
}

function hundred(run: readonly Quantity[]): Draft {
  const coarsest = run.reduce((a, b) => (a.token.decimals <= b.token.decimals ? a : b))
  return {
    kind: 'percent_sum',
    rule: 'percent_sum.run',
    expression: sum(run.map(of)),
    relation: 'equals',
    stated: statedConstant(100, lastPlace(coarsest.token)),
    operands: operands(run, 'item'),
    tie: 'loose',
  }
}

/** 「升入高职的比例上升2个百分点，其他方式的下降2个百分点」: the shares of one whole change by nothing together. */
export function findCancelling(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const points = sentence.filter(
      (change) => change.unit.dimension === 'point' && change.role === 'by' && !change.frame.bound,
    )
    const speaksOfShares = ({ name }: Quantity) => /比例|比重|占比/.test(name.text)
    // 「……的比重分别上升1.35个百分点、下降6.79个百分点」 says it once for all.
    const changes = points.filter((change) =>
      points.some((other) => other.clause.index === change.clause.index && speaksOfShares(other)),
    )
    const signed = changes.map((change) => ({ change, sign: change.frame.direction ?? 1 }))
    const total = signed.reduce((at, { change, sign }) => at + change.size * sign, 0)
    const isList = changes.length >= 3 && changes.every((change) => change.token.decimals >= 2)
    if (changes.length < 2 || (Math.abs(total) > 1e-9 && !isList)) continue
    drafts.push({
      kind: 'percent_sum',
      rule: 'percent_sum.changes',
      expression: sum(signed.map(({ change, sign }) => times(of(change), constant(sign)))),
      relation: 'equals',
      stated: statedConstant(0, undefined),
      operands: operands(changes, 'item'),
      tie: 'loose',
      nearMiss: isList,
    })
  }
  return drafts
}

/** 「专任教师增加45人，兼职教师减少12人，教师总数增加33人」: what is said of the whole is what its parts make. */
export function findNetChanges(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const changes = sentence.filter((change) => change.role === 'by' && !change.frame.bound)
    for (const total of changes) {
      if (!/总|合计|共|净/.test(`${total.frame.left}${total.clause.text}`)) continue
      const parts = changes.filter((change) => change.id < total.id && change.unit.text === total.unit.text)
      const sum1 = parts.reduce((at, part) => at + part.size * (part.frame.direction ?? 1), 0)
      const holds = Math.abs(sum1 - total.size * (total.frame.direction ?? 1)) < 1e-9
      const whole = isPartition(parts.map((part) => part.name.text))
      if (parts.length < 2 || !(holds || whole)) continue
      const signed = parts.map((part) => times(of(part), constant(part.frame.direction ?? 1)))
      drafts.push({
        kind: 'sum',
        rule: 'sum.net_change',
        expression: times(sum(signed), constant(total.frame.direction ?? 1)),
        relation: 'equals',
        stated: statedAs(total),
        operands: [...operands(parts, 'part'), operand(total, 'stated')],
        tie: whole ? 'likely' : 'loose',
      })
    }
  }
  return drafts
}

/** 「总数增加了109项。其中特等奖增加2项；一等奖增加47项；二等奖增加60项」: the changes behind 其中 make the one before it. */
export function findChangeParts(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const parts = sentence.filter((change) => change.role === 'by' && change.among && !change.frame.bound)
    const [first] = parts
    const total =
      first &&
      context
        .around(first, 4, 0)
        .findLast(
          (change) =>
            change.id < first.id &&
            change.role === 'by' &&
            !change.among &&
            change.unit.text === first.unit.text &&
            first.sentence - change.sentence <= 1,
        )
    if (!total || parts.length < 2 || parts.some((part) => part.unit.text !== total.unit.text)) continue
    const signed = parts.map((part) => times(of(part), constant(part.frame.direction ?? 1)))
    drafts.push({
      kind: 'sum',
      rule: 'sum.changes',
      expression: times(sum(signed), constant(total.frame.direction ?? 1)),
      relation: 'equals',
      stated: statedAs(total),
      operands: [...operands(parts, 'part'), operand(total, 'stated')],
      tie: 'loose',
    })
  }
  return drafts
}

/** 「超过3001元的占50.04%（3001—5000元47.58%；5000元以上2.46%）」: the parts in parentheses make the share before. */
function innerSums(shares: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const total of shares) {
    if (total.inParentheses) continue
    const inner = shares.filter(
      (share) => share.inParentheses && share.clause.parent?.clause === total.clause.index,
    )
    if (inner.length < 2) continue
    drafts.push({
      kind: 'sum',
      rule: 'sum.inner_shares',
      expression: sum(inner.map(of)),
      relation: 'equals',
      stated: statedAs(total),
      operands: [...operands(inner, 'part'), operand(total, 'stated')],
      tie: 'loose',
      nearMiss: inner.every((share) => share.token.decimals >= 1),
    })
  }
  return drafts
}
