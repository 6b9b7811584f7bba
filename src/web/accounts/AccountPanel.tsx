import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Account, MadeAccount } from '../../http/contract/accounts.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { useAccount } from '../data/session.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { arrive } from '../parts/arrive.ts'
import { ErrorState } from '../parts/ErrorState.tsx'
import { useToast } from '../parts/Toast.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'
import { AccountState, isLocked } from './AccountState.tsx'
import { EditAccount } from './EditAccount.tsx'
import { areasQuery } from './queries.ts'

/** What is asked before it is done. */
const asked = ['reset', 'disable', 'end_sessions', 'reset_factor'] as const
type Asked = (typeof asked)[number]

const changes: Readonly<Record<Asked, object>> = {
  reset: { resetPassword: true },
  disable: { state: 'disabled' },
  end_sessions: { endSessions: true },
  reset_factor: { resetTwoFactor: true },
}

/** One account: what it may do, how it is, and what its keeper can do for it. */
export function AccountPanel({
  account,
  units,
  onMade,
  onClose,
}: {
  readonly account: Account
  readonly units: readonly ListedUnit[]
  readonly onMade: (made: MadeAccount) => void
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const own = useAccount()
  const { send, error, forget, isBusy } = useSend()
  const [question, setQuestion] = useState<Asked | 'edit'>()
  const { username, name } = account
  const isOwn = own?.username === username
  const change = async (what: object, done: string) => {
    const made = await send<MadeAccount>('PATCH', ['accounts', username], what)
    if (!made) return
    setQuestion(undefined)
    if (made.password === undefined) toast({ text: t(done, { name }) })
    else onMade(made)
  }
  const offered = asked.filter(
    (each) =>
      !isOwn &&
      (each === 'disable' ? account.state === 'active' : each !== 'reset_factor' || account.hasTwoFactor),
  )
  return (
    <section className="account" aria-label={name} tabIndex={-1} ref={arrive}>
      <header className="account__head">
        <h2 className="panel-head">{name}</h2>
        <Button size="small" onClick={onClose}>
          {t('accounts.close')}
        </Button>
      </header>
      <AccountState account={account} />
      <AccountFacts account={account} />
      {isOwn ? <p className="note">{t('accounts.own')}</p> : null}
      {error !== undefined && question === undefined ? <ErrorState error={error} /> : null}
      <div className="account__actions">
        {isOwn ? null : <Button onClick={() => setQuestion('edit')}>{t('accounts.edit')}</Button>}
        {isLocked(account) ? (
          <Button
            type="primary"
            loading={isBusy}
            onClick={() => void change({ unlock: true }, 'accounts.unlocked')}
          >
            {t('accounts.unlock')}
          </Button>
        ) : null}
        {account.state === 'disabled' ? (
          <Button
            type="primary"
            loading={isBusy}
            onClick={() => void change({ state: 'active' }, 'accounts.enabled')}
          >
            {t('accounts.enable')}
          </Button>
        ) : null}
        {offered.map((each) => (
          <Button key={each} onClick={() => setQuestion(each)}>
            {t(`accounts.do.${each}`)}
          </Button>
        ))}
      </div>
      {question === 'edit' ? (
        <EditAccount account={account} units={units} onClose={() => setQuestion(undefined)} />
      ) : null}
      {question !== undefined && question !== 'edit' ? (
        <FormDialog
          title={t(`accounts.ask.${question}`, { name })}
          text={t(`accounts.why.${question}`, { name })}
          submit={t(`accounts.do.${question}`)}
          fields={[]}
          error={error}
          isBusy={isBusy}
          onSubmit={() => change(changes[question], `accounts.done.${question}`)}
          onClose={() => {
            forget()
            setQuestion(undefined)
          }}
        />
      ) : null}
    </section>
  )
}

function AccountFacts({ account }: { readonly account: Account }) {
  const { t, say, language } = useSpeech()
  const { data: areas = [] } = useQuery(areasQuery)
  const nameOf = (id: string) => {
    const area = areas.find((each) => each.id === id)
    return area ? say(area.name) : id
  }
  const { grants, lastSignInAt, lockedUntil } = account
  return (
    <dl className="account__facts">
      <div>
        <dt>{t('accounts.username')}</dt>
        <dd>
          {account.username}
          {account.isDemonstration ? ` ${t('accounts.demonstration')}` : ''}
        </dd>
      </div>
      <div>
        <dt>{t('accounts.unit')}</dt>
        <dd>{orgName(account.unit, language)}</dd>
      </div>
      <div>
        <dt>{t('accounts.roles')}</dt>
        <dd>
          <ul>
            {grants.map(({ role, unit, limits }) => (
              <li key={`${role} ${unit.code}`}>
                {orgName(unit, language)} {t(`role.${role}`)}
                {limits.length > 0 ? (
                  <span className="note">
                    {' '}
                    {t('accounts.only', { list: limits.map(nameOf).join(t('list.separator')) })}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{t('accounts.factor')}</dt>
        <dd>{t(account.hasTwoFactor ? 'accounts.factor_on' : 'accounts.factor_off')}</dd>
      </div>
      <div>
        <dt>{t('accounts.last_sign_in')}</dt>
        <dd>{lastSignInAt === undefined ? t('accounts.never') : momentText(lastSignInAt)}</dd>
      </div>
      {isLocked(account) && lockedUntil !== undefined ? (
        <div>
          <dt>{t('accounts.locked_until')}</dt>
          <dd>{momentText(lockedUntil)}</dd>
        </div>
      ) : null}
    </dl>
  )
}
