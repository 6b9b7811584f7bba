import { Decimal, decimal, ONE, parseChineseNumber } from '../../kernel/index.ts'
import type { Flow } from './flow.ts'
import { BARE, readUnit, type UnitWord } from './units.ts'

/** A number as it is printed, with scale and unit; `value` is the printed value, without 万 or 亿. */
export interface NumberToken {
  readonly id: number
  readonly flow: Flow
  readonly start: number
  readonly end: number
  /** Where scale and unit end. */
  readonly unitEnd: number
  /** Plain digits: `1,234.50` is `1234.50`, 三百 is `300`. */
  readonly digits: string
  /** How many of the digits say something: 3 of 0.307. */
  readonly places: number
  readonly value: Decimal
  readonly decimals: number
  readonly scale: Decimal
  /** The scale in floating point, for searching only. */
  readonly scaleSize: number
  readonly scaleText: string
  readonly unit: UnitWord
  readonly script: 'arabic' | 'chinese'
  readonly form: 'plain' | 'fraction' | 'chain'
  /** 多, 余 behind the number: more than printed. */
  readonly more: boolean
}

/** All numbers of a flow from left to right. One pass, linear in the length of the text. */
export function scanNumbers(flow: Flow, firstId: number): NumberToken[] {
  const tokens: NumberToken[] = []
  const text = flow.text
  let i = 0
  while (i < text.length) {
    const char = text.charAt(i)
    const reading = isDigit(char)
      ? readArabic(text, i, tokens.at(-1)?.unitEnd ?? 0)
      : chineseDigits.has(char)
        ? readChinese(text, i)
        : undefined
    if (reading === undefined) {
      i++
      continue
    }
    if (reading.skip) {
      i = reading.end
      continue
    }
    const places = placesOf(reading.token.digits)
    tokens.push({ ...reading.token, places, id: firstId + tokens.length, flow })
    i = Math.max(reading.token.unitEnd, reading.token.end, i + 1)
  }
  return tokens
}

function placesOf(digits: string): number {
  let places = 0
  for (const char of digits) if (isDigit(char) && (places > 0 || char !== '0')) places++
  return places
}

type Reading =
  | { readonly skip: true; readonly end: number }
  | { readonly skip?: undefined; readonly token: Omit<NumberToken, 'id' | 'flow' | 'places'> }

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

function digitsEnd(text: string, from: number): number {
  let i = from
  while (isDigit(text.charAt(i))) i++
  return i
}

function readArabic(text: string, start: number, previousUnitEnd: number): Reading {
  const apart = spacedEnd(text, start)
  let end = apart ?? digitsEnd(text, start)
  let digits = text.slice(start, end).replaceAll(' ', '')
  if (apart === undefined && end - start <= 3) {
    const separator = text.charAt(end)
    while (
      (separator === ',' || separator === ' ' || separator === "'") &&
      text.charAt(end) === separator &&
      digitsEnd(text, end + 1) === end + 4
    ) {
      digits += text.slice(end + 1, end + 4)
      end += 4
    }
  }
  const chain = chainEnd(text, end)
  if (chain > end && countOf(text, end, chain, '.') > 1) {
    return {
      token: { ...plain(text.slice(start, chain).replaceAll('.', ''), start, chain, chain), form: 'chain' },
    }
  }
  if (digits.length > 30) return { token: { ...plain(digits.slice(0, 30), start, end, end), form: 'chain' } }
  let decimals = 0
  if (text.charAt(end) === '.' && isDigit(text.charAt(end + 1))) {
    const last = digitsEnd(text, end + 1)
    decimals = last - end - 1
    digits += text.slice(end, last)
    end = last
  }
  if (text.charAt(end) === '/' && decimals === 0 && digits.length <= 2) {
    const last = digitsEnd(text, end + 1)
    const below = text.slice(end + 1, last)
    if (
      below.length >= 1 &&
      below.length <= 2 &&
      Number(below) > Number(digits) &&
      text.charAt(last) !== '/'
    ) {
      return { token: fraction(decimal(digits), decimal(below), start, last) }
    }
  }
  // 「毛利润为负22.9万美元」
  const negative =
    isMinus(text, start, previousUnitEnd) ||
    /(^|[^抱欠担背肩自])负$/.test(text.slice(Math.max(0, start - 2), start))
  const mixed = decimals === 0 ? mixedScale(text, digits, end) : undefined
  if (mixed) {
    digits = mixed.digits
    end = mixed.end
  }
  const plainUnit = readUnit(text, end)
  const reading = mixed ? { ...plainUnit, scale: decimal(mixed.size), scaleText: mixed.word } : plainUnit
  const value = decimal(digits)
  return {
    token: {
      start: negative ? start - 1 : start,
      end,
      unitEnd: reading.end,
      digits: negative ? `-${digits}` : digits,
      value: negative ? value.neg() : value,
      decimals,
      scale: reading.scale,
      scaleSize: reading.scaleSize,
      scaleText: reading.scaleText,
      unit: reading.unit,
      script: 'arabic',
      form: 'plain',
      more: reading.more,
    },
  }
}

