import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { TrailEntry, TrailPage } from '../../http/contract/trail.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { apiUrl, getJson } from '../data/client.ts'
import { PRESENT, unitsUnder } from '../data/own-units.ts'
import { unitsQuery } from '../data/queries.ts'
import { useAccount } from '../data/session.ts'
import { OrgPlace, useOrgName } from '../frame/OrgPlace.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { StateTag } from '../quality/parts/StateTag.tsx'
import { Table } from '../quality/parts/Table.tsx'
import { EntryPanel } from './EntryPanel.tsx'
import { FILTERS, filterIn, queryOf, type TrailFilter } from './filter.ts'
import { TrailSearch } from './TrailSearch.tsx'
import { useActionName, useActorName } from './words.ts'
import '../styles/forms.css'
import '../quality/quality.css'
import './trail.css'

/** `/trail?org=…&actor=…&from=…`: who did what to which object, when, from where, with what result. */
export function Component() {
  const { t } = useSpeech()
  const account = useAccount()
  const query = useQuery(unitsQuery(PRESENT))
  const [params] = useSearchParams()
  return (
    <Loaded query={query}>
      {(units) => {
        const own = unitsUnder(units, account, ['platform_admin'])
        const org = params.get('org') ?? own[0]?.code
        return org === undefined ? (
          <main id="main" className="page page--plain" tabIndex={-1}>
            <EmptyState isPage title={t('trail.title')} text={t('trail.not_kept')} />
          </main>
        ) : (
          <Trail units={own} org={org} />
        )
      }}
    </Loaded>
  )
}

function Trail({ units, org }: { readonly units: readonly ListedUnit[]; readonly org: string }) {
  const { t } = useSpeech()
  const [params, setParams] = useSearchParams()
  const [chosen, setChosen] = useState<TrailEntry>()
  const nameOf = useOrgName(units)
  const filter = filterIn(params)
  const look = (wanted: TrailFilter) => {
    setChosen(undefined)
    setParams({ org, ...wanted })
  }
  const linkTo = (code: string) => `/trail?${new URLSearchParams({ ...filter, org: code })}`
  return (
    <PageFrame
      place={<OrgPlace units={units} org={org} year={PRESENT} here={nameOf(org)} linkTo={linkTo} />}
      title={t('trail.title')}
      windowTitle={t('trail.title')}
      above={nameOf(org)}
      action={
        <Button href={apiUrl(['orgs', org, 'trail.csv'], queryOf(filter))} download>
          <Icon name="download" /> {t('trail.export')}
        </Button>
      }
      {...(chosen
        ? { explanation: <EntryPanel key={chosen.id} entry={chosen} onClose={() => setChosen(undefined)} /> }
        : {})}
    >
      <p className="note">{t('trail.lead')}</p>
      <TrailSearch key={FILTERS.map((name) => filter[name] ?? '').join('|')} filter={filter} onLook={look} />
      <Entries org={org} filter={filter} onChoose={setChosen} />
    </PageFrame>
  )
}

function Entries({
  org,
  filter,
  onChoose,
}: {
  readonly org: string
  readonly filter: TrailFilter
  readonly onChoose: (entry: TrailEntry) => void
}) {
  const { t, language } = useSpeech()
  const actionName = useActionName()
  const actorName = useActorName()
  const query = useInfiniteQuery({
    queryKey: ['trail', org, filter],
    queryFn: ({ signal, pageParam }) =>
      getJson<TrailPage>(apiUrl(['orgs', org, 'trail'], { ...queryOf(filter), before: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries)
        if (entries.length === 0) return <EmptyState title={t('trail.none')} text={t('trail.none_text')} />
        return (
          <>
            <Table
              caption={t('trail.title')}
              rows={entries}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('trail.at'),
                  cell: (entry) => (
                    <button type="button" className="link-button trail__at" onClick={() => onChoose(entry)}>
                      {momentText(entry.at)}
                    </button>
                  ),
                },
                { title: t('trail.actor'), cell: ({ actor }) => actorName(actor) },
                {
                  title: t('trail.what'),
                  cell: ({ action }) => <span className="trail__what">{actionName(action)}</span>,
                },
                { title: t('trail.org'), cell: (entry) => orgName(entry.org, language) },
                { title: t('trail.object'), cell: ({ object }) => object || '—' },
                { title: t('trail.result'), cell: ({ result }) => <ResultTag result={result} /> },
              ]}
            />
            {query.hasNextPage ? (
              <p className="table__more">
                <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('trail.earlier')}
                </Button>
              </p>
            ) : (
              <p className="note">{t('trail.all', { count: entries.length })}</p>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function ResultTag({ result }: { readonly result: TrailEntry['result'] }) {
  const { t } = useSpeech()
  const tones = { done: 'done', refused: 'explain', failed: 'error' } as const
  return <StateTag tone={tones[result]} text={t(`trail.result.${result}`)} />
}
