import type { ReactNode } from 'react'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'

/** An address that names no register of the year. */
export function UnknownRegister({
  place,
  above,
  year,
}: {
  readonly place: ReactNode
  readonly above: ReactNode
  readonly year: number
}) {
  const { t } = useSpeech()
  return (
    <PageFrame place={place} above={above} title={t('reg.unknown')} windowTitle={t('reg.unknown')}>
      <p>{t('reg.unknown_text', { year })}</p>
    </PageFrame>
  )
}
