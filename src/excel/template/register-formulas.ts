import { type Field, messageText, type Register } from '../../catalog/index.ts'
import { type RowPlaces, rowFails } from '../formulas/row.ts'
import { quoted, Untranslatable, withinBounds } from '../formulas/syntax.ts'
import { messageFormula } from '../formulas/value.ts'
import type { TemplateContents } from './contents.ts'
import type { ListsSheet } from './lists-sheet.ts'
import { FIRST_ROW, fieldColumn, fieldOf, inRow } from './plan.ts'

const failMarks = { error: '✗', explain: '?', note: '·' } as const
const order = { error: 0, explain: 1, note: 2 } as const

/** The fields of a register as cells of its first data row. */
function rowPlaces(register: Register, lists: ListsSheet): RowPlaces {
  return {
    labels: lists.labels,
    field: (id) => ({ field: fieldOf(register, id), cell: inRow(FIRST_ROW, fieldColumn(register, id)) }),
  }
}

/** What is wrong with the form of the row's cells: blank, not in the list, no number … Codes FMT-001 … FMT-008. */
export function formatFaults(register: Register, contents: TemplateContents, lists: ListsSheet): string {
  const parts = register.fields.flatMap((field) => {
    const cell = inRow(FIRST_ROW, fieldColumn(register, field.id))
    return faultsOf(field, cell, lists).map(
      ({ code, test, value }) => `IF(${test},${faultText(contents, field, code, value)},"")`,
    )
  })
  return withinBounds(parts.length === 0 ? '""' : parts.join('&'))
}

/** What the register's own rules find in the row, worst first; rules that a workbook cannot compute stay out. */
export function ruleFindings(
  register: Register,
  contents: TemplateContents,
  lists: ListsSheet,
): { readonly formula: string; readonly later: readonly string[] } {
  const places = rowPlaces(register, lists)
  const later: string[] = []
  let formula = ''
  const sorted = [...register.checks].sort((a, b) => order[a.severity] - order[b.severity])
  for (const check of sorted) {
    try {
      const found = quoted(`${failMarks[check.severity]} ${check.code} ${check.name[contents.language]}  `)
      const next = `IF(${rowFails(check, places)},${found},"")`
      formula = withinBounds(formula === '' ? next : `${formula}&${next}`)
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error
      later.push(check.code)
    }
  }
  return { formula: formula === '' ? '""' : formula, later }
}

interface CellFault {
  readonly code: string
  readonly test: string
  /** Cell whose text the message shows. */
  readonly value?: string
}

function faultsOf(field: Field, cell: string, lists: ListsSheet): CellFault[] {
  const faults: CellFault[] = []
  const filled = (test: string) => `IF(${cell}="",FALSE,${test})`
  if (field.required) faults.push({ code: 'FMT-001', test: `${cell}=""` })
  switch (field.type) {
    case 'code':
      if (field.codelist !== undefined) {
        const list = lists.nameOf(field.codelist)
        faults.push({ code: 'FMT-002', test: filled(`ISNA(MATCH(${cell},${list},0))`), value: cell })
      }
      break
    case 'flag':
      faults.push({ code: 'FMT-002', test: filled(`ISNA(MATCH(${cell},${lists.flags()},0))`), value: cell })
      break
    case 'integer':
    case 'decimal':
      faults.push(...numberFaults(field, cell))
      break
    case 'date':
      faults.push({ code: 'FMT-006', test: filled(`NOT(ISNUMBER(${cell}))`), value: cell })
      break
    case 'id_number':
      faults.push({ code: 'FMT-007', test: filled(`NOT(${idNumberHolds(cell)})`) })
      break
    case 'phone':
      faults.push({ code: 'FMT-007', test: filled(`NOT(${phoneHolds(cell)})`) })
      break
    default:
      if (field.max_length !== undefined) {
        faults.push({ code: 'FMT-008', test: `LEN(${cell})>${field.max_length}` })
      }
  }
  return faults
}

