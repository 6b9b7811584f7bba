import type { Block, Inline, TableRow } from '../document/document.ts'
import type { TableBlock, Inline as TemplateInline } from '../template/template.ts'
import { fillInlines } from './fill-inlines.ts'
import { loopOver } from './loop.ts'
import { schoolsOf } from './rows.ts'
import { type ReportRun, restsOnSynthetic, type Setting } from './run.ts'

/** A table: rows numbered as they come, schools without a row named below it, unknown cells marked and explained. */
export function fillTable(run: ReportRun, block: TableBlock, setting: Setting): Block[] {
  const inside: Setting = { ...setting, inTable: true }
  const caption = fillInlines(run, block.caption, setting)
  if (caption.gaps.length > 0) return []
  const turns = block.rows ? loopOver(run, block.rows, inside) : [inside]
  const filled = turns.flatMap((turn) =>
    block.body.flatMap((cells) => {
      const row = fillRow(run, cells, turn)
      return row ? [{ turn, row }] : []
    }),
  )
  if (filled.length === 0) return []
  const rows: TableRow[] = filled.map(({ row }, index) => ({
    total: false,
    cells: block.numbered ? [[counter(String(index + 1))], ...row.cells] : row.cells,
  }))
  if (block.total) rows.push(totalRow(run, block, inside))
  const head = block.head.map((cell) => fillInlines(run, cell, inside).inlines)
  const count = run.next('table')
  const number = `表${count}`
  run.number(block.id, number)
  const unknown = filled.some(({ row }) => row.unknown)
  return [
    {
      kind: 'table',
      id: `table-${count}`,
      number,
      caption: caption.inlines,
      head: block.numbered ? [[plain('序号')], ...head] : head,
      rows,
      notes: notesOf(
        run,
        block,
        setting,
        filled.map(({ turn }) => turn),
        unknown,
      ),
      numeric: numericColumns(rows),
    },
  ]
}

interface FilledRow {
  readonly cells: readonly (readonly Inline[])[]
  readonly unknown: boolean
}

/** A row of the body; undefined where nothing but its first cell, the name, is known. */
function fillRow(
  run: ReportRun,
  cells: readonly (readonly TemplateInline[])[],
  turn: Setting,
): FilledRow | undefined {
  const filled = cells.map((cell) => fillInlines(run, cell, turn))
  const rest = filled.slice(1)
  if (rest.length > 0 && rest.every((cell) => cell.gaps.length > 0 || cell.inlines.length === 0))
    return undefined
  const unknown = filled.some((cell) => cell.gaps.length > 0)
  return { cells: filled.map((cell) => (cell.gaps.length > 0 ? [plain('—')] : cell.inlines)), unknown }
}

function totalRow(run: ReportRun, block: TableBlock, setting: Setting): TableRow {
  const cells = (block.total ?? []).map((cell) => {
    const { inlines, gaps } = fillInlines(run, cell, setting)
    return gaps.length > 0 ? [plain('—')] : inlines
  })
  return { total: true, cells: block.numbered ? [[], ...cells] : cells }
}

function notesOf(
  run: ReportRun,
  block: TableBlock,
  setting: Setting,
  turns: readonly Setting[],
  unknown: boolean,
): Inline[][] {
  const notes: Inline[][] = []
  if (unknown) notes.push([plain('注：“—”表示未报送或不适用。')])
  const overSchools = block.rows?.over === 'schools'
  const schools = schoolsOf(run.world, setting.unitId, run.year)
  const overAll = block.rows?.over === 'schools' && block.rows.where === undefined
  if ((block.listsMissing || overAll) && schools.length > 1) {
    const there = new Set(turns.map((turn) => turn.rows?.rows[0].keeper.id ?? turn.unitId))
    const missing = schools.filter((school) => !there.has(school.id))
    if (missing.length > 0) {
      notes.push([
        plain('没有登记此项的学校：'),
        ...missing.flatMap((school, index): Inline[] => [
          ...(index > 0 ? [plain('、')] : []),
          { kind: 'text', text: school.name, origin: 'data', source: `org:${school.code}` },
        ]),
        plain('。'),
      ])
    }
  }
  const showsSplit = turns.some(
    (turn) => turn.unitId !== run.unit.id || turn.rows?.rows[0].keeper.id !== run.unit.id,
  )
  if (overSchools && showsSplit && schools.some((school) => restsOnSynthetic(run.world, school, run.year))) {
    notes.push([plain(SPLIT_NOTE)])
  }
  return notes
}

/** Stands wherever values of single schools are shown that were made up. */
export const SPLIT_NOTE = '各校分项为合成演示数据（synthetic demonstration data），不是学校实际报送的数据。'

/** Columns in which every known cell is a figure. */
function numericColumns(rows: readonly TableRow[]): number[] {
  const width = rows[0]?.cells.length ?? 0
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = rows.map((row) => row.cells[column] ?? []).filter((cell) => cell.length > 0)
    return (
      cells.some((cell) => cell.some((inline) => inline.kind === 'figure')) &&
      cells.every((cell) => cell.length === 1 && (cell[0]?.kind === 'figure' || isDash(cell[0])))
    )
  })
}

function isDash(inline: Inline | undefined): boolean {
  return inline?.kind === 'text' && inline.text === '—'
}

function plain(text: string): Inline {
  return { kind: 'text', text, origin: 'template' }
}

function counter(text: string): Inline {
  return { kind: 'text', text, origin: 'counter' }
}
