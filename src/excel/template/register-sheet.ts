import type { Field, Register } from '../../catalog/index.ts'
import type { Row, RowCell } from '../../formula/index.ts'
import { NO, YES } from '../code-labels.ts'
import { quoted } from '../formulas/syntax.ts'
import { cellName } from '../read/sheet.ts'
import { type Choice, type Look, type SheetCell, SheetDraft } from '../workbook.ts'
import type { SheetTools } from './form-sheet.ts'
import * as looks from './looks.ts'
import {
  area,
  FIRST_ROW,
  fieldColumn,
  formatColumn,
  HEAD_ROW,
  ID_ROW,
  inRow,
  messageColumn,
  REMARK_ROW,
  type RegisterSheet,
  TITLE_ROW,
} from './plan.ts'
import { formatFaults, ruleFindings } from './register-formulas.ts'
import { NO_DATA_COLUMN } from './values-sheet.ts'

/** One register: a typed column for each field, drop-downs for codes, and on each row what is wrong with it. */
export function registerSheet(plan: RegisterSheet, tools: SheetTools): SheetDraft {
  const { contents, lists, words } = tools
  const { register } = plan
  const { language } = contents
  const sheet = new SheetDraft(plan.sheet)
  sheet.tab = looks.GREY
  const last = FIRST_ROW + plan.rows - 1
  sheet.put(ID_ROW, 0, { value: `vetted/register/${register.id}` })
  sheet.put(TITLE_ROW, 0, { value: register.name[language], look: looks.title })
  sheet.put(TITLE_ROW, NO_DATA_COLUMN + 1, {
    value: register.definition[language],
    look: looks.subtitle,
  })
  noDataCell(sheet, plan, tools)
  sheet.put(HEAD_ROW, 0, { value: words('mark'), look: looks.head })
  sheet.put(HEAD_ROW, messageColumn(register), { value: words('messages'), look: looks.head })
  sheet.widths.push(7)
  for (const field of register.fields) {
    const column = fieldColumn(register, field.id)
    sheet.put(ID_ROW, column, { value: field.id })
    sheet.put(HEAD_ROW, column, fieldHead(field, tools))
    sheet.widths.push(widthOf(field, tools))
    sheet.choices.push(...choiceOf(field, area(FIRST_ROW, column, last, column), tools))
    if (field.required) sheet.highlights.push(blankMark(register, column, last))
  }
  sheet.widths.push(70, 8)
  const rows = contents.rows.get(register.id) ?? []
  for (let index = 0; index < plan.rows; index += 1) {
    dataRow(sheet, register, FIRST_ROW + index, rows[index], lists)
  }
  rowChecks(sheet, plan, tools, last)
  sheet.hiddenRows.add(ID_ROW)
  sheet.hiddenColumns.add(formatColumn(register))
  sheet.heights.set(TITLE_ROW, 26)
  sheet.heights.set(HEAD_ROW, 34)
  sheet.frozen = { rows: FIRST_ROW, columns: Math.min(3, 1 + register.key.length) }
  sheet.filter = area(HEAD_ROW, 0, last, messageColumn(register))
  sheet.titleRow = HEAD_ROW
  return sheet
}

function noDataCell(
  sheet: SheetDraft,
  { register }: RegisterSheet,
  { contents, lists, words }: SheetTools,
): void {
  sheet.put(REMARK_ROW, 0, { value: words('noData'), look: looks.subtitle })
  sheet.put(REMARK_ROW, NO_DATA_COLUMN, {
    value: contents.emptyRegisters.has(register.id) ? YES : NO,
    look: looks.input('@', 'center'),
  })
  sheet.choices.push({
    area: cellName(NO_DATA_COLUMN, REMARK_ROW + 1),
    kind: 'list',
    list: lists.flags(),
    title: words('noData'),
    message: words('notInList'),
  })
}

function fieldHead(field: Field, { contents, words }: SheetTools): SheetCell {
  const { language, catalog } = contents
  const name = field.name[language]
  const unit = field.unit === undefined ? '' : catalog.units.label(field.unit, language)
  // Many names carry their unit already: 起薪（元/月）.
  const withUnit = unit === '' || /[（(]/.test(name) ? name : `${name}（${unit}）`
  const note = [
    words(field.required ? 'required' : 'optional'),
    kindHint(field, words),
    field.help?.[language] ?? '',
    field.example === undefined ? '' : words('example', { example: field.example }),
  ]
  return {
    value: field.required ? `${withUnit} *` : withUnit,
    look: looks.head,
    note: note.filter((part) => part !== '').join('\n'),
  }
}

function kindHint(field: Field, words: SheetTools['words']): string {
  switch (field.type) {
    case 'code':
      return words('chooseFromList')
    case 'flag':
      return words('yesOrNo')
    case 'date':
      return words('dateHint')
    case 'integer':
      return words('integerHint')
    case 'decimal':
      return words('decimalHint')
    case 'id_number':
      return words('idNumberHint')
    case 'phone':
      return words('phoneHint')
    default:
      return field.max_length === undefined
        ? words('plainTextHint')
        : words('textHint', { length: field.max_length })
  }
}

/** Wide enough for the longest label of a code list, as far as that is still a column. */
function widthOf(field: Field, { contents: { language }, lists }: SheetTools): number {
  const name = [...field.name[language]].length * (language === 'zh' ? 2 : 1)
  if (field.codelist !== undefined) {
    const labels = [...lists.labels.of(field.codelist).entries()].map(([, label]) => cellWidth(label))
    return Math.max(10, Math.min(30, Math.max(...labels) + 2), Math.min(18, name / (name > 14 ? 2 : 1) + 4))
  }
  const content = { id_number: 21, phone: 14, date: 12, flag: 8, integer: 10, decimal: 11 }[
    field.type as string
  ]
  const text = Math.min(34, Math.max(12, Math.round((field.max_length ?? 20) * 0.7)))
  return Math.max(content ?? text, Math.min(18, name / (name > 14 ? 2 : 1) + 4))
}

/** In half-width characters, as columns are measured. */
function cellWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character < '\u2000' ? 1 : 2), 0)
}

