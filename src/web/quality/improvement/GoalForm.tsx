import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { Goal } from '../../../http/contract/improvement.ts'
import { quantitiesQuery } from '../../data/queries.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Field } from '../../parts/Field.tsx'
import { useSend } from '../parts/send.ts'

const LEVELS = ['school', 'programme', 'course', 'teacher', 'student'] as const

/** Sets a goal: in words, or on an indicator with a target and the year in which it is to be met. */
export function GoalForm({
  org,
  year,
  goal,
  onClose,
}: {
  readonly org: string
  readonly year: number
  readonly goal: Goal | undefined
  readonly onClose: () => void
}) {
  const { t, say } = useSpeech()
  const { send, error, isBusy } = useSend()
  const [isMeasured, setIsMeasured] = useState(goal ? goal.measured !== undefined : true)
  const quantities = useQuery(quantitiesQuery(year))
  const form = useId()
  const keep = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const kept = await send(
      goal ? 'PUT' : 'POST',
      ['orgs', org, 'years', year, 'goals', ...(goal ? [goal.id] : [])],
      {
        level: text('level'),
        title: text('title'),
        owner: text('owner'),
        ...(goal?.parent ? { parent: goal.parent } : {}),
        ...(goal?.standard ? { standard: goal.standard } : {}),
        ...(isMeasured
          ? {
              measured: {
                value: text('value'),
                comparison: text('comparison'),
                target: text('target'),
                targetYear: Number(text('targetYear')),
              },
            }
          : {}),
      },
    )
    if (kept) onClose()
  }
  const indicators = (quantities.data ?? []).filter(({ kind }) => kind === 'indicator')
  const { measured } = goal ?? {}
  return (
    <Dialog
      title={goal ? t('imp.goal_edit', { title: goal.title }) : t('imp.goal_add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('quality.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={isBusy}>
            {t('quality.keep')}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={(event) => void keep(event)}>
        <Field label={t('imp.goal')}>
          {(attributes) => (
            <input {...attributes} name="title" required maxLength={200} defaultValue={goal?.title ?? ''} />
          )}
        </Field>
        <div className="form__row">
          <Field label={t('imp.level')}>
            {(attributes) => (
              <select {...attributes} name="level" defaultValue={goal?.level ?? 'school'}>
                {LEVELS.map((level) => (
                  <option key={level} value={level}>
                    {t(`imp.level.${level}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('imp.owner')}>
            {(attributes) => (
              <input {...attributes} name="owner" maxLength={100} defaultValue={goal?.owner ?? ''} />
            )}
          </Field>
        </div>
        <label>
          <input
            type="checkbox"
            checked={isMeasured}
            onChange={(event) => setIsMeasured(event.target.checked)}
          />{' '}
          {t('imp.is_measured')}
        </label>
        {isMeasured ? (
          <>
            <Field label={t('imp.indicator')} hint={t('imp.indicator_hint')}>
              {(attributes) => (
                <select
                  {...attributes}
                  key={indicators.length}
                  name="value"
                  required
                  defaultValue={measured?.value ?? ''}
                >
                  <option value="">{t('imp.indicator_pick')}</option>
                  {measured && !indicators.some(({ id }) => id === measured.value) ? (
                    <option value={measured.value}>{say(measured.name)}</option>
                  ) : null}
                  {indicators.map(({ id, name, unitLabel }) => (
                    <option key={id} value={id}>
                      {say(unitLabel) === '' ? say(name) : `${say(name)} (${say(unitLabel)})`}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <div className="form__row">
              <Field label={t('imp.comparison')}>
                {(attributes) => (
                  <select {...attributes} name="comparison" defaultValue={measured?.comparison ?? 'at_least'}>
                    <option value="at_least">{t('imp.at_least')}</option>
                    <option value="at_most">{t('imp.at_most')}</option>
                  </select>
                )}
              </Field>
              <Field label={t('imp.target')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    name="target"
                    required
                    inputMode="decimal"
                    pattern="-?[0-9]{1,12}([.][0-9]{1,6})?"
                    defaultValue={measured?.target ?? ''}
                  />
                )}
              </Field>
              <Field label={t('imp.target_year')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    name="targetYear"
                    type="number"
                    required
                    min={2000}
                    max={2100}
                    defaultValue={measured?.targetYear ?? year}
                  />
                )}
              </Field>
            </div>
          </>
        ) : null}
        {error === undefined ? null : <ErrorState error={error} />}
      </form>
    </Dialog>
  )
}
