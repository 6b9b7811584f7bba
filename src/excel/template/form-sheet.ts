import type { DataElement } from '../../catalog/index.ts'
import { catalogNames } from '../../catalog/index.ts'
import { describe } from '../../formula/index.ts'
import { quoted } from '../formulas/syntax.ts'
import { cellName } from '../read/sheet.ts'
import { type Choice, SheetDraft } from '../workbook.ts'
import type { LiveCheck } from './checks-sheet.ts'
import { type DraftEntry, previousValue, REASONS, type TemplateContents } from './contents.ts'
import type { ListsSheet } from './lists-sheet.ts'
import * as looks from './looks.ts'
import {
  area,
  formColumns as at,
  FIRST_ROW,
  type FormLine,
  type FormSheet,
  HEAD_ROW,
  ID_ROW,
  REMARK_ROW,
  TITLE_ROW,
} from './plan.ts'
import type { ValuesSheet } from './values-sheet.ts'
import type { Words } from './words.ts'

/** What every sheet of a workbook is drawn with. */
export interface SheetTools {
  readonly contents: TemplateContents
  readonly lists: ListsSheet
  readonly values: ValuesSheet
  readonly checks: readonly LiveCheck[]
  readonly words: Words
}

type ElementLine = Extract<FormLine, { kind: 'element' }>

/** One form: for each data element last year's value, the cell to fill in, the register's count and the checks. */
export function formSheet(plan: FormSheet, tools: SheetTools): SheetDraft {
  const { contents, words } = tools
  const sheet = new SheetDraft(plan.sheet)
  sheet.tab = looks.ACCENT
  sheet.put(ID_ROW, at.key, { value: `vetted/form/${plan.form.id}` })
  for (const id of ['previous', 'value', 'reason'] as const) sheet.put(ID_ROW, at[id], { value: id })
  sheet.put(TITLE_ROW, at.number, { value: plan.form.name[contents.language], look: looks.title })
  sheet.put(REMARK_ROW, at.number, {
    value: words('formRemark', { year: contents.year }),
    look: looks.subtitle,
  })
  head(sheet, tools)
  const entries = new Map(contents.entries.map((entry) => [`${entry.element}|${entry.cell}`, entry]))
  for (const line of plan.lines) {
    if (line.kind === 'section') section(sheet, line.row, line.title)
    else element(sheet, line, entries.get(`${line.element.id}|`), tools)
  }
  frame(sheet, plan)
  return sheet
}

function head(sheet: SheetDraft, { contents, words }: SheetTools): void {
  const titles: readonly (readonly [number, string])[] = [
    [at.number, words('number')],
    [at.name, words('element')],
    [at.unit, words('unitOf')],
    [at.previous, words('yearValue', { year: contents.year - 1 })],
    [at.value, words('yearValue', { year: contents.year })],
    [at.counted, words('counted')],
    [at.change, words('change')],
    [at.reason, words('reason')],
    [at.check, words('check')],
  ]
  for (const [column, value] of titles) sheet.put(HEAD_ROW, column, { value, look: looks.head })
}

function section(sheet: SheetDraft, row: number, value: string): void {
  for (let column: number = at.number; column <= at.check; column += 1) {
    sheet.put(row, column, { look: looks.sectionHead, ...(column === at.number ? { value } : {}) })
  }
}

function element(
  sheet: SheetDraft,
  line: ElementLine,
  entry: DraftEntry | undefined,
  tools: SheetTools,
): void {
  const { contents, lists, values } = tools
  const { element: definition, row } = line
  const { language, catalog } = contents
  const format = looks.numberFormat(definition.decimals)
  sheet.put(row, at.key, { value: definition.id })
  sheet.put(row, at.number, { value: line.number, look: looks.quiet })
  sheet.put(row, at.name, {
    value: definition.name[language],
    look: looks.text,
    note: elementNote(definition, tools),
  })
  sheet.put(row, at.unit, { value: catalog.units.label(definition.unit, language), look: looks.centred })
  const before = previousValue(contents, definition.id)
  sheet.put(row, at.previous, {
    ...(before ? { value: before.toNumber() } : {}),
    look: looks.shownNumber(format),
  })
  sheet.put(row, at.value, {
    ...(entry?.state === 'known' && entry.value !== null ? { value: Number(entry.value) } : {}),
    look: looks.input(format, 'right'),
  })
  const counted = values.countedCell(definition)
  sheet.put(row, at.counted, {
    ...(counted === undefined
      ? {}
      : { formula: `IFERROR(${counted}/${definition.measure.scale.toFixed()},"")` }),
    look: looks.shownNumber(format),
  })
  sheet.put(row, at.change, changeCell(definition, row))
  const reason = entry?.reason == null ? undefined : lists.labels.of(REASONS).label(entry.reason)
  sheet.put(row, at.reason, {
    ...(reason === undefined ? {} : { value: reason }),
    look: looks.input('@', 'left'),
  })
  sheet.put(row, at.check, { ...checkFormula(definition, tools.checks), look: looks.message })
  sheet.choices.push(...choices(definition, row, tools))
  marks(sheet, row)
}

