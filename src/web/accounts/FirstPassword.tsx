import { Button } from 'antd'
import type { MadeAccount } from '../../http/contract/accounts.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { useToast } from '../parts/Toast.tsx'

/** The first password of an account, to be handed over; it is shown this once. */
export function FirstPassword({
  made: { account },
  password,
  onClose,
}: {
  readonly made: MadeAccount
  readonly password: string
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const copy = async () => {
    await navigator.clipboard.writeText(password)
    toast({ text: t('accounts.copied') })
  }
  return (
    <Dialog
      title={t('accounts.first_password', { name: account.name })}
      onClose={onClose}
      actions={
        <>
          {/* Browsers lend the clipboard to secure addresses only. */}
          {globalThis.isSecureContext ? (
            <Button onClick={() => void copy()}>{t('accounts.copy')}</Button>
          ) : null}
          <Button type="primary" onClick={onClose}>
            {t('accounts.handed_over')}
          </Button>
        </>
      }
    >
      <dl className="facts">
        <div>
          <dt>{t('accounts.username')}</dt>
          <dd>
            <code className="secret">{account.username}</code>
          </dd>
        </div>
        <div>
          <dt>{t('accounts.password')}</dt>
          <dd>
            <code className="secret">{password}</code>
          </dd>
        </div>
      </dl>
      <p className="note">{t('accounts.first_password_note')}</p>
    </Dialog>
  )
}
