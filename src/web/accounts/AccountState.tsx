import type { Account } from '../../http/contract/accounts.ts'
import { useSpeech } from '../i18n/language.tsx'
import { StateTag } from '../quality/parts/StateTag.tsx'

/** Whether an account can be signed in with now, and if not, why. */
export function AccountState({ account }: { readonly account: Account }) {
  const { t } = useSpeech()
  if (account.state === 'disabled') return <StateTag tone="plain" text={t('accounts.disabled')} />
  if (isLocked(account)) return <StateTag tone="error" text={t('accounts.locked')} />
  if (account.mustChangePassword) return <StateTag tone="explain" text={t('accounts.fresh')} />
  return <StateTag tone="done" text={t('accounts.active')} />
}

/** Whether failed attempts still keep the account shut. */
export function isLocked({ lockedUntil }: Account): boolean {
  return lockedUntil !== undefined && Date.parse(lockedUntil) > Date.now()
}
