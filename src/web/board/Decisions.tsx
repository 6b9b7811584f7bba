import { Button } from 'antd'
import { useState } from 'react'
import type { Submission } from '../../http/contract/submissions.ts'
import { useSpeech } from '../i18n/language.tsx'
import { useToast } from '../parts/Toast.tsx'
import { endOfDay } from '../quality/parts/dates.ts'
import { type FieldSpec, FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'
import { atLeast } from './days.ts'
import type { DraftRemark } from './Remarks.tsx'

const decisions = ['accept', 'send_back', 'lock', 'reopen'] as const
type Decision = (typeof decisions)[number]

const addresses: Readonly<Record<Decision, string>> = {
  accept: 'accept',
  send_back: 'send-back',
  lock: 'lock',
  reopen: 'reopen',
}

/** What the bureau can decide on a return, each asked for once more before it is done. */
export function Decisions({
  document,
  drafts,
  onSent,
}: {
  readonly document: Submission
  readonly drafts: readonly DraftRemark[]
  readonly onSent: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const [decision, setDecision] = useState<Decision>()
  const { send, error, forget, isBusy } = useSend()
  const offered = decisions.filter((one) => document.steps.includes(one))
  // Whoever has written remarks is about to send the return back.
  const main = drafts.length > 0 && offered.includes('send_back') ? 'send_back' : offered[0]
  const due: FieldSpec = {
    name: 'deadline',
    label: t('board.deadline'),
    kind: 'date',
    value: atLeast(document.deadline, 7),
  }
  const fields: Readonly<Record<Decision, readonly FieldSpec[]>> = {
    accept: [],
    lock: [],
    send_back: [due],
    reopen: [{ name: 'reason', label: t('board.reason'), kind: 'text' }, due],
  }
  const decide = async (chosen: Decision, filled: Readonly<Record<string, string>>) => {
    const deadline = filled.deadline === undefined ? {} : { deadline: endOfDay(filled.deadline) }
    const bodies: Readonly<Record<Decision, object | undefined>> = {
      accept: undefined,
      lock: undefined,
      send_back: { remarks: drafts.map(({ place, text }) => ({ place, text })), ...deadline },
      reopen: { reason: filled.reason, ...deadline },
    }
    const { org, year } = document
    const place = ['orgs', org.code, 'years', year, 'submission', addresses[chosen]]
    if (!(await send('POST', place, bodies[chosen]))) return
    if (chosen === 'send_back') onSent()
    toast({ text: t(`board.done.${chosen}`) })
    setDecision(undefined)
  }
  return (
    <div className="board__actions">
      {offered.map((one) => (
        <Button
          key={one}
          {...(one === main ? { type: 'primary' as const } : {})}
          disabled={one === 'send_back' && drafts.length === 0}
          onClick={() => setDecision(one)}
        >
          {t(`board.do.${one}`)}
        </Button>
      ))}
      {decision ? (
        <FormDialog
          title={t(`board.ask.${decision}`, { org: document.org.name })}
          text={t(
            decision === 'accept' && drafts.length > 0 ? 'board.why.accept_unsent' : `board.why.${decision}`,
            {
              count: drafts.length,
            },
          )}
          submit={t(`board.do.${decision}`)}
          fields={fields[decision]}
          error={error}
          isBusy={isBusy}
          onSubmit={(filled) => decide(decision, filled)}
          onClose={() => {
            forget()
            setDecision(undefined)
          }}
        />
      ) : null}
    </div>
  )
}
