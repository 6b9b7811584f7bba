import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPresent, operands, spanOf } from '../context.ts'
import type { ShareGroup } from '../shares/share-groups.ts'
import { listAround } from '../shares/share-items.ts'
import { withoutRepeats } from '../sums/sums.ts'
import { isValue, zero } from './ranks.ts'

/** 「以本地就业为主」, 「东部优势明显」: what is said to be the greatest among the values around it. */
export function findMainRanks(context: Context, groups: readonly ShareGroup[]): Draft[] {
  const said = sharesSaid(context, groups)
  return [...said, ...withoutRepeats(leads(context), said)]
}

const mainWords: readonly RegExp[] = [
  /以([^,]{2,16})(为主|居多|占多数|为主体)/,
  /^([^,以]{2,8})为主$/,
  /(?:主要)?集中(?:在|于)([^,]{2,12})/,
  /([^,]{2,12}?)(?:仍|依然|依旧)?(?:成?为|是)[^,]{0,14}(?:主要(?:去向|领域|渠道|来源|生源|途径|方式|力量)|主渠道|主力|主体|首选)/,
  /([^,]{2,12})(?:居首|居首位|占据首位|占比最[高大])$/,
]

/** One of these stands in all that `mainWords` and `sharesSaid` look for. */
const mainWord = /为主|居多|占多数|集中|主要|主渠道|主力|主体|首选|居首|占据首位|占比最/

function mainThing(text: string): string | undefined {
  for (const pattern of mainWords) {
    const word = pattern.exec(text)?.[1]
    if (word)
      return word
        .replace(/^(其中|仍|主要|毕业生|学生|在|的)+/, '')
        .replace(/(就业|行业|领域)$/, (tail) => (word.length > 4 ? '' : tail))
  }
  return undefined
}

/** 以本地就业为主: the share of that name is the greatest of its group. */
function sharesSaid(context: Context, groups: readonly ShareGroup[]): Draft[] {
  const drafts: Draft[] = []
  const grouped = groups.filter((group) => group.items.length >= 2)
  for (const clause of context.reading.clauses) {
    if (!mainWord.test(clause.text)) continue
    const isBare =
      /^(仍|依然|依旧|已|也)?(是|为|成为)[^,]{0,16}(主要(去向|领域|渠道|来源|生源|途径|方式|力量)|主渠道|主力|主体|首选)/.test(
        clause.text,
      )
    const word = isBare ? clause.text : mainThing(clause.text)
    if (!word) continue
    const alone = mainShare(context, clause, word)
    if (alone) drafts.push(alone)
    const near = grouped.filter(
      (group) => Math.abs((group.items[0]?.share.paragraph ?? 0) - clause.flow.index) <= 2,
    )
    for (const group of near) {
      const main = group.items.find((item) =>
        `${item.part?.name.text ?? ''}${item.share.name.text}`.includes(word),
      )
      if (!main) continue
      const others = group.items.filter((item) => item !== main).map((item) => item.share)
      drafts.push({
        kind: 'rank',
        rule: 'rank.mainly',
        expression: minus(of(main.share), { op: 'greatest', of: others.map(of) }),
        relation: 'at_least',
        stated: zero(),
        operands: operands([main.share, ...others], 'item'),
        tie: 'likely',
        spans: [spanOf(clause)],
      })
      break
    }
  }
  return drafts
}

function shareBefore(context: Context, clause: Clause): Quantity | undefined {
  return context
    .sentence(clause.sentence)
    .findLast(
      (value) =>
        value.clause.index === clause.index - 1 &&
        value.role === 'share' &&
        isPresent(value) &&
        !value.frame.bound,
    )
}

