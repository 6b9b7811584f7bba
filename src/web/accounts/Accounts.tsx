import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { MadeAccount } from '../../http/contract/accounts.ts'
import type { ListedUnit } from '../../http/contract.ts'
import type { Role } from '../../kernel/index.ts'
import { PRESENT, unitsUnder } from '../data/own-units.ts'
import { unitsQuery } from '../data/queries.ts'
import { useAccount } from '../data/session.ts'
import { OrgPlace, useOrgName } from '../frame/OrgPlace.tsx'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { AccountPanel } from './AccountPanel.tsx'
import { AccountTable } from './AccountTable.tsx'
import { FirstPassword } from './FirstPassword.tsx'
import { NewAccount } from './NewAccount.tsx'
import { accountsQuery } from './queries.ts'
import '../styles/forms.css'
import '../quality/quality.css'
import './accounts.css'

const KEEPERS: readonly Role[] = ['platform_admin', 'bureau_officer', 'school_leader']

/** `/accounts?org=…&user=…`: who signs in, as what, and what helps when they cannot. */
export function Component() {
  const { t } = useSpeech()
  const account = useAccount()
  const query = useQuery(unitsQuery(PRESENT))
  const [params] = useSearchParams()
  return (
    <Loaded query={query}>
      {(units) => {
        const own = unitsUnder(units, account, KEEPERS)
        const org = params.get('org') ?? own[0]?.code
        return org === undefined ? (
          <main id="main" className="page page--plain" tabIndex={-1}>
            <EmptyState isPage title={t('accounts.title')} text={t('accounts.not_kept')} />
          </main>
        ) : (
          <Accounts units={own} org={org} />
        )
      }}
    </Loaded>
  )
}

function Accounts({ units, org }: { readonly units: readonly ListedUnit[]; readonly org: string }) {
  const { t } = useSpeech()
  const [params, setParams] = useSearchParams()
  const [isNew, setIsNew] = useState(false)
  const [made, setMade] = useState<MadeAccount>()
  const query = useQuery(accountsQuery(org))
  const nameOf = useOrgName(units)
  const username = params.get('user')
  const chosen = query.data?.find((account) => account.username === username)
  const choose = (user: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (user === undefined) next.delete('user')
        else next.set('user', user)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <PageFrame
      place={
        <OrgPlace
          units={units}
          org={org}
          year={PRESENT}
          here={nameOf(org)}
          linkTo={(code) => `/accounts?${new URLSearchParams({ org: code })}`}
        />
      }
      title={t('accounts.title')}
      windowTitle={t('accounts.title')}
      above={nameOf(org)}
      action={
        <Button type="primary" onClick={() => setIsNew(true)}>
          {t('accounts.add')}
        </Button>
      }
      {...(chosen
        ? {
            explanation: (
              <AccountPanel
                key={chosen.username}
                account={chosen}
                units={units}
                onMade={setMade}
                onClose={() => choose(undefined)}
              />
            ),
          }
        : {})}
    >
      <p className="note">{t('accounts.lead')}</p>
      <Loaded query={query}>
        {(accounts) =>
          accounts.length === 0 ? (
            <EmptyState title={t('accounts.none')} text={t('accounts.none_text')} />
          ) : (
            <AccountTable accounts={accounts} chosen={chosen?.username} onChoose={choose} />
          )
        }
      </Loaded>
      {isNew ? (
        <NewAccount
          units={units}
          org={org}
          onClose={() => setIsNew(false)}
          onMade={(result) => {
            setIsNew(false)
            setMade(result)
            choose(result.account.username)
          }}
        />
      ) : null}
      {made?.password === undefined ? null : (
        <FirstPassword made={made} password={made.password} onClose={() => setMade(undefined)} />
      )}
    </PageFrame>
  )
}
