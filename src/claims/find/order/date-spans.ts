import { Decimal, interval, parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft, Span } from '../../judge/claim.ts'
import { constant } from '../../judge/expression.ts'
import type { Flow } from '../../read/flow.ts'
import type { Context } from '../context.ts'

/** Five-year plans and their years. (Source: the plans of the State Council, 十五 2001–2005 and on.) */
const plans: ReadonlyMap<string, number> = new Map([
  ['十五', 2001],
  ['十一五', 2006],
  ['十二五', 2011],
  ['十三五', 2016],
  ['十四五', 2021],
  ['十五五', 2026],
])
const plan = /(十[一二三四五]?五)"?(?:规划)?(?:期间|时期)?"?\(?((?:19|20)\d\d)年?[-~至到]((?:19|20)\d\d)/g

const year = /(?<![\d.])((?:19|20)\d\d)(?=年|届|级|学年|[-~至到](?:19|20)\d\d|\)|$)/g
const number = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})'
/** 五年间, 三年来, 12届, 60周年, 为期三年, 近3届: a count of years with a word that says what it spans. */
const counts: readonly RegExp[] = [
  new RegExp(
    `(?:为期|历时|历经|走过|建设期为?|连续(?:举办|开展|发布)?了?|举办了?|近|过去|最近|已有|已经?有)${number}(?:个?学?年|届|期|次)(?!级|制|月)`,
    'g',
  ),
  new RegExp(`${number}(?:个?学?年)(?:间|来|里|期间|的?历史|(?:的)?办学)`, 'g'),
  new RegExp(`${number}周年`, 'g'),
  new RegExp(`${number}年(?=分别|累计|合计|共计|平均)`, 'g'),
  new RegExp(`(?<=(?:19|20)\\d\\d学?年)${number}年(?!级|制|月|度)`, 'g'),
]
const every = new RegExp(`每${number}年[^,。;]{0,6}一次`)
const cohort = new RegExp(
  `((?:19|20)\\d\\d)级[^。;,]{0,6}${number}年制[^。;]{0,12}?((?:19|20)\\d\\d)年[^。;,]{0,4}毕业`,
  'g',
)

/** Years that are counted beside the years themselves: 「2013年至2017年五年间」, 「“十三五”期间（2016—2020年）」. Told only where they agree. */
export function findDateSpans(context: Context, known: readonly Draft[]): Draft[] {
  const drafts: Draft[] = []
  const flows = context.reading.flows.filter(({ block }) => block.kind !== 'cell' && block.kind !== 'header')
  for (const flow of flows) {
    drafts.push(...plansIn(flow), ...cohortsIn(flow))
    for (const [start, text] of sentencesOf(flow.text)) {
      drafts.push(...countsIn(flow, start, text))
      drafts.push(...everyIn(flow, start, text))
    }
  }
  drafts.push(...lastYear(flows))
  const taken = known.flatMap(({ spans }) => spans ?? [])
  return drafts.filter(({ spans }) => !spans?.some((span) => taken.some((other) => overlap(span, other))))
}

function overlap(a: Span, b: Span): boolean {
  return a.flow === b.flow && a.start < b.end && b.start < a.end
}

const dateline = /(?<!\d)((?:19|20)\d\d)[-年./](?:0?[1-9]|1[0-2])[-月./](?:[0-3]?\d)日?/

/** 「新华网 2008-04-15 …… 去年全国…… 2007年全国……」: last year, seen from the date of the news. */
function lastYear(flows: readonly Flow[]): Draft[] {
  for (const [index, flow] of flows.entries()) {
    const match = dateline.exec(flow.text)
    if (!match || flow.text.length > 80) continue
    const year = Number(match[1])
    const behind = flows.slice(index + 1, index + 5)
    const said = behind.find(({ text }) => /去年|上年度?/.test(text))
    const named = said && behind.find(({ text }) => text.includes(`${year - 1}年`))
    if (!said || !named) continue
    const at = said.text.search(/去年|上年度?/)
    const other = named.text.indexOf(`${year - 1}年`)
    const draft = dateDraft(flow, 'date.last_year', year - 1, 0, flow.text.length)
    const spans = [
      ...(draft.spans ?? []),
      { flow: said.index, start: at, end: at + 2 },
      { flow: named.index, start: other, end: other + 5 },
    ]
    return [{ ...draft, spans }]
  }
  return []
}

