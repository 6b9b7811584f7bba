import { beforeAll, describe, expect, test } from 'vitest'
import type { DataElement, Register } from '../../src/catalog/index.ts'
import { rowChecker, runChecks } from '../../src/checks/index.ts'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { readBook } from '../../src/excel/read/book.ts'
import type { RawBook, SheetRow } from '../../src/excel/read/sheet.ts'
import { previousValue, type TemplateContents } from '../../src/excel/template/contents.ts'
import { ListsSheet } from '../../src/excel/template/lists-sheet.ts'
import { FIRST_ROW, formColumns, messageColumn, planTemplate } from '../../src/excel/template/plan.ts'
import { ruleFindings } from '../../src/excel/template/register-formulas.ts'
import { makeTemplate } from '../../src/excel/template/template.ts'
import { writeWorkbook } from '../../src/excel/workbook.ts'
import type { Row } from '../../src/formula/index.ts'
import { type Held, ReturnReducer, ValueTable, type World } from '../../src/indicators/index.ts'
import { type Decimal, decimal, isKnown, known, OrgTree, type OrgUnit } from '../../src/kernel/index.ts'
import { catalog } from './catalog.ts'
import { officeMissing, reSaved } from './libreoffice.ts'
import { random, seededRows } from './seeded.ts'

const missing = await officeMissing()
if (missing) console.warn(`live formulas are not recalculated: ${missing}`)

const YEAR = 2017
const ROWS = 30
const place = { orgUnit: 'test', year: YEAR }

const UNIT: OrgUnit = {
  id: 1,
  code: 'test',
  level: 'school',
  aliases: [],
  versions: [
    {
      inForce: {},
      name: '合成学校',
      nameEn: 'Synthetic school',
      parentId: undefined,
      status: 'open',
      attributes: { ownership: 'public' },
    },
  ],
}

/** What a school typed this year, and what was accepted last year; synthetic, with gaps. */
function values() {
  const next = random(31)
  const amount = (element: DataElement, most: number) =>
    decimal(Math.round(next() * most * 10 ** Math.min(2, element.decimals))).div(
      10 ** Math.min(2, element.decimals),
    )
  const onForms = new Set(
    catalog.forms.all(YEAR).flatMap((form) => form.sections.flatMap((section) => section.elements)),
  )
  const entries: { element: string; value: string }[] = []
  const before = new Map<string, Decimal>()
  for (const element of catalog.elements.all(YEAR)) {
    if (onForms.has(element.id) && next() < 0.85) {
      entries.push({ element: element.id, value: amount(element, 60).toFixed() })
    }
    if (next() < 0.85) before.set(element.id, amount(element, 60))
  }
  return { entries, before }
}

/** Every register of a school with rows good and bad, and every form with numbers; synthetic. */
function contents(): TemplateContents {
  const rows = new Map<string, readonly Row[]>()
  for (const [index, register] of catalog.registers.all(YEAR).entries()) {
    // Some registers are left blank: nothing is counted from them.
    const count = index % 6 === 5 ? 0 : ROWS
    rows.set(register.id, seededRows(catalog, register, YEAR, count, 1000 + index, { blank: 8, bad: 6 }))
  }
  const { entries, before } = values()
  return {
    catalog,
    language: 'zh',
    year: YEAR,
    unit: {
      code: 'test',
      name: '合成学校',
      level: 'school',
      attributes: { ownership: 'public' },
      attributesBefore: { ownership: 'public' },
    },
    previous: new Map([...before].map(([element, value]) => [element, value.toFixed()])),
    entries: entries.map(({ element, value }) => ({
      element,
      cell: '',
      state: 'known',
      value,
      reason: null,
    })),
    rows,
    rowsBefore: new Map(),
    emptyRegisters: new Set(),
    marks: {},
    generatedAt: new Date('2017-09-20T00:00:00Z'),
  }
}

