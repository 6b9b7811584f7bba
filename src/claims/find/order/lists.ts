import { Decimal, interval, parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operand, operands, spanOf, statedAs } from '../context.ts'
import { listAround } from '../shares/share-items.ts'

/** How many items a list of words may have: 和 and 与 join two items or stand inside one. */
export interface ItemCount {
  readonly least: number
  readonly most: number
  readonly open: boolean
  /** Where the list ends, if it is not in the clause of its number. */
  readonly last?: Clause
}

function countItems(text: string): ItemCount | undefined {
  const words = text.replace(/(的|分别|各)+$/, '')
  const open = /等(等)?$/.test(words)
  const list = words.replace(/等(等)?$/, '')
  const years =
    /((19|20)\d\d)(年|届|级|学年)?[-~至到]((19|20)\d\d)(年|届|级|学年)?$|^.*?((19|20)\d\d)(年|届|级|学年)?[-~至到]((19|20)\d\d)(年|届|级|学年)/.exec(
      list,
    )
  const from = Number(years?.[1] ?? years?.[7])
  const to = Number(years?.[4] ?? years?.[10])
  const yearCount = years && to > from && to - from < 30 ? to - from + 1 : undefined
  const said =
    /(^|近|过去|最近|连续|前|后|这|各|其|中)([两二三四五六七八九十\d]{1,2})(年级|年|届|个|次|期|所|类|项|种|家|门)/.exec(
      list,
    )
  const saidCount = said?.[2]
    ? /^\d/.test(said[2])
      ? Number(said[2])
      : parseChineseNumber(said[2])
    : undefined
  if (saidCount !== undefined && saidCount >= 2 && !list.includes('、'))
    return { least: saidCount, most: saidCount, open: false }
  if (/(男女|城乡)(学?生|性|教师|居民|比例)*(人数|数)?$/.test(list)) return { least: 2, most: 2, open: false }
  const marks = countOf(list, '、')
  const joints = countOf(list, '和') + countOf(list, '与') + countOf(list, '及') + countOf(list, '或')
  if (yearCount !== undefined)
    return { least: Math.min(yearCount, marks + 1), most: Math.max(yearCount, marks + 1 + joints), open }
  if (marks + joints === 0) return undefined
  return { least: marks + 1, most: marks + 1 + joints, open }
}

function countOf(text: string, char: string): number {
  let count = 0
  for (let i = text.indexOf(char); i >= 0; i = text.indexOf(char, i + 1)) count++
  return count
}

export function findLists(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    for (const [index, quantity] of sentence.entries()) {
      const count = listCount(context, quantity)
      if (count) drafts.push(count)
      const alignment = alignmentOf(context, sentence, index)
      if (alignment) drafts.push(alignment)
    }
  }
  return [...drafts, ...saidLists(context), ...colonAlignments(context)]
}

const counters = new Set([
  '类',
  '种',
  '项',
  '个',
  '所',
  '家',
  '大',
  '门',
  '方',
  '层',
  '级',
  '名',
  '位',
  '部',
  '条',
  '届',
  '步',
  '省',
  '市',
  '县',
  '校',
  '',
])

