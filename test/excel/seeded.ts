import type { Catalog, Field, Register } from '../../src/catalog/index.ts'
import { idNumberCheckDigit } from '../../src/checks/index.ts'
import type { Row, RowCell } from '../../src/formula/index.ts'
import { isInForce } from '../../src/kernel/index.ts'

/** The same numbers between 0 and 1 for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(next: () => number, items: readonly T[]): T {
  const item = items[Math.floor(next() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** How many of a hundred cells are blank, and how many hold what the field does not take. */
export interface Share {
  readonly blank: number
  readonly bad: number
}

/** Rows of a register, synthetic: good values of each field, with some blanks and some that do not fit. */
export function seededRows(
  catalog: Catalog,
  register: Register,
  year: number,
  count: number,
  seed: number,
  share: Share = { blank: 0, bad: 0 },
): Row[] {
  const next = random(seed)
  return Array.from({ length: count }, (_, index) => {
    const row: Record<string, RowCell> = {}
    for (const field of register.fields) {
      const isKey = register.key.includes(field.id)
      const dice = next() * 100
      if (!isKey && dice < share.blank) row[field.id] = null
      else if (!isKey && dice < share.blank + share.bad) row[field.id] = badValue(next, field)
      else row[field.id] = goodValue(next, catalog, field, year, index, isKey)
    }
    return row
  })
}

function goodValue(
  next: () => number,
  catalog: Catalog,
  field: Field,
  year: number,
  index: number,
  isKey: boolean,
): RowCell {
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  switch (field.type) {
    case 'code': {
      const codes = catalog.codeLists
        .get(field.codelist ?? '')
        ?.codes.filter((entry) => isInForce(entry.in_force, year))
      return pick(next, codes ?? []).code
    }
    case 'flag':
      return next() < 0.5
    case 'integer':
      return whole(
        field.min?.toNumber() ?? 0,
        Math.min(field.max?.toNumber() ?? 500, (field.min?.toNumber() ?? 0) + 500),
      )
    case 'decimal': {
      const value = whole(0, 90_000) / 100 + (field.min?.toNumber() ?? 0)
      const most = field.max?.toNumber() ?? Number.POSITIVE_INFINITY
      return value > most ? most : Number.isInteger(value) ? value : String(value)
    }
    case 'date':
      return `${year - whole(0, 20)}-${String(whole(1, 12)).padStart(2, '0')}-${String(whole(1, 28)).padStart(2, '0')}`
    case 'id_number': {
      const digits = `999999${year - whole(15, 60)}${String(whole(1, 12)).padStart(2, '0')}${String(whole(1, 28)).padStart(2, '0')}${String(whole(0, 999)).padStart(3, '0')}`
      return digits + idNumberCheckDigit(digits)
    }
    case 'phone':
      return `199${String(whole(0, 99_999_999)).padStart(8, '0')}`
    default: {
      const text = isKey ? `S${index + 1}` : `合成${whole(1, 50)}`
      return field.max_length === undefined ? text : text.slice(0, field.max_length)
    }
  }
}

function badValue(next: () => number, field: Field): RowCell {
  switch (field.type) {
    case 'code':
      return pick(next, ['没有这一项', '9Z9', '其它的'])
    case 'integer':
      return pick<RowCell>(next, [
        'abc',
        '3.5',
        (field.max?.toNumber() ?? 1e8) + 1,
        (field.min?.toNumber() ?? 0) - 1,
      ])
    case 'decimal':
      return pick<RowCell>(next, ['abc', (field.min?.toNumber() ?? 0) - 1])
    case 'date':
      return pick(next, ['去年九月', '2017-13-01'])
    case 'id_number':
      return pick(next, ['441802200203015', '99999920020301123X', '99999920021301123X', 'A'])
    case 'flag':
      return null
    case 'phone':
      return pick(next, [
        '1380000',
        '1380000000',
        '13800000000',
        '0763-3360000',
        '07633360000',
        '0763-33',
        '0763-336-000',
        '电话',
        '3360000',
      ])
    default:
      return field.max_length === undefined ? '字' : '长'.repeat(field.max_length + 1)
  }
}
