import { beforeAll, describe, expect, test } from 'vitest'
import { rowChecker } from '../../src/checks/index.ts'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { readBook } from '../../src/excel/read/book.ts'
import type { RawBook, SheetRow } from '../../src/excel/read/sheet.ts'
import type { TemplateContents } from '../../src/excel/template/contents.ts'
import { ListsSheet } from '../../src/excel/template/lists-sheet.ts'
import { FIRST_ROW, formColumns, messageColumn, planTemplate } from '../../src/excel/template/plan.ts'
import { ruleFindings } from '../../src/excel/template/register-formulas.ts'
import { makeTemplate } from '../../src/excel/template/template.ts'
import { writeWorkbook } from '../../src/excel/workbook.ts'
import type { Row } from '../../src/formula/index.ts'
import { ReturnReducer } from '../../src/indicators/index.ts'
import { isKnown, MISSING } from '../../src/kernel/index.ts'
import { catalog } from './catalog.ts'
import { officeMissing, reSaved } from './libreoffice.ts'
import { seededRows } from './seeded.ts'

const missing = await officeMissing()
if (missing) console.warn(`live formulas are not recalculated: ${missing}`)

const YEAR = 2017
const ROWS = 30
const place = { orgUnit: 'test', year: YEAR }

/** Every register of a school with rows good and bad; synthetic. */
function contents(): TemplateContents {
  const rows = new Map<string, readonly Row[]>()
  for (const [index, register] of catalog.registers.all(YEAR).entries()) {
    rows.set(register.id, seededRows(catalog, register, YEAR, ROWS, 1000 + index, { blank: 8, bad: 6 }))
  }
  return {
    catalog,
    language: 'zh',
    year: YEAR,
    unit: { code: 'test', name: '合成学校', level: 'school', attributes: {}, attributesBefore: {} },
    previous: () => MISSING,
    entries: [],
    rows,
    rowsBefore: new Map(),
    emptyRegisters: new Set(),
    marks: {},
    generatedAt: new Date('2017-09-20T00:00:00Z'),
  }
}

async function sheetRows(book: RawBook, name: string): Promise<Map<number, SheetRow>> {
  const rows = new Map<number, SheetRow>()
  const sheet = book.sheets.find((candidate) => candidate.name === name)
  if (!sheet) throw new Error(`no sheet ${name}`)
  for await (const piece of sheet.rows()) for (const row of piece) rows.set(row.number, row)
  return rows
}

const textOf = (row: SheetRow | undefined, column: number) => {
  const cell = row?.cells[column]
  return cell?.kind === 'text' ? cell.text : ''
}

const codesIn = (text: string) => [...text.matchAll(/[✗?·] ([A-Z]{3}-\d{3})/g)].map((match) => match[1] ?? '')

describe.skipIf(missing !== undefined)('live formulas, computed by an office program', () => {
  const given = contents()
  const plan = planTemplate(given)
  let book: RawBook

  beforeAll(async () => {
    const bytes = await writeWorkbook(makeTemplate(given).workbook)
    book = await readBook('computed.xlsx', await reSaved(bytes), DEFAULT_LIMITS)
  }, 240_000)

  test('find in every row of every register what the engine finds', async () => {
    let found = 0
    for (const { register, sheet } of plan.registers) {
      const rows = given.rows.get(register.id) ?? []
      const computed = await sheetRows(book, sheet)
      const checker = rowChecker(catalog, register, place)
      const { later } = ruleFindings(register, given, new ListsSheet(catalog, YEAR))
      for (const [index, row] of rows.entries()) {
        const expected = checker
          .check(row, String(index))
          .filter(({ code }) => !later.includes(code))
          .map(({ code }) => code)
        const shown = codesIn(textOf(computed.get(FIRST_ROW + 1 + index), messageColumn(register)))
        expect([register.id, index, shown.sort()]).toEqual([register.id, index, expected.sort()])
        found += expected.length
      }
    }
    // The rows were made to be wrong in many ways; a run that finds nothing would prove nothing.
    expect(found).toBeGreaterThan(500)
  })

  test('count from the registers what the engine counts', async () => {
    const reducer = new ReturnReducer(catalog, YEAR)
    for (const { register } of plan.registers) {
      reducer.handIn(register.id)
      // What is no number where one is wanted never becomes a row; the engine counts rows.
      const wrong = new Set(register.fields.filter(({ type }) => type === 'integer').map(({ id }) => id))
      for (const row of given.rows.get(register.id) ?? []) {
        const typed = Object.entries(row).map(([id, cell]) => [
          id,
          wrong.has(id) && cell === 'abc' ? null : cell,
        ])
        reducer.add(register.id, Object.fromEntries(typed))
      }
    }
    const counted = new Map(
      reducer.counted().map((value) => [`${value.element}|${value.cell}`, value.observed]),
    )
    let compared = 0
    for (const { sheet, lines } of plan.forms) {
      const computed = await sheetRows(book, sheet)
      for (const line of lines) {
        if (line.kind !== 'element' || !line.element.counted) continue
        const value = counted.get(`${line.element.id}|`)
        const cell = computed.get(line.row + 1)?.cells[formColumns.counted]
        if (cell?.kind !== 'number' || !value || !isKnown(value)) continue
        expect([line.element.id, Number(cell.text)]).toEqual([line.element.id, value.value.toNumber()])
        compared += 1
      }
    }
    expect(compared).toBeGreaterThanOrEqual(5)
  })
})
