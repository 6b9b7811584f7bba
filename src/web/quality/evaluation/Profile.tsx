import type { ScoreSheet } from '../../../http/contract/evaluation.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useSpeech } from '../../i18n/language.tsx'
import { shortPoints } from './criteria.ts'
import { radarFigure } from './figures/radar.ts'

/** The dimensions of a result: which is strong, which weak. */
export function Profile({ sheet }: { readonly sheet: ScoreSheet }) {
  const speech = useSpeech()
  const axes = sheet.criteria.flatMap(({ name, weight, final, self }) =>
    final?.state === 'scored'
      ? [
          {
            name,
            weight,
            points: shortPoints(final.points),
            share: (Number(final.points) / Number(weight)) * 100,
            ...(self?.state === 'scored' ? { self: (Number(self.points) / Number(weight)) * 100 } : {}),
          },
        ]
      : [],
  )
  if (axes.length < 3) return null
  return (
    <ChartFrame
      figure={radarFigure(axes, sheet.subjectName, sheet.round.title, speech)}
      name={`${sheet.subjectName}-${sheet.round.year}`}
    />
  )
}