/** Looks by type: text cells keep 0012 and long numbers as they are typed. */
const fieldLooks: Readonly<Record<string, Look>> = {
  integer: looks.input('0', 'right'),
  decimal: looks.input('General', 'right'),
  date: looks.input('yyyy-mm-dd', 'center'),
  flag: looks.input('@', 'center'),
  text: looks.input('@', 'left'),
}

function dataRow(
  sheet: SheetDraft,
  register: Register,
  row: number,
  data: Row | undefined,
  lists: SheetTools['lists'],
): void {
  for (const field of register.fields) {
    const value = data && shownCell(field, data[field.id] ?? null, lists)
    sheet.put(row, fieldColumn(register, field.id), {
      ...(value === undefined ? {} : { value }),
      look: fieldLooks[field.type] ?? looks.input('@', 'left'),
    })
  }
}

/** A stored cell as a person sees it: labels for codes, 是 and 否, real dates. */
function shownCell(field: Field, cell: RowCell, lists: SheetTools['lists']): SheetCell['value'] {
  if (cell === null || cell === '') return undefined
  if (typeof cell === 'boolean') return cell ? YES : NO
  const text = String(cell)
  switch (field.type) {
    case 'code':
      return field.codelist === undefined ? text : (lists.labels.of(field.codelist).label(text) ?? text)
    case 'integer':
    case 'decimal':
      return Number.isFinite(Number(text)) ? Number(text) : text
    case 'date':
      return Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : new Date(`${text}T00:00:00Z`)
    default:
      return text
  }
}

function choiceOf(field: Field, where: string, { contents, lists, words }: SheetTools): Choice[] {
  const title = field.name[contents.language]
  const { min, max } = field
  const range = min && max ? `${min}–${max}` : min ? `≥ ${min}` : max ? `≤ ${max}` : ''
  switch (field.type) {
    case 'code':
      if (field.codelist === undefined) return []
      return [
        { area: where, kind: 'list', list: lists.nameOf(field.codelist), title, message: words('notInList') },
      ]
    case 'flag':
      return [{ area: where, kind: 'list', list: lists.flags(), title, message: words('yesOrNo') }]
    case 'integer':
    case 'decimal':
      return [
        {
          area: where,
          kind: field.type === 'integer' ? 'whole' : 'decimal',
          least: (min ?? -1e12).toString(),
          most: (max ?? 1e12).toString(),
          title,
          message: words('notANumber', { range: range === '' ? '' : `（${range}）` }),
        },
      ]
    case 'date':
      return [{ area: where, kind: 'date', least: '1', most: '73050', title, message: words('notADate') }]
    default:
      if (field.max_length === undefined) return []
      return [
        {
          area: where,
          kind: 'length',
          most: String(field.max_length),
          title,
          message: words('tooLong', { length: field.max_length }),
        },
      ]
  }
}

/** A required cell that is blank in a row that has begun. */
function blankMark(register: Register, column: number, last: number) {
  const [first, end] = [inRow(FIRST_ROW, 1), inRow(FIRST_ROW, register.fields.length)]
  return {
    area: area(FIRST_ROW, column, last, column),
    formula: `AND(${inRow(FIRST_ROW, column)}="",COUNTA(${first}:${end})>0)`,
    ...looks.signals.error,
  }
}

const checkText: Look = { ink: looks.INK, isUnlocked: true }
const markText: Look = { ink: looks.INK, border: looks.LINE, align: 'center', isUnlocked: true }

/**
 * The formulas of each row. They are unlocked like the rest of the row, as a protected sheet lets a row be deleted
 * or sorted only when all of it is; what someone types over them is never read.
 */
function rowChecks(sheet: SheetDraft, plan: RegisterSheet, tools: SheetTools, last: number): void {
  const { register } = plan
  const [first, end] = [inRow(FIRST_ROW, 1), inRow(FIRST_ROW, register.fields.length)]
  const message = inRow(FIRST_ROW, messageColumn(register))
  const format = inRow(FIRST_ROW, formatColumn(register))
  const isBlank = `COUNTA(${first}:${end})=0`
  const { formula } = ruleFindings(register, tools.contents, tools.lists)
  const faults = formatFaults(register, tools.contents, tools.lists)
  sheet.fill(formatColumn(register), FIRST_ROW, last, `IF(${isBlank},"",${faults})`, checkText)
  sheet.fill(
    messageColumn(register),
    FIRST_ROW,
    last,
    `IF(${isBlank},"",IF(${format}<>"",${format},${formula}))`,
    checkText,
  )
  sheet.fill(0, FIRST_ROW, last, `IF(${isBlank},"",IF(${message}="","✓",LEFT(${message},1)))`, markText)
  for (const [mark, signal] of [
    ['✗', looks.signals.error],
    ['?', looks.signals.explain],
    ['·', looks.signals.note],
    ['✓', looks.signals.done],
  ] as const) {
    sheet.highlights.push({
      area: area(FIRST_ROW, 0, last, 0),
      formula: `${inRow(FIRST_ROW, 0)}=${quoted(mark)}`,
      ...signal,
    })
  }
}
