import { Link } from 'react-router'
import { useTitle } from '../frame/title.ts'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useSpeech()
  useTitle(t('notfound.title'))
  return (
    <main id="main" className="page page--plain" tabIndex={-1}>
      <EmptyState isPage title={t('notfound.title')} text={t('notfound.text')}>
        <Link to="/">{t('notfound.home')}</Link>
      </EmptyState>
    </main>
  )
}
