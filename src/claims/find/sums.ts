import type { Draft, Stated } from '../judge/claim.ts'
import { minus, of, sum } from '../judge/expression.ts'
import { lastPlace } from '../judge/verdict.ts'
import { nameOf } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import { comparable } from '../read/units.ts'
import {
  addFloats,
  type Context,
  isAmount,
  isPresent,
  operand,
  operands,
  statedAs,
  statedConstant,
} from './context.ts'
import { isPartition } from './partitions.ts'
import type { ShareGroup } from './shares.ts'

export function findSums(context: Context, groups: readonly ShareGroup[]): Draft[] {
  const drafts: Draft[] = []
  const closedGroups: ClosedGroup[] = []
  for (const group of groups) {
    drafts.push(...percentSum(group))
    const closed = closedParts(group)
    if (closed) closedGroups.push(closed)
  }
  for (const [index, group] of closedGroups.entries())
    drafts.push(...groupSum(group, closedGroups.slice(0, index)))
  const taken = new Set(
    drafts.flatMap((draft) => (draft.kind === 'sum' ? [setKey(draft.operands.map((o) => o.quantity))] : [])),
  )
  for (const sentence of context.sentences()) {
    for (const draft of [
      ...amongSums(context, sentence),
      ...trailingTotals(sentence),
      ...leadingTotals(sentence),
      ...asideTotals(sentence),
      ...withinSubsets(context, sentence),
    ]) {
      const key = setKey(draft.operands.map((o) => o.quantity))
      if (draft.kind === 'sum' && taken.has(key)) continue
      taken.add(key)
      drafts.push(draft)
    }
  }
  const unprinted = closedGroups.filter((group) => !group.base && /直接就业/.test(group.key))
  for (const draft of [
    ...distantTotals(context),
    ...employmentTotals(
      context,
      unprinted.map((group) => group.parts),
    ),
  ]) {
    const key = setKey(draft.operands.map((o) => o.quantity))
    if (taken.has(key)) continue
    taken.add(key)
    drafts.push(draft)
  }
  return drafts
}

/** Those drafts that do not add up the same numbers as one of the others. */
export function withoutRepeats(drafts: readonly Draft[], others: readonly Draft[]): Draft[] {
  const known = new Set(others.map((draft) => setKey(draft.operands.map((o) => o.quantity))))
  return drafts.filter((draft) => !known.has(setKey(draft.operands.map((o) => o.quantity))))
}

function setKey(quantities: readonly Quantity[]): string {
  return [...new Set(quantities.map((quantity) => quantity.id))].sort((a, b) => a - b).join(' ')
}

