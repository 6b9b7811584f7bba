import type { Bilingual } from '../../../../kernel/index.ts'
import type { Figure } from '../../../charts/figure.ts'
import { axisLabel, common } from '../../../charts/look.ts'
import type { Speech } from '../../../i18n/language.tsx'

export interface Axis {
  readonly name: Bilingual
  readonly weight: string
  readonly points: string
  /** Per cent of the weight. */
  readonly share: number
  /** The same by the self-assessment. */
  readonly self?: number
}

const HEIGHT = 320

/** The dimensions as shares of their weights, so that a heavy one does not look strong by its weight alone. */
export function radarFigure(axes: readonly Axis[], subject: string, round: string, speech: Speech): Figure {
  const { t, say } = speech
  const sorted = [...axes].sort((a, b) => b.share - a.share)
  const best = sorted[0]
  const least = sorted.at(-1)
  const per = (share: number) => `${share.toFixed(1)}%`
  const hasSelf = axes.some(({ self }) => self !== undefined)
  return {
    title:
      best && least
        ? t('eval.radar_finding', {
            subject,
            best: say(best.name),
            most: per(best.share),
            least: say(least.name),
            fewest: per(least.share),
          })
        : subject,
    subtitle: t('eval.radar_subtitle'),
    foot: t('eval.figure_foot', { round }),
    alt: axes.map(({ name, share }) => `${say(name)} ${per(share)}`).join(t('list.separator')),
    height: () => HEIGHT,
    option: (palette) => ({
      ...common(palette),
      radar: {
        indicator: axes.map(({ name }) => ({ name: say(name), max: 100 })),
        radius: '68%',
        axisName: { ...axisLabel(palette), color: palette.ink },
        splitNumber: 4,
        splitLine: { lineStyle: { color: palette.line } },
        splitArea: { show: false },
        axisLine: { lineStyle: { color: palette.line } },
      },
      series: [
        {
          type: 'radar',
          symbolSize: 6,
          data: [
            ...(hasSelf
              ? [
                  {
                    name: t('eval.total_self'),
                    value: axes.map(({ self }) => self ?? 0),
                    lineStyle: { color: palette.edge, width: 1.5, type: 'dashed' as const },
                    itemStyle: { color: palette.edge },
                  },
                ]
              : []),
            {
              name: subject,
              value: axes.map(({ share }) => share),
              lineStyle: { color: palette.accent, width: 2.5 },
              itemStyle: { color: palette.accent },
              areaStyle: { color: palette.accent, opacity: 0.12 },
            },
          ],
        },
      ],
    }),
    table: {
      columns: [
        { title: t('eval.dimension'), isNumber: false },
        { title: t('eval.weight'), isNumber: true },
        { title: t('eval.points'), isNumber: true },
        { title: t('eval.share'), isNumber: true },
        ...(hasSelf ? [{ title: t('eval.share_self'), isNumber: true }] : []),
      ],
      rows: axes.map(({ name, weight, points, share, self }) => ({
        key: name.zh,
        cells: [
          say(name),
          weight,
          points,
          share.toFixed(1),
          ...(hasSelf ? [self === undefined ? '—' : self.toFixed(1)] : []),
        ],
      })),
    },
  }
}
