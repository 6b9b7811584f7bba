import type { Quantity } from '../../read/quantities.ts'
import { type Context, isInTableLine, isLevel, isOtherScope, isPercentage, matches } from '../context.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import { isOtherTime } from './twins.ts'

/** How many earlier figures of the same value are asked whether they are the same thing. */
const LOOKED_AT = 8

export interface Pair {
  readonly earlier: Quantity
  readonly later: Quantity
}

/**
 * Short figures that a text says again: 「四川省成都市的71所中等职业学校」, later 「被调查的71所中等职业学校」. Too short for their
 * digits to tell a slip, so that they are only ever said where they agree in value, unit, time and words: the fewer
 * digits, the more words.
 */
export function saidAgain(context: Context, isKnown: (later: Quantity) => boolean): Pair[] {
  const pairs: Pair[] = []
  const byValue = new Map<string, Quantity[]>()
  for (const later of context.quantities) {
    if (!canBeSaidAgain(later)) continue
    const key = `${measureOf(later)} ${later.size}`
    const list = byValue.get(key) ?? []
    byValue.set(key, list)
    if (list.length > 0 && !isKnown(later) && !isInTableLine(later, context)) {
      const earlier = list
        .slice(-LOOKED_AT)
        .findLast((one) => isSame(one, later) || areBeside(context, one, later))
      if (earlier && !isInTableLine(earlier, context)) pairs.push({ earlier, later })
    }
    list.push(later)
  }
  return pairs
}

/** 「15金7银8铜」 and 「15枚金牌、7枚银牌、8枚铜牌」: two or three of them in a row, as many of each. */
export function medalsAgain(context: Context): Pair[] {
  const pairs: Pair[] = []
  const runs: Quantity[][] = []
  for (const quantity of context.quantities) {
    const metal = metalOf(quantity)
    if (metal === undefined) continue
    const last = runs.at(-1)
    const before = last?.at(-1)
    if (
      last &&
      before &&
      before.id === quantity.id - 1 &&
      metalOf(before) !== metal &&
      before.sentence === quantity.sentence
    )
      last.push(quantity)
    else runs.push([quantity])
  }
  for (const [at, run] of runs.entries()) {
    if (run.length < 2) continue
    const same = runs.slice(Math.max(0, at - 6), at).findLast((other) => areSameMedals(other, run))
    for (const [k, later] of run.entries()) {
      const earlier = same?.[k]
      if (earlier) pairs.push({ earlier, later })
    }
  }
  return pairs
}

function areSameMedals(one: readonly Quantity[], other: readonly Quantity[]): boolean {
  return (
    one.length === other.length &&
    one.every((medal, k) => {
      const twin = other[k]
      return twin !== undefined && metalOf(medal) === metalOf(twin) && medal.size === twin.size
    })
  )
}

function metalOf({ token, role, cell }: Quantity): string | undefined {
  if (role !== 'level' || cell !== undefined) return undefined
  return /^(?:枚|块|个)?([金银铜])(?:牌|奖|(?=\d|[\]、,。;()和及与共的]|$))/.exec(
    token.flow.text.slice(token.end, token.end + 4),
  )?.[1]
}

function canBeSaidAgain(quantity: Quantity): boolean {
  const { frame, token, unit } = quantity
  if (frame.bound || token.form !== 'plain' || tellingDigits(quantity) < 2) return false
  if (unit.text === '' || unit.dimension === 'time' || unit.dimension === 'age') return false
  if (unit.dimension === 'point') return quantity.role === 'level' || quantity.comparison?.kind === 'other'
  return isLevel(quantity) ? frame.motion !== 'by' : isPercentage(quantity) || quantity.role === 'growth'
}

/** Without the noughts at the end of a whole number: 2000 is as soon said by chance as 2. */
function tellingDigits(quantity: Quantity): number {
  const { digits, decimals } = quantity.token
  return decimals > 0 ? digitsOf(quantity) : digits.replace(/0+$/, '').length
}

function measureOf(quantity: Quantity): string {
  // 236人 and 236名教师 are as many.
  if (isLevel(quantity) && quantity.unit.dimension !== 'point')
    return /^[人名位]$/.test(quantity.unit.text) ? '人' : quantity.unit.text
  const { role, frame, unit } = quantity
  if (unit.dimension === 'point') return `point ${frame.direction ?? 1}`
  return role === 'growth' ? `growth ${frame.direction ?? 1}` : 'share'
}

