import { Button } from 'antd'
import { useState } from 'react'
import type { ScoreSheet } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { type FieldSpec, type Filled, FormDialog } from './FormDialog.tsx'
import { useSend } from './send.ts'

type NextAction = ScoreSheet['actions'][number]

export interface StepForm {
  /** What is asked before the step; nothing but a yes where empty. */
  readonly fields: readonly FieldSpec[]
  /** One sentence on what follows from the step. */
  readonly text?: string
  /** The body from what was filled in; the fields by their names where left out. */
  readonly body?: (filled: Filled) => object
}

/** The steps that may be taken now, as buttons; each asks for what it needs, says what follows, and is confirmed. */
export function StepBar({
  actions,
  forms,
  to,
  main = [],
}: {
  readonly actions: readonly NextAction[]
  /** By action; a step without a form here is not offered in the bar. */
  readonly forms: Readonly<Record<string, StepForm>>
  /** Address that takes steps. */
  readonly to: readonly string[]
  /** Steps that lead on, in order: the first that is open is the main action. */
  readonly main?: readonly string[]
}) {
  const { t, say } = useSpeech()
  const { send, error, isBusy, forget } = useSend()
  const toast = useToast()
  const [chosen, setChosen] = useState<NextAction>()
  const offered = actions.filter(({ action }) => action in forms)
  const first = main.find((action) => offered.some((one) => one.action === action))
  const form = chosen && forms[chosen.action]
  const close = () => {
    setChosen(undefined)
    forget()
  }
  return (
    <>
      {[...offered]
        .sort((a, b) => Number(b.action === first) - Number(a.action === first))
        .map((one) => (
          <Button
            key={one.action}
            type={one.action === first ? 'primary' : 'default'}
            onClick={() => setChosen(one)}
          >
            {say(one.name)}
          </Button>
        ))}
      {chosen && form ? (
        <FormDialog
          title={say(chosen.name)}
          submit={say(chosen.name)}
          error={error}
          isBusy={isBusy}
          onClose={close}
          {...form}
          onSubmit={async (filled) => {
            const body = { action: chosen.action, ...(form.body ? form.body(filled) : filled) }
            if ((await send('POST', to, body)) === undefined) return
            toast({ text: t('quality.step_taken', { action: say(chosen.name) }) })
            close()
          }}
        />
      ) : null}
    </>
  )
}