function elementNote(definition: DataElement, { contents, words }: SheetTools): string {
  const { language, catalog } = contents
  const note = words('elementNote', {
    definition: definition.definition[language],
    unit: catalog.units.label(definition.unit, language),
    id: definition.id,
  })
  if (!definition.counted) return note
  const formula = describe(definition.counted, catalogNames(catalog, language), language)
  return note + words('countedNote', { formula })
}

/** Growth in per cent; for what is itself a share, the difference in percentage points. */
function changeCell(definition: DataElement, row: number) {
  const [entered, counted] = [cellName(at.value, row + 1), cellName(at.counted, row + 1)]
  const now = `IF(ISNUMBER(${entered}),${entered},${counted})`
  const before = cellName(at.previous, row + 1)
  const bothKnown = `AND(OR(ISNUMBER(${entered}),ISNUMBER(${counted})),ISNUMBER(${before}))`
  if (definition.measure.kind !== 'plain') {
    return { formula: `IF(${bothKnown},${now}-${before},"")`, look: looks.shownNumber('+0.00;-0.00;0.00') }
  }
  return {
    formula: `IF(${bothKnown},IF(${before}=0,"",${now}/${before}-1),"")`,
    look: looks.shownNumber('+0.0%;-0.0%;0.0%'),
  }
}

const failMarks = { error: '✗', explain: '?', note: '·' } as const

/** What the checks that rest on this element say, one after the other. */
function checkFormula(definition: DataElement, checks: readonly LiveCheck[]): { formula?: string } {
  // The gravest come first, and by the first mark the cell is coloured.
  const own = checks.filter(({ elements }) => elements.has(definition.id))
  if (own.length === 0) return {}
  const parts = own.map(
    ({ check, truth, explanation }) =>
      `IF(${truth}=0,${quoted(`${failMarks[check.severity]} ${check.code} `)}&${explanation}&"  ","")`,
  )
  return { formula: parts.join('&') }
}

function choices(definition: DataElement, row: number, { contents, lists, words }: SheetTools): Choice[] {
  const { language, catalog } = contents
  const { min, max, decimals } = definition
  const range = min && max ? `${min}–${max}` : min ? `≥ ${min}` : max ? `≤ ${max}` : ''
  const unit = catalog.units.label(definition.unit, language)
  return [
    {
      area: cellName(at.value, row + 1),
      kind: decimals > 0 ? 'decimal' : 'whole',
      least: (min ?? -1e12).toString(),
      most: (max ?? 1e12).toString(),
      title: definition.name[language],
      message: words('notANumber', { range: range === '' ? '' : `（${range}）` }),
      hint: [unit, range === '' ? '' : words('rangeHint', { range })]
        .filter((part) => part !== '')
        .join('，'),
    },
    {
      area: cellName(at.reason, row + 1),
      kind: 'list',
      list: lists.nameOf(REASONS),
      title: words('reason'),
      message: words('notInList'),
    },
  ]
}

function marks(sheet: SheetDraft, row: number): void {
  const check = `$${cellName(at.check, row + 1)}`
  for (const [mark, signal] of [
    ['✗', looks.signals.error],
    ['?', looks.signals.explain],
  ] as const) {
    sheet.highlights.push({
      area: cellName(at.value, row + 1),
      formula: `LEFT(${check},1)=${quoted(mark)}`,
      ...signal,
    })
  }
}

function frame(sheet: SheetDraft, plan: FormSheet): void {
  const last = plan.lines.at(-1)?.row ?? FIRST_ROW
  sheet.widths.push(4, 7, 34, 9, 13, 14, 13, 10, 24, 92)
  sheet.hiddenColumns.add(at.key)
  sheet.hiddenRows.add(ID_ROW)
  sheet.heights.set(TITLE_ROW, 26)
  sheet.heights.set(HEAD_ROW, 24)
  for (let row = FIRST_ROW; row <= last; row += 1) sheet.heights.set(row, 20)
  sheet.frozen = { rows: FIRST_ROW, columns: at.unit }
  sheet.titleRow = HEAD_ROW
  for (const [mark, signal] of [
    ['✗', looks.signals.error],
    ['?', looks.signals.explain],
  ] as const) {
    sheet.highlights.push({
      area: area(FIRST_ROW, at.check, last, at.check),
      formula: `LEFT(${cellName(at.check, FIRST_ROW + 1)},1)=${quoted(mark)}`,
      ink: signal.ink,
      fill: 'FFFFFF',
    })
  }
}
