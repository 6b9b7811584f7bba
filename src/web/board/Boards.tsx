import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { PRESENT } from '../data/own-units.ts'
import { unitsQuery } from '../data/queries.ts'
import { hasRole, useAccount } from '../data/session.ts'
import { OrgPlace, useOrgName } from '../frame/OrgPlace.tsx'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { dayText, momentText } from '../quality/parts/dates.ts'
import { StateTag } from '../quality/parts/StateTag.tsx'
import { Table } from '../quality/parts/Table.tsx'
import { boardLink, boardsLink } from './addresses.ts'
import { bureausOf } from './below.ts'
import { OpenRound } from './OpenRound.tsx'
import { roundsQuery } from './queries.ts'
import '../quality/quality.css'
import './board.css'

/** `/board?org=…`: the rounds that a bureau conducts. */
export function Component() {
  const { t } = useSpeech()
  const account = useAccount()
  const query = useQuery(unitsQuery(PRESENT))
  const [params] = useSearchParams()
  return (
    <Loaded query={query}>
      {(units) => {
        const own = bureausOf(units, account)
        const org = params.get('org') ?? own[0]?.code
        return org === undefined ? (
          <main id="main" className="page page--plain" tabIndex={-1}>
            <EmptyState isPage title={t('board.title')} text={t('board.not_bureau')} />
          </main>
        ) : (
          <Boards units={own} org={org} />
        )
      }}
    </Loaded>
  )
}

function Boards({ units, org }: { readonly units: readonly ListedUnit[]; readonly org: string }) {
  const { t } = useSpeech()
  const account = useAccount()
  const go = useNavigate()
  const query = useQuery(roundsQuery(org))
  const [isNew, setIsNew] = useState(false)
  const nameOf = useOrgName(units)
  const mayOpen = hasRole(account, ['bureau_officer'])
  const open = (
    <Button type="primary" onClick={() => setIsNew(true)}>
      {t('board.open')}
    </Button>
  )
  return (
    <PageFrame
      place={<OrgPlace units={units} org={org} year={PRESENT} here={nameOf(org)} linkTo={boardsLink} />}
      title={t('board.title')}
      windowTitle={t('board.title')}
      above={nameOf(org)}
      {...(mayOpen ? { action: open } : {})}
    >
      <p className="note">{t('board.lead')}</p>
      <Loaded query={query}>
        {({ conducts }) =>
          conducts.length === 0 ? (
            <EmptyState title={t('board.no_rounds')} text={t('board.no_rounds_text')} />
          ) : (
            <Table
              caption={t('board.rounds')}
              rows={conducts}
              keyOf={({ year }) => String(year)}
              columns={[
                {
                  title: t('board.round'),
                  cell: ({ title, year }) => <Link to={boardLink(org, year)}>{title}</Link>,
                },
                { title: t('board.year'), cell: ({ year }) => year, isNumber: true },
                {
                  title: t('board.round_state'),
                  cell: ({ state }) => (
                    <StateTag
                      tone={state === 'open' ? 'busy' : 'done'}
                      text={t(`board.round_state.${state}`)}
                    />
                  ),
                },
                { title: t('board.forms'), cell: ({ forms }) => forms.length, isNumber: true },
                { title: t('board.opened'), cell: ({ opensAt }) => dayText(opensAt) },
                { title: t('board.deadline'), cell: ({ deadline }) => momentText(deadline) },
              ]}
            />
          )
        }
      </Loaded>
      {isNew ? (
        <OpenRound
          org={org}
          onClose={() => setIsNew(false)}
          onOpened={(year) => void go(boardLink(org, year))}
        />
      ) : null}
    </PageFrame>
  )
}
