import { codeName, type Field } from '../../catalog/index.ts'
import { rowNumber } from '../../formula/index.ts'
import { chineseNumber, type Decimal, decimal, isKnown, known } from '../../kernel/index.ts'
import type { Inline } from '../document/document.ts'
import type { PrintOptions, Inline as TemplateInline } from '../template/template.ts'
import { type Filled, filled, gap, valueFigure, words } from './figures.ts'
import { fillChange } from './fill-change.ts'
import type { Measured } from './measure.ts'
import { rowName } from './rows.ts'
import type { LoopRows, ReportRun, Setting, Subject } from './run.ts'
import { tidy } from './tidy.ts'

/** A field of the loop's row: a number becomes a figure, all else is text with its source. */
export function fillField(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'field' }>,
  setting: Setting,
): Filled {
  const loop = setting.rows
  const field = loop?.register.fields.find((candidate) => candidate.id === inline.field)
  if (!loop || !field) return gap(inline.field)
  const { row } = loop.rows[0]
  const cell = row[field.id]
  if (cell === null || cell === undefined || cell === '')
    return gap(`${loop.register.name.zh}·${field.name.zh}`)
  const number = field.type === 'integer' || field.type === 'decimal' ? rowNumber(row, field.id) : undefined
  if (number) return numberField(run, loop, field, number, inline.style, inline.print, setting)
  const text = textOf(run, loop, field, String(cell), setting.inTable)
  return filled(dataText(run, loop, text))
}

function numberField(
  run: ReportRun,
  loop: LoopRows,
  field: Field,
  number: Decimal,
  style: 'plain' | 'ordinal' | 'words',
  options: PrintOptions,
  setting: Setting,
): Filled {
  if (style === 'ordinal') {
    // An edition is part of a name, not a quantity: 第十一届.
    return filled(dataText(run, loop, `第${chineseNumber(number.toNumber())}`))
  }
  const whole = sumOf(loop, field) ?? number
  const subject = rowSubject(
    run,
    loop,
    {
      kind: 'row',
      name: loop.register.id,
      cell: `${rowsName(loop)}.${field.id}`,
      label: {
        zh: `${loop.words.zh}·${field.name.zh}`,
        en: `${loop.words.en} · ${field.name.en}`,
      },
      unit: field.unit ?? 'one',
      decimals: whole.decimalPlaces(),
      isShare: run.catalog.units.parse(field.unit ?? 'one')?.kind === 'share',
      style: 'plain',
      better: 'neutral',
    },
    whole,
  )
  return valueFigure(run, subject, setting, { ...options, words: options.words || style === 'words' })
}

/** Of a group of rows, a number field shows the sum. */
function sumOf(loop: LoopRows, field: Field): Decimal | undefined {
  if (loop.rows.length === 1) return undefined
  return loop.rows.reduce((sum, { row }) => sum.plus(rowNumber(row, field.id) ?? 0), decimal(0))
}

function rowsName(loop: LoopRows): string {
  const [first] = loop.rows
  const name = `${first.keeper.code}/${rowName(loop.register, first.row)}`
  return loop.rows.length === 1 ? name : `${name}+${loop.rows.length - 1}`
}

/** How many rows the loop's group has: 政府职能部门10家. */
export function fillSize(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'size' }>,
  setting: Setting,
): Filled {
  const loop = setting.rows
  if (!loop) return gap('行数')
  const subject = rowSubject(
    run,
    loop,
    {
      kind: 'row',
      name: `count(${loop.register.id})`,
      cell: loop.words.en,
      label: loop.words,
      unit: inline.unit,
      decimals: 0,
      isShare: false,
      style: 'plain',
      better: 'neutral',
    },
    decimal(loop.rows.length),
  )
  return valueFigure(run, subject, setting, inline.print)
}

function rowSubject(run: ReportRun, loop: LoopRows, what: Measured, value: Decimal): Subject {
  return {
    what,
    unit: loop.rows.length === 1 ? loop.rows[0].keeper : run.unit,
    year: run.year,
    now: { observed: known(value), coverage: { reported: 1, expected: 1 }, origin: 'register' },
    quantity: undefined,
    row: loop,
  }
}

function textOf(run: ReportRun, loop: LoopRows, field: Field, cell: string, inTable: boolean): string {
  switch (field.type) {
    case 'code':
      return codeName(run.catalog, field.codelist ?? '', cell).zh
    case 'date':
      return inTable ? cell : dateText(cell)
    case 'flag':
      return cell === 'true' ? '是' : '否'
    case 'reference':
      return referredName(run, loop, field, cell)
    default:
      return cell
  }
}

/** 2017-10-09 is written 2017年10月9日. */
function dateText(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) ?? []
  return year === undefined ? iso : `${year}年${Number(month)}月${Number(day)}日`
}

/** The name that the row referred to goes by: its title or name field. */
function referredName(run: ReportRun, loop: LoopRows, field: Field, key: string): string {
  const register = run.catalog.registers.inForce(field.refers_to ?? '', run.year)
  const { keeper } = loop.rows[0]
  if (!register) return key
  const units = run.world.tree(run.year).lineage(keeper.id)
  for (const unit of units) {
    for (const row of run.world.values.rows(unit.id, run.year, register.id) ?? []) {
      if (rowName(register, row) === key) return String(row.title ?? row.name ?? key)
    }
  }
  return key
}

function dataText(run: ReportRun, loop: LoopRows, text: string): Inline {
  const [first] = loop.rows
  const source = `${run.year}:${first.keeper.code}:${loop.register.id}:${rowName(loop.register, first.row)}`
  return { kind: 'text', text: tidy(text), origin: 'data', source }
}

/** The value that a row names as its evidence, with how it changed. */
export function fillEvidence(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'evidence' }>,
  setting: Setting,
): Filled {
  const name = setting.rows?.rows[0].row[inline.field]
  if (typeof name !== 'string' || name === '') return gap('依据指标')
  const span = { start: 0, end: 0 }
  const quantity = { text: name, expr: { kind: 'reference' as const, name, cell: [], span }, yearsBack: 0 }
  const subject = run.subject(quantity, 'here', setting)
  if (!subject || !isKnown(subject.now.observed)) return gap(subject?.what.label.zh ?? name)
  const value = valueFigure(run, subject, setting)
  const change = fillChange(
    run,
    {
      kind: 'change',
      quantity,
      placement: 'here',
      words: { up: '', down: '', same: '' },
      style: 'compare',
      withGrowth: false,
      steady: undefined,
    },
    setting,
  )
  return filled(
    words(`${subject.what.label.zh}为`),
    ...value.inlines,
    ...(change.gaps.length === 0 ? [words('，'), ...change.inlines] : []),
  )
}
