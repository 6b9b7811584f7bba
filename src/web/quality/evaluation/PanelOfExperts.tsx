import { Button } from 'antd'
import { useState } from 'react'
import type { ScoreSheet } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { momentText } from '../parts/dates.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'

/** The experts of a subject with their sheets, and how they were drawn. For the bureau. */
export function PanelOfExperts({ sheet }: { readonly sheet: ScoreSheet }) {
  const { t } = useSpeech()
  const { experts = [], actions, steps } = sheet
  const [replaced, setReplaced] = useState<string>()
  const { send, error, isBusy, forget } = useSend()
  const mayReplace = actions.some(({ action }) => action === 'replace_expert')
  const draw = drawOf(steps.findLast(({ action }) => action === 'assign')?.details)
  if (experts.length === 0) return null
  const close = () => {
    setReplaced(undefined)
    forget()
  }
  return (
    <section className="panel-experts" aria-label={t('eval.panel')}>
      <h2 className="panel-head">{t('eval.panel')}</h2>
      <ul>
        {experts.map(({ id, name, isChief, state, submittedAt }) => (
          <li key={id}>
            <span className={state === 'replaced' ? 'replaced' : undefined}>
              {name}
              {isChief ? ` · ${t('eval.chief')}` : ''}
            </span>{' '}
            {state === 'replaced' ? (
              <span className="note">{t('eval.replaced')}</span>
            ) : submittedAt ? (
              <StateTag tone="done" text={t('eval.handed_in_at', { at: momentText(submittedAt) })} />
            ) : (
              <StateTag tone="busy" text={t('eval.scoring')} />
            )}
            {mayReplace && state === 'active' && !submittedAt ? (
              <Button size="small" onClick={() => setReplaced(id)}>
                {t('eval.replace', { name })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {draw ? (
        <details className="draw">
          <summary>{t('eval.draw')}</summary>
          {draw.seed === '' ? null : <p className="note">{t('eval.draw_seed', { seed: draw.seed })}</p>}
          <ul>
            {draw.excluded.map(({ id, why }) => (
              <li key={id}>
                {id}：{t(`eval.why.${why}`)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {replaced ? (
        <FormDialog
          title={t('eval.replace_title')}
          submit={t('eval.replace_now')}
          text={t('eval.replace_text')}
          fields={[{ name: 'reason', label: t('quality.reason'), kind: 'text' }]}
          error={error}
          isBusy={isBusy}
          onClose={close}
          onSubmit={async ({ reason }) => {
            const body = { action: 'replace_expert', expert: replaced, reason }
            if (await send('POST', ['evaluations', sheet.id, 'steps'], body)) close()
          }}
        />
      ) : null}
    </section>
  )
}

interface DrawnPanel {
  readonly seed: string
  readonly excluded: readonly { readonly id: string; readonly why: string }[]
}

/** The record of a draw among a step's details. */
function drawOf(details: unknown): DrawnPanel | undefined {
  if (details === null || typeof details !== 'object' || !('draw' in details)) return undefined
  return details.draw as DrawnPanel
}
