import { useSpeech } from '../i18n/language.tsx'
import { Icon } from './Icon.tsx'

/** Better or worse than the standard: its own mark, with its word. */
export function StandardMark({ isMet }: { readonly isMet: boolean }) {
  const { t } = useSpeech()
  return (
    <span className={isMet ? 'verdict verdict--met' : 'verdict verdict--missed'}>
      <Icon name={isMet ? 'done' : 'missed'} />
      {t(isMet ? 'standard.met' : 'standard.missed')}
    </span>
  )
}
