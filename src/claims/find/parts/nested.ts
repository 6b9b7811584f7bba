import type { Draft } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { isOtherTime } from '../again/twins.ts'
import {
  type Context,
  isAmount,
  isPercentage,
  isPresent,
  operand,
  statedAs,
  wordsBefore,
} from '../context.ts'
import { measureOf } from '../sums/sum-drafts.ts'

/** How many numbers before and behind a part its whole is looked for. */
const BEFORE = 40
const BEHIND = 12

/**
 * What the trade knows to lie within what: of each line every word names a part of those behind it. (Domain: the
 * headings of the statistics of education, of its funding and of the population.)
 */
const kinships: readonly (readonly RegExp[])[] = [
  [/中等职业|中职(?!业)|高等职业|高职(?!称)/, /职业院校|职业教育|各类职业/],
  [/普通高中|普高|中等职业|中职(?!业)/, /高中阶?段|中等教育/],
  [
    /一般公共?预算教育经费|一般公共?预算安排的教育|公共财政预算教育|公共财政教育/,
    /财政性教育经费/,
    /教育经费总?投入/,
  ],
  [/双师/, /专任教师/, /教职工/],
  [/家庭户人口|集体户人口/, /常住人口|总人口/],
  [/外出农民工|本地农民工/, /农民工/],
  [/直接就业/, /就业/, /毕业生/],
  [/资助.{0,8}(中等职业|普通高中|普通高等|高校|高等学校)/, /资助.*(学前教育|义务教育|各级各?类)/],
]

/** 「专任教师262人，……“双师素质”教师193人」: a part is no more than a whole that the trade knows it by. */
export function findNested(context: Context): Draft[] {
  const drafts: Draft[] = [...rateSubsets(context)]
  for (const part of context.quantities) {
    if (part.frame.bound || !isAmount(part) || !isPresent(part) || part.unit.text === '') continue
    const whole =
      wholeByTrade(context, part) ??
      wholeOfTakingPart(context, part) ??
      cumulativeOf(context, part) ??
      wholeOfPrizes(context, part) ??
      wholeOutside(context, part) ??
      wholeOfHaving(context, part) ??
      wholeOfAsking(context, part) ??
      totalOfNew(context, part) ??
      wholeBefore(part, context)
    if (whole) drafts.push(nested(part, whole))
  }
  return [...drafts, ...listsWithin(context)]
}

/** 「深造率达到62.21%，其中出国率20.75%」, 「企业就业占40.93%（国有企业占2.37%）」: a rate of a part is no more than that of the whole. */
function rateSubsets(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    for (const [index, part] of sentence.entries()) {
      if (!isRate(part) || !part.named || (part.role === 'share' && part.frame.base)) continue
      const opens = /^其中/.test(part.clause.text) || part.clause.parent !== undefined
      const isOfOthers = /全省|全国|全市|平均|标准|目标|上年|去年/.test(part.clause.text)
      if (!opens || (part.behind !== undefined && isOfOthers)) continue
      const whole = sentence
        .slice(0, index)
        .findLast(
          (value) =>
            isRate(value) &&
            value.named &&
            !value.among &&
            !value.inParentheses &&
            (part.clause.parent ? value.clause.index === part.clause.parent.clause : true),
        )
      const isApart = whole !== undefined && part.clause.index - whole.clause.index <= 2
      if (whole && isApart && whole.size >= part.size && !isOtherTime(whole, part))
        drafts.push(nested(part, whole))
    }
  }
  return drafts
}

function isRate(quantity: Quantity): boolean {
  return (
    isPercentage(quantity) &&
    isPresent(quantity) &&
    !quantity.frame.bound &&
    quantity.unit.dimension === 'percent'
  )
}

function wholeByTrade(context: Context, part: Quantity): Quantity | undefined {
  const attribute = attributeOf(part)
  if (attribute === undefined) return undefined
  const own = levelsOf(wordsOf(part))
  const levels = own.length > 0 ? own : levelsOf(subjectOf(context, part))
  if (levels.length === 0) return undefined
  const wholes = context
    .around(part, BEFORE, BEHIND)
    .filter((whole) => canHold(whole, part) && !whole.among && attributeOf(whole) === attribute)
    .sort((a, b) => Math.abs(a.id - part.id) - Math.abs(b.id - part.id))
  for (const { line, at } of levels) {
    const found = wholes.find((whole) => {
      const words = `${subjectOf(context, whole)}${wordsOf(whole)}`
      return (
        line.slice(at + 1).some((word) => word.test(words)) &&
        !line.slice(0, at + 1).some((word) => word.test(words))
      )
    })
    if (found) return found
  }
  return undefined
}

/** 「职业院校1.16万所，在校生2688.96万人」: the number that a sentence begins with says whose the others are. */
function subjectOf(context: Context, quantity: Quantity): string {
  const isBare = /^(年|人数|数|招生|在校生?|毕业生?|专任教师|教职工)+$/.test(quantity.name.text)
  const first = context.sentence(quantity.sentence)[0]
  return isBare && first && first !== quantity ? wordsOf(first) : ''
}

