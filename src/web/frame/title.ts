import { useEffect } from 'react'
import { useSpeech } from '../i18n/language.tsx'

/** Names the window, and with it the page for those who hear it. */
export function useTitle(title: string): void {
  const { t } = useSpeech()
  const whole = `${title} · ${t('app.name')}`
  useEffect(() => {
    document.title = whole
  }, [whole])
}
