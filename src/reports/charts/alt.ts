import type { Chart, Panel } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'

/** A chart told in words for those who cannot see it: what it shows, then every value. */
export function chartAlt(chart: Chart): string {
  const finding = plainText(chart.finding)
  return [
    `${plainText(chart.caption)}。`,
    finding === '' ? '' : `${finding}。`,
    ...chart.panels.map(panelAlt),
  ].join('')
}

export function panelAlt(panel: Panel): string {
  const series = panel.series.map((one) => {
    const values = panel.categories.map((category, index) => {
      const point = one.points[index]
      return `${category}${point ? `${point.figure.number}${panel.unit}` : '无数据'}`
    })
    return `${panel.series.length > 1 ? `${one.name}：` : ''}${values.join('，')}`
  })
  const line = panel.line ? `；${panel.line.label}${panel.line.point.figure.number}${panel.unit}` : ''
  return `${panel.measure}：${series.join('；')}${line}。`
}
