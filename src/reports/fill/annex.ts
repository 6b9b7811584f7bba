import { definitionOf } from '../../catalog/index.ts'
import { inputsOf } from '../../formula/index.ts'
import { type Trace, traceOf } from '../../indicators/index.ts'
import { type Bilingual, isKnown, type Observed, type OrgUnitInYear } from '../../kernel/index.ts'
import type { AnnexEntry, AnnexInput, Fact, SchoolValues, Shown } from '../document/document.ts'
import type { Amount } from './amount.ts'
import { measured } from './measure.ts'
import { PLAIN, print } from './print.ts'
import { reasonsAbout } from './reason.ts'
import { schoolsOf } from './rows.ts'
import { type ReportRun, restsOnSynthetic, type Subject } from './run.ts'

/** For every quantity that the report prints: formula, inputs, the schools behind it, last year, reasons, source. */
export function annexOf(run: ReportRun, facts: readonly Fact[]): AnnexEntry[] {
  const byEntry = new Map<number, string[]>()
  for (const fact of facts) {
    const keys = byEntry.get(fact.entry)
    if (keys) keys.push(fact.key)
    else byEntry.set(fact.entry, [fact.key])
  }
  return run.subjects.map((subject, index) => entryOf(run, subject, index + 1, byEntry.get(index + 1) ?? []))
}

function entryOf(run: ReportRun, first: Subject, number: number, facts: readonly string[]): AnnexEntry {
  const subject = atReportYear(run, first)
  const { what, unit, now } = subject
  const before = run.before(subject)
  const trace = traced(run, subject)
  const inputs = trace ? inputsIn(run, trace.inputs, 1) : []
  const schools = schoolsBehind(run, subject)
  return {
    number,
    unit: { code: unit.code, name: unit.name },
    year: subject.year,
    name: what.name,
    cell: what.cell,
    label: what.label,
    definition: definitionText(run, subject),
    unitText: what.style === 'plain' ? unitText(run, what.unit) : { zh: '', en: '' },
    facts,
    now: shown(run, subject, now),
    before: before ? shown(run, subject, before) : { state: 'missing', text: '—' },
    formula: trace?.formula ?? countingRule(subject),
    inputs,
    origin: now.origin,
    coverage: coverageOf(now, schools),
    missing: schools.filter((school) => school.now.state === 'missing').map((school) => school.name),
    schools,
    schoolInputs: schools.length > 0 ? inputLabels(run, subject) : [],
    source: sourceOf(run, subject),
    reasons: reasonsAbout(run, unit.id, what.name).map((reason) => reason.text),
    synthetic: run.isSynthetic(subject),
  }
}

/** A complete value says of how many schools it is complete. */
function coverageOf({ coverage }: Amount, schools: readonly SchoolValues[]): AnnexEntry['coverage'] {
  const isComplete = coverage.reported >= coverage.expected
  return isComplete && schools.length > 0 ? { reported: schools.length, expected: schools.length } : coverage
}

/** An entry speaks of the report's year, even where only last year's value is printed. */
function atReportYear(run: ReportRun, subject: Subject): Subject {
  const { quantity, unit, year } = subject
  const what = quantity && measured(run.catalog, quantity, run.year)
  if (!quantity || !what || year === run.year || !run.world.tree(run.year).unit(unit.id)) return subject
  return { ...subject, what, year: run.year, now: run.amount(quantity, what, unit.id, run.year) }
}

function traced(run: ReportRun, { quantity, what, unit, year }: Subject): Trace | undefined {
  if (quantity?.expr.kind !== 'reference') return undefined
  return traceOf(run.world, unit.id, year, what.name, what.cell)
}

function countingRule({ what, row }: Subject): Bilingual | undefined {
  if (what.kind === 'aggregate') return what.label
  return row ? row.words : undefined
}

function inputsIn(run: ReportRun, traces: readonly Trace[], depth: number): AnnexInput[] {
  return traces.flatMap((trace) => [
    {
      label: labelIn(run, trace),
      unitText: unitText(run, trace.unit),
      year: trace.year,
      shown: shownValue(run, trace.observed, trace.unit, trace.decimals),
      depth,
      formula: trace.formula,
    },
    ...inputsIn(run, trace.inputs, depth + 1),
  ])
}

/** The cell of a breakdown by its name. */
function labelIn(run: ReportRun, trace: Trace): Bilingual {
  if (trace.cell === '') return trace.label
  const expr = {
    kind: 'reference' as const,
    name: trace.name,
    cell: trace.cell.split('&').map((part) => {
      const [dimension = '', code = ''] = part.split('=')
      return { dimension, code }
    }),
    span: { start: 0, end: 0 },
  }
  return measured(run.catalog, { text: trace.name, expr, yearsBack: 0 }, trace.year)?.label ?? trace.label
}

