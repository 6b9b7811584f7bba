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

/**
 * Bars must start at zero, and where all values lie close together they then all look alike. A dot is read by its
 * place and may stand on a shorter axis, so such values are drawn as dots in the same rows.
 */
export function areAlike(bars: readonly Bar[]): boolean {
  const values = bars.map((bar) => bar.value)
  const least = Math.min(...values)
  return bars.length > 1 && least > 0 && least / Math.max(...values) > 0.8
}

/** Sorted horizontal bars from zero, each with its name before and its number behind it; names break into lines where they must. */
export function barsOption(bars: readonly Bar[], lines: Lines, palette: Palette, width: number): ChartOption {
  const isDots = areAlike(bars)
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
      show: false,
      ...(isDots ? shortAxis(bars, lines) : zeroAxis(lines)),
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
      ...(isDots ? [guides(bars, lines, palette)] : []),
      {
        ...(isDots ? dots(bars, palette) : solids(bars, palette)),
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

/** Zero is always in the picture; so are the lines. */
function zeroAxis(lines: Lines) {
  const asked = lines.standards.map((line) => line.value)
  return {
    min: (extent: { min: number }) => Math.min(0, extent.min),
    max: (extent: { max: number }) => Math.max(0, extent.max, ...asked),
  }
}

function shortAxis(bars: readonly Bar[], lines: Lines) {
  const values = [
    ...bars.map((bar) => bar.value),
    ...lines.standards.map((line) => line.value),
    ...(lines.whole ? [lines.whole.value] : []),
  ]
  const least = Math.min(...values)
  const most = Math.max(...values)
  const margin = (most - least || most) * 0.08
  return { min: least - margin, max: most + margin }
}

function solids(bars: readonly Bar[], palette: Palette) {
  return {
    type: 'bar' as const,
    barMaxWidth: 18,
    barCategoryGap: '34%',
    data: bars.map((bar) => ({
      value: bar.value,
      itemStyle: { color: bar.isHere ? palette.accent : palette.earlier, borderRadius: [0, 2, 2, 0] },
    })),
  }
}

/** A dot needs a line to be followed to its name and its number. */
function guides(bars: readonly Bar[], lines: Lines, palette: Palette) {
  const { max } = shortAxis(bars, lines)
  return {
    type: 'bar' as const,
    barWidth: 1,
    silent: true,
    itemStyle: { color: palette.line },
    data: bars.map(() => max),
  }
}

function dots(bars: readonly Bar[], palette: Palette) {
  return {
    type: 'scatter' as const,
    symbolSize: 12,
    z: 3,
    data: bars.map((bar, row) => ({
      value: [bar.value, row],
      itemStyle: { color: bar.isHere ? palette.accent : palette.earlier, opacity: 1 },
    })),
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
