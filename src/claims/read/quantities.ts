import { Decimal, interval, ONE } from '../../kernel/index.ts'
import type { Clause } from './clauses.ts'
import { baseMark, type Comparison, comparisonIn, type Frame, framesOf } from './frames.ts'
import { beginningOf, endingOf, PRIOR_WORDS } from './lexicon.ts'
import { joinedName, type Name, NO_NAME, nameOf } from './names.ts'
import type { NumberToken } from './numbers.ts'
import { comparable, factorOf, isPercent, type UnitWord } from './units.ts'

type Interval = interval.Interval

/** A number of the text with what it says: the operand of claims. */
export interface Quantity {
  readonly id: number
  readonly token: NumberToken
  readonly frame: Frame
  readonly clause: Clause
  readonly sentence: number
  readonly segment: number
  readonly paragraph: number
  readonly section: number
  readonly role: Frame['role']
  readonly name: Name
  /** Whether the clause itself names it; otherwise the name is the topic's. */
  readonly named: boolean
  /** 「全市常住人口中，」: the whole that a clause of the sentence announced. */
  readonly within: string
  /** Words of the sentence before it that its own name leans on. */
  readonly topic: string
  /** What the printed figure can stand for, with its scale, in units of `unit`. */
  readonly range: Interval
  /** The same in floating point, for searching only. */
  readonly low: number
  readonly high: number
  readonly size: number
  readonly unit: UnitWord
  /** An average or a value per head. */
  readonly mean: boolean
  readonly period: Period
  /** The year that the text around it speaks of, where its own clause names none. */
  readonly year: number | undefined
  readonly comparison: Comparison | undefined
  /** In parentheses: the quantity it stands behind, where it stands behind one. */
  readonly behind: number | undefined
  readonly inParentheses: boolean
  readonly among: boolean
  /** Cell of a table, where it stands in one. */
  readonly cell: { readonly table: number; readonly row: number; readonly column: number } | undefined
}

/** The time a figure is for: a year, the time before, or what the report is about. */
export type Period = number | 'prior' | undefined

export function rangeOf(token: NumberToken, value = scaled(token)): Interval {
  if (token.form === 'fraction') return interval.exactly(token.value)
  if (token.unit.exact && token.scaleText === '' && token.decimals === 0) return interval.exactly(value)
  const half = halfPlace(token)
  return { low: value.minus(half), high: value.plus(half) }
}

const halves = new Map<string, Decimal>()

/** Half of the last printed place, in base units: what rounding may have hidden (see kernel `asPrinted`). */
function halfPlace(token: NumberToken): Decimal {
  const key = `${token.decimals} ${token.scaleText} ${token.unit.text}`
  const known = halves.get(key)
  if (known) return known
  const half = interval.asPrinted(new Decimal(0).toFixed(token.decimals), factorOf(token)).high
  halves.set(key, half)
  return half
}

function scaled(token: NumberToken): Decimal {
  const factor = factorOf(token)
  return factor === ONE ? token.value : token.value.times(factor)
}

const means = /人均|生均|户均|师均|班均|校均|均占|平均|每百|每千|每万|每十万|每生|每人|每个|每名|每班|每校/

/** Words that turn from what was to what is. */
const presentWords = /^(而|其中|到|至)?(本学年度?|本年度?|今年|当年|目前|现有|现为)/

