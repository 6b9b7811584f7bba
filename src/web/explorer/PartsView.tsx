import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Breakdown } from '../../http/contract-explore.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { breakdownQuery, tableUrl, type View } from '../data/queries.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { partsFigure } from './figures/parts.tsx'

/** How an element divides by each of its groupings. */
export function PartsView({
  view,
  place,
  foot,
}: {
  readonly view: View
  readonly place: string
  readonly foot: string
}) {
  const query = useQuery(breakdownQuery(view))
  return (
    <Loaded query={query} shape={<LoadingShape kind="chart" />}>
      {(breakdown) => (
        <>
          {breakdown.groupings.map((grouping) => (
            <Parts
              key={grouping.dimension}
              grouping={grouping}
              breakdown={breakdown}
              place={place}
              foot={foot}
              view={view}
            />
          ))}
        </>
      )}
    </Loaded>
  )
}

function Parts({
  grouping,
  breakdown,
  place,
  foot,
  view,
}: {
  readonly grouping: Breakdown['groupings'][number]
  readonly breakdown: Breakdown
  readonly place: string
  readonly foot: string
  readonly view: View
}) {
  const speech = useSpeech()
  const { say, language } = speech
  const figure = useMemo(
    () => partsFigure(grouping, breakdown, place, foot, speech),
    [grouping, breakdown, place, foot, speech],
  )
  return (
    <ChartFrame
      figure={figure}
      name={`${place}-${say(breakdown.quantity.name)}-${say(grouping.name)}-${breakdown.year}`}
      csv={tableUrl(view, 'csv', language, 'parts')}
    />
  )
}
