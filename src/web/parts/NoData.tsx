import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from './EmptyState.tsx'

/** A platform into which nothing was loaded yet. */
export function NoData({ isPage = false }: { readonly isPage?: boolean }) {
  const { t } = useSpeech()
  return (
    <EmptyState isPage={isPage} title={t('empty.title')} text={t('empty.text')}>
      <code>npm run vetted -- demo load</code>
    </EmptyState>
  )
}
