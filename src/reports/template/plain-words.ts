/*
 * The law on a template's own words: no quantity is typed, and no claim of a rise or fall is typed. Both come
 * from data. `:set[…]` is the way out for fixed expressions (三方协议), where the number is part of a name.
 */

/** A piece of literal text that breaks the law: where in the text it begins, and what it says. */
export interface Offence {
  readonly kind: 'digits' | 'numeral' | 'claim'
  readonly text: string
  readonly at: number
}

/** Words in which a numeral counts nothing. */
const harmless = new RegExp(
  [
    '一(?:直|体|致|定|般|线|贯|向|流|旦|律|切|起|同|并|方面|些)',
    '[统唯单同之专]一',
    '进一步',
    '另一方面',
    '逐一',
    '一一',
    '万一',
    '十分',
    '千方百计',
    '千家万户',
    '半成品',
    '高一级',
    '[这那某]一',
    '第[一二三]产业',
  ].join('|'),
  'gu',
)

const numerals = /[零〇一二两三四五六七八九十百千万亿半]+/gu
const digits = /[0-9０-９]+(?:[.．][0-9０-９]+)?[%％‰]?/gu

/** A finished change, told without its figure: 不断提高, 显著提升. Plans (进一步提高) are no claims. */
const claims =
  /(?:有所|不断|显著|大幅度?|明显|持续|稳步|逐年|略有|日益|连年|较快)(?:提高|提升|上升|增加|增长|增强|改善|扩大|优化|下降|减少|降低|回落|下滑)/gu

export function offencesIn(text: string): Offence[] {
  const quiet = text.replace(harmless, (word) => '　'.repeat(word.length))
  return [
    ...matches(quiet, digits, 'digits'),
    ...matches(quiet, numerals, 'numeral'),
    ...matches(text, claims, 'claim'),
  ].sort((a, b) => a.at - b.at)
}

function matches(text: string, pattern: RegExp, kind: Offence['kind']): Offence[] {
  return [...text.matchAll(pattern)].map((match) => ({ kind, text: match[0], at: match.index }))
}

export function offenceText({ kind, text }: Offence): { zh: string; en: string } {
  if (kind === 'claim') {
    return {
      zh: `“${text}”是对变化的判断，须由数据得出：请用 :word[指标]{up=… down=… same=…}`,
      en: `"${text}" claims a change, which must come from the data: use :word[indicator]{up=… down=… same=…}`,
    }
  }
  return {
    zh: `模板里不写数字，“${text}”应引用数据（如 :figure[指标]）；属于固定说法的写成 :set[${text}…]`,
    en: `a template holds no numbers: let "${text}" come from the data (:figure[indicator]), or write :set[${text}…] where it is part of a fixed expression`,
  }
}