function plain(
  digits: string,
  start: number,
  end: number,
  unitEnd: number,
): Omit<NumberToken, 'id' | 'flow' | 'places'> {
  return {
    start,
    end,
    unitEnd,
    digits,
    value: decimal(digits),
    decimals: 0,
    scale: ONE,
    scaleSize: 1,
    scaleText: '',
    unit: BARE,
    script: 'arabic',
    form: 'plain',
    more: false,
  }
}

const sizes: Readonly<Record<string, number>> = { 亿: 1e8, 万: 1e4, 千: 1e3, 百: 100 }

/** 39万7千 is 397千, 1亿2000万 is 12000万: one number in two scales. */
function mixedScale(
  text: string,
  digits: string,
  end: number,
): { digits: string; size: number; word: string; end: number } | undefined {
  const [all, above = '', below = '', word = ''] =
    /^([亿万])(\d{1,4})([万千百])/.exec(text.slice(end, end + 8)) ?? []
  const [large, small] = [sizes[above] ?? 0, sizes[word] ?? 0]
  if (all === undefined || small >= large || Number(below) * small >= large) return undefined
  return {
    digits: String((Number(digits) * large) / small + Number(below)),
    size: small,
    word,
    end: end + all.length,
  }
}

/** 「由1 6 5 5 亿美元」: digits that a bad copy set apart, between characters; where they end. */
function spacedEnd(text: string, start: number): number | undefined {
  let end = start + 1
  while (text.charAt(end) === ' ' && isDigit(text.charAt(end + 1)) && !isDigit(text.charAt(end + 2))) end += 2
  if (end - start < 3 || isDigit(text.charAt(end))) return undefined
  const before = text.slice(0, start).trimEnd().at(-1) ?? ''
  return /\p{Script=Han}/u.test(before) && /^ ?\p{Script=Han}/u.test(text.slice(end, end + 3))
    ? end
    : undefined
}

/** 2017.9.1 or 1.2.3: where a chain of digits and points ends. */
function chainEnd(text: string, from: number): number {
  let end = from
  while (text.charAt(end) === '.' && isDigit(text.charAt(end + 1))) end = digitsEnd(text, end + 1)
  return end
}

function countOf(text: string, from: number, to: number, char: string): number {
  let count = 0
  for (let i = from; i < to; i++) if (text.charAt(i) === char) count++
  return count
}

/** A hyphen is a minus where nothing that it could join or range stands before it. */
function isMinus(text: string, start: number, previousUnitEnd: number): boolean {
  if (text.charAt(start - 1) !== '-') return false
  // 「净利润-11,986,379.41元」
  if (
    /\p{Script=Han}-$/u.test(text.slice(Math.max(0, start - 3), start)) &&
    /^[\d,]*\d\.\d/.test(text.slice(start, start + 24))
  )
    return true
  const before = text.charAt(start - 2)
  if (previousUnitEnd === start - 1 && start >= 2 && previousUnitEnd > 0) return false
  return before === '' || '(:,;、。为长降幅率是至到由从 |[化额'.includes(before)
}

const digitChars = '零〇一二两三四五六七八九'
const sizeChars = '十百千万亿'
const chineseDigits = new Set([...digitChars, ...sizeChars, '半', '几', '数'])