interface Level {
  readonly line: readonly RegExp[]
  readonly at: number
}

function levelsOf(words: string): Level[] {
  return kinships.flatMap((line) => {
    const at = line.findIndex((word) => word.test(words))
    return at >= 0 && at + 1 < line.length ? [{ line, at }] : []
  })
}

function wordsOf({ topic, name }: Quantity): string {
  return `${topic}${name.text}`
}

/** What of a kind of school is counted: its pupils, its teachers, or itself. */
function attributeOf({ name, unit }: Quantity): string | undefined {
  if (unit.dimension === 'money') return 'money'
  return (
    /招生|在校|毕业生|教师|教职工|人口|农民工|资助/.exec(name.text)?.[0].replace(/教师|教职工/, 'staff') ??
    (unit.text === '所' ? unit.text : undefined)
  )
}

function canHold(whole: Quantity, part: Quantity): boolean {
  return (
    whole !== part &&
    isAmount(whole) &&
    isPresent(whole) &&
    !whole.frame.bound &&
    measureOf(whole) === measureOf(part) &&
    !isOtherTime(whole, part) &&
    (whole.name.scope === part.name.scope || whole.name.scope === '' || part.name.scope === '')
  )
}

/** 「共评出特等奖5项、一等奖99项。……中职类特等奖2项、一等奖24项」: the prizes of one kind among all of that grade. */
function wholeOfPrizes(context: Context, part: Quantity): Quantity | undefined {
  const grade = /((特等|一等|二等|三等)奖|[金银铜][牌奖])$/.exec(part.name.text)?.[0]
  if (grade === undefined) return undefined
  return context
    .around(part, BEFORE, 0)
    .find(
      (whole) =>
        whole.id < part.id &&
        whole.sentence !== part.sentence &&
        whole.unit.text === part.unit.text &&
        whole.name.text.endsWith(grade) &&
        /共|总|合计/.test(sentenceText(context, whole)) &&
        whole.size >= part.size &&
        canHold(whole, part),
    )
}

function sentenceText(context: Context, { sentence }: Quantity): string {
  return context.sentence(sentence)[0]?.clause.text ?? ''
}

const cumulative = /累计|历年|历届|总共获得/

/** 「本届获得16枚金牌。……累计获得36枚金牌」: what was reached in all is no less than what was reached once. */
function cumulativeOf(context: Context, part: Quantity): Quantity | undefined {
  if (part.unit.dimension !== 'things' || cumulative.test(part.clause.text)) return undefined
  const noun = nounBehind(part)
  if (noun.length < 2) return undefined
  return context
    .around(part, BEHIND, BEHIND)
    .find(
      (whole) =>
        whole.unit.text === part.unit.text &&
        cumulative.test(whole.clause.text) &&
        nounBehind(whole).startsWith(noun.slice(0, 2)) &&
        canHold(whole, part),
    )
}

const takingPart = /参加|参与|参赛|入选|承办|派出|选派/

/** 「设15个专业大类98个比赛项目。……我市参加了43个项目的比赛」: nobody takes part in more than there is. */
function wholeOfTakingPart(context: Context, part: Quantity): Quantity | undefined {
  if (part.unit.dimension !== 'things' || !takingPart.test(part.clause.text)) return undefined
  const noun = nounBehind(part)
  if (noun.length < 2) return undefined
  return context
    .around(part, 12, 0)
    .findLast(
      (whole) =>
        whole.id < part.id &&
        whole.unit.text === part.unit.text &&
        canHold(whole, part) &&
        !takingPart.test(whole.clause.text) &&
        hasNoun(nounBehind(whole), noun),
    )
}

