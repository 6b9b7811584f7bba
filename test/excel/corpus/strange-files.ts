import type { Field, Register } from '../../../src/catalog/index.ts'
import type { Row } from '../../../src/formula/index.ts'
import { pick } from '../seeded.ts'
import { labels, shownCell } from './base.ts'
import type { LightCell, LightSheet } from './light-workbook.ts'
import { csv, csvSpecimen, draft, harmless, isCode, isNumber, type Mutator, utf8 } from './specimen.ts'

/** Files that only look broken: exactly the good rows are read from each. */
export const strangeFiles: Readonly<Record<string, Mutator>> = {
  全角数字: harmless((sheet, _, register) => {
    const rows = sheet.rows.map((row, index) =>
      row.map((cell, column): LightCell => {
        const field = register.fields[column]
        if (index === 0 || !field || !isNumber(field) || !cell || !('number' in cell)) return cell
        return {
          text: cell.number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
        }
      }),
    )
    return { ...sheet, rows }
  }, isNumber),
  千分位: harmless((sheet, _, register) => {
    const rows = sheet.rows.map((row, index) =>
      row.map((cell, column): LightCell => {
        const field = register.fields[column]
        if (index === 0 || !field || !isNumber(field) || !cell || !('number' in cell)) return cell
        return { text: cell.number.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') }
      }),
    )
    return { ...sheet, rows }
  }, isNumber),
  列的次序不同: harmless((sheet, next) => {
    const order = (sheet.rows[0] ?? [])
      .map((_, index) => ({ index, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
    return { ...sheet, rows: sheet.rows.map((row) => order.map(({ index }) => row[index])) }
  }),
  表头用别名: harmless((sheet, next, register) => {
    const head = register.fields.map(
      (field): LightCell => ({
        text: pick(
          next,
          [field.name.zh, field.name.en, field.id, ` ${field.name.zh} *`, ...(field.synonyms ?? [])].filter(
            (name) => isOwn(register, field, name),
          ),
        ),
      }),
    )
    return { ...sheet, rows: [head, ...sheet.rows.slice(1)] }
  }),
  两层表头: harmless((sheet) => {
    const group = (sheet.rows[0] ?? []).map(
      (cell, index): LightCell => (index % 4 === 1 ? { text: '分组' } : index % 4 === 0 ? cell : undefined),
    )
    const head = (sheet.rows[0] ?? []).map((cell, index) => (index % 4 === 0 ? undefined : cell))
    return { ...sheet, rows: [[{ text: '合成学校一览表' }], group, head, ...sheet.rows.slice(1)] }
  }),
  夹着空行和合计行: harmless((sheet) => {
    const [head = [], ...rows] = sheet.rows
    return {
      ...sheet,
      rows: [
        [],
        head,
        ...rows.flatMap((row, index) => (index % 3 === 1 ? [[], row] : [row])),
        [{ text: '合计' }, undefined, { number: '8' }],
        [{ text: '填表人：合成' }],
      ],
    }
  }),
  填代码而不是名称: harmless((sheet, _, register) => {
    const rows = sheet.rows.map((row, index) =>
      row.map((cell, column): LightCell => {
        const field = register.fields[column]
        if (index === 0 || !field || field.codelist === undefined || !cell || !('text' in cell)) return cell
        return { text: codeOf(field, cell.text) }
      }),
    )
    return { ...sheet, rows }
  }, isCode),
  GB18030的CSV: (next, seed) => {
    const { sheet, register, rows } = draft(next, seed)
    return csvSpecimen(
      gb18030(csv(dated(sheet, register, rows))),
      { outcome: 'read', register: register.id, rows },
      register,
    )
  },
  分号和制表符: (next, seed) => {
    const { sheet, register, rows } = draft(next, seed)
    const content = csv(dated(sheet, register, rows), pick(next, [';', '\t']))
    return csvSpecimen(
      utf8(next() < 0.5 ? `\uFEFF${content}` : content),
      { outcome: 'read', register: register.id, rows },
      register,
    )
  },
}

/** In CSV dates are texts. */
function dated(sheet: LightSheet, register: Register, rows: readonly Row[]): LightSheet {
  const body = rows.map((row) =>
    register.fields.map((field): LightCell => {
      const cell = row[field.id] ?? null
      return field.type === 'date' && cell !== null
        ? { text: String(cell).replaceAll('-', '/') }
        : shownCell(field, cell)
    }),
  )
  return { ...sheet, rows: [sheet.rows[0] ?? [], ...body] }
}

/** A name that several fields share names the first of them. */
function isOwn(register: Register, field: Field, name: string): boolean {
  const key = name.replace(/[\s*]/g, '').toLowerCase()
  return register.fields.every(
    (other) =>
      other === field ||
      ![other.id, other.name.zh, other.name.en, ...(other.synonyms ?? [])].some(
        (taken) => taken.replace(/[\s*]/g, '').toLowerCase() === key,
      ),
  )
}

function codeOf(field: Field, label: string): string {
  for (const [code, shown] of labels.of(field.codelist ?? '').entries()) if (shown === label) return code
  return label
}

const gbTable: { bytes?: Map<string, number[]> } = {}

/** Node reads GB18030 and does not write it: the two-byte part is turned round once. */
function gb18030(content: string): Uint8Array {
  if (!gbTable.bytes) {
    const table = new Map<string, number[]>()
    const decoder = new TextDecoder('gb18030')
    for (let high = 0x81; high <= 0xfe; high += 1) {
      for (let low = 0x40; low <= 0xfe; low += 1) {
        const char = decoder.decode(new Uint8Array([high, low]))
        if ([...char].length === 1 && char !== '\uFFFD') table.set(char, [high, low])
      }
    }
    gbTable.bytes = table
  }
  const found: number[] = []
  for (const char of content) {
    const code = char.charCodeAt(0)
    found.push(...(code < 0x80 ? [code] : (gbTable.bytes.get(char) ?? [0x3f])))
  }
  return new Uint8Array(found)
}
