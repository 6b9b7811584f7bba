import { compileCondition, evaluateCondition, inputsOf } from '../../formula/index.ts'
import { chineseNumber, nameKey } from '../../kernel/index.ts'
import type { Inline } from '../document/document.ts'
import type { Rows, Inline as TemplateInline, Test } from '../template/template.ts'
import { type Filled, filled, gap, NOTHING, valueFigure } from './figures.ts'
import { fillChange, fillWord } from './fill-change.ts'
import { fillEvidence, fillField, fillSize } from './fill-field.ts'
import { loopOver } from './loop.ts'
import { fillReason } from './reason.ts'
import { rowsBelow } from './rows.ts'
import type { ReportRun, Setting } from './run.ts'
import { tidy } from './tidy.ts'

/** Fills running text; gaps say what is not known, and the caller decides what is then left out. */
export function fillInlines(run: ReportRun, inlines: readonly TemplateInline[], setting: Setting): Filled {
  const parts = inlines.map((inline) => fillInline(run, inline, setting))
  return {
    inlines: parts.flatMap((part) => part.inlines),
    gaps: parts.flatMap((part) => part.gaps),
  }
}

function fillInline(run: ReportRun, inline: TemplateInline, setting: Setting): Filled {
  switch (inline.kind) {
    case 'text':
      return filled({ kind: 'text', text: inline.text, origin: 'template' })
    case 'set':
      return filled({ kind: 'text', text: inline.text, origin: 'set' })
    case 'strong': {
      const inner = fillInlines(run, inline.inlines, setting)
      return { inlines: [{ kind: 'strong', inlines: inner.inlines }], gaps: inner.gaps }
    }
    case 'optional': {
      const inner = fillInlines(run, inline.inlines, setting)
      if (inner.gaps.length === 0) return inner
      run.missing(inner.gaps)
      return NOTHING
    }
    case 'when':
      return holds(run, inline.test, setting) ? fillInlines(run, inline.inlines, setting) : NOTHING
    case 'figure': {
      const subject = run.subject(inline.quantity, inline.placement, setting)
      return subject ? valueFigure(run, subject, setting, inline.print) : gap(inline.quantity.text)
    }
    case 'change':
      return fillChange(run, inline, setting)
    case 'word':
      return fillWord(run, inline, setting)
    case 'reason':
      return fillReason(run, inline, setting)
    case 'name':
      return fillName(run, inline.of, setting)
    case 'field':
      return fillField(run, inline, setting)
    case 'evidence':
      return fillEvidence(run, inline, setting)
    case 'size':
      return fillSize(run, inline, setting)
    case 'each':
      return fillEach(run, inline, setting)
    case 'index':
      return filled(counter(inline.style === 'words' ? chineseNumber(setting.index) : String(setting.index)))
    case 'year':
      return filled(counter(`${run.year - inline.back}`))
    case 'period':
      return filled(counter(`${periodOf(run, inline.name) - inline.back}`))
    case 'cite':
      return fillCitation(run, inline.document)
    case 'ref': {
      const number = run.numberOf(inline.target)
      return number === undefined ? gap(inline.target, 'not_applicable') : filled(counter(number))
    }
    case 'label': {
      const subject = run.subject(inline.quantity, 'here', setting)
      return subject
        ? filled({ kind: 'text', text: tidy(subject.what.label.zh), origin: 'data', source: 'catalog' })
        : gap(inline.quantity.text)
    }
    case 'unitword':
      return filled({ kind: 'text', text: run.catalog.units.label(inline.unit, 'zh'), origin: 'template' })
  }
}

function counter(text: string): Inline {
  return { kind: 'text', text, origin: 'counter' }
}

export function holds(run: ReportRun, test: Test, setting: Setting): boolean {
  if (test.over === 'row') {
    const row = setting.rows?.rows[0].row
    return row !== undefined && compileCondition(test.expr)(row) === true
  }
  return evaluateCondition(test.expr, run.context(setting.unitId, run.year)) === true
}

function fillName(run: ReportRun, of: 'unit' | 'school' | 'parent' | 'city', setting: Setting): Filled {
  const lineage = run.world.tree(run.year).lineage(run.unit.id)
  const unit =
    of === 'unit'
      ? run.unit
      : of === 'parent'
        ? lineage[1]
        : of === 'city'
          ? lineage.find((candidate) => candidate.level === 'city')
          : schoolAt(run, setting)
  if (!unit) return gap('机构名称')
  return filled({ kind: 'text', text: unit.name, origin: 'data', source: `org:${unit.code}` })
}

/** The school that a loop is at, or else the one that keeps the row at hand. */
function schoolAt(run: ReportRun, setting: Setting) {
  const here = run.world.tree(run.year).unit(setting.unitId)
  return here?.level === 'school' ? here : (setting.rows?.rows[0].keeper ?? here)
}

function fillEach(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'each' }>,
  setting: Setting,
): Filled {
  const turns = loopOver(run, inline.rows, setting)
  const parts = turns
    .map((turn) => fillInlines(run, inline.inlines, turn))
    .filter((part) => {
      run.missing(part.gaps)
      return part.gaps.length === 0 && part.inlines.length > 0
    })
  if (parts.length === 0) return nothingToList(run, inline.rows, setting)
  const inlines = parts.flatMap((part, index) => {
    const joiner = index === 0 ? '' : index === parts.length - 1 ? inline.last : inline.joiner
    return joiner === ''
      ? part.inlines
      : [{ kind: 'text' as const, text: joiner, origin: 'template' as const }, ...part.inlines]
  })
  return { inlines, gaps: [] }
}

/** An empty list is no gap to tell of where the register was handed in: there was nothing to write into it. */
function nothingToList(run: ReportRun, rows: Rows, setting: Setting): Filled {
  if (rows.over === 'schools') return gap('学校', 'not_applicable')
  const register = run.catalog.registers.inForce(rows.register, run.year)
  const place = run.place(rows.placement, setting)
  const handedIn = register && place ? rowsBelow(run.world, place.id, run.year, register).handedIn.length : 0
  return gap(register?.name.zh ?? rows.register, handedIn > 0 ? 'not_applicable' : 'missing')
}

/** The year that a value of the reporting year describes: finance returns speak of the calendar year before. */
export function periodOf(run: ReportRun, name: string): number {
  const names = [name]
  const seen = new Set<string>()
  for (let next = names.pop(); next !== undefined; next = names.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const element = run.catalog.elements.inForce(next, run.year)
    if (element?.period === 'calendar_year_before') return run.year - 1
    const indicator = run.catalog.indicators.inForce(next, run.year)
    if (indicator) names.push(...inputsOf(indicator.formula).names)
  }
  return run.year
}

function fillCitation(run: ReportRun, id: string): Filled {
  const register = run.catalog.registers.inForce('documents', run.year)
  const lineage = run.world.tree(run.year).lineage(run.unit.id)
  for (const unit of lineage) {
    for (const row of run.world.values.rows(unit.id, run.year, 'documents') ?? []) {
      if (!register || nameKey(String(row[register.key[0] ?? ''])) !== nameKey(id)) continue
      const number = row.number ? `（${row.number}）` : ''
      return filled({
        kind: 'text',
        text: tidy(`《${row.title}》${number}`),
        origin: 'data',
        source: `documents:${id}`,
      })
    }
  }
  run.notice('citation_missing', `文件台账里没有“${id}”`, `the register of documents has no "${id}"`)
  return gap(`文件 ${id}`, 'not_applicable')
}
