import type { ChartOption } from '../../charts/engine.ts'
import { axisLabel, common, dataLabel, ems, referenceLine } from '../../charts/look.ts'
import type { Palette } from '../../theme/tokens.ts'

export interface Bar {
  readonly name: string
  readonly value: number
  /** The number as it is printed. */
  readonly text: string
  readonly isHere: boolean
  /** How it stands to the standard, where one judges it. */
  readonly isMet?: boolean
}

/** Lines across the plot: the whole's value, and what standards ask. */
export interface Lines {
  readonly whole?: { readonly value: number; readonly text: string }
  readonly standards: readonly { readonly value: number; readonly text: string }[]
}

const FONT = 12
const LINE = 15
const TOP = 30

/** Sorted horizontal bars from zero, each with its name before and its number behind it; names break into lines where they must. */
export function barsOption(bars: readonly Bar[], lines: Lines, palette: Palette, width: number): ChartOption {
  const nameWidth = nameWidthOf(bars, width)
  const whole = referenceLine(palette, 'whole')
  const standard = referenceLine(palette, 'standard')
  return {
    ...common(palette),
    grid: {
      left: nameWidth + 12,
      right: valueWidthOf(bars) + 16,
      top: TOP,
      bottom: lines.standards.length > 0 ? 26 : 6,
    },
    xAxis: {
      type: 'value',
      // Zero is always in the picture; so are the lines.
      min: (extent) => Math.min(0, extent.min),
      max: (extent) => Math.max(0, extent.max, ...lines.standards.map((line) => line.value)),
      show: false,
    },
    yAxis: [
      {
        type: 'category',
        inverse: true,
        data: bars.map((bar) => bar.name),
        axisLine: { lineStyle: { color: palette.edge } },
        axisTick: { show: false },
        axisLabel: {
          ...axisLabel(palette),
          color: palette.ink,
          fontSize: FONT,
          width: nameWidth,
          overflow: 'break',
          lineHeight: LINE,
          interval: 0,
        },
      },
      {
        // The numbers stand in a column of their own, out of the way of the lines that cross the bars.
        type: 'category',
        inverse: true,
        position: 'right',
        data: bars.map(labelOf),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...dataLabel(palette),
          align: 'right',
          margin: valueWidthOf(bars) + 12,
          interval: 0,
          rich: {
            met: { color: palette.done, fontWeight: 700, padding: [0, 0, 0, 5] },
            missed: { color: palette.explain, fontWeight: 700, padding: [0, 0, 0, 5] },
          },
        },
      },
    ],
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        barCategoryGap: '34%',
        data: bars.map((bar) => ({
          value: bar.value,
          itemStyle: { color: bar.isHere ? palette.accent : palette.earlier, borderRadius: [0, 2, 2, 0] },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          data: [
            ...(lines.whole
              ? [
                  {
                    ...whole,
                    xAxis: lines.whole.value,
                    // The axis runs downwards: a line's start is at the top.
                    label: { ...whole.label, position: 'start' as const, formatter: lines.whole.text },
                  },
                ]
              : []),
            ...lines.standards.map((line) => ({
              ...standard,
              xAxis: line.value,
              label: { ...standard.label, position: 'end' as const, formatter: line.text },
            })),
          ],
        },
      },
    ],
  }
}

export function barsHeight(bars: readonly Bar[], width: number, hasStandard: boolean): number {
  const nameWidth = nameWidthOf(bars, width)
  const linesOf = (bar: Bar) => Math.ceil((ems(bar.name) * FONT) / Math.max(nameWidth, FONT))
  const row = Math.max(30, ...bars.map((bar) => linesOf(bar) * LINE + 8))
  return TOP + bars.length * row + (hasStandard ? 26 : 6)
}

/** Names take what the longest needs, but leave the bars most of the width. */
function nameWidthOf(bars: readonly Bar[], width: number): number {
  const longest = Math.max(0, ...bars.map((bar) => Math.ceil(ems(bar.name) * FONT)))
  return Math.min(longest, Math.round(width * (width < 500 ? 0.38 : 0.34)))
}

/** Room for the longest number and, where schools are judged, the mark behind it. */
function valueWidthOf(bars: readonly Bar[]): number {
  const longest = Math.max(0, ...bars.map((bar) => Math.ceil(ems(bar.text) * 13)))
  return longest + (bars.some((bar) => bar.isMet !== undefined) ? 20 : 0)
}

function labelOf(bar: Bar): string {
  if (bar.isMet === undefined) return bar.text
  return `${bar.text}${bar.isMet ? '{met|✓}' : '{missed|✕}'}`
}
