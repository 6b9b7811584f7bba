import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useAccount } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { applicationsLink, diagnosisLink, sheetLink } from '../addresses.ts'
import { dayText, momentText } from '../parts/dates.ts'
import { StateTag } from '../parts/StateTag.tsx'
import { Table } from '../parts/Table.tsx'
import { tasksQuery } from '../queries.ts'
import '../quality.css'

/** `/evaluation/tasks`: what the expert who is signed in has to score, the nearest deadline first. */
export function Component() {
  const { t, say } = useSpeech()
  useTitle(t('eval.tasks'))
  const query = useQuery(tasksQuery)
  const account = useAccount()
  return (
    <main id="main" className="page-wide" tabIndex={-1}>
      <h1 className="frame__title">{t('eval.tasks')}</h1>
      <p className="note">{t('eval.tasks_lead')}</p>
      <Loaded query={query}>
        {(tasks) =>
          tasks.length === 0 ? (
            <EmptyState title={t('eval.tasks_none')} text={t('eval.tasks_none_text')} />
          ) : (
            <Table
              caption={t('eval.tasks')}
              rows={[...tasks].sort(
                (a, b) =>
                  Number(a.submittedAt !== undefined) - Number(b.submittedAt !== undefined) ||
                  a.scoringUntil.localeCompare(b.scoringUntil),
              )}
              keyOf={({ evaluation }) => evaluation}
              columns={[
                {
                  title: t('eval.subject'),
                  cell: ({ evaluation, subjectName, round }) => (
                    <Link
                      to={
                        round.scheme.purpose === 'diagnosis'
                          ? diagnosisLink(evaluation)
                          : sheetLink(evaluation)
                      }
                    >
                      {subjectName}
                    </Link>
                  ),
                },
                { title: t('eval.round'), cell: ({ round }) => round.title },
                { title: t('eval.state'), cell: ({ stateName }) => say(stateName) },
                { title: t('eval.part'), cell: ({ isChief }) => t(isChief ? 'eval.chief' : 'eval.member') },
                { title: t('eval.scoring_until'), cell: ({ scoringUntil }) => dayText(scoringUntil) },
                {
                  title: t('eval.own_sheet'),
                  cell: ({ submittedAt }) =>
                    submittedAt ? (
                      <StateTag tone="done" text={t('eval.handed_in_at', { at: momentText(submittedAt) })} />
                    ) : (
                      <StateTag tone="busy" text={t('eval.to_score')} />
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {account ? (
        <p className="note">
          <Link to={applicationsLink(account.unit.code, new Date().getFullYear())}>
            {t('eval.tasks_programmes')}
          </Link>
        </p>
      ) : null}
    </main>
  )
}
