import { Button } from 'antd'
import { useState } from 'react'
import type { ScoreSheet } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { FormDialog } from '../parts/FormDialog.tsx'
import { useSend } from '../parts/send.ts'
import { leavesOf } from './criteria.ts'

interface Revision {
  readonly criterion: string
  readonly mark: string
}

/** The bureau's answer to what the unit replied, with marks that change by it. */
export function Answer({ sheet }: { readonly sheet: ScoreSheet }) {
  const { t, say } = useSpeech()
  const [isOpen, setIsOpen] = useState(false)
  const [revisions, setRevisions] = useState<readonly Revision[]>([])
  const { send, error, isBusy, forget } = useSend()
  const step = sheet.actions.find(({ action }) => action === 'answer')
  if (!step) return null
  const leaves = leavesOf(sheet.criteria).filter(({ takesMark }) => takesMark)
  const first = leaves[0]
  const close = () => {
    setIsOpen(false)
    setRevisions([])
    forget()
  }
  const change = (at: number, next: Revision) =>
    setRevisions(revisions.map((one, index) => (index === at ? next : one)))
  return (
    <>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {say(step.name)}
      </Button>
      {isOpen ? (
        <FormDialog
          title={say(step.name)}
          submit={say(step.name)}
          text={t('eval.answer_text')}
          fields={[{ name: 'text', label: t('eval.answer'), kind: 'text' }]}
          error={error}
          isBusy={isBusy}
          onClose={close}
          onSubmit={async ({ text }) => {
            const body = { action: 'answer', text, revise: revisions }
            if (await send('POST', ['evaluations', sheet.id, 'steps'], body)) close()
          }}
        >
          {revisions.map((revision, index) => {
            const chosen = leaves.find(({ id }) => id === revision.criterion)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line of the form is its place
              <div className="form__row" key={index}>
                <select
                  className="text-field"
                  aria-label={t('eval.criterion')}
                  value={revision.criterion}
                  onChange={(event) => {
                    const next = leaves.find(({ id }) => id === event.target.value)
                    change(index, { criterion: event.target.value, mark: next?.options[0]?.id ?? '' })
                  }}
                >
                  {leaves.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {say(name)}
                    </option>
                  ))}
                </select>
                <select
                  className="text-field"
                  aria-label={t('eval.ruling')}
                  value={revision.mark}
                  onChange={(event) => change(index, { ...revision, mark: event.target.value })}
                >
                  {(chosen?.options ?? []).map(({ id, name }) => (
                    <option key={id} value={id}>
                      {say(name)}
                    </option>
                  ))}
                </select>
              </div>
            )
          })}
          {first ? (
            <Button
              onClick={() =>
                setRevisions([...revisions, { criterion: first.id, mark: first.options[0]?.id ?? '' }])
              }
            >
              {t('eval.revise_add')}
            </Button>
          ) : null}
        </FormDialog>
      ) : null}
    </>
  )
}