function isSame(a: Quantity, b: Quantity): boolean {
  // The year of a headline is that of the news.
  if (a.sentence === b.sentence || (isOtherTime(a, b) && !isTitle(a))) return false
  if (schoolsOf(a) !== undefined && schoolsOf(a) === schoolsOf(b))
    return isWider(a) === isWider(b) || tellingDigits(a) >= 2
  if (isOtherScope(a, b)) return false
  // 「高于全国增幅5.2个百分点」: what it is compared with is the same.
  if (a.unit.dimension === 'point') return wordsInCommon(a, b) >= 6
  if (nounsMeet(a, b)) return true
  const match = matches(a.name, b.name)
  const places = tellingDigits(a)
  // 「达到3217.77亿元」, 「广东以3217.77亿元排名第一」: so many digits are not met by chance.
  if (places >= 5 && isLevel(a) && a.unit.text === b.unit.text) return true
  if (match >= 2) return places >= 3 || (a.named && b.named && keyLength(a, b) >= 3)
  if (places < 3) return false
  if (places >= 4 && isLevel(a) && a.paragraph === b.paragraph && lastOf(a) !== '' && lastOf(a) === lastOf(b))
    return true
  // 「新生录取284人」 and 「实际录取284人」; 「2018年招生398人」 and 「2018级398人」.
  if (isLevel(a) && tailOf(a) !== '' && tailOf(a) === tailOf(b)) return true
  if (!b.named && typeof a.period === 'number' && a.period === b.period) return true
  return wordsInCommon(a, b) >= (places >= 5 ? 2 : places === 4 ? 3 : 4)
}

/** 「招了23.8万人，占全年任务的72.2%」 twice: two numbers in a row that are both the same. */
function areBeside({ quantities }: Context, a: Quantity, b: Quantity): boolean {
  if (a.sentence === b.sentence || isOtherScope(a, b) || isOtherTime(a, b)) return false
  return [1, -1].some((step) => {
    const [one, other] = [quantities[a.id + step], quantities[b.id + step]]
    return (
      one !== undefined &&
      other !== undefined &&
      one.sentence === a.sentence &&
      other.sentence === b.sentence &&
      canBeSaidAgain(one) &&
      canBeSaidAgain(other) &&
      one.size === other.size &&
      measureOf(one) === measureOf(other)
    )
  })
}

