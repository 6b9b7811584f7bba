import { useSpeech } from '../../i18n/language.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { clockText } from '../parts/dates.ts'
import type { Saving } from './marking.ts'

/** Whether what was just said is kept. */
export function SavingNote({ saving }: { readonly saving: Saving }) {
  const { t } = useSpeech()
  if (saving.is === 'refused') return <ErrorState error={saving.error} retry={saving.retry} />
  return (
    <span className="saving" role="status">
      {saving.is === 'saving' ? t('eval.saving') : null}
      {saving.is === 'saved' ? t('eval.saved', { at: clockText(saving.at) }) : null}
    </span>
  )
}