/** 「A、B、C三类」, 「A、B等5项」: the items before a number, or behind its colon. */
function listCount(context: Context, quantity: Quantity): Draft | undefined {
  const { token, clause } = quantity
  if (
    quantity.role !== 'level' ||
    token.decimals > 0 ||
    token.scaleText !== '' ||
    token.value.lt(2) ||
    token.value.gt(40)
  )
    return undefined
  if (!counters.has(token.unit.text)) return undefined
  const number = clause.numbers.find((candidate) => candidate.token === token)
  // “三个代表” is a name.
  if (!number || /["'“‘「]/.test(clause.text.charAt(number.from - 1))) return undefined
  const previous = clause.numbers.filter((candidate) => candidate.to <= number.from).at(-1)
  const before = clause.text
    .slice(previous ? previous.unitTo : 0, number.from)
    .replace(/(共|这|上述|以上|以下|前述|合计|总计)+$/, '')
  // 「甲县、乙县、丁区三县一区」, 「向甲县、乙县两县」, 「甲县、乙县有4所学校」, 「冬季两项等」: not the count of what stands before.
  const behind = clause.text.slice(number.unitTo)
  const isOfOthers = /^([一二三四五六七八九两\d]|等(?!级|次|第))/.test(behind) || /[有设建]$/.test(before)
  const own = isOfOthers ? undefined : itemsBefore(ofUnit(before, token.unit.text))
  const items = own ?? itemsBehind(context, clause, number.unitTo)
  if (!items) return undefined
  const stated = token.value.toNumber()
  const fits = (stated >= items.least && stated <= items.most) || (items.open && stated >= items.least)
  const clear =
    items.least === items.most && !items.open && Math.abs(items.least - stated) === 1 && items.least >= 3
  if (!fits && !(clear && endsWithNames(before, behind, token.unit.text))) return undefined
  const low = new Decimal(items.least)
  return {
    kind: 'list_count',
    rule: items.open && stated > items.most ? 'list_count.open' : 'list_count',
    expression: constant(fits ? stated : items.least),
    relation: 'equals',
    stated: statedAs(quantity),
    operands: [operand(quantity, 'stated')],
    tie: 'likely',
    ...(items.last ? { spans: [spanOf(items.last)] } : {}),
    ...(fits ? {} : { note: { code: 'list_count', params: { counted: low.toString() } } }),
  }
}

/** Names up to the number, and no verb between: 「等产品产量实现两位数增长」, 「针对甲、乙、丙启动四级响应」 count nothing. */
function endsWithNames(before: string, behind: string, unit: string): boolean {
  if (/^[位级省条]$/.test(unit) || behind.startsWith('数') || /等|从/.test(before)) return false
  const last = before.slice(before.lastIndexOf('、') + 1)
  return !/(的|均|都|有|为|是|实现|保持|启动|维持|位于|支持|组成|建立|以)/.test(last) && last.length <= 10
}

/** Of places the last names that end with the word that counts them: 「市教育局、市财政局向甲县、乙县两县」. */
function ofUnit(before: string, unit: string): string {
  if (!/^[县市区镇乡村省校]$/.test(unit)) return before
  const names = before.split('、')
  let from = names.length
  while (from > 0 && names[from - 1]?.endsWith(unit)) from--
  const own = names.slice(from)
  // The first of them may have the words of the sentence before it.
  return own.length > 1 && own.length < names.length ? own.join('、') : before
}

/** How many numbers before a list may be the one that counts it. */
const COUNTED_BEFORE = 12

const listing = /^(.{2,16}?)(?:分别)?(?:是|为|有|包括|依次为|依次是)((?:[^、]{1,18}、){2,}[^、]{1,24})$/

/** 「共获得16枚金牌。……获得金牌的项目是数控车、数控铣、……」: a list of names, and the number before it that it has items. */
function saidLists(context: Context): Draft[] {
  const drafts: Draft[] = []
  let before: Quantity[] = []
  let next = 0
  for (const clause of context.reading.clauses) {
    while ((context.quantities[next]?.clause.index ?? Number.POSITIVE_INFINITY) < clause.index)
      before = [...before, context.quantities[next++] as Quantity].slice(-COUNTED_BEFORE)
    if (clause.numbers.length > 0 || clause.parent || !clause.text.includes('、')) continue
    const lead = context.reading.clauses[clause.index - 1]
    const text = lead?.mark === ':' && lead.numbers.length === 0 ? `${lead.text}${clause.text}` : clause.text
    const [, subject, list] = listing.exec(text) ?? []
    const items = list ? countItems(list) : undefined
    if (!subject || !items || items.open) continue
    const counting = before.findLast(
      (quantity) =>
        (quantity.unit.dimension === 'things' || quantity.unit.dimension === 'people') &&
        quantity.token.decimals === 0 &&
        quantity.size >= items.least &&
        quantity.size <= items.most &&
        sharesNoun(subject, `${quantity.frame.right.slice(0, 8)}`),
    )
    if (!counting) continue
    drafts.push({
      kind: 'list_count',
      rule: 'list_count.said',
      expression: constant(counting.size),
      relation: 'equals',
      stated: statedAs(counting),
      operands: [operand(counting, 'stated')],
      tie: 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

function sharesNoun(words: string, noun: string): boolean {
  for (let at = 0; at + 2 <= noun.length; at++) if (words.includes(noun.slice(at, at + 2))) return true
  return false
}

/** Only lists whose items are short enough to be names. */
function itemsBefore(text: string): ItemCount | undefined {
  const list = text.includes('、') ? text : ''
  if (list === '') return undefined
  const items = list.split('、')
  // 「甲12家、协会2家」 names one thing before each number, and no list before either.
  if (items[0] === '' || items.slice(1).some((item) => item.length > 18 || item.length === 0))
    return undefined
  const all = countItems(list)
  // 「办学时间长、基础好的护理、汽修、电商3个专业」: what stands before 的 may describe the names behind it.
  const named = countItems(list.slice(list.lastIndexOf('的', list.lastIndexOf('、')) + 1))
  return all && named ? { ...all, least: Math.min(all.least, named.least) } : all
}

function itemsBehind(context: Context, clause: Clause, unitTo: number): ItemCount | undefined {
  const said = namedBehind(context, clause, unitTo)
  if (said) return said
  // 「11个单位类型按照比例由高到低的排列顺序依次为：」
  const longest = /(依次为|依次是|分别为|分别是|如下|包括)$/.test(clause.text) ? 28 : 8
  if (clause.mark !== ':' || clause.text.length - unitTo > longest) return undefined
  const segments = segmentsBehind(context, clause)
  if (segments) return segments
  const next = context.reading.clauses[clause.index + 1]
  if (!next || next.sentence !== clause.sentence || next.numbers.length > 0 || !next.text.includes('、'))
    return undefined
  return next.mark === ',' ? undefined : countItems(next.text)
}

/** 「分为七类：受雇全职工作；自主创业；……；无工作，其他。」: what stands between the semicolons up to the end of the sentence. */
function segmentsBehind(context: Context, clause: Clause): ItemCount | undefined {
  const segments = new Set<number>()
  let last: Clause | undefined
  for (let at = clause.index + 1; at <= clause.index + MOST_CLAUSES; at++) {
    const next = context.reading.clauses[at]
    if (!next || next.sentence !== clause.sentence) break
    if (next.parent) continue
    segments.add(next.segment)
    last = next
  }
  if (segments.size < 2 || !last) return undefined
  return { least: segments.size, most: segments.size, open: /等$/.test(last.text), last }
}

const MOST_CLAUSES = 80

/** 「居前五位的分别是A、B、C、D和E」: the names behind 分别是, in the clause or the next. */
function namedBehind(context: Context, clause: Clause, unitTo: number): ItemCount | undefined {
  const behind = clause.text.slice(unitTo)
  const own =
    /(分别是|分别为|依次是|依次为|包括|即)(.+)$/.exec(behind) ?? /^的?()(?:是|为|有)(.+)$/.exec(behind)
  if (own?.[2]?.includes('、') && clause.numbers.every((number) => number.unitTo <= unitTo))
    return countItems(own[2])
  const next = context.reading.clauses[clause.index + 1]
  if (!next || next.sentence !== clause.sentence || next.numbers.length > 0 || next.parent) return undefined
  const list = /^(分别是|分别为|依次是|依次为|包括|即)(.+)$/.exec(next.text)?.[2]
  return list?.includes('、') && next.mark !== ',' ? countItems(list) : undefined
}

/** 「A、B和C分别为x、y和z」: as many values as items. */
function alignmentOf(context: Context, sentence: readonly Quantity[], index: number): Draft | undefined {
  const first = sentence[index]
  if (!first?.frame.respectively || first.frame.continues) return undefined
  const values = valuesOf(sentence, index)
  if (values.length < 2) return undefined
  const items = [
    itemsFor(context, first) ?? valuesAhead(sentence, index, values),
    listAhead(context, sentence, index, values),
  ].find((one) => one && (values.length >= one.least || one.open) && values.length <= one.most)
  if (!items) return undefined
  return alignment(values)
}

/** 「A、B在6000元以下的比例分别为x、y，在6000元以上的比例分别为z、w」: the items of the list before it, as many again. */
function listAhead(
  context: Context,
  sentence: readonly Quantity[],
  index: number,
  values: readonly Quantity[],
): ItemCount | undefined {
  const before = sentence.findLastIndex(
    (value, at) => at < index && value.frame.respectively && !value.frame.continues,
  )
  const head = sentence[before]
  if (!head || valuesOf(sentence, before).length !== values.length) return undefined
  return itemsFor(context, head) ?? listAhead(context, sentence, before, values)
}

function alignment(values: readonly Quantity[]): Draft {
  return {
    kind: 'alignment',
    rule: 'alignment',
    expression: constant(values.length),
    relation: 'equals',
    stated: { text: String(values.length), range: interval.exactly(new Decimal(values.length)) },
    operands: operands(values, 'item'),
    tie: 'loose',
  }
}

/** 「幼儿园、小学、初中的增幅分别为：12.45%，2.54%，3.1%」: the values stand behind the colon. */
function colonAlignments(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    if (clause.mark !== ':' || clause.parent || !/分别(为|是|达到?)?$/.test(clause.text)) continue
    const items = countItems(clause.text.slice(0, clause.text.lastIndexOf('分别')))
    const behind = context.sentence(clause.sentence).filter((value) => value.clause.index > clause.index)
    const [first] = behind
    const end = behind.findIndex(
      (value) =>
        value.role !== first?.role ||
        value.unit.text !== first.unit.text ||
        value.segment !== first.segment ||
        value.named,
    )
    const values = end < 0 ? behind : behind.slice(0, end)
    const isMatched = items && values.length >= items.least && values.length <= items.most
    if (isMatched && values.length >= 2) drafts.push(alignment(values))
  }
  return drafts
}

/** 「招生33560人，在校生67917人，较2004年分别增加24015人和45108人」: the values before it, one to a clause, are the items. */
function valuesAhead(
  sentence: readonly Quantity[],
  index: number,
  values: readonly Quantity[],
): ItemCount | undefined {
  const first = sentence[index]
  const ahead = sentence
    .slice(0, index)
    .filter((value) => value.role === 'level' && !value.inParentheses && value.unit.dimension !== 'time')
    .filter((value) => value.segment === first?.segment && value.clause.index !== first.clause.index)
    // 「专任教师1946人，正高204人，……，分别占专任教师总数的」: the base is none of the items.
    .filter((value) => !isBaseOf(value, first))
  const clauses = new Set(ahead.map((value) => value.clause.index))
  // 「中等职业学校347所、在校生56.6万人，分别占……」 stand in one clause, or in one each.
  const isApart = clauses.size === ahead.length || clauses.size === 1
  const isList = ahead.length === values.length && isApart && ahead.every((value) => value.named)
  return isList ? { least: ahead.length, most: ahead.length, open: false } : undefined
}

function isBaseOf(value: Quantity, share: Quantity | undefined): boolean {
  const base = share?.frame.base
  const key = base === undefined ? undefined : nameOf(base).keys[0]
  return (
    key !== undefined &&
    value.name.keys.some((own) => own === key || (own.endsWith(key) && own.length - key.length <= 2))
  )
}

/** Joined numbers, or numbers that each bring their word: 分别上升1.35、下降6.79. */
function valuesOf(sentence: readonly Quantity[], index: number): Quantity[] {
  const joined = listAround(sentence, index)
  if (joined.length > 1) return joined
  const first = sentence[index]
  return sentence.slice(index).filter((quantity) => quantity.clause.index === first?.clause.index)
}

function itemsFor(context: Context, first: Quantity): ItemCount | undefined {
  const number = first.clause.numbers.find((candidate) => candidate.token === first.token)
  const text = first.clause.text.slice(0, number?.from ?? 0)
  const head = text.slice(0, Math.max(0, text.search(/分别|依次/)))
  const own = countItems(head)
  if (own) return own
  // 「财政拨款三年分别为8820万元、9137万元、10199万元」
  const years =
    /(?<![\d一二三四五六七八九十])([两二三四五六七八九]|\d)(?:个?学?年|届|个学期|个季度)(?:来|间)?的?[^,]{0,8}$/.exec(
      head,
    )?.[1]
  const count = years === undefined ? undefined : /\d/.test(years) ? Number(years) : parseChineseNumber(years)
  if (count !== undefined && count >= 2) return { least: count, most: count, open: false }
  for (let back = 1; back <= 2; back++) {
    const clause = context.reading.clauses[first.clause.index - back]
    if (!clause || clause.sentence !== first.sentence) return undefined
    const items = countItems(clause.text)
    if (items) return items
  }
  return undefined
}
