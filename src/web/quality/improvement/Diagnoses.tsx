import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { diagnosesLink, roundLink } from '../addresses.ts'
import { dayText } from '../parts/dates.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { Table } from '../parts/Table.tsx'
import { roundsQuery } from '../queries.ts'
import { ImprovementNav } from './ImprovementNav.tsx'

/** `/improvement/:org/:year/diagnosis`: the yearly self-diagnoses that concern a unit. */
export function Component() {
  const { t, say } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(roundsQuery(org, year))
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={diagnosesLink}
      title={t('imp.diagnoses')}
      nav={<ImprovementNav org={org} year={year} />}
    >
      <p className="note">{t('imp.diagnoses_lead')}</p>
      <Loaded query={query}>
        {(rounds) => {
          const own = rounds.filter(({ scheme }) => scheme.purpose === 'diagnosis')
          return own.length === 0 ? (
            <EmptyState title={t('imp.diagnoses_none')} text={t('imp.diagnoses_none_text')} />
          ) : (
            <Table
              caption={t('imp.diagnoses')}
              rows={own}
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
                { title: t('table.year'), cell: (round) => round.year, isNumber: true },
                { title: t('eval.scheme'), cell: ({ scheme }) => say(scheme.name) },
                { title: t('eval.self_until'), cell: ({ selfUntil }) => dayText(selfUntil) },
              ]}
            />
          )
        }}
      </Loaded>
    </QualityFrame>
  )
}