const MAX_SCHOOL_INPUTS = 4

function inputLabels(run: ReportRun, { what, year }: Subject): Bilingual[] {
  return inputNames(run, what.name, year).map((name) => {
    const found = definitionOf(run.catalog, name, year)
    return found?.definition.name ?? { zh: name, en: name }
  })
}

/** Elements and indicators that the formula of an indicator reads, as far as a table has room for them. */
function inputNames(run: ReportRun, name: string, year: number): string[] {
  const indicator = run.catalog.indicators.inForce(name, year)
  if (!indicator) return []
  return inputsOf(indicator.formula)
    .names.filter((input) => definitionOf(run.catalog, input, year)?.kind !== 'parameter')
    .slice(0, MAX_SCHOOL_INPUTS)
}

function schoolsBehind(run: ReportRun, subject: Subject): SchoolValues[] {
  const { quantity, unit, what, year } = subject
  if (!quantity || unit.level === 'school' || what.kind === 'parameter') return []
  const values = schoolsOf(run.world, unit.id, year).map((school) =>
    schoolValues(run, subject, quantity, school),
  )
  return values.some((school) => school.now.state === 'known') ? values : []
}

function schoolValues(
  run: ReportRun,
  { what, year }: Subject,
  quantity: NonNullable<Subject['quantity']>,
  school: OrgUnitInYear,
): SchoolValues {
  const now = run.amount(quantity, what, school.id, year)
  const hadUnit = run.world.tree(year - 1).unit(school.id) !== undefined
  const before = hadUnit ? run.amount(quantity, what, school.id, year - 1).observed : undefined
  const inputs = inputNames(run, what.name, year).map((name) => {
    const expr = { kind: 'reference' as const, name, cell: [], span: { start: 0, end: 0 } }
    const input = measured(run.catalog, { text: name, expr, yearsBack: 0 }, year)
    if (!input) return { state: 'missing' as const, text: '—' }
    const { observed } = run.amount({ text: name, expr, yearsBack: 0 }, input, school.id, year)
    return shownValue(run, observed, input.unit, input.decimals)
  })
  return {
    code: school.code,
    name: school.name,
    now: shownValue(run, now.observed, what.unit, what.decimals, what.style),
    before: before
      ? shownValue(run, before, what.unit, what.decimals, what.style)
      : { state: 'not_applicable', text: '—' },
    inputs,
    synthetic: restsOnSynthetic(run.world, school, year),
  }
}

function shown(run: ReportRun, { what }: Subject, { observed }: Amount): Shown {
  return shownValue(run, observed, what.unit, what.decimals, what.style)
}

/** A value without its unit, in full: no 万, no 多. */
function shownValue(
  run: ReportRun,
  observed: Observed,
  unit: string,
  decimals: number,
  style: Subject['what']['style'] = 'plain',
): Shown {
  if (!isKnown(observed)) return { state: observed.state, text: stateWords[observed.state] }
  const what: Subject['what'] = {
    kind: 'element',
    name: '',
    cell: '',
    label: { zh: '', en: '' },
    unit,
    decimals,
    isShare: false,
    style,
    better: 'neutral',
  }
  return {
    state: 'known',
    text: print(run.catalog.units, what, observed.value, { ...PLAIN, scaled: false }).number,
  }
}

const stateWords = { missing: '未报送', suppressed: '不公开', not_applicable: '不适用' } as const

function unitText(run: ReportRun, unit: string): Bilingual {
  return { zh: run.catalog.units.label(unit, 'zh'), en: run.catalog.units.label(unit, 'en') }
}

function definitionText(run: ReportRun, { quantity, what, year }: Subject): string | undefined {
  if (quantity?.expr.kind !== 'reference') return undefined
  const found = definitionOf(run.catalog, what.name, year)
  return found && found.kind !== 'parameter' ? found.definition.definition?.zh : undefined
}

function sourceOf(run: ReportRun, { quantity, what, row, year }: Subject): string | undefined {
  if (row) return `${row.register.name.zh}（台账）`
  const expr = quantity?.expr
  if (expr?.kind === 'aggregate' || expr?.kind === 'share') {
    const ids = expr.kind === 'aggregate' ? [expr.register] : expr.registers
    const names = ids.map((id) => run.catalog.registers.inForce(id, year)?.name.zh ?? id)
    return `${names.join('、')}（台账）`
  }
  const source = definitionOf(run.catalog, what.name, year)?.definition.source
  return source && [source.document, source.section].filter((part) => part !== undefined).join('，')
}
