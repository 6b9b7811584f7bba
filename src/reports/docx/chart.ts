import { Paragraph, type ParagraphChild, TextRun } from 'docx'
import { ChartRun, type ChartRunOptions } from 'docx/charts'
import { panelAlt } from '../charts/alt.ts'
import { chartColours } from '../charts/palette.ts'
import type { Chart, Panel, Series } from '../document/document.ts'
import type { BlockWriter } from './blocks.ts'
import { numbered } from './caption.ts'

/** Width of the type area in pixels, as Word counts drawings. */
const WIDTH = 588

/** A chart as Word's own: its data can be edited, its values read by a screen reader. */
export function chartParagraphs(chart: Chart, writer: BlockWriter): Paragraph[] {
  const width = chart.panels.length === 1 ? 440 : Math.floor(WIDTH / Math.min(2, chart.panels.length)) - 6
  return [
    ...(chart.finding.length > 0
      ? [new Paragraph({ style: 'ReportFinding', children: writer.runs(chart.finding) })]
      : []),
    new Paragraph({
      style: 'ReportChart',
      alignment: chart.panels.length === 1 ? 'center' : 'left',
      children: chart.panels.flatMap((panel, index): ParagraphChild[] => [
        ...(index > 0 ? [new TextRun({ text: ' ' })] : []),
        new ChartRun(options(panel, width, `${chart.number}${index > 0 ? `-${index + 1}` : ''}`)),
      ]),
    }),
    new Paragraph({
      style: 'ReportCaption',
      children: writer.bookmarked(chart.id, [...numbered(chart.number), ...writer.runs(chart.caption)]),
    }),
    new Paragraph({ style: 'ReportSmall', children: writer.runs(chart.foot) }),
  ]
}

const hex = (colour: string) => colour.slice(1).toUpperCase()
const ink = hex(chartColours.ink)
const font = { size: 9, color: ink }

function options(panel: Panel, width: number, name: string): ChartRunOptions {
  const lying = isLying(panel)
  const measure = panel.unit === '' ? panel.measure : `${panel.measure}（${panel.unit}）`
  const common = {
    title: { text: measure, font: { size: 10, color: hex(chartColours.muted) } },
    legend: panel.series.length > 1 ? { position: 'bottom' as const, font } : (false as const),
    font: { name: '宋体' },
    chartArea: { fill: 'FFFFFF', border: 'none' as const },
    transformation: { width, height: chartHeight(panel) },
    altText: { name, description: panelAlt(panel), title: measure },
    categories: panel.categories,
    series: panel.series.map((series) => seriesOf(panel, series)),
    categoryAxis: { font, gridlines: false, ...(lying ? { reverseOrder: true } : {}) },
    // Bars start at zero; the numbers stand at the bars, so the axis of values need not.
    valueAxis: { minimum: 0, visible: false, gridlines: false },
    dataLabels: { value: true, font, numberFormat: numberFormat(panel) },
    gapWidth: 70,
  }
  return lying ? { type: 'bar', ...common } : { type: 'column', ...common, overlap: -10 }
}

function isLying(panel: Panel): boolean {
  return panel.kind !== 'years' || (panel.series.length > 1 && panel.categories.length > 2)
}

/** In pixels, as Word counts drawings: 96 to the inch. */
export function chartHeight(panel: Panel): number {
  const rows = panel.categories.length * Math.max(1, panel.series.length)
  return isLying(panel) ? Math.max(150, 70 + rows * 24) : 230
}

function seriesOf(panel: Panel, series: Series) {
  const values = series.points.map((point) => (point ? Number(point.value) : null))
  const colour = hex(series.tone === 'previous' ? chartColours.previous : chartColours.this)
  const single = panel.series.length === 1 && panel.kind === 'years' && values.length === 2
  return {
    name: series.name,
    values,
    color: colour,
    ...(single ? { colors: [hex(chartColours.previous), undefined] } : {}),
  }
}

/** As many decimals as the figures are printed with. */
function numberFormat(panel: Panel): string {
  const printed = panel.series.flatMap((series) => series.points.map((point) => point?.figure.number ?? ''))
  const places = Math.max(
    0,
    ...printed.map((text) => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)),
  )
  return places === 0 ? '0' : `0.${'0'.repeat(places)}`
}