function plansIn(flow: Flow): Draft[] {
  return [...flow.text.matchAll(plan)].flatMap((match) => {
    const from = plans.get(match[1] ?? '')
    const holds = from === Number(match[2]) && Number(match[3]) === from + 4
    return holds ? [dateDraft(flow, 'date.plan', 5, match.index, match.index + match[0].length)] : []
  })
}

function cohortsIn(flow: Flow): Draft[] {
  return [...flow.text.matchAll(cohort)].flatMap((match) => {
    const [text, from, said, to] = match
    const years = numberOf(said ?? '')
    const holds = years !== undefined && Number(from) + years === Number(to)
    return holds ? [dateDraft(flow, 'date.cohort', years, match.index, match.index + text.length)] : []
  })
}

function sentencesOf(text: string): [number, string][] {
  const sentences: [number, string][] = []
  let start = 0
  for (const match of text.matchAll(/[。!?]|$/g)) {
    const end = match.index + match[0].length
    if (end > start) sentences.push([start, text.slice(start, end)])
    start = end
  }
  return sentences
}

function countsIn(flow: Flow, start: number, text: string): Draft[] {
  const drafts: Draft[] = []
  const known = new Set<number>()
  for (const pattern of counts) {
    for (const match of text.matchAll(pattern)) {
      const count = numberOf(match[1] ?? '')
      if (count === undefined || count < 2 || count > 60 || known.has(match.index)) continue
      known.add(match.index)
      // 「从近3届的趋势看」 goes back to the years of the sentence before.
      const own = yearsIn(text, start)
      const all =
        own.length >= 2
          ? own
          : yearsIn(flow.text.slice(Math.max(0, start - 160), start + text.length), Math.max(0, start - 160))
      const span = spanOfCount(all, count)
      if (!span) continue
      const at = start + match.index
      drafts.push(
        dateDraft(
          flow,
          'date.years',
          count,
          Math.min(span.start, at),
          Math.max(span.end, at + match[0].length),
        ),
      )
    }
  }
  return drafts
}

interface Year {
  readonly value: number
  readonly at: number
}

function yearsIn(text: string, offset: number): Year[] {
  return [...text.matchAll(year)].map((match) => ({ value: Number(match[1]), at: offset + match.index }))
}

/** The first and the last of the years, where so many lie from the one to the other, both ends counted or not. */
function spanOfCount(years: readonly Year[], count: number): { start: number; end: number } | undefined {
  const sorted = years.toSorted((a, b) => a.value - b.value)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || first.value === last.value) return undefined
  const span = last.value - first.value
  if (count !== span + 1 && count !== span) return undefined
  return { start: Math.min(first.at, last.at), end: Math.max(first.at, last.at) + 4 }
}

/** 「每4年评选一次。2014年……，2018年……」 */
function everyIn(flow: Flow, start: number, text: string): Draft[] {
  const match = every.exec(text)
  const years = match && numberOf(match[1] ?? '')
  if (!match || !years || years < 2) return []
  const around = yearsIn(flow.text.slice(start, start + 200), start)
  const pair = around.find((one, at) =>
    around.slice(at + 1).some((other) => other.value - one.value === years),
  )
  const other = pair && around.find((one) => one.value - pair.value === years)
  return other ? [dateDraft(flow, 'date.every', years, start + match.index, other.at + 4)] : []
}

function numberOf(text: string): number | undefined {
  return /^\d/.test(text) ? Number(text) : parseChineseNumber(text)
}

function dateDraft(flow: Flow, rule: string, count: number, start: number, end: number): Draft {
  return {
    kind: 'date',
    rule,
    expression: constant(count),
    relation: 'equals',
    stated: { text: String(count), range: interval.exactly(new Decimal(count)) },
    operands: [],
    tie: 'loose',
    spans: [{ flow: flow.index, start, end: Math.min(end, flow.text.length) }],
  }
}
