import type { Field, Register } from '../../../src/catalog/index.ts'
import { AllCodeLabels, NO, YES } from '../../../src/excel/code-labels.ts'
import type { ImportTarget } from '../../../src/excel/import/read-return.ts'
import { DEFAULT_LIMITS } from '../../../src/excel/limits.ts'
import type { TemplateContents } from '../../../src/excel/template/contents.ts'
import { makeTemplate } from '../../../src/excel/template/template.ts'
import { writeWorkbook } from '../../../src/excel/workbook.ts'
import type { Row, RowCell } from '../../../src/formula/index.ts'
import { catalog } from '../catalog.ts'
import { seededRows } from '../seeded.ts'
import { DATE, type LightCell, type LightSheet } from './light-workbook.ts'

export const YEAR = 2017
export const UNIT = { code: 'corpus', name: '合成学校', level: 'school' } as const
export const labels = new AllCodeLabels(catalog, YEAR)

export const target: ImportTarget = {
  catalog,
  unit: UNIT,
  orgUnit: '1',
  year: YEAR,
  limits: DEFAULT_LIMITS,
}

export function registerOf(id: string): Register {
  const register = catalog.registers.inForce(id, YEAR)
  if (!register) throw new Error(`no register ${id}`)
  return register
}

/** Good rows, synthetic: every cell filled as its field wants it. */
export const goodRows = (register: Register, count: number, seed: number): Row[] =>
  seededRows(catalog, register, YEAR, count, seed)

/** A good row as a light sheet shows it. */
export function shownCell(field: Field, cell: RowCell): LightCell {
  if (cell === null) return undefined
  if (typeof cell === 'boolean') return { text: cell ? YES : NO }
  switch (field.type) {
    case 'code':
      return { text: labels.of(field.codelist ?? '').label(String(cell)) ?? String(cell) }
    case 'integer':
    case 'decimal':
      return { number: String(cell) }
    case 'date':
      return { number: String(Date.parse(`${cell}T00:00:00Z`) / 86_400_000 + 25_569), style: DATE }
    default:
      return { text: String(cell) }
  }
}

export function registerSheet(register: Register, rows: readonly Row[]): LightSheet {
  const head = register.fields.map((field): LightCell => ({ text: field.name.zh }))
  const body = rows.map((row) => register.fields.map((field) => shownCell(field, row[field.id] ?? null)))
  return { name: register.name.zh, rows: [head, ...body] }
}

/** Elements with a value each, as a table of names and numbers. */
const goodEntries: readonly (readonly [string, string])[] = [
  ['land_area', '35000'],
  ['books', '60000'],
  ['student_clubs', '24'],
  ['general_course_examined', '1200'],
  ['general_course_passed', '1150'],
]

export function formSheet(): LightSheet {
  const rows = goodEntries.map(([id, value]): LightCell[] => [
    { text: catalog.elements.inForce(id, YEAR)?.name.zh ?? id },
    { number: value },
    undefined,
  ])
  return { name: '数据', rows: [[{ text: '数据项' }, { text: '本年' }, { text: '缺数原因' }], ...rows] }
}

function contents(rows: ReadonlyMap<string, readonly Row[]>): TemplateContents {
  return {
    catalog,
    language: 'zh',
    year: YEAR,
    unit: { ...UNIT, attributes: {}, attributesBefore: {} },
    previous: new Map(),
    entries: [],
    rows,
    rowsBefore: new Map(),
    emptyRegisters: new Set(),
    marks: {},
    generatedAt: new Date('2017-09-20T00:00:00Z'),
    forms: ['school_staff'],
  }
}

/** Our own workbook of one form and its registers, with rows in it. */
export async function templateBytes(): Promise<Uint8Array> {
  const register = registerOf('external_teachers')
  const rows = new Map([[register.id, goodRows(register, 12, 7)]])
  return writeWorkbook(makeTemplate(contents(rows)).workbook)
}
