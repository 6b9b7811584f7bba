import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { EvaluationRound, PublishedResult } from '../../../http/contract/evaluation.ts'
import { useAccount } from '../../data/session.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { roundLink, roundsLink, sheetLink } from '../addresses.ts'
import { dayText } from '../parts/dates.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { Table } from '../parts/Table.tsx'
import { resultsQuery, roundsQuery } from '../queries.ts'
import { EvaluationNav } from './EvaluationNav.tsx'
import { OpenRound } from './OpenRound.tsx'

/** `/evaluation/:org/:year`: the rounds that concern a unit, and the results that were published. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const rounds = useQuery(roundsQuery(org, year))
  const results = useQuery(resultsQuery(org, year))
  const account = useAccount()
  const [isOpening, setIsOpening] = useState(false)
  const mayOpen = account?.grants.some(
    ({ role, unit }) => role === 'bureau_officer' && (unit.code === org || unit.level !== 'school'),
  )
  const opener = mayOpen ? (
    <Button type="primary" onClick={() => setIsOpening(true)}>
      {t('eval.open')}
    </Button>
  ) : undefined
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={roundsLink}
      title={t('eval.title')}
      nav={<EvaluationNav org={org} year={year} />}
      {...(opener ? { action: opener } : {})}
    >
      <Loaded query={rounds}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('eval.none')} text={t(mayOpen ? 'eval.none_bureau' : 'eval.none_school')} />
          ) : (
            <RoundTable rounds={list} />
          )
        }
      </Loaded>
      <h2 className="part-head">{t('eval.published', { year })}</h2>
      <Loaded query={results}>
        {(list) =>
          list.length === 0 ? (
            <p className="note">{t('eval.published_none')}</p>
          ) : (
            <ResultTable results={list} />
          )
        }
      </Loaded>
      {isOpening ? <OpenRound org={org} year={year} onClose={() => setIsOpening(false)} /> : null}
    </QualityFrame>
  )
}

function RoundTable({ rounds }: { readonly rounds: readonly EvaluationRound[] }) {
  const { t, say, language } = useSpeech()
  return (
    <Table
      caption={t('eval.rounds')}
      rows={rounds}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('eval.round'),
          cell: ({ id, title, isSynthetic }) => (
            <>
              <Link to={roundLink(id)}>{title}</Link> {isSynthetic ? <SyntheticNote isShort /> : null}
            </>
          ),
        },
        { title: t('table.year'), cell: ({ year }) => year, isNumber: true },
        {
          title: t('eval.scheme'),
          cell: ({ scheme }) => t('eval.scheme_version', { name: say(scheme.name), version: scheme.version }),
        },
        { title: t('eval.by'), cell: ({ org }) => orgName(org, language) },
        {
          title: t('eval.state'),
          cell: ({ state }) => (
            <StateTag tone={state === 'open' ? 'busy' : 'plain'} text={t(`eval.round_state.${state}`)} />
          ),
        },
        { title: t('eval.self_until'), cell: ({ selfUntil }) => dayText(selfUntil) },
        { title: t('eval.scoring_until'), cell: ({ scoringUntil }) => dayText(scoringUntil) },
      ]}
    />
  )
}

function ResultTable({ results }: { readonly results: readonly PublishedResult[] }) {
  const { t, say } = useSpeech()
  return (
    <Table
      caption={t('eval.published_table')}
      rows={results}
      keyOf={({ evaluation }) => evaluation}
      columns={[
        {
          title: t('eval.subject'),
          cell: ({ evaluation, subjectName }) => <Link to={sheetLink(evaluation)}>{subjectName}</Link>,
        },
        { title: t('eval.round'), cell: ({ round }) => round.title },
        { title: t('eval.points'), cell: ({ points }) => points, isNumber: true },
        { title: t('eval.rating'), cell: ({ rating }) => (rating ? say(rating) : '—') },
      ]}
    />
  )
}
