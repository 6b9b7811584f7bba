import { useSpeech } from '../i18n/language.tsx'

/** Marks values that were made for demonstration. It stands wherever such values show. */
export function SyntheticNote({ isShort = false }: { readonly isShort?: boolean }) {
  const { t } = useSpeech()
  return <span className="synthetic">{t(isShort ? 'synthetic.short' : 'synthetic.long')}</span>
}
