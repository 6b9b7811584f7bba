import type { SupplyDemand } from '../../../../http/contract/programmes.ts'
import type { Figure } from '../../../charts/figure.ts'
import { axisLabel, common, ems } from '../../../charts/look.ts'
import type { Speech } from '../../../i18n/language.tsx'
import { grouped } from '../../../parts/numbers.ts'

/** Supply of graduates beside expected demand, category by category, the widest gap first. */
export function balanceFigure({ categories, year }: SupplyDemand, org: string, speech: Speech): Figure {
  const { t, say } = speech
  const rows = [...categories].sort(
    (a, b) => Number(b.demand) - Number(b.supply) - (Number(a.demand) - Number(a.supply)),
  )
  const first = rows[0]
  const gap = first ? Number(first.demand) - Number(first.supply) : 0
  const names = rows.map(({ category }) => say(category.name))
  return {
    title:
      first && gap > 0
        ? t('prog.balance_finding', { name: say(first.category.name), gap: grouped(String(Math.round(gap))) })
        : t('prog.balance_even'),
    subtitle: t('prog.balance_subtitle', { org, year }),
    foot: t('prog.balance_foot'),
    alt: rows
      .map(({ category, supply, demand }) => `${say(category.name)} ${supply} / ${demand}`)
      .join(t('list.separator')),
    height: () => 56 + rows.length * 38,
    option: (palette, width) => {
      const column = Math.min(Math.max(...names.map(ems)) * 13, width * 0.34)
      const bar = (colour: string, values: readonly string[], word: string) => ({
        type: 'bar' as const,
        barWidth: 10,
        barGap: '45%',
        itemStyle: { color: colour },
        data: values.map(Number),
        label: {
          ...axisLabel(palette),
          show: true,
          position: 'right' as const,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            `${dataIndex === 0 ? `${word} ` : ''}${values[dataIndex] === '' ? t('prog.no_forecast') : grouped(values[dataIndex] ?? '')}`,
        },
      })
      return {
        ...common(palette),
        grid: { left: Math.round(column) + 16, right: 110, top: 6, bottom: 28 },
        xAxis: {
          type: 'value',
          min: 0,
          axisLabel: axisLabel(palette),
          splitLine: { lineStyle: { color: palette.line } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: names,
          axisTick: { show: false },
          axisLine: { show: false },
          axisLabel: {
            ...axisLabel(palette),
            color: palette.ink,
            width: Math.round(column),
            overflow: 'truncate',
          },
        },
        series: [
          bar(
            palette.accent,
            rows.map(({ supply }) => supply),
            t('prog.supply'),
          ),
          bar(palette.series[1], rows.map(demandOf), t('prog.expected_demand')),
        ],
      }
    },
    table: {
      columns: [
        { title: t('prog.category'), isNumber: false },
        { title: t('prog.supply'), isNumber: true },
        { title: t('prog.expected_demand'), isNumber: true },
        { title: t('prog.without_forecast'), isNumber: true },
      ],
      rows: rows.map(({ category, supply, demand, withoutForecast }) => ({
        key: category.code,
        cells: [
          say(category.name),
          grouped(supply),
          demandOf({ demand, withoutForecast }) === '' ? '—' : grouped(demand),
          withoutForecast,
        ],
      })),
    },
  }
}

/** The expected demand; nothing where none of the category's programmes has a forecast. */
function demandOf({
  demand,
  withoutForecast,
}: Pick<SupplyDemand['categories'][number], 'demand' | 'withoutForecast'>): string {
  return Number(demand) === 0 && withoutForecast > 0 ? '' : demand
}
