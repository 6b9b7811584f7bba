import {
  BarChart,
  type BarSeriesOption,
  LineChart,
  type LineSeriesOption,
  RadarChart,
  type RadarSeriesOption,
  ScatterChart,
  type ScatterSeriesOption,
} from 'echarts/charts'
import {
  GraphicComponent,
  type GraphicComponentOption,
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
  RadarComponent,
  type RadarComponentOption,
} from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

/* The chart library, with the parts in use and no others. It is loaded when the first chart is to be drawn. */

echarts.use([
  BarChart,
  LineChart,
  ScatterChart,
  GraphicComponent,
  GridComponent,
  MarkLineComponent,
  RadarChart,
  RadarComponent,
  SVGRenderer,
])

export type ChartOption = echarts.ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | RadarSeriesOption
  | ScatterSeriesOption
  | GraphicComponentOption
  | GridComponentOption
  | MarkLineComponentOption
  | RadarComponentOption
>

export interface Drawing {
  set(option: ChartOption): void
  resize(width: number, height: number): void
  /** Calls back with the index of the datum that was clicked. */
  onPick(pick: (index: number) => void): void
  dispose(): void
}

/** Draws into an element of the page. */
export function draw(element: HTMLElement, width: number, height: number): Drawing {
  const chart = echarts.init(element, null, { renderer: 'svg', width, height })
  return {
    set: (option) => chart.setOption(option, { notMerge: true }),
    resize: (w, h) => chart.resize({ width: w, height: h }),
    onPick: (pick) => {
      chart.off('click')
      chart.on('click', (event) => pick(event.dataIndex))
    },
    dispose: () => chart.dispose(),
  }
}

/** The chart as SVG text, without a page. */
export function svgOf(option: ChartOption, width: number, height: number): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