/** A short name and nothing else, and none of a rate. */
const goesOn = /^(?!.*[率度均满])[\u4e00-\u9fff“”"]{2,14}$/

/** Joins the frames of all clauses into quantities, in the order of the text. */
export class QuantityReader {
  readonly quantities: Quantity[] = []
  readonly #of: 'text' | 'cells'
  #sentence = -1
  #topic = ''
  #within = ''
  #comparison: Comparison | undefined
  #period: Period
  #year: number | undefined
  #among = false
  #amongSegment = -1

  constructor(of: 'text' | 'cells') {
    this.#of = of
  }

  /** Reads the clauses of one flow; `isQuantity` tells quantities from dates, codes and the like. */
  read(clauses: readonly Clause[], isQuantity: (token: NumberToken) => boolean, section: number): void {
    const byIndex = new Map(clauses.map((clause) => [clause.index, clause]))
    for (const clause of clauses) {
      const parent = clause.parent && byIndex.get(clause.parent.clause)
      this.#clause(clause, parent, isQuantity, section)
    }
  }

  #clause(
    clause: Clause,
    parent: Clause | undefined,
    isQuantity: (token: NumberToken) => boolean,
    section: number,
  ): void {
    if (clause.sentence !== this.#sentence) {
      this.#sentence = clause.sentence
      this.#topic = ''
      this.#within = ''
      this.#comparison = undefined
      this.#period = undefined
      this.#among = false
    }
    const frames = framesOf(clause, isQuantity)
    if (!parent) this.#lead(clause, frames)
    for (const [index, frame] of frames.entries()) this.#add(clause, frame, index === 0, parent, section)
    if (frames.length === 0 && !parent && clause.text.length > 1) {
      this.#topic = clause.text
      if (/[中里]$/.test(clause.text) && clause.text !== '其中')
        // 「1. 职称结构 专任教师中」: what stands behind the inline heading.
        this.#within = clause.text.replace(/(当中|之中|中|里)$/, '').replace(/^.*\s(?=\S{2,}$)/, '')
    }
  }

  /** What a clause says before its first number holds for the clauses behind it. */
  #lead(clause: Clause, frames: readonly Frame[]): void {
    if (clause.text.includes('其中') || /^(包括|包含|分为)(?!.*在内)/.test(clause.text)) {
      this.#among = true
      this.#amongSegment = clause.segment
    } else if (clause.segment !== this.#amongSegment && /^(另|此外|同时|全)/.test(clause.text))
      this.#among = false
    if (frames.length === 0) {
      const comparison = /(相比|比较|对比|相较)$/.test(clause.text) ? comparisonIn(clause.text) : undefined
      if (comparison) this.#comparison = comparison
      else {
        const year = comparisonIn(clause.text)?.year === undefined ? lastYear(clause.text) : undefined
        if (year !== undefined) this.#year = this.#period = year
      }
    }
  }

  #add(clause: Clause, frame: Frame, first: boolean, parent: Clause | undefined, section: number): void {
    frame = this.#listedShare(clause, frame, parent)
    const behind = parent ? this.#behind(clause, parent, frame) : undefined
    const anchor = parent ? parent.text.slice(0, clause.parent?.at ?? 0) : ''
    const parentComparison = parent && first ? anchoredComparison(anchor) : undefined
    const role = this.#role(frame, behind)
    const aside = parent && behind === undefined && !parentComparison ? asideName(clause, parent) : undefined
    const own = aside ?? nameOfFrame(frame, role)
    const topic = this.#topic
    const dated = own.keys.length === 0 && lastYear(frame.left) !== undefined
    const origin = own.keys.length === 0 && frame.motion === 'to' ? this.#origin(clause, frame) : undefined
    const alike = origin ?? (dated ? this.#alike(clause, frame) : undefined)
    const name = own.keys.length > 0 ? own : alike ? alike.name : topic ? nameOf(topicName(topic)) : NO_NAME
    const comparison = frame.comparison ?? parentComparison ?? (isChange(role) ? this.#comparison : undefined)
    const period = this.#periodOf(frame, role, parentComparison, parent !== undefined && aside === undefined)
    if (typeof period === 'number' && !parent && comparison === undefined && frame.motion === undefined)
      this.#year = period
    const { token } = frame
    const value = scaled(token)
    const range = rangeOf(token, value)
    const size = value === token.value ? Number(token.digits) : value.toNumber()
    const isExact = range.low === range.high
    this.quantities.push({
      id: this.quantities.length,
      token,
      frame,
      clause,
      sentence: clause.sentence,
      segment: clause.segment,
      paragraph: clause.flow.index,
      section,
      role,
      name,
      named: own.keys.length > 0 || (origin?.named ?? false),
      within: this.#within,
      topic,
      range,
      low: isExact ? size : range.low.toNumber(),
      high: isExact ? size : range.high.toNumber(),
      size,
      unit: token.unit,
      mean: means.test(frame.left) || token.unit.text.includes('/'),
      period,
      year: typeof period === 'number' ? period : period === 'prior' ? undefined : this.#year,
      comparison,
      behind,
      inParentheses: parent !== undefined && aside === undefined,
      among: frame.among || this.#among,
      cell: this.#of === 'cells' ? clause.flow.block.cell : undefined,
    })
    if (own.keys.length > 0 && role === 'level') this.#topic = ''
  }

  /** 「2019年就业率为98.47%，2020年为98.22%」: the value before of the same kind lends its name. */
  #alike(clause: Clause, frame: Frame): Quantity | undefined {
    const last = this.quantities.at(-1)
    if (
      !last ||
      last.sentence !== clause.sentence ||
      last.role !== frame.role ||
      last.unit.text !== frame.token.unit.text
    )
      return undefined
    return last
  }

  /** 「平均起薪由2786元增长至3061元」: where it went to is called as where it came from. */
  #origin(clause: Clause, frame: Frame): Quantity | undefined {
    const last = this.quantities.at(-1)
    const same = last?.clause.index === clause.index && last.unit.text === frame.token.unit.text
    return same && last?.frame.motion === 'from' ? last : undefined
  }

  #role(frame: Frame, behind: number | undefined): Frame['role'] {
    if (frame.role !== 'rate' || behind === undefined) return frame.role
    return nameOf(frame.left).keys.length === 0 ? 'share' : 'rate'
  }

  /** 「男生占56.2%（562人），女生43.8%（438人）」: what goes on with a list of shares is one, without another 占. */
  #listedShare(clause: Clause, frame: Frame, parent: Clause | undefined): Frame {
    if (frame.role !== 'rate' || parent || clause.numbers.length !== 1 || !goesOn.test(frame.left))
      return frame
    if (frame.motion !== undefined || frame.bound || frame.comparison || frame.right !== '') return frame
    const last = this.quantities.findLast(({ inParentheses }) => !inParentheses)
    const isBeside =
      last?.role === 'share' &&
      last.named &&
      last.segment === clause.segment &&
      last.clause.numbers.length === 1 &&
      last.clause.index < clause.index &&
      clause.index - last.clause.index <= 2 &&
      last.token.decimals === frame.token.decimals
    return isBeside ? { ...frame, role: 'share', base: last.frame.base } : frame
  }

  /** The quantity that a number in parentheses stands behind: 32 422 人（96.26%）. */
  #behind(clause: Clause, parent: Clause, frame: Frame): number | undefined {
    const at = clause.parent?.at ?? 0
    if (nameOf(frame.left).keys.length > 0 && frame.role !== 'share') return undefined
    // 「（其中，65岁及以上人口为19064万人，占13.50%）」: of the amount that stands in the parentheses with it.
    const last = this.quantities.at(-1)
    const isInside = last?.clause.parent?.clause === parent.index && last.clause.parent.at === at
    if (isInside && last.role === 'level' && last.named && frame.role === 'share') return undefined
    for (let i = this.quantities.length - 1; i >= 0; i--) {
      const quantity = this.quantities[i]
      if (!quantity || quantity.sentence !== clause.sentence) break
      if (quantity.clause.index !== parent.index) continue
      const number = parent.numbers.find((candidate) => candidate.token === quantity.token)
      // 「优秀386份（30.0%）、良好652份（50.7%）」: the numbers of the clause come before what stands in its parentheses.
      if (number && number.unitTo <= at && at - number.unitTo <= 2 && frame.token !== quantity.token)
        return quantity.id
    }
    return undefined
  }

  #periodOf(
    frame: Frame,
    role: Frame['role'],
    anchored: Comparison | undefined,
    inParentheses: boolean,
  ): Period {
    if (anchored)
      return anchored.kind === 'year' ? anchored.year : anchored.kind === 'prior' ? 'prior' : undefined
    const left = frame.left
    if (frame.motion === 'from') return frame.comparison?.year ?? 'prior'
    if (frame.motion === 'to') return lastYear(left)
    if (isChange(role)) return undefined
    if (
      frame.comparison &&
      frame.comparison.text !== '同比' &&
      (frame.comparison.kind === 'prior' || frame.comparison.kind === 'year')
    ) {
      return frame.comparison.year ?? 'prior'
    }
    const year = lastYear(left)
    // 「同期产品产销率为97.9%」 tells of the same time, 「比同期」 of another.
    // 「年初预算」 is this year's.
    const words = left.replace(/^同期/, '').replaceAll('年初预算', '').replaceAll('大年初', '')
    const prior = PRIOR_WORDS.some((word) => words.includes(word))
    // 「上年在校生2729人，本年2597人」
    if (year === undefined && !prior && this.#period === 'prior' && presentWords.test(words)) {
      this.#period = undefined
      return undefined
    }
    const own = year ?? (prior ? ('prior' as const) : undefined)
    if (own !== undefined) {
      if (!inParentheses) this.#period = own
      return own
    }
    return this.#period
  }
}

