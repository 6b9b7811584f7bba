import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import type { RoundList } from '../../http/contract/rounds.ts'
import type { ListedUnit } from '../../http/contract.ts'
import type { Role } from '../../kernel/index.ts'
import { roundsQuery, submissionQuery } from '../board/queries.ts'
import { PRESENT, unitsUnder } from '../data/own-units.ts'
import { unitsQuery } from '../data/queries.ts'
import { useAccount } from '../data/session.ts'
import { OrgPlace, useOrgName } from '../frame/OrgPlace.tsx'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { Table } from '../quality/parts/Table.tsx'
import { deskLink } from './addresses.ts'
import '../quality/quality.css'
import './entry.css'

const FILLING: readonly Role[] = ['school_leader', 'school_clerk', 'bureau_officer']

/** So many of the bureau's messages are shown; the older ones have had their day. */
const LATEST = 6

type Stand = RoundList['stands'][number]

/** `/desk?org=…`: the rounds in which a unit fills in, the first of one's own where none is named. */
export function Component() {
  const { t } = useSpeech()
  const account = useAccount()
  const query = useQuery(unitsQuery(PRESENT))
  const [params] = useSearchParams()
  return (
    <Loaded query={query}>
      {(units) => {
        const own = unitsUnder(units, account, FILLING)
        const org = own.find(({ code }) => code === params.get('org')) ?? own[0]
        return org === undefined ? (
          <main id="main" className="page page--plain" tabIndex={-1}>
            <EmptyState isPage title={t('fill.no_unit')} text={t('fill.no_unit_text')} />
          </main>
        ) : (
          <Start key={org.code} units={own} org={org.code} />
        )
      }}
    </Loaded>
  )
}

function Start({ units, org }: { readonly units: readonly ListedUnit[]; readonly org: string }) {
  const { t } = useSpeech()
  const rounds = useQuery(roundsQuery(org))
  const nameOf = useOrgName(units)
  const stands = rounds.data?.stands.toSorted((a, b) => b.year - a.year) ?? []
  return (
    <PageFrame
      place={
        <OrgPlace
          units={units}
          org={org}
          year={PRESENT}
          here={nameOf(org)}
          linkTo={(code) => `/desk?${new URLSearchParams({ org: code })}`}
        >
          {stands.length > 0 ? <Years org={org} stands={stands} /> : null}
        </OrgPlace>
      }
      title={t('fill.desk')}
      windowTitle={t('fill.desk')}
      above={nameOf(org)}
    >
      <Loaded query={rounds}>
        {() =>
          stands.length === 0 ? (
            <EmptyState title={t('fill.no_round')} text={t('fill.no_round_text')} />
          ) : (
            <>
              <Table
                caption={t('fill.rounds')}
                rows={stands}
                keyOf={({ year }) => String(year)}
                columns={[
                  {
                    title: t('fill.round'),
                    cell: ({ round, year }) => <Link to={deskLink(org, year)}>{round.title}</Link>,
                  },
                  { title: t('fill.year'), cell: ({ year }) => year, isNumber: true },
                  { title: t('fill.state'), cell: ({ state }) => t(`fill.state.${state}`) },
                  { title: t('fill.deadline'), cell: ({ deadline }) => momentText(deadline) },
                ]}
              />
              <Messages org={org} stands={stands} />
            </>
          )
        }
      </Loaded>
    </PageFrame>
  )
}

/** The years of the rounds, at the side as on every page of a year. */
function Years({ org, stands }: { readonly org: string; readonly stands: readonly Stand[] }) {
  const { t } = useSpeech()
  return (
    <nav className="years" aria-label={t('place.year')}>
      <h2 className="place__head">{t('place.year')}</h2>
      <ul className="years__list">
        {stands.map(({ year }) => (
          <li key={year}>
            <Link className="years__year" to={deskLink(org, year)}>
              {year}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What the bureau said of the latest round: opened, reminded, given more time, sent back. */
function Messages({ org, stands }: { readonly org: string; readonly stands: readonly Stand[] }) {
  const { t } = useSpeech()
  const latest = stands.find(({ round }) => round.state === 'open') ?? stands[0]
  const query = useQuery({
    ...submissionQuery(org, latest?.year ?? PRESENT),
    enabled: latest !== undefined,
  })
  const notices = query.data?.notices.slice(0, LATEST) ?? []
  return notices.length === 0 ? null : (
    <section aria-label={t('fill.messages')}>
      <h2 className="part-head">{t('fill.messages')}</h2>
      <ul className="desk__messages">
        {notices.map(({ kind, text, author, at }) => (
          <li key={`${kind} ${at} ${text}`}>
            <p>{text}</p>
            <p className="note">{t('fill.message_by', { author, at: momentText(at) })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
