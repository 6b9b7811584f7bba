import { useSpeech } from '../i18n/language.tsx'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import type { DraftRemark } from './Remarks.tsx'

/** Writes a remark at a place. It is kept on the page until the return is sent back. */
export function RemarkDialog({
  at,
  onRemark,
  onClose,
}: {
  readonly at: Omit<DraftRemark, 'text'>
  readonly onRemark: (remark: DraftRemark) => void
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  return (
    <FormDialog
      title={t('board.remark_at', { place: at.name })}
      submit={t('board.remark_add')}
      fields={[{ name: 'text', label: t('board.remark'), kind: 'text' }]}
      error={undefined}
      isBusy={false}
      onClose={onClose}
      onSubmit={async ({ text = '' }) => {
        onRemark({ ...at, text })
        onClose()
      }}
    />
  )
}
