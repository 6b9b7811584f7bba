import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { Comparison, Series, StandardLine } from '../../http/contract-explore.ts'
import { ChartFrame, type ChartView } from '../charts/ChartFrame.tsx'
import { seriesQuery, storyQuery, tableUrl, type View } from '../data/queries.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { StandardMark } from '../parts/StandardMark.tsx'
import { SyntheticNote } from '../parts/SyntheticNote.tsx'
import { valueText } from '../parts/shown.ts'
import { ValueCard } from '../parts/ValueCard.tsx'
import { exploreLink } from './address.ts'
import { comparisonFigure } from './figures/comparison.tsx'
import { hasTrend, trendFigure } from './figures/trend.tsx'
import { footOf, footOfOne } from './figures/words.ts'
import { PartsView } from './PartsView.tsx'
import { StandardNotes } from './StandardNotes.tsx'

/** The work of the explorer: the value, its years, its parts, the schools side by side, the standards on it. */
export function ValueView({
  comparison,
  view,
  place,
  chart,
  onChart,
}: {
  readonly comparison: Comparison
  readonly view: View
  /** Name of the unit looked at. */
  readonly place: string
  readonly chart: ChartView
  readonly onChart: (chart: ChartView) => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const { quantity, whole, units, standards, year } = comparison
  const own = units.find(({ org }) => org.code === view.org) ?? whole
  const verdicts = standards.flatMap((line) =>
    line.verdicts.filter((verdict) => verdict.unitId === own.org.id && verdict.met !== undefined),
  )
  const label = t('explorer.window', { name: say(quantity.name), org: place, year })
  const series = useQuery(seriesQuery(view))
  const formula = useQuery(storyQuery(view)).data?.definition.formula
  return (
    <>
      <p className="visually-hidden" role="status">
        {`${label} ${valueText(own.value, speech)}`}
      </p>
      {own.org.isSynthetic ? <SyntheticNote /> : null}
      <ValueCard
        value={own.value}
        label={label}
        mark={
          verdicts.length > 0 ? <StandardMark isMet={verdicts.every((verdict) => verdict.met)} /> : undefined
        }
      >
        {formula ? (
          <p className="value-card__formula">
            <span className="note">{t('value.formula')}</span> {say(formula)}
          </p>
        ) : null}
      </ValueCard>
      <Loaded query={series} shape={<LoadingShape kind="chart" />}>
        {(data) => <Trend series={data} comparison={comparison} view={view} place={place} />}
      </Loaded>
      {units.length > 1 ? (
        <Schools comparison={comparison} view={view} chart={chart} onChart={onChart} />
      ) : null}
      {quantity.kind === 'element' ? (
        <PartsView view={view} place={place} foot={footOfOne(comparison, view.org, place, speech)} />
      ) : null}
      {standards.length > 0 ? <StandardNotes comparison={comparison} /> : null}
    </>
  )
}

function Trend({
  series,
  comparison,
  view,
  place,
}: {
  readonly series: Series
  readonly comparison: Comparison
  readonly view: View
  readonly place: string
}) {
  const speech = useSpeech()
  const { t, say, language } = speech
  const figure = useMemo(
    () =>
      trendFigure(
        series,
        comparison.year,
        comparison.quantity,
        place,
        footOfOne(comparison, view.org, place, speech),
        boundsFor(comparison, view.org),
        speech,
      ),
    [series, comparison, place, view.org, speech],
  )
  if (!hasTrend(series)) return <p className="note">{t('trend.too_short')}</p>
  return (
    <ChartFrame
      figure={figure}
      name={`${place}-${say(comparison.quantity.name)}-${t('trend.file')}`}
      csv={tableUrl(view, 'csv', language)}
    />
  )
}

function Schools({
  comparison,
  view,
  chart,
  onChart,
}: {
  readonly comparison: Comparison
  readonly view: View
  readonly chart: ChartView
  readonly onChart: (chart: ChartView) => void
}) {
  const speech = useSpeech()
  const { say, language } = speech
  const navigate = useNavigate()
  const whole = orgName(comparison.whole.org, language)
  const figure = useMemo(
    () => comparisonFigure(comparison, view.org, footOf(comparison, whole, speech), speech),
    [comparison, view.org, whole, speech],
  )
  const onPick = useCallback(
    (index: number) => {
      const org = figure.order[index]
      if (org) void navigate(exploreLink(org.code, view.year, view.id))
    },
    [figure, navigate, view.year, view.id],
  )
  return (
    <ChartFrame
      figure={figure}
      name={`${whole}-${say(comparison.quantity.name)}-${comparison.year}`}
      csv={tableUrl(view, 'csv', language)}
      view={chart}
      onView={onChart}
      onPick={onPick}
      note={
        comparison.units.some(({ org }) => org.isSynthetic) ? (
          <p className="figure__note">
            <SyntheticNote />
          </p>
        ) : null
      }
    />
  )
}

/** The bounds that a unit's own line is held against: the school's own, or the only one there is. */
function boundsFor(
  { standards, units, quantity }: Comparison,
  org: string,
): { line: StandardLine; value: string; printed: string }[] {
  const own = units.find((unit) => unit.org.code === org)?.org.id
  // A bound for one school says nothing about the sum of all.
  if (own === undefined && quantity.isAdditive) return []
  return standards.flatMap((line) => {
    const verdict = line.verdicts.find((candidate) => candidate.unitId === own)
    const [only, ...others] = line.bounds
    const bound = verdict
      ? line.bounds.find((candidate) => candidate.value === verdict.bound)
      : others.length === 0
        ? only
        : undefined
    return bound ? [{ line, value: bound.value, printed: bound.printed }] : []
  })
}
