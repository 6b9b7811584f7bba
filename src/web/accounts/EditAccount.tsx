import { useState } from 'react'
import type { Account, MadeAccount } from '../../http/contract/accounts.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { useToast } from '../parts/Toast.tsx'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'
import { type GrantDraft, GrantsEditor } from './GrantsEditor.tsx'

/** Changes an account's name and roles. With other roles, whoever works under it signs in anew. */
export function EditAccount({
  account,
  units,
  onClose,
}: {
  readonly account: Account
  readonly units: readonly ListedUnit[]
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const { send, error, isBusy } = useSend()
  const before = account.grants.map(({ role, unit, limits }) => ({ role, unit: unit.code, limits }))
  const [grants, setGrants] = useState<readonly GrantDraft[]>(before)
  return (
    <FormDialog
      title={t('accounts.edit_of', { name: account.name })}
      text={t('accounts.edit_text')}
      submit={t('quality.keep')}
      fields={[{ name: 'name', label: t('accounts.name'), value: account.name }]}
      error={error}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={async ({ name }) => {
        const isSame = JSON.stringify(grants) === JSON.stringify(before)
        const kept = await send<MadeAccount>('PATCH', ['accounts', account.username], {
          name,
          ...(isSame ? {} : { grants }),
        })
        if (!kept) return
        toast({ text: t('accounts.kept', { name: kept.account.name }) })
        onClose()
      }}
    >
      <GrantsEditor units={units} unit={account.unit.code} grants={grants} onChange={setGrants} />
    </FormDialog>
  )
}