/** Shares that close make 100; each share may be off by half of its last place. */
function percentSum(group: ShareGroup): Draft[] {
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
  const names = items.map((item) => item.part?.name.text ?? item.share.name.text)
  const whole = names.some((name) => complete.test(name)) || isPartition(names)
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

interface ClosedGroup {
  readonly parts: Quantity[]
  readonly base: Quantity | undefined
  readonly key: string
  readonly sound: boolean
}

function closedParts(group: ShareGroup): ClosedGroup | undefined {
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
  const base = printed ? group.base?.quantity : group.whole
  return { parts, base, key: items[0]?.base.keys[0] ?? '', sound: group.sound ?? false }
}

/** Parts whose shares make 100 add up to their base, or to what another grouping of the same whole adds up to. */
function groupSum(group: ClosedGroup, before: readonly ClosedGroup[]): Draft[] {
  if (group.base) {
    return [
      {
        kind: 'sum',
        rule: 'sum.shares',
        expression: sum(group.parts.map(of)),
        relation: 'equals',
        stated: withSumUnit(statedAs(group.base), group.parts),
        operands: [...operands(group.parts, 'part'), operand(group.base, 'stated')],
        tie: group.sound || isPartition(group.parts.map((part) => part.name.text)) ? 'named' : 'loose',
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

/** Rounded parts may miss their total by one unit of the last place. */
function withSumUnit(stated: Stated, parts: readonly Quantity[]): Stated {
  const rounded = parts.map((part) => lastPlace(part.token)).filter((unit) => unit !== undefined)
  const coarsest = rounded.sort((a, b) => Number(b) - Number(a))[0]
  return coarsest === undefined || stated.unit !== undefined ? stated : { ...stated, unit: coarsest }
}

/** 「共A人，其中B人、C人」: parts that make the whole, or parts of an open list that each stay below it. */
function amongSums(context: Context, sentence: readonly Quantity[]): Draft[] {
  const start = sentence.findIndex((quantity) => quantity.among && isAmount(quantity))
  if (start < 0) return []
  const drafts: Draft[] = []
  const parts = sentence
    .slice(start)
    .filter(
      (quantity) => quantity.among && isAmount(quantity) && isPresent(quantity) && !quantity.frame.total,
    )
  const heads = headsBefore(context, sentence, start)
  for (const own of partGroups(parts)) {
    const head = headOfParts(heads, own)
    if (!head) continue
    const fitting = own.filter((part) => part.size <= head.size * 1.0000001)
    const run = sumRun(fitting, head)
    if (run.length >= 2 && closes(run, head)) {
      drafts.push(totalDraft(run, head, 'sum.among', 'named'))
      continue
    }
    if (own.length >= 2) {
      // 「其中中职学校12家、协会2家、企业18家、其他2家」: 其他 closes the list.
      const closed =
        own.length >= 3 && /^(其他|其它|其余)/.test(own.at(-1)?.name.keys[0] ?? own.at(-1)?.name.text ?? '')
      const alike = own.every((part) => part.unit.text === head.unit.text && !part.frame.bound)
      const tie = (closed && alike) || isPartition(own.map((part) => part.name.text)) ? 'likely' : 'loose'
      drafts.push({ ...totalDraft(own, head, 'sum.among', tie), nearMiss: true })
    }
    for (const part of fitting) drafts.push(subsetDraft(part, head))
  }
  return drafts
}

/** Parts of one measure; schools, offices and firms together where the whole may count all of them. */
function partGroups(parts: readonly Quantity[]): Quantity[][] {
  const groups = [...new Set(parts.map(measureOf))].map((measure) =>
    parts.filter((part) => measureOf(part) === measure),
  )
  const things = parts.filter((part) => part.unit.dimension === 'things')
  const mixed =
    new Set(things.map((part) => part.unit.text)).size > 1 &&
    things.every((part) => '家所个间处项种类门'.includes(part.unit.text))
  return mixed ? [things, ...groups.filter((group) => group[0]?.unit.dimension !== 'things')] : groups
}

/** Everything before 其中 in the sentence, or the sentence before, that could be the whole. */
function headsBefore(context: Context, sentence: readonly Quantity[], start: number): Quantity[] {
  const usable = (quantity: Quantity) => isAmount(quantity) && isPresent(quantity)
  const own = sentence.slice(0, start).filter((quantity) => usable(quantity) && !quantity.inParentheses)
  const first = sentence[start]
  if (own.length > 0 || !first) return own
  return context
    .sentenceBefore(first)
    .filter((quantity) => usable(quantity) && !quantity.among && !quantity.inParentheses)
}

/** The whole that the parts make, else the one whose name they end like, else the last one before them. */
function headOfParts(heads: readonly Quantity[], parts: readonly Quantity[]): Quantity | undefined {
  const first = parts[0]
  if (!first) return undefined
  const rivals = heads.filter((head) => comparable(head.unit, first.unit))
  const alike = rivals.filter((head) => measureOf(head) === measureOf(first))
  const candidates = alike.length > 0 ? alike : rivals
  const closing = candidates.findLast((head) =>
    closes(
      sumRun(
        parts.filter((part) => part.size <= head.size),
        head,
      ),
      head,
    ),
  )
  if (closing && parts.length >= 2) return closing
  const named = candidates.findLast((head) => headOf(head) !== undefined && headOf(head) === headOf(first))
  return named ?? candidates.at(-1)
}

function measureOf(quantity: Quantity): string {
  const dimension = quantity.unit.dimension
  return dimension === 'people' || dimension === 'visits'
    ? 'people'
    : dimension === 'things'
      ? `things ${quantity.unit.text}`
      : dimension
}

/** The run of parts, in order, that adds up to the whole; all of them where none does. */
function sumRun(parts: readonly Quantity[], head: Quantity): readonly Quantity[] {
  for (let count = parts.length; count >= 2; count--) {
    const run = parts.slice(0, count)
    if (closes(run, head)) return run
  }
  return parts
}

function closes(parts: readonly Quantity[], total: Quantity): boolean {
  const range = addFloats(parts)
  const slack = Math.abs(range.high) * 1e-12
  return range.low - slack <= total.high && range.high + slack >= total.low
}

function totalDraft(parts: readonly Quantity[], total: Quantity, rule: string, tie: Draft['tie']): Draft {
  return {
    kind: 'sum',
    rule,
    expression: sum(parts.map(of)),
    relation: 'equals',
    stated: withSumUnit(statedAs(total), parts),
    operands: [...operands(parts, 'part'), operand(total, 'stated')],
    tie,
    bound: total.frame.bound,
  }
}

function subsetDraft(part: Quantity, head: Quantity): Draft {
  return {
    kind: 'subset',
    rule: 'subset.among',
    expression: of(part),
    relation: 'at_most',
    stated: { ...statedAs(head) },
    operands: [operand(part, 'part'), operand(head, 'whole')],
    tie: 'likely',
  }
}

/** 「全区常住人口中，家庭户人口为501694人」: what stands within a whole that is printed elsewhere is no more than it. */
function withinSubsets(context: Context, sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, part] of sentence.entries()) {
    if (part.within === '' || !isAmount(part) || !isPresent(part) || sentence[index + 1]?.role === 'share')
      continue
    const whole = context
      .named(nameOf(part.within), part.id, 6)
      .find(
        (value) =>
          value !== part && isAmount(value) && isPresent(value) && measureOf(value) === measureOf(part),
      )
    if (whole) drafts.push({ ...subsetDraft(part, whole), rule: 'subset.within', tie: 'loose' })
  }
  return drafts
}

/** 「A 12人，B 15人，共27人」: a total behind its parts. */
function trailingTotals(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, total] of sentence.entries()) {
    if (!isAmount(total) || !total.frame.total || index === 0) continue
    const before = sentence
      .slice(0, index)
      .filter(
        (q) =>
          isAmount(q) &&
          isPresent(q) &&
          comparable(q.unit, total.unit) &&
          q.inParentheses === total.inParentheses,
      )
    const found = [...before.keys()].map((from) => before.slice(from)).find((parts) => closesAs(parts, total))
    if (found) drafts.push(totalDraft(found, total, 'sum.trailing', 'named'))
    else drafts.push(...slipOfTotal(inSegmentOf(total, before), total))
  }
  return drafts
}

function closesAs(parts: readonly Quantity[], total: Quantity): boolean {
  return parts.length >= 2 && closes(parts, total)
}

/** Those that no semicolon parts from the total; all where it parts all of them. */
function inSegmentOf(total: Quantity, before: readonly Quantity[]): readonly Quantity[] {
  const own = before.filter((part) => part.segment === total.segment)
  return own.length > 0 ? own : before
}

/** A total that its parts miss, where the words leave hardly a doubt that they are its parts. */
function slipOfTotal(before: readonly Quantity[], total: Quantity): Draft[] {
  if (before.length < 2) return []
  const paired = /合计|共计|总计/.test(total.clause.text) || isPartition(before.map((part) => part.name.text))
  if (before.length === 2)
    return paired ? [{ ...totalDraft(before, total, 'sum.trailing', 'loose'), nearMiss: true }] : []
  const run = [...before, total]
  const joined = run.every((part, i) => i === 0 || part.clause.index - (run[i - 1]?.clause.index ?? 0) <= 1)
  if (!joined) return []
  // 「一等奖5项、二等奖12项、三等奖20项，共38项」 leaves no other reading, unless 等 leaves the list open.
  const alike = before.every((part) => part.unit.text === total.unit.text && !part.frame.bound && part.named)
  const open = /等/.test(
    `${before.at(-1)?.frame.right ?? ''}${total.frame.left}${total.clause.text.slice(0, 4)}`,
  )
  const tie = alike && !open && !total.named && !total.frame.bound ? 'likely' : 'loose'
  return [{ ...totalDraft(before, total, 'sum.trailing', tie), nearMiss: true }]
}

/** 「共有学生3000人（男生1600人，女生1400人）」: the parts behind their whole in parentheses. */
function asideTotals(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const total of sentence) {
    if (!isAmount(total) || !isPresent(total) || total.inParentheses) continue
    const parts = sentence.filter(
      (part) =>
        part.inParentheses &&
        part.clause.parent?.clause === total.clause.index &&
        part.id > total.id &&
        isAmount(part) &&
        measureOf(part) === measureOf(total),
    )
    if (parts.length >= 2 && !closes(parts, total) && isPartition(parts.map((part) => part.name.text)))
      drafts.push(totalDraft(parts, total, 'sum.aside', 'likely'))
  }
  return drafts
}

