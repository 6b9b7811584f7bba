import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import type { Session, SignInStep } from '../../http/contract/accounts.ts'
import { apiUrl, sendJson } from '../data/client.ts'
import { sessionQuery } from '../data/session.ts'
import { useTitle } from '../frame/title.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import '../styles/forms.css'

/** Sign-in: name and password, then the second factor where the account has one. */
export function Component() {
  const { t } = useSpeech()
  useTitle(t('signin.title'))
  const query = useQuery(sessionQuery)
  const [params] = useSearchParams()
  const [isSecond, setIsSecond] = useState(false)
  return (
    <main id="main" className="sign-in" tabIndex={-1}>
      <h1 className="sign-in__title">{t(isSecond ? 'signin.second_title' : 'signin.title')}</h1>
      <Loaded query={query}>
        {(session) =>
          session.account ? (
            <Navigate to={ownPath(params.get('next'))} replace />
          ) : (
            <>
              {params.get('why') === 'expired' && !isSecond ? (
                <p className="notice notice--explain">
                  <Icon name="note" />
                  <span>{t('signin.expired', { minutes: session.idleMinutes })}</span>
                </p>
              ) : null}
              {isSecond ? (
                <SecondFactor onBack={() => setIsSecond(false)} />
              ) : (
                <Password session={session} onSecond={() => setIsSecond(true)} />
              )}
            </>
          )
        }
      </Loaded>
    </main>
  )
}

/** Where to go after signing in: a page of ours, never an address of another site. */
function ownPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}

/** Sends a step of the sign-in and reads anew who is signed in. */
function useStep() {
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>()
  const [isBusy, setIsBusy] = useState(false)
  const send = async (parts: readonly string[], body: object): Promise<SignInStep | undefined> => {
    setIsBusy(true)
    setError(undefined)
    try {
      const step = await sendJson<SignInStep>('POST', apiUrl(parts), body)
      // What the public was shown may look different to an account.
      if (!step.needsTwoFactor) await queries.invalidateQueries()
      return step
    } catch (cause) {
      setError(cause)
      return undefined
    } finally {
      setIsBusy(false)
    }
  }
  return { send, error, isBusy }
}

function Password({ session, onSecond }: { readonly session: Session; readonly onSecond: () => void }) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useStep()
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const credentials = {
      username: String(form.get('username')).trim(),
      password: String(form.get('password')),
    }
    const step = await send(['session'], credentials)
    if (step?.needsTwoFactor) onSecond()
  }
  return (
    <>
      <form className="form" onSubmit={(event) => void signIn(event)}>
        <Field label={t('signin.username')}>
          {(attributes) => (
            <input {...attributes} name="username" autoComplete="username" autoCapitalize="none" required />
          )}
        </Field>
        <Field label={t('signin.password')}>
          {(attributes) => (
            <input {...attributes} name="password" type="password" autoComplete="current-password" required />
          )}
        </Field>
        {error === undefined ? null : <ErrorState error={error} />}
        <Button type="primary" htmlType="submit" block loading={isBusy}>
          {t('account.sign_in')}
        </Button>
      </form>
      {session.singleSignOn ? (
        <p className="sign-in__other">
          <Button block href={apiUrl(['session', 'single-sign-on'])}>
            {t('signin.single', { name: session.singleSignOn })}
          </Button>
        </p>
      ) : null}
      <p className="note">{t('signin.help')}</p>
    </>
  )
}

function SecondFactor({ onBack }: { readonly onBack: () => void }) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useStep()
  const [isRecoveryCode, setIsRecoveryCode] = useState(false)
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code')).replace(/\s/g, '')
    await send(['session', 'two-factor'], { code, isRecoveryCode })
  }
  return (
    <form className="form" onSubmit={(event) => void confirm(event)}>
      <Field
        key={String(isRecoveryCode)}
        label={t(isRecoveryCode ? 'signin.recovery_code' : 'signin.code')}
        hint={t(isRecoveryCode ? 'signin.recovery_hint' : 'signin.code_hint')}
      >
        {(attributes) => (
          <input
            {...attributes}
            name="code"
            autoComplete="one-time-code"
            inputMode={isRecoveryCode ? 'text' : 'numeric'}
            required
            ref={(input) => input?.focus()}
          />
        )}
      </Field>
      {error === undefined ? null : <ErrorState error={error} />}
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t('signin.confirm')}
      </Button>
      <div className="form__row">
        <button type="button" className="link-button" onClick={() => setIsRecoveryCode(!isRecoveryCode)}>
          {t(isRecoveryCode ? 'signin.use_code' : 'signin.use_recovery')}
        </button>
        <button type="button" className="link-button" onClick={onBack}>
          {t('signin.back')}
        </button>
      </div>
    </form>
  )
}
