import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Session } from '../../http/contract/accounts.ts'
import { apiUrl, sendJson } from '../data/client.ts'
import { sessionQuery } from '../data/session.ts'
import { orgName } from '../frame/org-name.ts'
import { useTitle } from '../frame/title.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useToast } from '../parts/Toast.tsx'
import { TwoFactor } from './TwoFactor.tsx'
import '../styles/forms.css'

/** One's own account: what has to be done first, the password, the second factor. */
export function Component() {
  const { t } = useSpeech()
  useTitle(t('own.title'))
  const query = useQuery(sessionQuery)
  return (
    <main id="main" className="page page--plain" tabIndex={-1}>
      <h1>{t('own.title')}</h1>
      <Loaded query={query}>{(session) => <Parts session={session} />}</Loaded>
    </main>
  )
}

function Parts({ session }: { readonly session: Session }) {
  const { t, language } = useSpeech()
  const { account, mustFirst } = session
  if (!account) return null
  return (
    <>
      {mustFirst ? (
        <p className="notice notice--explain" role="status">
          <Icon name="note" />
          <span>{t(`own.first.${mustFirst}`)}</span>
        </p>
      ) : null}
      <dl className="facts">
        <div>
          <dt>{t('own.username')}</dt>
          <dd>{account.username}</dd>
        </div>
        <div>
          <dt>{t('own.unit')}</dt>
          <dd>{orgName(account.unit, language)}</dd>
        </div>
        <div>
          <dt>{t('own.roles')}</dt>
          <dd>
            {account.grants
              .map((grant) => `${orgName(grant.unit, language)} ${t(`role.${grant.role}`)}`)
              .join(language === 'zh' ? '、' : ', ')}
          </dd>
        </div>
      </dl>
      {mustFirst === 'set_up_two_factor' ? <TwoFactor isOn={account.hasTwoFactor} /> : null}
      <Password session={session} />
      {mustFirst === undefined ? <TwoFactor isOn={account.hasTwoFactor} /> : null}
    </>
  )
}

function Password({ session }: { readonly session: Session }) {
  const { t } = useSpeech()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [error, setError] = useState<unknown>()
  const [isDifferent, setIsDifferent] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    const next = String(form.get('next'))
    setError(undefined)
    setIsDifferent(next !== form.get('again'))
    if (next !== form.get('again')) return
    setIsBusy(true)
    try {
      await sendJson('POST', apiUrl(['session', 'password']), { current: String(form.get('current')), next })
      element.reset()
      toast({ text: t('own.password_changed') })
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      const wanted = params.get('next')
      if (wanted?.startsWith('/') && !wanted.startsWith('//')) navigate(wanted)
    } catch (cause) {
      setError(cause)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <section className="card">
      <h2>{t('own.password')}</h2>
      <form className="form" onSubmit={(event) => void change(event)}>
        <Field label={t('own.current')}>
          {(attributes) => (
            <input {...attributes} name="current" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <Field
          label={t('own.next')}
          hint={t('own.rule', {
            length: session.passwordRule.minLength,
            classes: session.passwordRule.classes,
          })}
        >
          {(attributes) => (
            <input {...attributes} name="next" type="password" autoComplete="new-password" required />
          )}
        </Field>
        <Field label={t('own.again')}>
          {(attributes) => (
            <input {...attributes} name="again" type="password" autoComplete="new-password" required />
          )}
        </Field>
        {isDifferent ? (
          <p className="notice notice--error" role="alert">
            <Icon name="error" />
            <span>{t('own.different')}</span>
          </p>
        ) : null}
        {error === undefined ? null : <ErrorState error={error} />}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('own.change')}
        </Button>
      </form>
    </section>
  )
}
