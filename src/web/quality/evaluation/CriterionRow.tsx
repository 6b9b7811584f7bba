import { useState } from 'react'
import type { CriterionNode } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'
import { withUnit } from '../../parts/shown.ts'
import { EvidenceList } from '../parts/EvidenceList.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { isAnswered, type Marking, ownMark, picksMark, shortPoints } from './criteria.ts'
import { MarkPicker } from './MarkPicker.tsx'
import type { MarkChange } from './marking.ts'

export interface RowProps {
  readonly criterion: CriterionNode
  readonly evaluation: string
  readonly marking: Marking
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly save: (change: MarkChange) => void
}

/** One criterion of the sheet: what it is worth, its value or mark, the points; its note and files when it is chosen. */
export function CriterionRow({ criterion, evaluation, marking, isChosen, onChoose, save }: RowProps) {
  const { t, say } = useSpeech()
  const own = ownMark(criterion, marking)
  // What was picked shows at once; the server's word comes after.
  const [picked, setPicked] = useState<string>()
  const mark = picked ?? own?.mark ?? undefined
  const mayPick = picksMark(criterion, marking)
  const isWaiting = criterion.mayMark && !isAnswered(criterion, marking) && picked === undefined
  const mayAttach = marking === 'self' && criterion.mayMark
  return (
    <li className={isChosen ? 'criterion criterion--chosen' : 'criterion'}>
      <div className="criterion__line">
        <button type="button" className="criterion__name" aria-expanded={isChosen} onClick={onChoose}>
          {say(criterion.name)}
        </button>
        <span className="criterion__weight">{t('eval.weight_of', { weight: criterion.weight })}</span>
        <span className="criterion__answer">
          {criterion.value ? (
            <ComputedValue criterion={criterion} />
          ) : mayPick ? (
            <MarkPicker
              criterion={criterion}
              value={mark}
              onPick={(next) => {
                setPicked(next)
                save({ criterion: criterion.id, mark: next })
              }}
            />
          ) : (
            <GivenAnswer criterion={criterion} marking={marking} />
          )}
        </span>
        <span className="criterion__points">
          <Points criterion={criterion} />
          {isWaiting ? (
            <StateTag
              tone="busy"
              text={t(
                criterion.kind === 'evidence' && marking === 'self' ? 'eval.wants_file' : 'eval.to_mark',
              )}
            />
          ) : null}
        </span>
      </div>
      {isChosen ? (
        <div className="criterion__more">
          {criterion.ask ? <p>{t('eval.ask', { ask: say(criterion.ask) })}</p> : null}
          {criterion.mayMark ? (
            <Note
              value={own?.note ?? ''}
              label={t(marking === 'self' ? 'eval.note_self' : 'eval.note_expert', {
                name: say(criterion.name),
              })}
              onKeep={(note) => save({ criterion: criterion.id, note })}
            />
          ) : null}
          {criterion.takesMark ? (
            <EvidenceList
              files={criterion.evidence}
              part={criterion.id}
              name={say(criterion.name)}
              {...(mayAttach ? { to: ['evaluations', evaluation, 'evidence'] } : {})}
            />
          ) : null}
        </div>
      ) : null}
    </li>
  )
}

/** A computed criterion: the value from accepted data. It is not typed. */
function ComputedValue({ criterion: { value } }: { readonly criterion: CriterionNode }) {
  const { t, say } = useSpeech()
  if (!value) return null
  return value.printed === undefined ? (
    <span className="table__none">{t(`state.${value.state}`)}</span>
  ) : (
    <span className="criterion__value">
      {withUnit(grouped(value.printed), say(value.unitLabel))}
      <span className="criterion__origin">{t('eval.from_data')}</span>
    </span>
  )
}

function GivenAnswer({
  criterion,
  marking,
}: {
  readonly criterion: CriterionNode
  readonly marking: Marking
}) {
  const { t, say } = useSpeech()
  if (criterion.kind === 'evidence')
    return <span className="note">{t('eval.files', { count: criterion.evidence.length })}</span>
  const own = ownMark(criterion, marking)?.mark
  const option = criterion.options.find(({ id }) => id === (own ?? ownMark(criterion, 'self')?.mark))
  if (!option) return <span className="table__none">—</span>
  const isOwn = marking === 'expert' && own !== undefined && own !== null
  return <span>{t(isOwn ? 'eval.own_said' : 'eval.self_said', { mark: say(option.name) })}</span>
}

function Points({ criterion }: { readonly criterion: CriterionNode }) {
  const { t } = useSpeech()
  const shown = criterion.final ?? criterion.own ?? criterion.self
  if (!shown) return null
  if (shown.state === 'disputed') return <StateTag tone="explain" text={t('eval.disputed')} />
  if (shown.state === 'withheld') return <StateTag tone="explain" text={t('eval.waits_for_data')} />
  if (shown.state === 'excluded') return <span className="note">{t('state.not_applicable')}</span>
  return shown.state === 'scored' ? <span>{shortPoints(shown.points)}</span> : null
}

function Note({
  value,
  label,
  onKeep,
}: {
  readonly value: string
  readonly label: string
  readonly onKeep: (text: string) => void
}) {
  return (
    <label className="criterion__note">
      <span className="field__label">{label}</span>
      <textarea
        className="text-field"
        rows={3}
        maxLength={4000}
        defaultValue={value}
        onBlur={(event) => {
          const text = event.target.value.trim()
          if (text !== value) onKeep(text)
        }}
      />
    </label>
  )
}
