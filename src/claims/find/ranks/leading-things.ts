import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, operands, spanOf } from '../context.ts'
import { isValue, zero } from './ranks.ts'

/** How many numbers before and behind the words the values of what they name are looked for. */
const REACH = 14
const PARAGRAPHS = 1

const nouns = '去向|领域|渠道|来源|生源|途径|方式|力量|流向|构成|部分|选择|群体|地区|行业'
/** What is said to be the most: one thing, or several joined by 、 or 和. */
const patterns: readonly RegExp[] = [
  /以([^,]{2,40}?)(?:占多数|居多|为主(?:导|体|力|要)?|为多)/,
  /(?:主要|大多|大部分|多数|多)(?:集中(?:在|于)|来自于?|来源于|面向|从事|流向|去往|选择|分布(?:在|于)|由|为|是)([^,]{2,30})/,
  new RegExp(
    `([^,]{2,30}?)(?:仍|依然|依旧|已|也)?(?:成为?|作为|是)[^,]{0,16}(?:主要(?:的|[^,、]{0,4})?(?:${nouns})|主渠道|主力军?|主体|首选|主流)`,
  ),
  /(?:占比|比例|比重|份额|人数|数量|规模|金额|投入|资金)最[多高大]的(?:是|为|主要是)([^,]{2,16})/,
  /^(?:其中)?([^,]{2,16}?)(?:所占|的)*(?:总?(?:人数|数量|规模|比例|比重|占比|份额))?(?:仍|依然|依旧|均|都)?(?:居首位?|位居首位|占据首位|排名?第一|居第一位?|遥遥领先|最[多高大]|占绝?大?多数|占(?:据)?(?:绝对)?主(?:导|体)(?:地位)?|为主导?)$/,
]
/** 「黄岛区职业教育中心最多为12人」, 「政府为主导、学校为主体」: inside a clause. */
const inside: readonly RegExp[] = [
  /^([^,\d]{2,16}?)最[多高大](?:为|是|有|达到?)?\d/,
  /(?:巩固|形成|坚持|构建|建立)了?以?([\u4e00-\u9fff]{2,6}?)(?:投入)?为主导/,
]
const cue = /为主|居多|为多|占多数|主要|大多|大部分|多数|主渠道|主力|主体|主流|首选|首位|第一|领先|最|主导/

/** Sectors are called by their number or by what they do. */
const aliases: readonly (readonly [RegExp, string])[] = [
  [/^服务业$/, '第三产业'],
  [/^(工业|制造业)$/, '第二产业'],
  [/^农业$/, '第一产业'],
  [/^女(性|生|教师)$/, '女'],
  [/^男(性|生|教师)$/, '男'],
  [/^(政府|财政)(投入|拨款|资金)?$/, '政府|财政'],
  [/^中青年(教师)?$/, '中青年|35岁|40岁|45岁'],
]

/**
 * 「升学成为主要去向」 as a headline, 「本地就业185.48万人，异地就业89.37万人……仍以本地就业为主」: what is said to be the most, against the
 * values of the same kind that stand around the words. Told only where it holds.
 */
export function findLeadingThings(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    if (clause.parent || !cue.test(clause.text) || /不足|不再|并非|除/.test(clause.text)) return []
    const things = thingsOf(clause.text)
    if (things.length === 0) return []
    const draft =
      among(ownSentence(context, clause), clause, things) ?? among(around(context, clause), clause, things)
    return draft ? [draft] : []
  })
}