/** Words in which a numeral counts nothing. */
const idioms = (
  '一般 一定 一些 一致 一直 一样 一体 一流 一方面 一旦 一切 一起 一律 一线 一贯 一向 一时 一度 一并 一系列 一大批 一批 一道 ' +
  '一步 一揽子 一代 一如 一带一路 一把手 一卡通 一站式 一席之地 一以贯之 一生 一心 一目了然 一把 一经 一概 一举 一再 一点 一番 ' +
  '零部件 零件 零食 零容忍 零碳 零下 零关税 零排放 零工 零钱 零售 零距离 零散 零星 零碎 零花 零投诉 零增长 一本 一专 一对一 一刀切 一盘棋 一张网 一张图 万一 万众 万元户 十分 十足 百姓 百货 百强 百年 百花 百科 千方百计 千家万户 千万 千里 千秋 ' +
  '三农 三国 三甲 三好 三角 三包 三峡 三亚 三明 三门峡 四川 四肢 五一 五金 六一 七一 八一 九江 九寨 二手 二手车 二维码 二胎 ' +
  '两岸 两会 两院 两翼 两型 两化 两免 两非 两新 数据 数字 数量 数学 数码 数值 数额 数控 数目 数月 几乎 几何 半岛 半导体 半径 半径 半军 ' +
  '万达 万州 万科 百度 千瓦 千瓦时 千克 千米 万能 百分 百分点 亿万 十堰 一汽 百色 千岛'
).split(' ')
const idiomsByFirst = new Map<string, string[]>()
for (const idiom of idioms) {
  const list = idiomsByFirst.get(idiom.charAt(0))
  if (list) list.push(idiom)
  else idiomsByFirst.set(idiom.charAt(0), [idiom])
}

const measureAfterBig = '大项个类种'

function readChinese(text: string, start: number): Reading | undefined {
  const half = readHalf(text, start)
  if (half) return half
  const char = text.charAt(start)
  if (char === '半' || char === '几' || char === '数') return undefined
  if (text.startsWith('百分之', start)) return readHundredths(text, start)
  let end = start
  while (digitChars.includes(text.charAt(end)) || sizeChars.includes(text.charAt(end))) {
    if (text.charAt(end) === '') break
    end++
  }
  if (text.startsWith('分之', end)) {
    const denominator = parseChineseNumber(text.slice(start, end))
    let last = end + 2
    while (text.charAt(last) !== '' && (digitChars + sizeChars).includes(text.charAt(last))) last++
    const numerator = parseChineseNumber(text.slice(end + 2, last))
    if (denominator && numerator !== undefined) {
      return { token: fraction(decimal(numerator), decimal(denominator), start, last, 'chinese') }
    }
  }
  for (const idiom of idiomsByFirst.get(char) ?? []) {
    if (idiom.length >= 2 && text.startsWith(idiom, start) && !continues(text, start + idiom.length, idiom)) {
      return { skip: true, end: start + Math.max(1, Math.min(idiom.length, end - start)) }
    }
  }
  if (end - start > 20) return { skip: true, end }
  const numeral = text.slice(start, end)
  if (
    numeral.length === 1 &&
    '十百千万亿'.includes(numeral) &&
    !'近上数几'.includes(text.charAt(start - 1))
  ) {
    if (numeral !== '十') return { skip: true, end }
  }
  const value = parseChineseNumber(numeral)
  if (value === undefined) return { skip: true, end }
  const unit = readUnit(text, end)
  // 比上一个五年, 另一个, 每一个: no count.
  if (numeral === '一' && unit.unit.text === '个' && /[上前下另每同某这那]$/.test(text.slice(0, start)))
    return { skip: true, end }
  if (unit.end === end && unit.unit === BARE && !isCounted(text, start, end)) return { skip: true, end }
  if (/^一个$/.test(text.slice(start, end + 1)) && /^[更]?新的?[水台高阶层境]/.test(text.slice(end + 1)))
    return { skip: true, end }
  const printed = scaleOf(numeral)
  return {
    token: {
      ...plain(String(value / printed.size), start, end, Math.max(unit.end, end)),
      scale: printed.size === 1 ? unit.scale : unit.scale.times(printed.size),
      scaleSize: unit.scaleSize * printed.size,
      scaleText: `${printed.text}${unit.scaleText}`,
      unit: unit.unit,
      script: 'chinese',
      more: unit.more,
    },
  }
}

