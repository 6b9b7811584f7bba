import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import { Field } from '../parts/Field.tsx'
import { FILTERS, SUBJECTS, type TrailFilter } from './filter.ts'
import { useActionName } from './words.ts'

const RESULTS = ['done', 'refused', 'failed'] as const

/** What is looked for: who, what, the result, words in it, from which day to which. */
export function TrailSearch({
  filter,
  onLook,
}: {
  readonly filter: TrailFilter
  readonly onLook: (filter: TrailFilter) => void
}) {
  const { t } = useSpeech()
  const actionName = useActionName()
  const look = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const given = FILTERS.flatMap((name) => {
      const value = String(data.get(name) ?? '').trim()
      return value === '' ? [] : [[name, value] as const]
    })
    onLook(Object.fromEntries(given))
  }
  // An address may name one action; its subject is what the list offers.
  const single = filter.action?.includes('.') ? filter.action : undefined
  return (
    <search>
      <form className="trail__search" onSubmit={look}>
        <Field label={t('trail.actor')}>
          {(attributes) => (
            <input {...attributes} name="actor" maxLength={64} defaultValue={filter.actor ?? ''} />
          )}
        </Field>
        <Field label={t('trail.what')}>
          {(attributes) => (
            <select {...attributes} name="action" defaultValue={filter.action ?? ''}>
              <option value="">{t('trail.every_action')}</option>
              {single === undefined ? null : <option value={single}>{actionName(single)}</option>}
              {SUBJECTS.map((subject) => (
                <option key={subject} value={subject}>
                  {t(`trail.subject.${subject}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('trail.result')}>
          {(attributes) => (
            <select {...attributes} name="result" defaultValue={filter.result ?? ''}>
              <option value="">{t('trail.every_result')}</option>
              {RESULTS.map((result) => (
                <option key={result} value={result}>
                  {t(`trail.result.${result}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('trail.text')}>
          {(attributes) => (
            <input {...attributes} name="text" maxLength={100} defaultValue={filter.text ?? ''} />
          )}
        </Field>
        <Field label={t('trail.from')}>
          {(attributes) => <input {...attributes} name="from" type="date" defaultValue={filter.from ?? ''} />}
        </Field>
        <Field label={t('trail.to')}>
          {(attributes) => <input {...attributes} name="to" type="date" defaultValue={filter.to ?? ''} />}
        </Field>
        <div className="trail__do">
          <Button type="primary" htmlType="submit">
            {t('trail.look')}
          </Button>
          {Object.keys(filter).length > 0 ? (
            <Button onClick={() => onLook({})}>{t('trail.clear')}</Button>
          ) : null}
        </div>
      </form>
    </search>
  )
}
