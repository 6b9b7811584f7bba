import type { ShownValue } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from './Icon.tsx'

/** How many units are in a value of how many that should be. Said for every sum, loudly where some are missing. */
export function CoverageNote({ value }: { readonly value: Pick<ShownValue, 'coverage' | 'isComplete'> }) {
  const { t } = useSpeech()
  const { reported, expected } = value.coverage
  if (value.isComplete) {
    return expected > 1 ? <p className="note">{t('coverage.complete', { expected })}</p> : null
  }
  return (
    <p className="notice notice--explain">
      <Icon name="note" />
      <span>{t('coverage.partial', { reported, expected, missing: expected - reported })}</span>
    </p>
  )
}
