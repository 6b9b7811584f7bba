import { Button } from 'antd'
import { useState } from 'react'
import type { Submission } from '../../http/contract/submissions.ts'
import { hasRole, useAccount } from '../data/session.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { useToast } from '../parts/Toast.tsx'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'

/** The clerk hands the return over, the leader answers for it and sends it; both can be told why not yet. */
export function Sign({ submission }: { readonly submission: Submission }) {
  const { t } = useSpeech()
  const account = useAccount()
  const toast = useToast()
  const { send, error, forget, isBusy } = useSend()
  const [isSigning, setIsSigning] = useState(false)
  const { org, year, steps, handedOverBy, state } = submission
  const place = ['orgs', org.code, 'years', year, 'submission'] as const
  const isClerk = hasRole(account, ['school_clerk'])
  const mayHandOver = isClerk && handedOverBy === null && (state === 'draft' || state === 'returned')
  const act = async (step: 'hand-over' | 'submit' | 'withdraw', body?: object) => {
    if (!(await send('POST', [...place, step], body))) return
    toast({ text: t(`fill.done.${step}`) })
    setIsSigning(false)
  }
  return (
    <div className="entry__sign">
      {handedOverBy !== null && (state === 'draft' || state === 'returned') ? (
        <span className="note">{t('fill.handed_over', { who: handedOverBy })}</span>
      ) : null}
      {mayHandOver ? (
        <Button type="primary" loading={isBusy} onClick={() => void act('hand-over')}>
          {t('fill.hand_over')}
        </Button>
      ) : null}
      {steps.includes('submit') ? (
        <Button type="primary" onClick={() => setIsSigning(true)}>
          {t('fill.submit')}
        </Button>
      ) : null}
      {steps.includes('withdraw') ? (
        <Button loading={isBusy} onClick={() => void act('withdraw')}>
          {t('fill.withdraw')}
        </Button>
      ) : null}
      {error !== undefined && !isSigning ? <ErrorState error={error} /> : null}
      {isSigning ? (
        <FormDialog
          title={t('fill.sign_title', { org: org.name, year })}
          text={t('fill.sign_text')}
          submit={t('fill.submit')}
          fields={[{ name: 'note', label: t('fill.note'), kind: 'text', isOptional: true }]}
          error={error}
          isBusy={isBusy}
          onSubmit={({ note }) => act('submit', note === undefined ? {} : { note })}
          onClose={() => {
            forget()
            setIsSigning(false)
          }}
        />
      ) : null}
    </div>
  )
}
