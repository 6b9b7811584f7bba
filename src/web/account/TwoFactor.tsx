import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { apiUrl, sendJson } from '../data/client.ts'
import { sessionQuery } from '../data/session.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { useToast } from '../parts/Toast.tsx'

interface Setup {
  readonly address: string
  readonly recoveryCodes: readonly string[]
}

/** The second factor: set up with an authenticator app, confirm with a first code, give up. */
export function TwoFactor({ isOn }: { readonly isOn: boolean }) {
  const { t } = useSpeech()
  const toast = useToast()
  const queries = useQueryClient()
  const [setup, setSetup] = useState<Setup>()
  const [error, setError] = useState<unknown>()
  const send = async <T,>(step: string, body: object): Promise<T | undefined> => {
    setError(undefined)
    try {
      return await sendJson<T>('POST', apiUrl(['session', 'two-factor', step]), body)
    } catch (cause) {
      setError(cause)
      return undefined
    }
  }
  const done = async (text: string) => {
    setSetup(undefined)
    toast({ text })
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const withPassword = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    if (isOn) {
      if (await send('stop', { password })) await done(t('own.factor_stopped'))
    } else setSetup(await send<Setup>('setup', { password }))
  }
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code')).replace(/\s/g, '')
    if (await send('confirm', { code })) await done(t('own.factor_on'))
  }
  return (
    <section className="card">
      <h2>{t('own.factor')}</h2>
      <p className="note">{t(isOn ? 'own.factor_is_on' : 'own.factor_is_off')}</p>
      {setup ? (
        <form className="form" onSubmit={(event) => void confirm(event)}>
          <p>{t('own.factor_key')}</p>
          <p>
            <code className="secret">{new URL(setup.address).searchParams.get('secret')}</code>
          </p>
          <p>
            <a href={setup.address}>{t('own.factor_open')}</a>
          </p>
          <p>{t('own.factor_recovery')}</p>
          <ul className="secrets">
            {setup.recoveryCodes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <Field label={t('signin.code')}>
            {(attributes) => (
              <input {...attributes} name="code" inputMode="numeric" autoComplete="one-time-code" required />
            )}
          </Field>
          {error === undefined ? null : <ErrorState error={error} />}
          <Button type="primary" htmlType="submit">
            {t('own.factor_confirm')}
          </Button>
        </form>
      ) : (
        <form className="form" onSubmit={(event) => void withPassword(event)}>
          <Field label={t('own.current')}>
            {(attributes) => (
              <input
                {...attributes}
                name="password"
                type="password"
                autoComplete="current-password"
                required
              />
            )}
          </Field>
          {error === undefined ? null : <ErrorState error={error} />}
          <Button htmlType="submit">{t(isOn ? 'own.factor_stop' : 'own.factor_start')}</Button>
        </form>
      )}
    </section>
  )
}