/**
 * 「去年全国毕业生526万人」 with nothing newer beside it tells the present of that text: only beside a newer value is
 * 去年 the time before.
 */
export function settlePeriods(quantities: readonly Quantity[]): Quantity[] {
  const settled: Quantity[] = []
  for (let from = 0; from < quantities.length; ) {
    let to = from + 1
    while (quantities[to] && quantities[to]?.sentence === quantities[from]?.sentence) to++
    const sentence = quantities.slice(from, to)
    for (const quantity of sentence)
      settled.push(isOnlyPast(quantity, sentence) ? { ...quantity, period: undefined } : quantity)
    from = to
  }
  return settled
}

function isOnlyPast(quantity: Quantity, sentence: readonly Quantity[]): boolean {
  if (quantity.period !== 'prior' || quantity.inParentheses || quantity.comparison || quantity.frame.motion)
    return false
  return !sentence.some(
    (other) =>
      other !== quantity &&
      other.period !== 'prior' &&
      !isChange(other.role) &&
      (comparable(other.unit, quantity.unit) || (isPercent(other.unit) && isPercent(quantity.unit))),
  )
}

function isChange(role: Frame['role']): boolean {
  return role === 'by' || role === 'growth' || role === 'cagr'
}

/** 「“读本科”的比例（6.3%）较2014届增长」: a number alone in parentheses is the value of the words before it. */
function asideName(clause: Clause, parent: Clause): Name | undefined {
  const number = clause.numbers[0]
  const alone = number && number.from === 0 && number.unitTo === clause.text.length
  const at = clause.parent?.at ?? 0
  const isYear = (own: { to: number }) => /^(年|届|级|学年)/.test(parent.text.slice(own.to))
  const after = parent.numbers.filter((own) => own.unitTo <= at && !isYear(own)).at(-1)?.unitTo ?? 0
  if (!alone || clause.mark !== ')' || at - after < 2) return undefined
  const words = parent.text.slice(after, at)
  if (/[比较与同和]((19|20)\d\d|上|去)/.test(words.slice(-12))) return undefined
  // 「（4317元）高于城镇居民收入（3033元）」: the second is what the first is compared with.
  if (isReferenceBefore(parent.text, at)) return undefined
  // 「占总收入（4258.27万元）的16.65%」 calls it 总收入; that it is a base its words still say.
  const name = { ...nameOf(words.slice(baseMark(words) + 1)), text: words.trim() }
  return name.keys.length > 0 ? name : undefined
}

