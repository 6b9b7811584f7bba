import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from './EmptyState.tsx'

/** A platform into which nothing was loaded yet. */
export function NoData() {
  const { t } = useSpeech()
  return (
    <EmptyState title={t('empty.title')} text={t('empty.text')}>
      <code>npm run vetted -- demo load</code>
    </EmptyState>
  )
}
