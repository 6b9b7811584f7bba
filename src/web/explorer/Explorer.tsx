import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { ApiProblem } from '../data/problem.ts'
import { comparisonQuery, storyQuery, tableUrl, unitsQuery, type View } from '../data/queries.ts'
import { OrgYearPicker } from '../frame/OrgYearPicker.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { exploreLink, usePlace } from './address.ts'
import { QuantityPicker } from './QuantityPicker.tsx'
import { StoryPanel } from './StoryPanel.tsx'
import { ValueView } from './ValueView.tsx'
import './explorer.css'

/** `/explore/:org/:year/:quantity`: one quantity of one unit in one year, and everything behind it. */
export function Component() {
  const { t, say, language } = useSpeech()
  const { org, year, quantity: id } = usePlace()
  const view: View = { org, year, id }
  const [search, setSearch] = useSearchParams()
  const comparison = useQuery(comparisonQuery(view))
  const story = useQuery(storyQuery(view))
  const units = useQuery(unitsQuery(year))
  const here = units.data?.find((unit) => unit.code === org)
  const place = here ? orgName(here, language) : org
  const quantity = comparison.data?.quantity
  const name = quantity ? say(quantity.name) : id
  const keep = (key: string, value: string | undefined) =>
    setSearch(
      (before) => {
        if (value === undefined) before.delete(key)
        else before.set(key, value)
        return before
      },
      { replace: true, preventScrollReset: true },
    )
  const kept = search.size > 0 ? `?${search}` : ''
  return (
    <PageFrame
      place={<OrgYearPicker org={org} year={year} linkTo={(o, y) => exploreLink(o, y, id, kept)} />}
      windowTitle={t('explorer.window', { name, org: place, year })}
      above={
        <>
          <Link to={exploreLink(org, year)}>{t('explorer.all', { org: place, year })}</Link>
          {quantity ? <span className="frame__topic">{say(quantity.topic.name)}</span> : null}
        </>
      }
      title={comparison.isError ? t('explorer.broken') : name}
      state={<QuantityPicker year={year} current={id} linkTo={(next) => exploreLink(org, year, next)} />}
      action={comparison.data ? <Downloads view={view} /> : null}
      explanation={
        comparison.isError ? undefined : (
          <Loaded query={story} shape={<LoadingShape lines={8} />}>
            {(told) => (
              <StoryPanel
                story={told}
                opened={search.get('open') ?? undefined}
                onOpen={(opened) => keep('open', opened)}
              />
            )}
          </Loaded>
        )
      }
    >
      {isUnknown(comparison.error) ? (
        <EmptyState title={t('explorer.unknown', { id, year })} text={t('explorer.unknown_text')}>
          <Link to={exploreLink(org, year)}>{t('explorer.all_of', { org: place, year })}</Link>
        </EmptyState>
      ) : comparison.isError ? (
        <ErrorState error={comparison.error} retry={() => void comparison.refetch()} />
      ) : comparison.data ? (
        <ValueView
          comparison={comparison.data}
          view={view}
          place={place}
          chart={search.get('view') === 'table' ? 'table' : 'chart'}
          onChart={(chart) => keep('view', chart === 'table' ? 'table' : undefined)}
        />
      ) : (
        <>
          <LoadingShape kind="value" />
          <LoadingShape kind="chart" />
        </>
      )}
    </PageFrame>
  )
}

/** Whether the catalog of the year has no such quantity, as an old or mistyped address asks for. */
function isUnknown(error: unknown): boolean {
  return error instanceof ApiProblem && error.trouble.code === 'IND-001'
}

function Downloads({ view }: { readonly view: View }) {
  const { t, language } = useSpeech()
  return (
    <>
      <Button type="primary" href={tableUrl(view, 'xlsx', language)} download>
        {t('explorer.xlsx')}
      </Button>
      <Button href={tableUrl(view, 'csv', language)} download>
        {t('explorer.csv')}
      </Button>
    </>
  )
}