/** Whether the words before a place name something as that with which another is compared: 高于城镇居民收入. */
export function isReferenceBefore(text: string, at: number): boolean {
  return /([高低多少大小优强]于|超过|不及|不如)[^,]{1,30}$/.test(text.slice(0, at))
}

function anchoredComparison(anchor: string): Comparison | undefined {
  const word = endingOf(anchor.replace(/[的为是]$/, ''), PRIOR_WORDS)
  if (word) return { kind: 'prior', year: undefined, text: word }
  const match = /(比|较|与|同|和)?((19|20)\d\d)(年(度|末|底|同期)?|届|学年度?|级)(毕业生|学生)?的?$/.exec(
    anchor.slice(-18),
  )
  return match ? { kind: 'year', year: Number(match[2]), text: match[0] } : undefined
}

function lastYear(text: string): number | undefined {
  const match = /(19|20)\d\d(?=年|届|级|学年|-|$|[^\d])/g
  let year: number | undefined
  for (let found = match.exec(text); found; found = match.exec(text)) {
    const digitBefore = text.charAt(found.index - 1)
    if (digitBefore >= '0' && digitBefore <= '9') continue
    year = Number(found[0])
  }
  return year
}

function nameOfFrame(frame: Frame, role: Frame['role']): Name {
  let left = frame.left
  // 「占在校生总数9.8万人的」 names the number as the base that it is.
  if (role === 'level') left = left.slice(baseMark(left) + 1)
  if (isChange(role)) left = left.replace(/(相比|相较|比较|对比)(于|而言|来说)?$/, '')
  if (frame.comparison && role !== 'level' && role !== 'rate' && role !== 'ratio') {
    left = left.slice(0, Math.max(0, comparisonStart(left)))
  } else if (frame.comparison && (frame.comparison.kind === 'prior' || frame.comparison.kind === 'year')) {
    left = left.replace(/^.*(比|较|与|同|和)/, '')
  }
  const name = nameOf(left)
  if (isChange(role) || role === 'share') return name
  const right = rightName(frame)
  if (name.keys.length === 0) return right
  if (right.keys.length === 0 || role !== 'level') return name
  // 「上海市6741名直接就业的毕业生中」: the noun stands behind the measure word.
  const measured = MEASURE_WORDS.has(frame.token.unit.text) || /[中里]$/.test(frame.right)
  if (!measured) return name
  return joinedName(name, right)
}

/** Words of measure behind which the counted thing stands: 25枚金牌, 12门课程. */
const MEASURE_WORDS: ReadonlySet<string> = new Set([...'名位个所家项枚门台套篇件间'])

function rightName(frame: Frame): Name {
  if (isPercent(frame.token.unit)) return NO_NAME
  const words =
    /^[^,。;:、]{1,16}/.exec(frame.right.replace(/^(及?以[上下内]|左右|多|余|的)+/, ''))?.[0] ?? ''
  return nameOf(words.replace(/(占|比|较|同比|增|减|下降|上升|参加|签订|享受|是|为|被|已|于|获|通过).*$/, ''))
}

function comparisonStart(left: string): number {
  const at = ['比', '较', '同比', '与', '同', '和']
    .map((word) => left.lastIndexOf(word))
    .filter((i) => i >= 0)
  return at.length > 0 ? Math.min(...at) : left.length
}

/** 「毕业生数最多的是信息技术类」 names the graduates of that class. */
function topicName(topic: string): string {
  const cut = beginningOf(topic, ['从', '据', '按']) && topic.endsWith('看') ? topic.slice(1, -1) : topic
  return cut.replace(/(最[多少大小高低好差])(的)?是?/, '')
}
