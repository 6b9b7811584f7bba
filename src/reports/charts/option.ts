import type { EChartsCoreOption } from 'echarts/core'
import type { Panel, Series } from '../document/document.ts'
import { chartColours } from './palette.ts'

/** Width in CSS pixels for which panels are drawn: a phone shows them at full size. */
const PANEL_WIDTH = 360

export interface PanelDrawing {
  readonly width: number
  readonly height: number
  readonly option: EChartsCoreOption
}

/** How a panel is drawn; the same options serve the page, the paper and the explorer. */
export function panelDrawing(panel: Panel, fontFamily: string): PanelDrawing {
  switch (panel.kind) {
    case 'years':
      return panel.series.length > 1 && panel.categories.length > 2
        ? bars(panel, fontFamily)
        : columns(panel, fontFamily)
    case 'shares':
      return strip(panel, fontFamily)
    case 'schools':
      return bars(panel, fontFamily)
  }
}

const { ink, rule } = chartColours
const text = { color: ink, fontSize: 12 }

function base(fontFamily: string) {
  return { animation: false, textStyle: { fontFamily, color: ink } }
}

function values(series: Series): (string | null)[] {
  return series.points.map((point) => point?.value ?? null)
}

/** The number at a bar's end, as printed. */
function labels(series: Series) {
  return {
    show: true,
    ...text,
    formatter: ({ dataIndex }: { dataIndex: number }) => series.points[dataIndex]?.figure.number ?? '',
  }
}

function fill(tone: Series['tone']) {
  return tone === 'previous'
    ? { color: chartColours.previous, borderColor: chartColours.outline, borderWidth: 1 }
    : { color: chartColours.this }
}

function legend(panel: Panel) {
  return panel.series.length > 1
    ? {
        show: true,
        left: 0,
        top: 0,
        itemWidth: 12,
        itemHeight: 12,
        itemGap: 16,
        textStyle: text,
        selectedMode: false,
      }
    : { show: false }
}

/** Upright bars from zero: few categories, year beside year. */
function columns(panel: Panel, fontFamily: string): PanelDrawing {
  const single = panel.series.length === 1
  const top = single ? 22 : 46
  const wraps = panel.categories.some((name) => name.length > 7)
  const height = top + 130 + (wraps ? 40 : 24)
  return {
    width: PANEL_WIDTH,
    height,
    option: {
      ...base(fontFamily),
      legend: legend(panel),
      grid: { left: 8, right: 8, top, bottom: wraps ? 40 : 24 },
      xAxis: {
        type: 'category',
        data: [...panel.categories],
        axisLine: { lineStyle: { color: rule } },
        axisTick: { show: false },
        axisLabel: {
          ...text,
          interval: 0,
          width: (PANEL_WIDTH - 24) / panel.categories.length,
          overflow: 'break',
        },
      },
      yAxis: { type: 'value', min: 0, show: false },
      series: panel.series.map((series) => ({
        type: 'bar',
        name: series.name,
        barMaxWidth: 64,
        barGap: '12%',
        itemStyle: fill(series.tone),
        label: { ...labels(series), position: 'top' },
        data: values(series).map((value, index) =>
          // Of one quantity over years, all but the last year stand back.
          single && index < panel.categories.length - 1 ? { value, itemStyle: fill('previous') } : { value },
        ),
      })),
    },
  }
}

/** Lying bars from zero: many or long names, schools sorted by size with the whole as a line. */
function bars(panel: Panel, fontFamily: string): PanelDrawing {
  const rows = panel.categories.length
  const thick = panel.series.length > 1 ? 40 : 26
  const top = panel.series.length > 1 ? 30 : panel.line ? 24 : 6
  const { line } = panel
  return {
    width: PANEL_WIDTH,
    height: top + rows * thick + 8,
    option: {
      ...base(fontFamily),
      legend: legend(panel),
      grid: { left: 148, right: 58, top, bottom: 4 },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...panel.categories],
        axisLine: { lineStyle: { color: rule } },
        axisTick: { show: false },
        axisLabel: { ...text, interval: 0, width: 140, overflow: 'break', lineHeight: 14 },
      },
      series: panel.series.map((series, index) => ({
        type: 'bar',
        name: series.name,
        barMaxWidth: 16,
        barGap: '10%',
        itemStyle: fill(series.tone),
        label: { ...labels(series), position: 'right' },
        data: values(series),
        ...(line && index === 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: chartColours.line, type: 'dashed', width: 1.5 },
                label: {
                  color: chartColours.line,
                  fontSize: 12,
                  position: 'start',
                  formatter: `${line.label} ${line.point.figure.number}`,
                },
                data: [{ xAxis: line.point.value }],
              },
            }
          : {}),
      })),
    },
  }
}

/** Parts of a whole: one strip, its parts named below with their shares. */
function strip(panel: Panel, fontFamily: string): PanelDrawing {
  const [series] = panel.series
  const points = series?.points ?? []
  const unit = panel.unit
  const shown = new Map(panel.categories.map((name, index) => [name, points[index]?.figure.number ?? '—']))
  const total = points.reduce((sum, point) => sum + Number(point?.value ?? 0), 0)
  return {
    width: PANEL_WIDTH,
    height: 56 + panel.categories.length * 22,
    option: {
      ...base(fontFamily),
      color: [...chartColours.parts],
      grid: { left: 2, right: 2, top: 4, height: 36 },
      legend: {
        orient: 'vertical',
        left: 0,
        top: 52,
        itemWidth: 12,
        itemHeight: 12,
        itemGap: 8,
        selectedMode: false,
        textStyle: text,
        formatter: (name: string) => `${name}  ${shown.get(name) ?? ''}${unit}`,
      },
      xAxis: { type: 'value', min: 0, max: total, show: false },
      yAxis: { type: 'category', data: [''], show: false },
      series: panel.categories.map((name, index) => {
        const value = points[index]?.value ?? '0'
        const isWide = Number(value) >= total * 0.18
        return {
          type: 'bar',
          stack: 'whole',
          name,
          barWidth: 34,
          itemStyle: { borderColor: chartColours.onPart, borderWidth: 1 },
          label: {
            show: isWide,
            color: chartColours.onPart,
            fontSize: 12,
            formatter: () => `${points[index]?.figure.number ?? ''}${unit}`,
          },
          data: [value],
        }
      }),
    },
  }
}
