import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { EvaluationRound, ListedScheme } from '../../../http/contract/evaluation.ts'
import { unitsQuery } from '../../data/queries.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Field } from '../../parts/Field.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { roundLink } from '../addresses.ts'
import { endOfDay, inDays } from '../parts/dates.ts'
import { useSend } from '../parts/send.ts'
import { schemesQuery } from '../queries.ts'

interface Place {
  readonly org: string
  readonly year: number
}

/** Opens a round: by which scheme, of whom, until when, with how many experts. */
export function OpenRound({ org, year, onClose }: Place & { readonly onClose: () => void }) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useSend()
  const navigate = useNavigate()
  const schemes = useQuery(schemesQuery(year))
  const form = useId()
  const open = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const schools = data.getAll('subject').map((code) => ({ org: String(code) }))
    const round = await send<EvaluationRound>('POST', ['orgs', org, 'years', year, 'evaluation-rounds'], {
      scheme: text('scheme'),
      title: text('title'),
      selfUntil: endOfDay(text('selfUntil')),
      scoringUntil: endOfDay(text('scoringUntil')),
      replyDays: Number(text('replyDays')),
      panelSize: Number(text('panelSize')),
      ...(schools.length > 0 ? { subjects: schools } : {}),
    })
    if (round) await navigate(roundLink(round.id))
  }
  return (
    <Dialog
      title={t('eval.open')}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('quality.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={isBusy}>
            {t('eval.open_now')}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={(event) => void open(event)}>
        <Loaded query={schemes}>
          {(list) => <Choices schemes={list.filter(({ subject }) => subject === 'school')} year={year} />}
        </Loaded>
        <Schools org={org} year={year} />
        {error === undefined ? null : <ErrorState error={error} />}
      </form>
    </Dialog>
  )
}

function Choices({ schemes, year }: { readonly schemes: readonly ListedScheme[]; readonly year: number }) {
  const { t, say } = useSpeech()
  const [chosen, setChosen] = useState(schemes[0])
  if (!chosen) return <p className="note">{t('eval.no_scheme', { year })}</p>
  return (
    <>
      <Field
        label={t('eval.scheme')}
        hint={t(`eval.weights.${chosen.weightsCertainty}`, {
          leaves: chosen.leaves,
          computed: chosen.computed,
        })}
      >
        {(attributes) => (
          <select
            {...attributes}
            name="scheme"
            value={chosen.id}
            onChange={(event) => setChosen(schemes.find(({ id }) => id === event.target.value))}
          >
            {schemes.map((scheme) => (
              <option key={scheme.id} value={scheme.id}>
                {t('eval.scheme_version', { name: say(scheme.name), version: scheme.version })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('eval.round_title')}>
        {(attributes) => (
          <input
            {...attributes}
            key={chosen.id}
            name="title"
            required
            maxLength={200}
            defaultValue={t('eval.round_title_of', { year, scheme: say(chosen.name) })}
          />
        )}
      </Field>
      <div className="form__row">
        <Field label={t('eval.self_until')}>
          {(attributes) => (
            <input {...attributes} type="date" name="selfUntil" required defaultValue={inDays(21)} />
          )}
        </Field>
        <Field label={t('eval.scoring_until')}>
          {(attributes) => (
            <input {...attributes} type="date" name="scoringUntil" required defaultValue={inDays(42)} />
          )}
        </Field>
        <Field label={t('eval.reply_days')}>
          {(attributes) => (
            <input
              {...attributes}
              type="number"
              name="replyDays"
              min={0}
              max={365}
              required
              defaultValue={10}
            />
          )}
        </Field>
        <Field label={t('eval.panel_size')}>
          {(attributes) => (
            <input
              {...attributes}
              type="number"
              name="panelSize"
              min={0}
              max={30}
              required
              defaultValue={3}
            />
          )}
        </Field>
      </div>
    </>
  )
}

function Schools({ org, year }: Place) {
  const { t, language } = useSpeech()
  const units = useQuery(unitsQuery(year))
  const list = units.data ?? []
  const below = (code: string | undefined): boolean => {
    if (code === undefined) return false
    return code === org || below(list.find((unit) => unit.code === code)?.parent)
  }
  const schools = list.filter((unit) => unit.level === 'school' && below(unit.parent))
  return (
    <fieldset className="checks">
      <legend className="field__label">{t('eval.subjects_pick')}</legend>
      <p className="field__hint">{t('eval.subjects_hint', { count: schools.length })}</p>
      <div className="checks__grid">
        {schools.map((school) => (
          <label key={school.code}>
            <input type="checkbox" name="subject" value={school.code} /> {orgName(school, language)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
