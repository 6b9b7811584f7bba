import { catalogNames } from '../../catalog/index.ts'
import { isKnown } from '../../kernel/index.ts'
import type { Block, Inline, Panel, Point, Series } from '../document/document.ts'
import type { ChartBlock, PanelTemplate, Quantity } from '../template/template.ts'
import { labelOf, valueFigure, words } from './figures.ts'
import { earlier } from './fill-change.ts'
import { fillInlines, periodOf } from './fill-inlines.ts'
import { SPLIT_NOTE } from './fill-table.ts'
import { schoolsOf } from './rows.ts'
import { type ReportRun, restsOnSynthetic, type Setting, type Subject } from './run.ts'
import { fillSentences } from './sentences.ts'

/** A chart with its data; left out, and told of, where nothing of it is known. */
export function fillChart(run: ReportRun, block: ChartBlock, setting: Setting): Block[] {
  const inside: Setting = { ...setting, inTable: true }
  const panels = block.panels.flatMap((panel) => fillPanel(run, panel, inside) ?? [])
  const caption = fillInlines(run, block.caption, setting)
  if (panels.length === 0 || caption.gaps.length > 0) return []
  const count = run.next('chart')
  const number = `图${count}`
  run.number(block.id, number)
  return [
    {
      kind: 'chart',
      id: `chart-${count}`,
      number,
      caption: caption.inlines,
      finding: withoutFinalStop(fillSentences(run, block.finding, setting)),
      panels,
      foot: footOf(run, block, setting),
    },
  ]
}

function fillPanel(run: ReportRun, panel: PanelTemplate, setting: Setting): Panel | undefined {
  const subjects = panel.values.flatMap(({ quantity, label }) => {
    const subject = run.subject(quantity, panel.placement, setting)
    return subject ? [{ subject, label: label ?? shortLabel(run, quantity, subject) }] : []
  })
  const known = subjects.filter(({ subject }) => {
    const { observed } = subject.now
    if (!isKnown(observed)) run.missing([{ label: labelOf(run, subject), state: observed.state }])
    return isKnown(observed)
  })
  const [first] = known
  if (!first) return undefined
  const unit = run.catalog.units.label(first.subject.what.unit, 'zh')
  const common = { measure: panel.measure || first.subject.what.label.zh, unit, line: undefined }
  switch (panel.kind) {
    case 'years':
      return { kind: 'years', ...common, ...overYears(run, known, setting) }
    case 'shares': {
      const points = known.map(({ subject }) => pointOf(run, subject, setting))
      return {
        kind: 'shares',
        ...common,
        categories: known.map(({ label }) => label),
        series: [{ name: common.measure, tone: 'part', points }],
      }
    }
    case 'schools':
      return overSchools(run, first.subject, common, setting)
  }
}

interface Labelled {
  readonly subject: Subject
  readonly label: string
}

/** One quantity stands year beside year; of several, each has its pair of years. */
function overYears(
  run: ReportRun,
  known: readonly Labelled[],
  setting: Setting,
): Pick<Panel, 'categories' | 'series'> {
  const [first] = known
  const year = first ? periodOf(run, first.subject.what.name) : run.year
  const before = known.map(({ subject }) => pointOf(run, earlier(run, subject), setting, subject))
  const now = known.map(({ subject }) => pointOf(run, subject, setting))
  const years = [`${year - 1}年`, `${year}年`] as const
  if (known.length === 1 && first) {
    const series: Series = { name: first.label, tone: 'this', points: [before[0], now[0]] }
    return before[0]
      ? { categories: [...years], series: [series] }
      : { categories: [years[1]], series: [{ ...series, points: [now[0]] }] }
  }
  const thisYear: Series = { name: years[1], tone: 'this', points: now }
  const lastYear: Series = { name: years[0], tone: 'previous', points: before }
  const hasBefore = before.some((point) => point !== undefined)
  return {
    categories: known.map(({ label }) => label),
    series: hasBefore ? [lastYear, thisYear] : [thisYear],
  }
}

