const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  兩: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  陸: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const tens: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const groups: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }

/** The integer that Chinese characters write (十一, 二百零五, 一万三千, 二〇一七); undefined where they write none. */
export function parseChineseNumber(text: string): number | undefined {
  if (text === '') return undefined
  if ([...text].every((char) => char in digits)) {
    return text.length === 1 || /[零〇○]|^.{3,}$/u.test(text)
      ? Number([...text].map((c) => digits[c]).join(''))
      : undefined
  }
  let total = 0
  let section = 0
  let digit: number | undefined
  let last = Number.POSITIVE_INFINITY
  for (const char of text) {
    if (char in digits) {
      if (digit !== undefined && digit !== 0) return undefined
      digit = digits[char]
    } else if (char in tens) {
      section += (digit ?? (char === '十' || char === '拾' ? 1 : Number.NaN)) * (tens[char] ?? 1)
      digit = undefined
    } else if (char in groups) {
      const group = groups[char] ?? 1
      const own = section + (digit ?? 0)
      // 二亿七千万 is 200000000 + 70000000, 一万亿 is 10000 × 100000000.
      total = group > last ? (total + own) * group : total + (own || (total === 0 ? Number.NaN : 0)) * group
      last = group
      section = 0
      digit = undefined
    } else return undefined
  }
  const result = total + section + (digit ?? 0)
  return Number.isNaN(result) ? undefined : result
}

const characters = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** An integer from 0 to 99 999 999 in Chinese characters, as headings count: 11 is 十一. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 1e8)
    throw new RangeError(`no Chinese numeral for ${value}`)
  if (value === 0) return '零'
  const thousands = Math.floor(value / 1e4)
  const rest = value % 1e4
  const gap = thousands > 0 && rest > 0 && rest < 1000 ? '零' : ''
  const text = (thousands ? `${section(thousands)}万` : '') + gap + (rest ? section(rest) : '')
  return text.replace(/^一十/, '十')
}

function section(value: number): string {
  let text = ''
  let pendingZero = false
  for (const [size, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / size) % 10
    if (digit === 0) pendingZero ||= text !== ''
    else {
      text += (pendingZero ? '零' : '') + characters[digit] + name
      pendingZero = false
    }
  }
  return text
}