/** 一百四十五亿七千七百万 is printed to the 万, as 1457700万 would be; 二百零五 to the last unit. */
function scaleOf(numeral: string): { readonly size: number; readonly text: string } {
  const last = numeral.charAt(numeral.length - 1)
  const size = /[万亿]/.test(numeral) ? ({ 亿: 1e8, 万: 1e4, 千: 1e3, 百: 100 }[last] ?? 1) : 1
  return { size, text: size > 1 ? last : '' }
}

/** 一本 is a number where a measure follows that the idiom does not contain: 一批次, 一步 … stay words. */
function continues(text: string, after: number, idiom: string): boolean {
  return (
    (idiom === '一批' && text.startsWith('次', after)) || (idiom === '千万' && text.startsWith('元', after))
  )
}

/** Ordinals, enumerations and 大-counts: 第十一, 一是, 一、, 六大主题. */
function isCounted(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  const after = text.charAt(end)
  if (before === '第' || before === '初' || before === '十') return true
  if (after === '是' || after === '者') return true
  if (before === '(' && after === ')') return true
  if (after === '、' && (start === 0 || before === '第')) return true
  return after === '大' && text.charAt(end + 1) !== '批' && !measureAfterBig.includes(text.charAt(end + 1))
}

function readHalf(text: string, start: number): Reading | undefined {
  for (const word of ['一半', '半数', '对半']) {
    if (text.startsWith(word, start)) return { token: halfToken(start, start + word.length) }
  }
  if (
    text.charAt(start) === '半' &&
    '过大多'.includes(text.charAt(start - 1)) &&
    text.charAt(start - 1) !== ''
  ) {
    return { token: halfToken(start, start + 1) }
  }
  if (
    text.charAt(start) === '半' &&
    '减折'.includes(text.charAt(start - 1)) &&
    text.charAt(start - 1) !== ''
  ) {
    return { token: halfToken(start, start + 1) }
  }
  return undefined
}

function halfToken(start: number, end: number): Omit<NumberToken, 'id' | 'flow' | 'places'> {
  return fraction(ONE, decimal(2), start, end, 'chinese')
}

const PERCENT: UnitWord = { text: '%', dimension: 'percent', exact: true }

function fraction(
  above: Decimal,
  below: Decimal,
  start: number,
  end: number,
  script: 'arabic' | 'chinese' = 'arabic',
): Omit<NumberToken, 'id' | 'flow' | 'places'> {
  const value = below.isZero() ? new Decimal(0) : above.div(below).times(100)
  return {
    ...plain('0', start, end, end),
    digits: value.toString(),
    value,
    unit: PERCENT,
    script,
    form: 'fraction',
  }
}

/** 百分之三十点五 */
function readHundredths(text: string, start: number): Reading | undefined {
  let end = start + 3
  let digits = ''
  if (isDigit(text.charAt(end))) {
    const last = digitsEnd(text, end)
    digits = text.slice(end, last)
    end = last
    if (text.charAt(end) === '.' && isDigit(text.charAt(end + 1))) {
      const point = digitsEnd(text, end + 1)
      digits += text.slice(end, point)
      end = point
    }
  } else {
    const from = end
    while (text.charAt(end) !== '' && (digitChars + sizeChars).includes(text.charAt(end))) end++
    const value = parseChineseNumber(text.slice(from, end))
    if (value === undefined) return { skip: true, end: start + 1 }
    digits = String(value)
    if (
      text.charAt(end) === '点' &&
      digitChars.includes(text.charAt(end + 1)) &&
      text.charAt(end + 1) !== ''
    ) {
      let point = end + 1
      let places = ''
      while (text.charAt(point) !== '' && digitChars.includes(text.charAt(point))) {
        places += String(parseChineseNumber(text.charAt(point)) ?? 0)
        point++
      }
      digits += `.${places}`
      end = point
    }
  }
  const point = digits.indexOf('.')
  return {
    token: {
      ...plain(digits, start, end, end),
      decimals: point < 0 ? 0 : digits.length - point - 1,
      unit: { ...PERCENT, exact: false },
      script: 'chinese',
    },
  }
}
