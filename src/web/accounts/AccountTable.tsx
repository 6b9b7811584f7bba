import { Button } from 'antd'
import { useState } from 'react'
import type { Account } from '../../http/contract/accounts.ts'
import { ROLES, type Role } from '../../kernel/index.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { Table } from '../quality/parts/Table.tsx'
import { AccountState } from './AccountState.tsx'

/** How many rows are shown at first, and with each further step. */
const STEP = 50

/** The accounts, found by name, user name, unit and role. */
export function AccountTable({
  accounts,
  chosen,
  onChoose,
}: {
  readonly accounts: readonly Account[]
  readonly chosen: string | undefined
  readonly onChoose: (username: string) => void
}) {
  const { t, language } = useSpeech()
  const [text, setText] = useState('')
  const [role, setRole] = useState<Role | ''>('')
  const [shown, setShown] = useState(STEP)
  const found = accounts.filter(
    (account) => holds(account, text) && (role === '' || account.grants.some((grant) => grant.role === role)),
  )
  const rest = found.length - shown
  return (
    <>
      <search className="filter-bar">
        <label className="filter">
          <span>{t('accounts.search')}</span>
          <input
            type="search"
            className="text-field"
            value={text}
            placeholder={t('accounts.search_hint')}
            onChange={(event) => {
              setText(event.target.value)
              setShown(STEP)
            }}
          />
        </label>
        <label className="filter">
          <span>{t('accounts.role')}</span>
          <select
            className="text-field"
            value={role}
            onChange={(event) => setRole(ROLES.find((one) => one === event.target.value) ?? '')}
          >
            <option value="">{t('accounts.every_role')}</option>
            {ROLES.filter((one) => accounts.some(({ grants }) => grants.some((own) => own.role === one))).map(
              (one) => (
                <option key={one} value={one}>
                  {t(`role.${one}`)}
                </option>
              ),
            )}
          </select>
        </label>
        <p className="note" role="status">
          {t('accounts.found', { count: found.length })}
        </p>
      </search>
      {found.length === 0 ? (
        <EmptyState title={t('accounts.not_found')} text={t('accounts.not_found_text')} />
      ) : (
        <Table
          caption={t('accounts.title')}
          rows={found.slice(0, shown)}
          keyOf={({ username }) => username}
          columns={[
            {
              title: t('accounts.name'),
              cell: ({ username, name }) => (
                <button
                  type="button"
                  className="link-button accounts__name"
                  {...(username === chosen ? { 'aria-current': 'true' } : {})}
                  onClick={() => onChoose(username)}
                >
                  {name}
                </button>
              ),
            },
            { title: t('accounts.username'), cell: ({ username }) => username },
            { title: t('accounts.unit'), cell: ({ unit }) => orgName(unit, language) },
            {
              title: t('accounts.role'),
              cell: ({ grants }) =>
                [...new Set(grants.map((grant) => t(`role.${grant.role}`)))].join(t('list.separator')),
            },
            { title: t('accounts.state'), cell: (account) => <AccountState account={account} /> },
            {
              title: t('accounts.last_sign_in'),
              cell: ({ lastSignInAt }) =>
                lastSignInAt === undefined ? t('accounts.never') : momentText(lastSignInAt),
            },
          ]}
        />
      )}
      {rest > 0 ? (
        <p className="table__more">
          <Button onClick={() => setShown(shown + STEP)}>{t('table.more', { rest })}</Button>
        </p>
      ) : null}
    </>
  )
}

function holds({ username, name, unit }: Account, text: string): boolean {
  const wanted = text.replace(/\s+/g, '').toLowerCase()
  return [username, name, unit.name, unit.nameEn, unit.code].some((one) =>
    one.replace(/\s+/g, '').toLowerCase().includes(wanted),
  )
}
