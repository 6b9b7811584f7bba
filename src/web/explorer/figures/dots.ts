import type { ChartOption } from '../../charts/engine.ts'
import { axisLabel, common, dataLabel, referenceLine } from '../../charts/look.ts'
import type { Palette } from '../../theme/tokens.ts'
import type { Bar, Lines } from './bars.ts'

export const DOTS_HEIGHT = 340

/** Beyond this many, a dot is too small to be told from its neighbour anyway and is drawn smaller. */
const DENSE = 400

/** One dot per unit, the greatest at the left: where the values lie, and where this one stands among them. */
export function dotsOption(bars: readonly Bar[], lines: Lines, palette: Palette): ChartOption {
  const whole = referenceLine(palette, 'whole')
  const standard = referenceLine(palette, 'standard')
  const size = bars.length > DENSE ? 4 : 8
  const someHere = bars.some((bar) => bar.isHere) && !bars.every((bar) => bar.isHere)
  return {
    ...common(palette),
    grid: { left: 52, right: 24, top: 30, bottom: 20 },
    xAxis: {
      type: 'value',
      min: -1,
      max: bars.length,
      axisLabel: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLine: { lineStyle: { color: palette.edge } },
    },
    yAxis: {
      type: 'value',
      scale: true,
      axisLabel: axisLabel(palette),
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'scatter',
        data: bars.map((bar, index) => ({
          name: bar.name,
          value: [index, bar.value],
          symbolSize: bar.isHere && someHere ? size + 6 : size,
          itemStyle: { color: bar.isHere || !someHere ? palette.accent : palette.earlier, opacity: 1 },
          label: {
            ...dataLabel(palette),
            show: bar.isHere && someHere,
            position: 'top',
            formatter: `${bar.name} ${bar.text}`,
          },
        })),
        emphasis: {
          label: {
            ...dataLabel(palette),
            show: true,
            position: 'top',
            formatter: ({ dataIndex }) => `${bars[dataIndex]?.name ?? ''} ${bars[dataIndex]?.text ?? ''}`,
          },
        },
        markLine: {
          silent: true,
          symbol: 'none',
          data: [
            ...(lines.whole
              ? [
                  {
                    ...whole,
                    yAxis: lines.whole.value,
                    label: { ...whole.label, position: 'insideEndTop' as const, formatter: lines.whole.text },
                  },
                ]
              : []),
            ...lines.standards.map((line) => ({
              ...standard,
              yAxis: line.value,
              label: { ...standard.label, position: 'insideStartTop' as const, formatter: line.text },
            })),
          ],
        },
      },
    ],
  }
}
