import { quoted, sheetPrefix } from '../formulas/syntax.ts'
import { type Look, SheetDraft } from '../workbook.ts'
import type { TemplateContents } from './contents.ts'
import * as looks from './looks.ts'
import {
  absolute,
  FIRST_ROW,
  type FormSheet,
  fieldColumn,
  formColumns,
  messageColumn,
  overviewNames,
  type RegisterSheet,
  type TemplatePlan,
} from './plan.ts'
import type { Words } from './words.ts'

const LEFT = 1
const WIDE = 5

/** The first sheet: whose data, for when, how to fill them in, and where everything is. */
export function coverSheet(contents: TemplateContents, plan: TemplatePlan, words: Words): SheetDraft {
  const sheet = new SheetDraft(overviewNames(contents.language).cover)
  sheet.tab = looks.ACCENT
  sheet.isLandscape = false
  sheet.widths.push(3, 32, 11, 13, 11, 11, 26)
  const { unit, year } = contents
  sheet.put(1, LEFT, {
    value: words('bookTitle', { unit: unit.name, year }),
    look: { ...looks.title, size: 18 },
  })
  sheet.heights.set(1, 34)
  sheet.put(2, LEFT, { value: words('subtitle'), look: looks.subtitle })
  let row = facts(sheet, contents, words, 4)
  row = howTo(sheet, words, row + 1)
  row = colours(sheet, words, row + 1)
  directory(sheet, plan, words, row + 1)
  return sheet
}

function facts(sheet: SheetDraft, contents: TemplateContents, words: Words, start: number): number {
  const { unit, year, round, generatedAt } = contents
  const lines: readonly (readonly [string, string | undefined])[] = [
    [words('unit'), unit.name],
    [words('code'), unit.code],
    [words('year'), String(year)],
    [words('round'), round?.name],
    [words('deadline'), round?.deadline],
    [words('contact'), round?.contact],
    [words('generated'), generatedAt.toISOString().slice(0, 10)],
  ]
  let row = start
  for (const [name, value] of lines) {
    if (value === undefined) continue
    sheet.put(row, LEFT, { value: name, look: looks.quiet })
    spread(sheet, row, LEFT + 1, WIDE, value, looks.text)
    row += 1
  }
  return row
}

function howTo(sheet: SheetDraft, words: Words, start: number): number {
  sheet.put(start, LEFT, { value: words('howTo'), look: { ...looks.title, size: 12 } })
  let row = start + 1
  for (let step = 1; step <= 7; step += 1) {
    const value = `${step}. ${words(`step${step}`)}`
    spread(sheet, row, LEFT, WIDE + 1, value, looks.plainWrapped)
    // Some 52 full-width characters fit a line of this width.
    const width = [...value].reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? 2 : 1), 0)
    sheet.heights.set(row, 17 * Math.ceil(width / 100))
    row += 1
  }
  return row
}

function colours(sheet: SheetDraft, words: Words, start: number): number {
  sheet.put(start, LEFT, { value: words('colours'), look: { ...looks.title, size: 12 } })
  const samples: readonly (readonly [string, Look])[] = [
    [words('inputCell'), { ...looks.input('@', 'left'), isUnlocked: false }],
    [words('givenCell'), looks.quiet],
    [words('errorCell'), { ...looks.text, ink: looks.signals.error.ink, fill: looks.signals.error.fill }],
    [
      words('explainCell'),
      { ...looks.text, ink: looks.signals.explain.ink, fill: looks.signals.explain.fill },
    ],
  ]
  for (const [index, [value, look]] of samples.entries()) sheet.put(start + 1 + index, LEFT, { value, look })
  return start + 1 + samples.length
}

function directory(sheet: SheetDraft, plan: TemplatePlan, words: Words, start: number): void {
  sheet.put(start, LEFT, { value: words('contents'), look: { ...looks.title, size: 12 } })
  const titles = ['sheet', 'kind', 'progress', 'problems', 'explains'].map((name) => words(name))
  for (const [index, value] of titles.entries())
    sheet.put(start + 1, LEFT + index, { value, look: looks.head })
  for (const [index, entry] of plan.sheets.entries()) {
    const row = start + 2 + index
    sheet.put(row, LEFT, {
      value: entry.sheet,
      look: entry.kind === 'form' ? { ...looks.link, bold: true } : { ...looks.link, indent: 1 },
      link: `${sheetPrefix(entry.sheet)}A1`,
    })
    sheet.put(row, LEFT + 1, { value: words(entry.kind), look: looks.centred })
    const found = entry.kind === 'form' ? formProgress(entry) : registerProgress(entry, words)
    sheet.put(row, LEFT + 2, { formula: found.filled, look: looks.centred })
    sheet.put(row, LEFT + 3, { formula: found.count('✗'), look: looks.centred })
    sheet.put(row, LEFT + 4, { formula: found.count('?'), look: looks.centred })
  }
  const [first, last] = [start + 2, start + 1 + plan.sheets.length]
  for (const [column, signal] of [
    [LEFT + 3, looks.signals.error],
    [LEFT + 4, looks.signals.explain],
  ] as const) {
    const top = absolute(first, column).replaceAll('$', '')
    const end = absolute(last, column).replaceAll('$', '')
    sheet.highlights.push({ area: `${top}:${end}`, formula: `${top}>0`, ...signal })
  }
}

function formProgress({ sheet, lines }: FormSheet) {
  const rows = lines.flatMap((line) => (line.kind === 'element' ? [line.row] : []))
  const [first = FIRST_ROW, last = FIRST_ROW] = [rows[0], rows.at(-1)]
  const column = (index: number) => `${sheetPrefix(sheet)}${absolute(first, index)}:${absolute(last, index)}`
  return {
    filled: `(COUNT(${column(formColumns.value)})+COUNTIFS(${column(formColumns.value)},"=",${column(formColumns.reason)},"<>"))&" / ${rows.length}"`,
    count: (mark: string) => `COUNTIF(${column(formColumns.check)},${quoted(`${wild(mark)}*`)})`,
  }
}

function registerProgress({ sheet, register, rows }: RegisterSheet, words: Words) {
  const column = (index: number) =>
    `${sheetPrefix(sheet)}${absolute(FIRST_ROW, index)}:${absolute(FIRST_ROW + rows - 1, index)}`
  const key = column(fieldColumn(register, register.key[0] ?? ''))
  return {
    filled: `COUNTA(${key})&${quoted(` ${words('rows')}`)}`,
    count: (mark: string) => `COUNTIF(${column(messageColumn(register))},${quoted(`${wild(mark)}*`)})`,
  }
}

/** ? stands for any character in a criterion unless a tilde says otherwise. */
function wild(mark: string): string {
  return mark === '?' ? '~?' : mark
}

function spread(
  sheet: SheetDraft,
  row: number,
  column: number,
  last: number,
  value: string,
  look: Look,
): void {
  for (let at = column; at <= last; at += 1) {
    sheet.put(row, at, { look, ...(at === column ? { value } : {}) })
  }
  sheet.merges.push({ row, column, rows: 1, columns: last - column + 1 })
}