/** Rows as they can be kept: what is no number where one is wanted never becomes a cell of a row. */
function typedRows(register: Register, rows: readonly Row[]): Row[] {
  const wrong = new Set(
    register.fields.filter(({ type }) => type === 'integer' || type === 'decimal').map(({ id }) => id),
  )
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([id, cell]) => [id, wrong.has(id) && cell === 'abc' ? null : cell]),
    ),
  )
}

/** The same school for the engine. */
function world(given: TemplateContents, registers: readonly Register[]): World {
  const table = new ValueTable()
  const coverage = { reported: 1, expected: 1 }
  const reducer = new ReturnReducer(catalog, YEAR)
  for (const register of registers) {
    for (const row of typedRows(register, given.rows.get(register.id) ?? [])) reducer.add(register.id, row)
  }
  const counted = reducer.counted()
  const isCounted = new Set(counted.map(({ element }) => element))
  for (const { element, cell, observed } of counted) {
    table.set(1, YEAR, element, cell, { observed, coverage, origin: 'counted' })
    table.setOrigin(1, YEAR, element, cell, { observed, coverage, origin: 'counted' })
  }
  for (const { element, value } of given.entries) {
    const held: Held = { observed: known(decimal(value ?? '0')), coverage, origin: 'entered' }
    table.setOrigin(1, YEAR, element, '', held)
    if (!isCounted.has(element)) table.set(1, YEAR, element, '', held)
  }
  for (const element of catalog.elements.all(YEAR - 1)) {
    const value = previousValue(given, element.id)
    if (value) {
      table.set(1, YEAR - 1, element.id, '', { observed: known(value), coverage, origin: 'entered' })
    }
  }
  return { catalog, tree: (year) => new OrgTree([UNIT], year), values: table }
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

  test('say of every check on values what the engine says: passes, fails, not known', async () => {
    const run = runChecks(
      world(
        given,
        plan.registers.map(({ register }) => register),
      ),
      1,
      YEAR,
    )
    const failed = new Set(run.findings.map(({ code }) => code))
    const open = new Set(run.notChecked.map(({ code }) => code))
    const { live, later } = makeTemplate(given)
    const computed = await sheetRows(book, '校验')
    const said = new Map([...computed.values()].map((row) => [textOf(row, 0), textOf(row, 3)]))
    const outcomes = { fails: 0, unknown: 0, passes: 0, notAsked: 0 }
    for (const code of live) {
      const check = catalog.checks.inForce(code, YEAR)
      const mark = (said.get(code) ?? '').slice(0, 1)
      if (failed.has(code)) {
        expect([code, mark]).toEqual([
          code,
          { error: '✗', explain: '?', note: '·' }[check?.severity ?? 'error'],
        ])
        outcomes.fails += 1
      } else if (open.has(code)) {
        expect([code, mark]).toEqual([code, '○'])
        outcomes.unknown += 1
      } else {
        expect([code, mark]).toEqual([code, expect.stringMatching(/[✓—]/)])
        if (mark === '✓') outcomes.passes += 1
        else outcomes.notAsked += 1
      }
    }
    console.log(`live checks ${live.length}, after upload ${later.length}:`, outcomes)
    expect(live.length).toBeGreaterThan(100)
    expect(outcomes.fails).toBeGreaterThan(10)
    expect(outcomes.passes).toBeGreaterThan(10)
    expect(outcomes.unknown).toBeGreaterThan(10)
  })

  test('count from the registers what the engine counts', async () => {
    const engine = world(
      given,
      plan.registers.map(({ register }) => register),
    ).values
    let compared = 0
    for (const { sheet, lines } of plan.forms) {
      const computed = await sheetRows(book, sheet)
      for (const line of lines) {
        if (line.kind !== 'element' || !line.element.counted) continue
        const { observed } = engine.element(1, YEAR, line.element.id, '', 'counted')
        const cell = computed.get(line.row + 1)?.cells[formColumns.counted]
        if (cell?.kind !== 'number' || !isKnown(observed)) continue
        expect([line.element.id, Number(cell.text)]).toEqual([line.element.id, observed.value.toNumber()])
        compared += 1
      }
    }
    expect(compared).toBeGreaterThanOrEqual(3)
  })
})