/** 【2022年……招生167.2万人】 over a text of 2021. */
function isTitle({ token: { flow } }: Quantity): boolean {
  return /^[【[]/.test(flow.text) && !/[。;]/.test(flow.text)
}

/** Words behind a number that say nothing of what is counted. */
const noNoun = /^(以上|以下|左右|其中|共计|合计|分别|增加|减少|全部|参加|获得|占比|比例|来自|学生|人员)/

/** 「实训基地126个」 and 「126个校外实训基地」, 「59个项目」 and 「59个比赛项目」: things are called by one noun, before their number or behind it. */
function nounsMeet(a: Quantity, b: Quantity): boolean {
  if (!isLevel(a) || !isLevel(b) || a.unit.text !== b.unit.text || a.among !== b.among) return false
  if (a.unit.dimension !== 'things' && a.unit.dimension !== 'people') return false
  const [one, other] = [wordsBehind(a), wordsBehind(b)]
  return (
    (nounBefore(a) !== '' && other.includes(nounBefore(a))) ||
    (nounBefore(b) !== '' && one.includes(nounBefore(b))) ||
    nounsOf(one).some((noun) => other.includes(noun))
  )
}

/** The noun that ends the words before a number: 基地 of 共建成校外实训基地, 金牌 of 夺得金牌. */
function nounBefore({ name, named }: Quantity): string {
  const noun = named ? name.text.replace(/(总?数量?|总计|合计|共计|共有?|达到?|为|的)+$/, '').slice(-2) : ''
  return noun.length === 2 && !noNoun.test(noun) ? noun : ''
}

const behind = new WeakMap<Quantity, string>()

/** Each number is asked about again for every earlier one of its value. */
function wordsBehind(quantity: Quantity): string {
  const known = behind.get(quantity)
  if (known !== undefined) return known
  const words = /^[\u4e00-\u9fff]{2,9}/.exec(quantity.frame.right)?.[0] ?? ''
  behind.set(quantity, words)
  return words
}

/** Neighbouring characters of the first words behind a number: 比赛, 赛项, 项目 of 比赛项目. */
function nounsOf(words: string): string[] {
  const nouns: string[] = []
  for (let at = 0; at + 2 <= Math.min(words.length, 6); at++) nouns.push(words.slice(at, at + 2))
  return nouns.filter((noun) => !noNoun.test(noun))
}

/** How long a name is that both have: 中等职业学校. */
function keyLength(a: Quantity, b: Quantity): number {
  const common = a.name.keys.filter((key) => b.name.keys.includes(key)).map((key) => key.length)
  return Math.max(0, ...common, Math.min(a.name.keys[0]?.length ?? 0, b.name.keys[0]?.length ?? 0))
}

/**
 * 「2017年上海76所全日制普通中职校」, 「2017年，全市75所全日制普通中等职业学校」: as many schools, one digit apart, where the text counts
 * those of this kind and year in no other way.
 */
export function schoolSlips(context: Context): Pair[] {
  const byKind = new Map<string, Quantity[]>()
  for (const quantity of context.quantities) {
    const kind = tellingDigits(quantity) >= 2 ? schoolsOf(quantity) : undefined
    const attributes = /^((?:全日制|普通|各类|独立设置)+)/.exec(quantity.frame.right)?.[1]
    if (kind === undefined || attributes === undefined || quantity.period === undefined) continue
    const key = [attributes, kind, quantity.period, isWider(quantity)].join(' ')
    byKind.set(key, [...(byKind.get(key) ?? []), quantity])
  }
  return [...byKind.values()].flatMap(([earlier, later, ...others]) =>
    earlier &&
    later &&
    others.length === 0 &&
    earlier.sentence !== later.sentence &&
    earlier.size !== later.size &&
    earlier.token.digits.length === later.token.digits.length &&
    [...earlier.token.digits].filter((digit, at) => digit !== later.token.digits.charAt(at)).length === 1
      ? [{ earlier, later }]
      : [],
  )
}

/** 「全市75所中职校」, 「上海75所全日制普通中等职业学校」: how many schools of a kind there are in all. */
function schoolsOf({ unit, frame, name, among }: Quantity): string | undefined {
  if (unit.text !== '所' || among) return undefined
  const words = `${frame.right}${name.text}`
  if (/公办|民办|示范|重点|公立|私立|参加|获|其中/.test(words)) return undefined
  const kind =
    /^(全日制|普通|各类|独立设置)*(中等职业|中职|高等职业|高职|技工|幼儿园|小学|初中|普通高中|特殊教育)/.exec(
      frame.right,
    )?.[2]
  return kind?.replace('中等职业', '中职').replace('高等职业', '高职')
}

/** 全国 counts others than 全市, and 上海 may be that city. */
function isWider({ name, clause }: Quantity): boolean {
  return /全国|全省/.test(`${name.scope}${clause.text}`)
}

/** 在校生 and 学生. */
function lastOf({ name, frame, unit }: Quantity): string {
  if (unit.dimension !== 'people') return ''
  return (name.keys[0] ?? /^[^,。的中]{1,4}/.exec(frame.right)?.[0] ?? '').slice(-1)
}

function tailOf({ name, named }: Quantity): string {
  const key = named ? (name.keys[0] ?? '') : ''
  return key.length >= 4 ? key.slice(-2) : ''
}

/** The longest run of characters that the clauses of two figures have in common. */
function wordsInCommon(a: Quantity, b: Quantity): number {
  const [one, other] = [clauseWords(a), clauseWords(b)]
  let longest = 0
  for (let at = 0; at < one.length; at++) {
    while (at + longest < one.length && other.includes(one.slice(at, at + longest + 1))) longest++
  }
  return longest
}

function clauseWords({ clause, name, token }: Quantity): string {
  const own = clause.numbers.find((number) => number.token === token)
  const words = own ? clause.text.slice(0, own.from) + clause.text.slice(own.unitTo) : clause.text
  return `${name.text} ${words}`.replace(/[\d.%]+/g, ' ')
}