/** 「资助金额332亿元：甲200亿元；乙132亿元」: a total before parts that make it, without 其中. */
function leadingTotals(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, total] of sentence.entries()) {
    if (!isAmount(total) || !isPresent(total) || total.among) continue
    const after: Quantity[] = []
    for (const quantity of sentence.slice(index + 1)) {
      if (!isAmount(quantity) || !isPresent(quantity) || !comparable(quantity.unit, total.unit)) continue
      if (quantity.inParentheses !== total.inParentheses && !quantity.inParentheses) break
      if (quantity.size > total.size) break
      after.push(quantity)
      if (after.length >= 2 && closes(after, total) && digitsOf(total) >= 2) {
        drafts.push(totalDraft([...after], total, 'sum.leading', 'loose'))
        break
      }
      if (after.length > 24) break
    }
  }
  return drafts
}

export function digitsOf(quantity: Quantity): number {
  return quantity.token.digits.replace(/[-.]/g, '').replace(/^0+/, '').length
}

const windowSize = 40

/**
 * A total whose parts stand in other sentences: numbers of the same thing (在校生 of each kind of school) that add up
 * exactly. Found by arithmetic among namesakes, so it is only said where it holds.
 */
function distantTotals(context: Context): Draft[] {
  const drafts: Draft[] = []
  const levels = context.quantities.filter(
    (quantity) =>
      isAmount(quantity) &&
      isPresent(quantity) &&
      digitsOf(quantity) >= 3 &&
      quantity.token.script === 'arabic',
  )
  const heads = levels.map(headOf)
  for (const [index, total] of levels.entries()) {
    const head = heads[index]
    if (!head) continue
    const isAlike = (part: Quantity, at: number) =>
      heads[at] === head && part.size < total.size && comparable(part.unit, total.unit)
    const from = Math.max(0, index - windowSize)
    const alike = levels
      .slice(from, index)
      .filter((part, offset) => isAlike(part, from + offset) && weighs(part, total))
    const after = levels
      .slice(index + 1, index + 12)
      .filter((part, offset) => isAlike(part, index + 1 + offset))
    const parts = subsetThatCloses(dedupe(alike), total) ?? subsetThatCloses(dedupe(after), total)
    if (parts && parts.length >= 2) drafts.push(totalDraft(parts, total, 'sum.distant', 'loose'))
    else if (isGrandTotal(total)) drafts.push(...nearTotal(dedupe(alike), total))
  }
  return drafts
}

