import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Role } from '../../kernel/index.ts'
import { roundsQuery } from '../board/queries.ts'
import { PRESENT, unitsUnder } from '../data/own-units.ts'
import { unitsQuery } from '../data/queries.ts'
import { useAccount } from '../data/session.ts'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { dayText } from '../quality/parts/dates.ts'
import { Table } from '../quality/parts/Table.tsx'
import { deskLink } from './addresses.ts'

const FILLING: readonly Role[] = ['school_leader', 'school_clerk', 'bureau_officer']

/** `/desk`: the rounds in which my unit fills in. */
export function Component() {
  const { t, language } = useSpeech()
  const account = useAccount()
  const units = useQuery(unitsQuery(PRESENT))
  const own = unitsUnder(units.data ?? [], account, FILLING)[0]
  const rounds = useQuery({ ...roundsQuery(own?.code ?? ''), enabled: own !== undefined })
  return (
    <PageFrame
      place={null}
      title={t('fill.desk')}
      windowTitle={t('fill.desk')}
      above={own ? orgName(own, language) : null}
    >
      {units.data && !own ? <EmptyState title={t('fill.no_unit')} text={t('fill.no_unit_text')} /> : null}
      {own ? (
        <Loaded query={rounds}>
          {({ stands }) =>
            stands.length === 0 ? (
              <EmptyState title={t('fill.no_round')} text={t('fill.no_round_text')} />
            ) : (
              <Table
                caption={t('fill.rounds')}
                rows={stands.toSorted((a, b) => b.year - a.year)}
                keyOf={({ year }) => String(year)}
                columns={[
                  {
                    title: t('fill.round'),
                    cell: ({ round, year }) => <Link to={deskLink(own.code, year)}>{round.title}</Link>,
                  },
                  { title: t('fill.year'), cell: ({ year }) => year, isNumber: true },
                  { title: t('fill.state'), cell: ({ state }) => t(`fill.state.${state}`) },
                  { title: t('fill.deadline'), cell: ({ round }) => dayText(round.deadline) },
                ]}
              />
            )
          }
        </Loaded>
      ) : null}
    </PageFrame>
  )
}