function numberFaults(field: Field, cell: string): CellFault[] {
  const number = (test: string) => `IF(ISNUMBER(${cell}),${test},FALSE)`
  const faults: CellFault[] = [
    { code: 'FMT-003', test: `IF(${cell}="",FALSE,NOT(ISNUMBER(${cell})))`, value: cell },
  ]
  if (field.type === 'integer') {
    faults.push({ code: 'FMT-004', test: number(`${cell}<>INT(${cell})`), value: cell })
  }
  const { min, max } = field
  const isOutside = [min ? `${cell}<${min.toFixed()}` : '', max ? `${cell}>${max.toFixed()}` : ''].filter(
    (test) => test !== '',
  )
  if (isOutside.length > 0) {
    const whole = field.type === 'integer' ? `${cell}=INT(${cell})` : 'TRUE'
    faults.push({
      code: 'FMT-005',
      test: number(`AND(${whole},OR(${isOutside.join(',')}))`),
      value: cell,
    })
  }
  return faults
}

/** GB 11643: seventeen digits with a possible date, and the check digit. A masked number is left to the platform. */
function idNumberHolds(cell: string): string {
  const places = '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17}'
  const weights = '{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'
  const sum = `SUMPRODUCT((CODE(MID(${cell},${places},1))-48)*${weights})`
  const digits = `SUMPRODUCT((CODE(MID(${cell},${places},1))>=48)*(CODE(MID(${cell},${places},1))<=57))=17`
  const checks = `UPPER(RIGHT(${cell},1))=MID("10X98765432",MOD(${sum},11)+1,1)`
  const [year, month, day] = [`MID(${cell},7,4)`, `MID(${cell},11,2)`, `MID(${cell},13,2)`]
  const date = `DATE(${year},${month},${day})`
  const born = `AND(${year}*1>=1900,MONTH(${date})=${month}*1,DAY(${date})=${day}*1)`
  return `IF(${isMasked(cell)},TRUE,IFERROR(AND(LEN(${cell})=18,${digits},${checks},${born}),FALSE))`
}

/** 11 digits from 1, an area code from 0 with or without a dash before 7 or 8 digits, or these alone. */
function phoneHolds(cell: string): string {
  const bare = `SUBSTITUTE(${cell},"-","")`
  const code = `CODE(MID(${bare}&REPT("x",13),{1,2,3,4,5,6,7,8,9,10,11,12,13},1))`
  const digits = `SUMPRODUCT((${code}>=48)*(${code}<=57))=LEN(${bare})`
  const between = (length: string, least: number, most: number) => `${length}>=${least},${length}<=${most}`
  const dash = `IFERROR(FIND("-",${cell}),0)`
  const whole = `LEN(${cell})`
  const shapes = [
    `AND(${dash}=0,LEFT(${cell},1)="1",${whole}=11)`,
    `AND(${dash}=0,${between(whole, 7, 8)})`,
    `AND(${dash}=0,LEFT(${cell},1)="0",${between(whole, 10, 12)})`,
    `AND(${whole}-LEN(${bare})=1,LEFT(${cell},1)="0",${between(dash, 4, 5)},${between(`${whole}-${dash}`, 7, 8)})`,
  ]
  return `IF(${isMasked(cell)},TRUE,AND(LEN(${bare})<=13,${digits},OR(${shapes.join(',')})))`
}

/** 4418…1234 and 138****1234 stand for numbers that were checked when they were typed. */
function isMasked(cell: string): string {
  return `OR(ISNUMBER(FIND("*",${cell})),ISNUMBER(FIND("…",${cell})))`
}

function faultText(
  contents: TemplateContents,
  field: Field,
  code: string,
  value: string | undefined,
): string {
  const { min, max } = field
  const range = min && max ? `${min}–${max}` : min ? `≥ ${min}` : max ? `≤ ${max}` : ''
  // {value} stays a place, for the cell to fill.
  const words = messageText(contents.catalog, contents.language, code, {
    field: field.name[contents.language],
    range,
    length: field.max_length ?? '',
  })
  return messageFormula(`✗ ${code} ${words}  `, (name) => (name === 'value' ? value : undefined))
}
