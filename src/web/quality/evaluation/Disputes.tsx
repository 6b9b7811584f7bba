import { Button } from 'antd'
import { useState } from 'react'
import type { CriterionNode, ScoreSheet } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { FormDialog } from '../parts/FormDialog.tsx'
import { useSend } from '../parts/send.ts'
import { leavesOf } from './criteria.ts'

/** Criteria on which experts differ beyond the limit: who said what, and the ruling. */
export function Disputes({ sheet }: { readonly sheet: ScoreSheet }) {
  const { t, say } = useSpeech()
  const [ruled, setRuled] = useState<CriterionNode>()
  const { send, error, isBusy, forget } = useSend()
  const mayRule = sheet.actions.some(({ action }) => action === 'rule')
  const disputed = leavesOf(sheet.criteria).filter(({ final }) => final?.state === 'disputed')
  if (disputed.length === 0) return null
  const names = new Map((sheet.experts ?? []).map(({ id, name }) => [id, name]))
  const close = () => {
    setRuled(undefined)
    forget()
  }
  const markName = (criterion: CriterionNode, mark: string | null) => {
    const option = criterion.options.find(({ id }) => id === mark)
    return option ? say(option.name) : '—'
  }
  return (
    <section className="disputes" aria-label={t('eval.disputes')}>
      <h2 className="part-head">{t('eval.disputes_count', { count: disputed.length })}</h2>
      <ul>
        {disputed.map((criterion) => (
          <li key={criterion.id} className="disputes__one">
            <strong>{say(criterion.name)}</strong>
            <ul className="said">
              {criterion.marks
                .filter(({ kind }) => kind === 'expert')
                .map(({ assessor, mark, note }) => (
                  <li key={assessor}>
                    {assessor ? (names.get(assessor) ?? assessor) : t('eval.kind.expert')}：
                    {markName(criterion, mark)}
                    {note === '' ? '' : ` · ${note}`}
                  </li>
                ))}
            </ul>
            {mayRule ? (
              <Button size="small" onClick={() => setRuled(criterion)}>
                {t('eval.rule_on', { name: say(criterion.name) })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {ruled ? (
        <FormDialog
          title={t('eval.rule_on', { name: say(ruled.name) })}
          submit={t('eval.rule_now')}
          fields={[
            {
              name: 'mark',
              label: t('eval.ruling'),
              kind: 'choice',
              options: ruled.options.map(({ id, name }) => ({ value: id, text: say(name) })),
            },
            { name: 'reason', label: t('quality.reason'), kind: 'text' },
          ]}
          error={error}
          isBusy={isBusy}
          onClose={close}
          onSubmit={async (filled) => {
            const body = { action: 'rule', criterion: ruled.id, ...filled }
            if (await send('POST', ['evaluations', sheet.id, 'steps'], body)) close()
          }}
        />
      ) : null}
    </section>
  )
}
