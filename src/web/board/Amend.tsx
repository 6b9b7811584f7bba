import type { DraftCell } from '../../http/contract/entry.ts'
import type { VersionHead } from '../../http/contract/submissions.ts'
import { useSpeech } from '../i18n/language.tsx'
import { useToast } from '../parts/Toast.tsx'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'

/** Amends a number of a locked return: a new version, with the reason why. */
export function Amend({
  org,
  year,
  form,
  cell,
  name,
  onClose,
}: {
  readonly org: string
  readonly year: number
  readonly form: string
  readonly cell: DraftCell
  readonly name: string
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const { send, error, isBusy } = useSend()
  return (
    <FormDialog
      title={t('board.amend_at', { place: name })}
      text={t('board.amend_text')}
      submit={t('board.amend')}
      fields={[
        { name: 'value', label: t('board.new_value'), value: cell.value ?? '' },
        { name: 'reason', label: t('board.reason'), kind: 'text' },
      ]}
      error={error}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={async ({ value, reason }) => {
        const cells = [{ form, element: cell.element, cell: cell.cell, value, revision: cell.revision }]
        const place = ['orgs', org, 'years', year, 'submission', 'amendments']
        const head = await send<VersionHead>('POST', place, { reason, cells })
        if (!head) return
        toast({ text: t('board.amended', { version: head.version }) })
        onClose()
      }}
    />
  )
}