function nounBehind(quantity: Quantity): string {
  const words = /^[^,。;:、的(和]{2,10}/.exec(quantity.frame.right)?.[0] ?? ''
  return words
    .replace(/(之?中|内|里)(开展|展开|进行)?.*$/, '')
    .replace(/(?<=.{2})(比赛|竞赛)$|^(比赛|竞赛)(?=.{2})/, '')
}

/** 专业大类 and 大类, 比赛项目 and 项目. */
function hasNoun(whole: string, part: string): boolean {
  const [short, long] = whole.length < part.length ? [whole, part] : [part, whole]
  return short.length >= 2 && (long.endsWith(short) || long.startsWith(short))
}

/** 「民办幼儿园31所，在园幼儿4722人（普惠性幼儿园25所，在园4437人）」: of the same noun as the number before the parentheses. */
function wholeOutside(context: Context, part: Quantity): Quantity | undefined {
  const parent = part.clause.parent?.clause
  const tail = part.name.text.slice(0, 2) === '在园' ? '在园' : part.name.text.slice(-2)
  if (!part.inParentheses || parent === undefined || part.behind !== undefined || tail.length < 2)
    return undefined
  return context
    .sentence(part.sentence)
    .findLast(
      (whole) =>
        whole.id < part.id &&
        !whole.inParentheses &&
        whole.clause.index <= parent &&
        whole.segment === part.segment &&
        whole.name.text.includes(tail) &&
        whole.size >= part.size &&
        canHold(whole, part),
    )
}

/** 「实习指导教师38人，具有中级职务的25人」: of those counted right before. */
function wholeOfHaving(context: Context, part: Quantity): Quantity | undefined {
  const whole = context.quantities[part.id - 1]
  if (!whole || whole.sentence !== part.sentence || part.unit.dimension !== 'people') return undefined
  if (part.clause.index - whole.clause.index !== 1 || whole.size < part.size) return undefined
  return /^(具有|持有|取得|拥有|获得|具备).{2,}的(有|为|达|共)?$/.test(wordsBefore(part)) &&
    canHold(whole, part)
    ? whole
    : undefined
}

const asking = /申报|申请|参赛|报名|参加|推荐|报考|送评|参评|应聘|立项|招生|新生|在校生/
const granted = /立项|获批|获准|批准|获奖|录取|通过|入选|中标|录用|结题|资助|合格/

/** 「申报课题56项，立项32项」: no more is granted than was asked for. */
function wholeOfAsking(context: Context, part: Quantity): Quantity | undefined {
  if (!granted.test(wordsBefore(part))) return undefined
  const whole = context.quantities[part.id - 1]
  if (!whole || whole.sentence !== part.sentence || part.clause.index - whole.clause.index !== 1)
    return undefined
  const isGrantedBefore = granted.test(wordsBefore(whole)) && !/立项/.test(wordsBefore(whole))
  if (!asking.test(wordsBefore(whole)) || isGrantedBefore || whole.size < part.size) return undefined
  return whole.unit.text === part.unit.text && canHold(whole, part) ? whole : undefined
}

/** 「新增国家级集团6个，总数达20个」: what is new is among what there is now. */
function totalOfNew(context: Context, part: Quantity): Quantity | undefined {
  if (!/新(增|建|立项|获批|认定|增设)/.test(wordsBefore(part))) return undefined
  return context
    .sentence(part.sentence)
    .find(
      (whole) =>
        whole.id > part.id &&
        whole.id - part.id <= 3 &&
        whole.unit.text === part.unit.text &&
        whole.size >= part.size &&
        /(总数|累计|总量|共有?|已有)(分别)?(达到?|为|有)?$|^(总数|累计|总量)/.test(wordsBefore(whole)) &&
        canHold(whole, part),
    )
}

/** 「5项基本办学指标中有3项超过标准」: the number before 中 holds the one behind it. */
function wholeBefore(part: Quantity, context: Context): Quantity | undefined {
  const whole = context.quantities[part.id - 1]
  if (!whole || whole.clause.index !== part.clause.index || whole.unit.text !== part.unit.text)
    return undefined
  if (!/^[^,、]{1,14}(之)?[中里],?(仅|只|就)?有$/.test(whole.frame.right)) return undefined
  return canHold(whole, part) ? whole : undefined
}

/** 「东部、中部、西部获奖总数分别为……。一等奖获奖总数分别为……」: each of the second list is part of its fellow. */
function listsWithin(context: Context): Draft[] {
  const drafts: Draft[] = []
  const lists = respectiveLists(context)
  for (const [index, parts] of lists.entries()) {
    const [first] = parts
    const wholes = lists
      .slice(Math.max(0, index - 3), index)
      .findLast(
        (list) =>
          list.length === parts.length &&
          first !== undefined &&
          list[0] !== undefined &&
          canHold(list[0], first) &&
          isNarrower(first.name.keys[0] ?? '', list[0].name.keys[0] ?? ''),
      )
    if (!wholes) continue
    for (const [at, part] of parts.entries()) {
      const whole = wholes[at]
      if (whole) drafts.push(nested(part, whole))
    }
  }
  return drafts
}

function respectiveLists(context: Context): Quantity[][] {
  const lists: Quantity[][] = []
  for (const quantity of context.quantities) {
    if (!quantity.frame.respectively || !isAmount(quantity)) continue
    const last = lists.at(-1)
    if (quantity.frame.continues && last?.at(-1)?.id === quantity.id - 1) last.push(quantity)
    else lists.push([quantity])
  }
  return lists.filter((list) => list.length >= 2)
}

/** One name is the other with a word put in: 各地一等奖获奖 and 各地获奖. */
function isNarrower(narrow: string, wide: string): boolean {
  if (wide.length < 4 || narrow.length <= wide.length) return false
  let same = 0
  while (same < wide.length && narrow.charAt(same) === wide.charAt(same)) same++
  return same >= 2 && wide.length - same >= 2 && narrow.endsWith(wide.slice(same))
}

function nested(part: Quantity, whole: Quantity): Draft {
  return {
    kind: 'subset',
    rule: 'subset.nested',
    expression: of(part),
    relation: 'at_most',
    stated: statedAs(whole),
    operands: [operand(part, 'part'), operand(whole, 'whole')],
    tie: 'loose',
  }
}
