import { idNumberCheckDigit } from '../checks/index.ts'
import type { Dice } from './random.ts'

const SURNAMES = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻苏潘葛范彭郎鲁韦马苗方林梁黄',
]
const STEMS = [...'甲乙丙丁戊己庚辛壬癸']
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥']

/** A name that nobody bears: a surname and a pair of the calendar's sixty (林甲子, 陈乙丑). */
export function inventedName(dice: Dice, position: number): string {
  const turn = dice.int(position, 60)
  return `${dice.pick(position + 1, SURNAMES)}${STEMS[turn % 10]}${BRANCHES[turn % 12]}`
}

/**
 * An identity number with a right check digit that no one can hold: address codes beginning with 99 belong to no
 * place (GB/T 2260 ends with 82). `order` keeps those of one birthday apart; its last bit is the sex, odd for men.
 */
export function inventedIdNumber(place: number, birth: string, order: number, sex: string): string {
  const sequence = order * 2 + (sex === '1' ? 1 : 2)
  if (place > 9999 || sequence > 999) throw new RangeError('no identity number is left')
  const digits = `99${String(place).padStart(4, '0')}${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return digits + idNumberCheckDigit(digits)
}

/** A telephone number of a range that no operator has: mobile numbers do not begin with 100. */
export function inventedPhone(dice: Dice, position: number): string {
  return `100${String(dice.int(position, 100_000_000)).padStart(8, '0')}`
}

/** A day, counted from the first of September of a year. */
export function dayAfterSeptember(year: number, days: number): string {
  return new Date(Date.UTC(year, 8, 1 + days)).toISOString().slice(0, 10)
}