/** 「主要集中在第三产业，占68.49%；第二产业占31.08%」: the share behind the word against those behind it. */
function mainShare(context: Context, clause: Clause, word: string): Draft | undefined {
  const shares = context
    .sentence(clause.sentence)
    .filter(
      (value) =>
        value.role === 'share' &&
        isPresent(value) &&
        !value.frame.bound &&
        value.clause.index >= clause.index,
    )
  // 「占52.04%，仍为主要去向；……占16.27%」: the share before the word is the one that it speaks of.
  const before = /^(仍|依然|依旧|已|也)?(是|为|成为)/.test(clause.text)
    ? shareBefore(context, clause)
    : undefined
  const [main, ...others] = before ? [before, ...shares] : shares
  if (!main || others.length === 0 || main.clause.index > clause.index + 1) return undefined
  if (/[、和与及]/.test(word) || main.clause.text.includes('分别')) return undefined
  return {
    kind: 'rank',
    rule: 'rank.mainly',
    expression: minus(of(main), { op: 'greatest', of: others.map(of) }),
    relation: 'at_least',
    stated: zero(),
    operands: operands([main, ...others], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}

const leading =
  /^(?:其中|以|呈现|由此可见)?([^,以]{2,10}?)(?:地区|省份|的|仍|依然|依旧|继续|明显|具有|一直)*(?:优势(?:比较|较为|十分|非常)?(?:明显|突出|显著)|遥遥领先|一枝独秀|独占鳌头|占(?:据)?(?:绝对|了)?(?:主导|主体|优势|大头|主要地位|大多数)|成?为(?:绝对)?(?:主力|主体|最大)|居多$|唱主角)/
const extreme =
  /^(?:其中)?([^,]{2,10}?)(?:所占|的)*(占比|比重|比例|份额|人数|数量|规模)?最(?:([高大多])|[低小少])$/

interface Lead {
  readonly thing: string
  readonly isMost: boolean
  /** 占比最大: nothing else than the shares beside it can be meant. */
  readonly ofShares: boolean
}

function leadOf(text: string): Lead | undefined {
  if (!/优势|遥遥|独|占|主|为|居多|最/.test(text)) return undefined
  const thing = leading.exec(text)?.[1]
  if (thing) return { thing: bare(thing), isMost: true, ofShares: false }
  const word = extreme.exec(text)
  return word?.[1]
    ? {
        thing: bare(word[1]),
        isMost: word[3] !== undefined,
        ofShares: /占比|比重|比例|份额/.test(word[2] ?? ''),
      }
    : undefined
}

/** 本科 of 本科学历; 信息系 is read as 信息 before its number, as 系 may stand for 是. */
function bare(thing: string): string {
  return thing.length > 3 ? thing.replace(/(学历教师|学历|毕业生|学生|教师)$/, '') : thing.replace(/系$/, '')
}

/** 「东部、中部、西部分别为126项、48项、33项，东部优势明显」: the value of that name and those that are listed with it. */
function leads(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const lead = clause.parent || clause.numbers.length > 0 ? undefined : leadOf(clause.text)
    if (!lead) continue
    const before = context
      .sentence(clause.sentence)
      .filter((value) => value.clause.index < clause.index && isValue(value) && !value.frame.bound)
    const main = before.findLast(
      (value) => ownName(before, value).includes(lead.thing) && (!lead.ofShares || value.role === 'share'),
    )
    if (!main) continue
    const others = before.filter(
      (value) => value !== main && value.role === main.role && value.unit.text === main.unit.text,
    )
    if (others.length === 0 || others.some((value) => ownName(before, value).includes(lead.thing))) continue
    const sameList = others.every(
      (value) =>
        value.frame.base === main.frame.base && value.among === main.among && value.year === main.year,
    )
    drafts.push({
      kind: 'rank',
      rule: 'rank.leads',
      expression: lead.isMost
        ? minus(of(main), { op: 'greatest', of: others.map(of) })
        : minus({ op: 'least', of: others.map(of) }, of(main)),
      relation: 'at_least',
      stated: zero(),
      operands: operands([main, ...others], 'item'),
      tie: lead.ofShares && sameList ? 'likely' : 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

/** The name of a value; behind 分别为 the one of the listed names that stands at its place. */
export function ownName(sentence: readonly Quantity[], value: Quantity): string {
  const list = listAround(sentence, sentence.indexOf(value))
  if (list.length < 2) return `${value.frame.left}${value.name.text}`
  const names = value.frame.left.split(/、|和|与|及/)
  return names.length === list.length ? (names[list.indexOf(value)] ?? '') : ''
}