/** 就业 = 直接就业 + 升学, wherever the three stand: the one identity of the trade that its prose leaves unsaid. */
function employmentTotals(context: Context, groups: readonly (readonly Quantity[])[]): Draft[] {
  const amounts = context.quantities.filter(
    (quantity) => isAmount(quantity) && isPresent(quantity) && digitsOf(quantity) >= 3,
  )
  // The directly employed as one number, or as parts whose shares make 100.
  const direct = [
    ...amounts.filter((quantity) => /直接就业/.test(quantity.name.text)).map((quantity) => [quantity]),
    ...groups,
  ]
  const further = amounts.filter((quantity) =>
    /升学|升入|升读|深造/.test(`${quantity.name.text}${quantity.frame.right}`),
  )
  const totals = amounts.filter(
    (quantity) => /就业|落实/.test(quantity.name.text) && !/直接|对口|产业|地|个体/.test(quantity.name.text),
  )
  for (const total of totals.slice(0, 60)) {
    for (const one of direct.slice(0, 6)) {
      const two = further
        .slice(0, 60)
        .find(
          (candidate) =>
            !one.includes(candidate) &&
            comparable(candidate.unit, total.unit) &&
            closes([...one, candidate], total),
        )
      if (two && one.every((part) => comparable(part.unit, total.unit)))
        return [totalDraft([...one, two], total, 'sum.employment', 'loose')]
    }
  }
  return []
}