function thingsOf(text: string): RegExp[] {
  for (const pattern of [...inside, ...patterns]) {
    const words = pattern.exec(text.replace(/["“”]|\([^()]*\)/g, ''))?.[1]
    if (!words) continue
    const things = words
      .replace(/[\d.]+%?/g, '')
      .split(/、|和|与|及|以及/)
      .map((word) => bare(word))
      .filter((word) => word.length >= 1 && word.length <= 12)
    if (things.length > 0 && things.length <= 4) return things.map(patternOf)
  }
  return []
}

function bare(word: string): string {
  return word
    .replace(/^(其中|国家|表明|说明|可见|显示|毕业生|学生|教师|仍|主要|在|的|从|以|由)+/, '')
    .replace(/(?<=..)(学历教师|学历|毕业生|学生|教师|职称|地区|行业|领域|专业|就业|等|人员|人数)+$/, '')
}

function patternOf(word: string): RegExp {
  const alias = aliases.find(([pattern]) => pattern.test(word))?.[1]
  return new RegExp(alias ?? word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}

function ownSentence(context: Context, clause: Clause): readonly Quantity[] {
  return context.sentence(clause.sentence)
}

/** The numbers around a clause, nearest paragraphs only. */
function around(context: Context, clause: Clause): readonly Quantity[] {
  const before = context.before(clause.flow.at[clause.at[0] ?? 0] ?? 0, REACH)
  const first = (before.at(-1)?.id ?? -1) + 1
  return [...before, ...context.quantities.slice(first, first + REACH)].filter(
    (value) => Math.abs(value.paragraph - clause.flow.index) <= PARAGRAPHS,
  )
}

interface Labelled {
  readonly value: Quantity
  readonly label: string
}

function among(values: readonly Quantity[], clause: Clause, things: readonly RegExp[]): Draft | undefined {
  const usable = values.filter(
    (value) => isValue(value) && !value.frame.bound && value.unit.dimension !== 'time',
  )
  for (const alike of Map.groupBy(usable, kindOf).values()) {
    const labelled = alike.map((value) => ({ value, label: labelOf(values, value) }))
    const draft = draftOf(labelled, clause, things)
    if (draft) return draft
  }
  return undefined
}

function kindOf(value: Quantity): string {
  return isPercentage(value)
    ? `${value.unit.dimension}`
    : value.unit.dimension === 'people'
      ? '人'
      : value.unit.text
}

/** The words of a value; those of the number before it where it only says 占. */
function labelOf(values: readonly Quantity[], value: Quantity): string {
  const behind = /^的?[^,。;、]{0,12}/.exec(value.frame.right)?.[0] ?? ''
  const own = `${value.frame.left}${value.name.text}${behind}`
  const before = values[values.indexOf(value) - 1]
  if (value.role !== 'share' || value.named || before?.sentence !== value.sentence) return own
  return `${before.frame.left}${before.name.text}${before.frame.right}${own}`
}

function draftOf(values: readonly Labelled[], clause: Clause, things: readonly RegExp[]): Draft | undefined {
  const mains = things.map(
    (thing) =>
      values.find(({ label }) => thing.test(label)) ??
      (things.length === 1 ? values.find(({ value }) => isFirstBehind(value, clause)) : undefined),
  )
  if (mains.some((main) => main === undefined) || new Set(mains).size !== mains.length) return undefined
  const main = mains.map((one) => (one as Labelled).value)
  const others = values
    .filter(({ value, label }) => !main.includes(value) && !things.some((thing) => thing.test(label)))
    .map(({ value }) => value)
    .filter((value) => main.some((one) => one.role === value.role && isBeside(one, value)))
  const frame = {
    kind: 'rank' as const,
    relation: 'at_least' as const,
    stated: zero(),
    tie: 'loose' as const,
    spans: [spanOf(clause)],
  }
  if (others.length > 0)
    return {
      ...frame,
      rule: 'rank.main_thing',
      expression: minus({ op: 'least', of: main.map(of) }, { op: 'greatest', of: others.map(of) }),
      operands: operands([...main, ...others], 'item'),
    }
  const shares = main.every((value) => value.unit.dimension === 'percent')
  return shares
    ? {
        ...frame,
        rule: 'rank.main_share',
        expression: minus({ op: 'sum', of: main.map(of) }, constant(50)),
        operands: operands(main, 'item'),
      }
    : undefined
}

/** Neither of another time nor parted from it by more than the next sentence. */
function isBeside(one: Quantity, other: Quantity): boolean {
  return one.period === other.period && Math.abs(one.sentence - other.sentence) <= 2
}

/** 「河北省生源人数最多，共有1393人」: the number of the next clause is that of the words. */
function isFirstBehind({ clause, frame }: Quantity, words: Clause): boolean {
  return (
    words.numbers.length === 0 &&
    clause.index === words.index + 1 &&
    /^(共|达|有|为|约|占|计|是)*$/.test(frame.left.slice(0, 3))
  )
}
