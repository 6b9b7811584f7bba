import type { Quantity, Series, StandardLine } from '../../../http/contract-explore.ts'
import type { Figure } from '../../charts/figure.ts'
import { axisLabel, common, dataLabel, referenceLine } from '../../charts/look.ts'
import type { Speech } from '../../i18n/language.tsx'
import { ChangeMark } from '../../parts/ChangeMark.tsx'
import { numberText, shownText, valueText } from '../../parts/shown.ts'
import { standardWords } from './standard-words.ts'
import { changeFinding, unitClause } from './words.ts'

const HEIGHT = 200

/** A quantity of one unit over the years: a line through what is known, a gap where nothing is. */
export function trendFigure(
  { points }: Series,
  year: number,
  quantity: Quantity,
  org: string,
  foot: string,
  bounds: readonly { readonly line: StandardLine; readonly value: string; readonly printed: string }[],
  speech: Speech,
): Figure {
  const { t, say } = speech
  const unit = say(quantity.unitLabel)
  const shown = points.find((point) => point.year === year)?.value
  const first = points[0]?.year ?? 0
  const span = { from: first, to: points.at(-1)?.year ?? first }
  const name = say(quantity.name)
  const hollow = points
    .filter(({ value }) => value.value !== undefined && !value.isComplete)
    .map((point) => point.year)
  return {
    title: shown ? changeFinding(name, quantity, shown, speech) : name,
    subtitle: t('trend.subtitle', { org, name, ...span, unit: unitClause(unit, speech) }),
    foot: hollow.length > 0 ? t('trend.open', { years: hollow.join(t('list.separator')) }) + foot : foot,
    alt: t('trend.alt', {
      org,
      name,
      values: points
        .map(({ year, value }) => `${year}: ${valueText(value, speech)}`)
        .join(t('list.separator')),
    }),
    height: () => HEIGHT,
    option: (palette) => ({
      ...common(palette),
      grid: { left: 28, right: bounds.length > 0 ? 120 : 28, top: 34, bottom: 28 },
      xAxis: {
        type: 'category',
        data: points.map(({ year }) => String(year)),
        axisLine: { lineStyle: { color: palette.edge } },
        axisTick: { show: false },
        axisLabel: axisLabel(palette),
      },
      yAxis: {
        type: 'value',
        axisLabel: { show: false },
        splitLine: { show: false },
        ...reachOf([
          ...points.flatMap(({ value }) => (value.value === undefined ? [] : [Number(value.value)])),
          ...bounds.map(({ value }) => Number(value)),
        ]),
      },
      series: [
        {
          type: 'line',
          data: points.map(({ value }) =>
            value.value === undefined
              ? null
              : {
                  value: Number(value.value),
                  // A sum of a part of the schools is drawn hollow: it stands beside the others and not in line.
                  ...(value.isComplete
                    ? {}
                    : { itemStyle: { color: palette.paper, borderColor: palette.accent, borderWidth: 2 } }),
                },
          ),
          symbol: 'circle',
          symbolSize: 9,
          lineStyle: { color: palette.accent, width: 2.5 },
          itemStyle: { color: palette.accent },
          label: {
            ...dataLabel(palette),
            show: true,
            position: 'top',
            formatter: ({ dataIndex }) => shownText(points[dataIndex]?.value ?? { state: 'missing' }, t),
          },
          ...(bounds.length > 0
            ? {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  data: bounds.map(({ line, value, printed }) => ({
                    ...referenceLine(palette, 'standard'),
                    yAxis: Number(value),
                    label: {
                      ...referenceLine(palette, 'standard').label,
                      position: 'end' as const,
                      formatter: standardWords(line, printed, unit, speech),
                    },
                  })),
                },
              }
            : {}),
        },
      ],
    }),
    table: {
      columns: [
        { title: t('table.year'), isNumber: false },
        { title: unit === '' ? t('table.value') : t('table.value_in', { unit }), isNumber: true },
        { title: t('value.change'), isNumber: true },
        { title: t('coverage.head'), isNumber: true },
      ],
      rows: points.map(({ year, value }) => ({
        key: String(year),
        cells: [
          String(year),
          numberText(value) ?? t(`state.${value.state}`),
          value.change ? <ChangeMark key="change" change={value.change} /> : '—',
          value.isComplete ? t('coverage.all') : `${value.coverage.reported} / ${value.coverage.expected}`,
        ],
      })),
    },
  }
}

/**
 * The stretch of the axis: more than the values span, and no less than an eighth of their size, so that a change of
 * a fraction of a per cent does not look like a landslide.
 */
function reachOf(values: readonly number[]): { min: number; max: number } {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const span = Math.max((most - least) * 1.8, Math.abs(most) / 8)
  const middle = (most + least) / 2
  return { min: middle - span / 2, max: middle + span / 2 }
}

/** Whether there is a line to draw: at least two known points. */
export function hasTrend({ points }: Series): boolean {
  return points.filter(({ value }) => value.state === 'known').length > 1
}
