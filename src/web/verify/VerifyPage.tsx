import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { VerifiedText, VerifyProgress } from '../../http/contract/verify.ts'
import { useTitle } from '../frame/title.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Checked } from './Checked.tsx'
import { HandOver } from './HandOver.tsx'
import { checkFile, type Handed, newWatch, progressOf } from './send.ts'
import './verify.css'

type State =
  | { readonly is: 'waiting' }
  | {
      readonly is: 'checking'
      readonly handed: Handed
      readonly watch: string
      readonly stop: AbortController
    }
  | { readonly is: 'checked'; readonly handed: Handed; readonly checked: VerifiedText }
  | { readonly is: 'refused'; readonly handed: Handed; readonly error: unknown }

/** `/verify`: hand over a report, read it back with its arithmetic checked. */
export function Component() {
  const { t } = useSpeech()
  const [state, setState] = useState<State>({ is: 'waiting' })
  const title = useRef<HTMLHeadingElement>(null)
  const name = state.is === 'waiting' ? undefined : state.handed.file.name
  useTitle(name ? t('verify.window', { file: name }) : t('verify.title'))
  const check = async (handed: Handed) => {
    const stop = new AbortController()
    const watch = newWatch()
    setState({ is: 'checking', handed, watch, stop })
    try {
      const checked = await checkFile(handed, watch, stop.signal)
      setState({ is: 'checked', handed, checked })
      title.current?.focus()
    } catch (error) {
      setState(stop.signal.aborted ? { is: 'waiting' } : { is: 'refused', handed, error })
    }
  }
  return (
    <main id="main" className={state.is === 'checked' ? 'verify verify--wide' : 'verify'} tabIndex={-1}>
      <header className="verify__head">
        <h1 className="verify__title" ref={title} tabIndex={-1}>
          {name ?? t('verify.title')}
        </h1>
        {state.is === 'checked' || state.is === 'refused' ? (
          <Button onClick={() => setState({ is: 'waiting' })}>{t('verify.another')}</Button>
        ) : null}
      </header>
      {state.is === 'waiting' ? (
        <>
          <p className="verify__lead">{t('verify.lead')}</p>
          <HandOver onHanded={check} />
        </>
      ) : null}
      {state.is === 'checking' ? (
        <Checking handed={state.handed} watch={state.watch} onStop={() => state.stop.abort()} />
      ) : null}
      {state.is === 'refused' ? <ErrorState error={state.error} retry={() => check(state.handed)} /> : null}
      {state.is === 'checked' ? <Checked handed={state.handed} checked={state.checked} /> : null}
    </main>
  )
}

/** How far it has come and how long it has taken; a yearbook takes a while, and the reader may leave it. */
function Checking({
  handed,
  watch,
  onStop,
}: {
  readonly handed: Handed
  readonly watch: string
  readonly onStop: () => void
}) {
  const { t } = useSpeech()
  const [seconds, setSeconds] = useState(0)
  const [progress, setProgress] = useState<VerifyProgress>()
  useEffect(() => {
    const timer = setInterval(async () => {
      setSeconds((before) => before + 1)
      const known = await progressOf(watch)
      if (known) setProgress(known)
    }, 1000)
    return () => clearInterval(timer)
  }, [watch])
  const isRead = progress !== undefined && progress.stage === 'block' && progress.done >= progress.of
  const megabytes = (handed.file.size / 1024 / 1024).toFixed(1)
  return (
    <div className="checking">
      <p role="status">{t('verify.checking', { megabytes })}</p>
      {progress && progress.of > 0 && !isRead ? (
        <>
          <progress
            className="checking__progress"
            aria-label={t('verify.progress')}
            value={progress.done}
            max={progress.of}
          />
          <p className="note">{t(`verify.progress.${progress.stage}`, { ...progress })}</p>
        </>
      ) : (
        <>
          <div className="checking__bar" aria-hidden="true" />
          {isRead ? <p className="note">{t('verify.progress.read', { of: progress.of })}</p> : null}
        </>
      )}
      <p className="note">{t('verify.seconds', { seconds })}</p>
      <Button onClick={onStop}>{t('verify.stop')}</Button>
    </div>
  )
}
