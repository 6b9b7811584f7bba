import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Panel } from '../document/document.ts'
import { panelDrawing } from './option.ts'

use([BarChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer])

/** Families that hold Chinese on the readers' machines, ours first. */
const SCREEN_FONTS = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"

export interface PanelSvg {
  readonly width: number
  readonly height: number
  readonly svg: string
}

/**
 * A panel as SVG text, the same for the same data: no DOM is needed. Colours are the light ones; `themed` lets them
 * follow the page.
 */
export function panelSvg(panel: Panel, fontFamily: string = SCREEN_FONTS): PanelSvg {
  const { width, height, option } = panelDrawing(panel, fontFamily)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option)
    return { width, height, svg: steady(chart.renderToSVGString({ useViewBox: true })) }
  } finally {
    chart.dispose()
  }
}

/** What the library adds for its own use in a browser: hover styles and classes with numbers that count on and on. */
function steady(svg: string): string {
  return svg.replace(/<style\b[\s\S]*?<\/style>\n?/g, '').replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
}
