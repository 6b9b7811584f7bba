import type { SupplyDemand } from '../../../../http/contract/programmes.ts'
import type { Figure } from '../../../charts/figure.ts'
import { axisLabel, common, dataLabel } from '../../../charts/look.ts'
import type { Speech } from '../../../i18n/language.tsx'
import { grouped } from '../../../parts/numbers.ts'

export type DemandSeries = SupplyDemand['programmes'][number]

const HEIGHT = 300

/** Demand for one programme's graduates: what was counted, the forecast with its interval, the naïve one beside it. */
export function demandFigure(series: DemandSeries, speech: Speech): Figure {
  const { t, say } = speech
  const { points, forecast, supply, programme } = series
  const ahead = forecast.state === 'known' ? forecast.trend : []
  const years = [...points.map(({ year }) => year), ...ahead.map(({ year }) => year)]
  const last = points.at(-1)
  const rounded = (value: number) => grouped(String(Math.round(value)))
  const at = <T>(values: readonly { readonly year: number }[], value: (index: number) => T) =>
    years.map((year) => {
      const index = values.findIndex((one) => one.year === year)
      return index === -1 ? null : value(index)
    })
  const next = ahead[0]
  const name = say(programme.name)
  return {
    title:
      forecast.state === 'known' && next
        ? t('prog.demand_finding', {
            name,
            year: next.year,
            value: rounded(next.value),
            low: rounded(next.low),
            high: rounded(next.high),
          })
        : t('prog.demand_short', { name, years: points.length }),
    subtitle:
      forecast.state === 'known'
        ? t('prog.demand_subtitle', {
            level: Math.round(forecast.level * 100),
            trend: forecast.backTest.trend.toFixed(1),
            naive: forecast.backTest.naive.toFixed(1),
            better: t(`prog.better.${forecast.better}`),
          })
        : t('prog.demand_too_short', { least: forecast.least, years: forecast.years }),
    foot: t('prog.demand_foot', { source: series.source ? say(series.source.name) : '—' }),
    alt: [
      ...points.map(({ year, count }) => `${year} ${count}`),
      ...ahead.map((one) => `${one.year} ${rounded(one.value)}（${rounded(one.low)}–${rounded(one.high)}）`),
    ].join(t('list.separator')),
    height: () => HEIGHT,
    option: (palette) => ({
      ...common(palette),
      grid: { left: 56, right: 96, top: 30, bottom: 30 },
      xAxis: {
        type: 'category',
        data: years.map(String),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: palette.edge } },
        axisLabel: axisLabel(palette),
      },
      yAxis: {
        type: 'value',
        min: 0,
        axisLabel: axisLabel(palette),
        splitLine: { lineStyle: { color: palette.line } },
      },
      series: [
        ...(forecast.state === 'known'
          ? [
              {
                type: 'line' as const,
                stack: 'interval',
                symbol: 'none',
                silent: true,
                lineStyle: { opacity: 0 },
                data: at(ahead, (index) => ahead[index]?.low ?? 0),
              },
              {
                type: 'line' as const,
                stack: 'interval',
                symbol: 'none',
                silent: true,
                lineStyle: { opacity: 0 },
                areaStyle: { color: palette.earlier, opacity: 0.45 },
                data: at(ahead, (index) => (ahead[index]?.high ?? 0) - (ahead[index]?.low ?? 0)),
              },
              {
                type: 'line' as const,
                symbol: 'circle',
                symbolSize: 6,
                lineStyle: { color: palette.accent, width: 2, type: 'dashed' as const },
                itemStyle: { color: palette.accent },
                data: at(ahead, (index) => ahead[index]?.value ?? 0),
                endLabel: { ...dataLabel(palette), show: true, formatter: t('prog.line.trend') },
              },
              {
                type: 'line' as const,
                symbol: 'emptyCircle',
                symbolSize: 6,
                lineStyle: { color: palette.edge, width: 1.5, type: 'dotted' as const },
                itemStyle: { color: palette.edge },
                data: at(forecast.naive, (index) => forecast.naive[index]?.value ?? 0),
                endLabel: {
                  ...dataLabel(palette),
                  color: palette.muted,
                  show: true,
                  formatter: t('prog.line.naive'),
                },
              },
            ]
          : []),
        {
          type: 'line',
          symbol: 'circle',
          symbolSize: 7,
          lineStyle: { color: palette.accent, width: 2.5 },
          itemStyle: { color: palette.accent },
          data: at(points, (index) => Number(points[index]?.count)),
          label: {
            ...dataLabel(palette),
            show: true,
            position: 'top',
            formatter: ({ dataIndex }) =>
              years[dataIndex] === last?.year || dataIndex === 0
                ? grouped(points[dataIndex]?.count ?? '')
                : '',
          },
        },
        ...(supply.printed === undefined || !last
          ? []
          : [
              {
                type: 'scatter' as const,
                symbol: 'diamond',
                symbolSize: 12,
                itemStyle: { color: palette.series[1] },
                data: [[String(last.year), Number(supply.printed)]],
                label: {
                  ...dataLabel(palette),
                  show: true,
                  position: 'bottom' as const,
                  formatter: t('prog.line.supply', { count: supply.printed }),
                },
              },
            ]),
      ],
    }),
    table: {
      columns: [
        { title: t('table.year'), isNumber: false },
        { title: t('prog.counted'), isNumber: true },
        { title: t('prog.line.trend'), isNumber: true },
        { title: t('prog.interval'), isNumber: true },
        { title: t('prog.line.naive'), isNumber: true },
      ],
      rows: years.map((year) => {
        const point = points.find((one) => one.year === year)
        const trend = ahead.find((one) => one.year === year)
        const naive = forecast.state === 'known' ? forecast.naive.find((one) => one.year === year) : undefined
        return {
          key: String(year),
          cells: [
            String(year),
            point ? grouped(point.count) : '—',
            trend ? rounded(trend.value) : '—',
            trend ? `${rounded(trend.low)}–${rounded(trend.high)}` : '—',
            naive ? rounded(naive.value) : '—',
          ],
        }
      }),
    },
  }
}
