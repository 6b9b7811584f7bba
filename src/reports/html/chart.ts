import { panelAlt } from '../charts/alt.ts'
import { themed } from '../charts/palette.ts'
import { panelSvg } from '../charts/svg.ts'
import type { Chart, Panel, Point } from '../document/document.ts'
import type { ChromeWords } from '../words.ts'
import type { BlockContext } from './blocks.ts'
import { escaped } from './markup.ts'
import type { TextWriter } from './text.ts'

/** A chart with its finding, its drawing in words for those who cannot see it, its table and its picture to keep. */
export function chartFigure(chart: Chart, { text, words }: BlockContext): string {
  const finding = chart.finding.length > 0 ? `<p class="finding">${text.html(chart.finding)}</p>` : ''
  const panels = chart.panels.map((panel, index) => panelHtml(chart, panel, index, words))
  const tables = chart.panels.map((panel) => dataTable(panel, text, words))
  return `<figure class="chart" id="${chart.id}">
${finding}
<div class="panels">${panels.join('')}</div>
<p class="foot">${text.html(chart.foot)}</p>
<details class="data"><summary>${words.dataTable}</summary>${tables.join('')}</details>
<figcaption><span class="label">${escaped(chart.number)}</span>${text.html(chart.caption)}</figcaption>
</figure>`
}

function panelHtml(chart: Chart, panel: Panel, index: number, words: ChromeWords): string {
  const { svg, width } = panelSvg(panel)
  const inline = themed(svg)
    .replace(/^<svg width="\d+" height="\d+"/, '<svg')
    .replace(
      /^<svg /,
      `<svg role="img" aria-label="${escaped(panelAlt(panel))}" style="max-width:${width * 1.25}px" `,
    )
  const file = `${chart.number}${chart.panels.length > 1 ? `-${index + 1}` : ''}.svg`
  const measure = panel.unit === '' ? panel.measure : `${panel.measure}（${panel.unit}）`
  return `<div class="panel"><p class="measure">${escaped(measure)}</p>${inline}
<a class="download" download="${escaped(file)}" href="data:image/svg+xml,${encodeURIComponent(svg)}" aria-label="${escaped(`${words.downloadChart}：${chart.number} ${panel.measure}`)}">${words.downloadChart}</a></div>`
}

function dataTable(panel: Panel, text: TextWriter, words: ChromeWords): string {
  const unit = panel.unit === '' ? '' : `（${panel.unit}）`
  const cell = (point: Point | undefined) => `<td class="num">${point ? text.html([point.figure]) : '—'}</td>`
  const head = panel.series
    .map((series) => `<th scope="col" class="num">${escaped(series.name)}</th>`)
    .join('')
  const rows = panel.categories.map(
    (category, row) =>
      `<tr><th scope="row">${escaped(category)}</th>${panel.series.map((series) => cell(series.points[row])).join('')}</tr>`,
  )
  if (panel.line) {
    rows.push(
      `<tr class="total"><th scope="row">${escaped(panel.line.label)}</th>${cell(panel.line.point)}</tr>`,
    )
  }
  return `<table><caption>${escaped(panel.measure)}${unit}</caption><thead><tr><th scope="col">${words.category}</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}
