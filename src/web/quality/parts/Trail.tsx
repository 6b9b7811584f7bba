import type { ScoreSheet } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { momentText } from './dates.ts'

type Step = ScoreSheet['steps'][number]

/** What was done so far, the newest first: step, who, when, and what was said. */
export function Trail({ steps }: { readonly steps: readonly Step[] }) {
  const { t, say } = useSpeech()
  return (
    <section className="trail-list" aria-label={t('quality.trail')}>
      <h2 className="panel-head">{t('quality.trail')}</h2>
      {steps.length === 0 ? <p className="note">{t('quality.trail_none')}</p> : null}
      <ol>
        {[...steps].reverse().map((step) => (
          <li key={step.step} className="trail-list__step">
            <p>
              <strong>{say(step.actionName)}</strong>
              <span className="trail-list__state">{say(step.stateName)}</span>
            </p>
            <p className="trail-list__who">
              {step.actor} <time dateTime={step.at}>{momentText(step.at)}</time>
            </p>
            {saidIn(step.details).map((text) => (
              <p key={text} className="trail-list__said">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The sentences among a step's details: reasons, remarks, replies. */
function saidIn(details: unknown): string[] {
  if (details === null || typeof details !== 'object') return []
  const said = ['text', 'remark', 'reason', 'cause', 'measure', 'effect'] as const
  const entries = new Map(Object.entries(details))
  return said.flatMap((key) => {
    const text: unknown = entries.get(key)
    return typeof text === 'string' && text !== '' ? [text] : []
  })
}