/** Schools sorted by size, with the value of the whole as a line to compare with. */
function overSchools(
  run: ReportRun,
  whole: Subject,
  common: Pick<Panel, 'measure' | 'unit' | 'line'>,
  setting: Setting,
): Panel | undefined {
  const { quantity } = whole
  if (!quantity) return undefined
  const rows = schoolsOf(run.world, whole.unit.id, run.year)
    .flatMap((school) => {
      const subject = run.subject(quantity, 'here', { ...setting, unitId: school.id })
      const point = subject && pointOf(run, subject, setting)
      return point ? [{ name: school.name, point }] : []
    })
    .sort((a, b) => Number(b.point.value) - Number(a.point.value))
  const point = pointOf(run, whole, setting)
  return {
    kind: 'schools',
    ...common,
    categories: rows.map(({ name }) => name),
    series: [{ name: common.measure, tone: 'this', points: rows.map((row) => row.point) }],
    line: point && { label: whole.unit.name, point },
  }
}

/** A point of a chart is a figure like any other; undefined where the value is not known. */
function pointOf(run: ReportRun, subject: Subject, setting: Setting, itself?: Subject): Point | undefined {
  if (itself === subject) return undefined
  const { observed } = subject.now
  if (!isKnown(observed)) return undefined
  const [figure] = valueFigure(run, subject, setting).inlines
  return figure?.kind === 'figure'
    ? { figure, value: observed.value.toDecimalPlaces(6).toFixed() }
    : undefined
}

/** Of one cell of a breakdown, only the cell's own name: 第一产业. */
function shortLabel(run: ReportRun, { expr }: Quantity, subject: Subject): string {
  if (expr.kind !== 'reference' || expr.cell.length === 0) return subject.what.label.zh
  const full = catalogNames(run.catalog, 'zh').reference(expr.name, expr.cell)
  return /（([^（）]+)）$/.exec(full)?.[1] ?? full
}

function footOf(run: ReportRun, block: ChartBlock, setting: Setting): Inline[] {
  const [first] = block.panels.flatMap((panel) => panel.values)
  const subject = first && run.subject(first.quantity, 'here', setting)
  if (!first || !subject) return []
  const year = periodOf(run, subject.what.name)
  const summed = subject.now.origin !== 'entered' && subject.unit.level !== 'school'
  const base = baseOf(run, block)
  const split = block.panels.some((panel) => panel.kind === 'schools')
  const synthetic =
    split &&
    run.world
      .tree(run.year)
      .schools(subject.unit.id)
      .some((school) => restsOnSynthetic(run.world, school, run.year))
  return [
    words(summed ? '资料来源：各校报送数据汇总，' : '资料来源：本单位报送数据，'),
    { kind: 'text', text: `${year}年`, origin: 'counter' },
    words(`${base}。${synthetic ? SPLIT_NOTE : ''}`),
  ]
}

/** The base of the shares that a chart shows, where they all have the same. */
function baseOf(run: ReportRun, block: ChartBlock): string {
  const bases = block.panels.flatMap((panel) =>
    panel.values.flatMap(({ quantity: { expr } }) => {
      if (expr.kind !== 'reference') return []
      const indicator = run.catalog.indicators.inForce(expr.name, run.year)
      const isShare = indicator && run.catalog.units.parse(indicator.unit)?.kind === 'share'
      return isShare ? [indicator.base?.zh ?? ''] : []
    }),
  )
  const [base = ''] = bases
  return base !== '' && bases.every((other) => other === base) ? `；占比的基数为${base}` : ''
}

function withoutFinalStop(inlines: readonly Inline[]): readonly Inline[] {
  const last = inlines.at(-1)
  if (last?.kind !== 'text' || !last.text.endsWith('。')) return inlines
  return [...inlines.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}
