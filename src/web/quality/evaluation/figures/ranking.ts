import type { RoundResult } from '../../../../http/contract/evaluation.ts'
import type { Figure } from '../../../charts/figure.ts'
import { axisLabel, common, dataLabel, ems } from '../../../charts/look.ts'
import type { Speech } from '../../../i18n/language.tsx'

/** Subjects by points, each a dot on the stretch in which its points stay when weights move. */
export function rankingFigure({ ranking, round, trust }: RoundResult, speech: Speech): Figure {
  const { t } = speech
  const first = ranking[0]
  const second = ranking[1]
  const names = ranking.map(({ subjectName }) => subjectName)
  const low = Math.min(...ranking.map((row) => Number(row.low)))
  const high = Math.max(...ranking.map((row) => Number(row.high)))
  const firm = ranking.filter(({ interval }) => interval.best === interval.worst).length
  const place = ({ best, worst }: { best: number; worst: number }) =>
    best === worst ? String(best) : t('eval.places', { best, worst })
  return {
    title: !first
      ? round.title
      : second && first.interval.worst > 1
        ? t('eval.ranking_close', {
            subject: first.subjectName,
            points: first.points,
            other: second.subjectName,
          })
        : t('eval.ranking_clear', { subject: first.subjectName, points: first.points }),
    subtitle: t('eval.ranking_subtitle', { draws: trust.draws, spread: trust.spread, firm }),
    foot: t('eval.figure_foot', { round: round.title }),
    alt: ranking
      .map((row) => `${row.rank} ${row.subjectName} ${row.points}（${row.low}–${row.high}）`)
      .join(t('list.separator')),
    height: () => 60 + ranking.length * 30,
    option: (palette, width) => {
      const column = Math.min(Math.max(...names.map(ems)) * 13, width * 0.36)
      return {
        ...common(palette),
        grid: { left: Math.round(column) + 18, right: 64, top: 10, bottom: 30 },
        xAxis: {
          type: 'value',
          min: Math.floor(low - 1),
          max: Math.ceil(high + 1),
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
          {
            type: 'bar',
            stack: 'stretch',
            silent: true,
            barWidth: 5,
            itemStyle: { color: 'transparent' },
            data: ranking.map((row) => Number(row.low)),
          },
          {
            type: 'bar',
            stack: 'stretch',
            silent: true,
            barWidth: 5,
            itemStyle: { color: palette.earlier, borderRadius: 3 },
            data: ranking.map((row) => Math.max(0, Number(row.high) - Number(row.low))),
            label: {
              ...dataLabel(palette),
              show: true,
              position: 'right',
              distance: 10,
              formatter: ({ dataIndex }) => ranking[dataIndex]?.points ?? '',
            },
          },
          {
            type: 'scatter',
            symbolSize: 11,
            itemStyle: { color: palette.accent },
            data: ranking.map((row, index) => [Number(row.points), index]),
            z: 3,
          },
        ],
      }
    },
    table: {
      columns: [
        { title: t('eval.subject'), isNumber: false },
        { title: t('eval.rank'), isNumber: true },
        { title: t('eval.points'), isNumber: true },
        { title: t('eval.rank_interval'), isNumber: true },
        { title: t('eval.by_weights'), isNumber: true },
        { title: t('eval.by_experts'), isNumber: true },
        { title: t('eval.held'), isNumber: true },
      ],
      rows: ranking.map((row) => ({
        key: row.evaluation,
        cells: [
          row.subjectName,
          row.rank,
          row.points,
          place(row.interval),
          place(row.byWeights),
          place(row.byExperts),
          row.held,
        ],
      })),
    },
  }
}