function isGrandTotal(total: Quantity): boolean {
  return (
    total.frame.total ||
    total.among ||
    total.name.scope !== '' ||
    /各级各类|各类|所有|全部/.test(total.frame.left)
  )
}

/** All namesakes under one heading that together miss the total by one digit. */
function nearTotal(alike: readonly Quantity[], total: Quantity): Draft[] {
  const parts = alike.filter((part) => !part.inParentheses && !part.among && part.section === total.section)
  if (parts.length < 3 || digitsOf(total) < 4) return []
  return [{ ...totalDraft(parts, total, 'sum.distant', 'loose'), nearMiss: true }]
}

/** A part below the last printed place of its total would fit any sum. */
function weighs(part: Quantity, total: Quantity): boolean {
  return part.size > total.high - total.low
}

/** The last characters of a name say what is counted: 专任教师, 在校, 招生, 毕业生. */
function headOf(quantity: Quantity): string | undefined {
  const key = quantity.name.keys[0]
  return key && key.length >= 2 ? key.slice(-2) : undefined
}

function dedupe(parts: readonly Quantity[]): Quantity[] {
  const seen = new Set<string>()
  return parts.filter((part) => {
    const key = `${part.name.keys[0]} ${part.size}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function pairThatCloses(parts: readonly Quantity[], total: Quantity): Quantity[] | undefined {
  const bySize = new Map(parts.map((part) => [part.size, part]))
  for (const part of parts) {
    const other = bySize.get(total.size - part.size)
    if (other && other !== part && other.id > part.id) return [part, other]
  }
  return undefined
}

/**
 * Parts that add up to the total: all of them, a run of neighbours, or all but a few. Few tries, so that a chance
 * hit stays unlikely; counted numbers must meet to the unit.
 */
function subsetThatCloses(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  if (parts.length < 2) return undefined
  const run = runThatCloses(parts, total)
  if (run) return run
  if (digitsOf(total) < 4) return undefined
  const pair = digitsOf(total) >= 5 ? pairThatCloses(parts, total) : undefined
  return pair ?? restThatCloses(parts, total)
}

/** Neighbours that add up to the total, the longest run first. */
function runThatCloses(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  const low = [0]
  const high = [0]
  for (const [i, part] of parts.entries()) {
    low.push((low[i] ?? 0) + part.low)
    high.push((high[i] ?? 0) + part.high)
  }
  for (let length = parts.length; length >= 2; length--) {
    for (let from = 0; from + length <= parts.length; from++) {
      const sumLow = (low[from + length] ?? 0) - (low[from] ?? 0)
      const sumHigh = (high[from + length] ?? 0) - (high[from] ?? 0)
      const slack = Math.abs(sumHigh) * 1e-12
      if (sumLow - slack <= total.high && sumHigh + slack >= total.low)
        return parts.slice(from, from + length)
    }
  }
  return undefined
}

/** All parts but one, two or (of few) three: those that a second count of the same things holds too much. */
function restThatCloses(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  const sum = addFloats(parts)
  const least = sum.low - total.high - Math.abs(sum.high) * 1e-12
  const most = sum.high - total.low + Math.abs(sum.high) * 1e-12
  if (most <= 0) return undefined
  const fits = (removed: readonly Quantity[]) => {
    const size = removed.reduce((a, part) => a + part.size, 0)
    return size >= least && size <= most && parts.length - removed.length >= 2
  }
  for (const [i, one] of parts.entries()) {
    if (fits([one])) return parts.filter((part) => part !== one)
    for (let j = i + 1; j < parts.length; j++) {
      const two = parts[j] as Quantity
      if (fits([one, two])) return parts.filter((part) => part !== one && part !== two)
      if (parts.length > 14) continue
      for (let k = j + 1; k < parts.length; k++) {
        const three = parts[k] as Quantity
        if (fits([one, two, three]))
          return parts.filter((part) => part !== one && part !== two && part !== three)
      }
    }
  }
  return undefined
}
