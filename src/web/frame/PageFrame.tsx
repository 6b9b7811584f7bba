import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { useSpeech } from '../i18n/language.tsx'
import { useTitle } from './title.ts'

/**
 * A page of work: where am I (left), what is this, its state and the one main action (top), the work (middle), the
 * explanation of what is chosen (right). On a narrow screen they follow one another in that order.
 */
export function PageFrame({
  place,
  title,
  windowTitle,
  above,
  state,
  action,
  explanation,
  children,
}: {
  readonly place: ReactNode
  readonly title: ReactNode
  /** The title as plain text, for the window. */
  readonly windowTitle: string
  /** A line over the title: the unit and the year, the way back. */
  readonly above?: ReactNode
  readonly state?: ReactNode
  readonly action?: ReactNode
  readonly explanation?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useSpeech()
  useTitle(windowTitle)
  const main = useFocusOnArrival()
  return (
    <div className={explanation ? 'frame frame--explained' : 'frame'}>
      <aside className="frame__place" aria-label={t('frame.place')}>
        {place}
      </aside>
      <main className="frame__main" id="main" tabIndex={-1} ref={main}>
        <header className="frame__head">
          <div className="frame__what">
            {above ? <p className="frame__above">{above}</p> : null}
            <h1 className="frame__title">{title}</h1>
            {state ? <div className="frame__state">{state}</div> : null}
          </div>
          {action ? <div className="frame__action">{action}</div> : null}
        </header>
        {children}
      </main>
      {explanation ? (
        <aside className="frame__explanation" aria-label={t('frame.explanation')}>
          {explanation}
        </aside>
      ) : null}
    </div>
  )
}

/** After going to another address the keyboard continues at the page's content, not at its old place in the bar. */
function useFocusOnArrival() {
  const ref = useRef<HTMLElement>(null)
  const { key } = useLocation()
  useEffect(() => {
    // The first page opens as the browser has it.
    if (key !== 'default') ref.current?.focus({ preventScroll: true })
  }, [key])
  return ref
}
