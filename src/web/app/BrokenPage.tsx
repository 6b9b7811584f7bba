import { useRouteError } from 'react-router'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'

/** What stands in place of a screen that failed: the reader can go on, and the cause is in the console. */
export function BrokenPage() {
  const { t } = useSpeech()
  const error = useRouteError()
  return (
    <main id="main" className="page page--plain" tabIndex={-1}>
      <h1 className="visually-hidden">{t('broken.title')}</h1>
      <ErrorState error={error} retry={() => location.reload()} />
    </main>
  )
}
