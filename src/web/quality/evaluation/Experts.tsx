import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { Expert } from '../../../http/contract/evaluation.ts'
import { unitsQuery } from '../../data/queries.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Field } from '../../parts/Field.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { expertsLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { Table } from '../parts/Table.tsx'
import { expertsQuery, schemesQuery } from '../queries.ts'
import { EvaluationNav } from './EvaluationNav.tsx'

/** `/evaluation/:org/:year/experts`: who can be drawn, for what, and whom each avoids. */
export function Component() {
  const { t, language } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(expertsQuery(org, year))
  const [edited, setEdited] = useState<Expert | 'new'>()
  const fields = useFields(year)
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={expertsLink}
      title={t('eval.experts')}
      nav={<EvaluationNav org={org} year={year} />}
      action={
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('eval.expert_add')}
        </Button>
      }
    >
      <p className="note">{t('eval.experts_lead')}</p>
      <Loaded query={query}>
        {(experts) =>
          experts.length === 0 ? (
            <EmptyState title={t('eval.experts_none')} text={t('eval.experts_none_text')} />
          ) : (
            <Table
              caption={t('eval.experts')}
              rows={experts}
              keyOf={({ id }) => id}
              columns={[
                { title: t('eval.expert_name'), cell: ({ name }) => name },
                { title: t('eval.employer'), cell: ({ employer }) => employer },
                {
                  title: t('eval.competences'),
                  cell: ({ competences }) =>
                    competences.map((code) => fields.get(code) ?? code).join(t('list.separator')),
                },
                {
                  title: t('eval.avoids'),
                  cell: ({ home, avoids }) =>
                    [...(home ? [home] : []), ...avoids]
                      .map((unit) => orgName(unit, language))
                      .join(t('list.separator')) || '—',
                },
                {
                  title: t('eval.state'),
                  cell: ({ isActive }) => (
                    <StateTag
                      tone={isActive ? 'done' : 'plain'}
                      text={t(isActive ? 'eval.expert_active' : 'eval.expert_resting')}
                    />
                  ),
                },
                {
                  title: t('quality.do'),
                  cell: (expert) => (
                    <Button
                      size="small"
                      aria-label={t('eval.expert_edit', { name: expert.name })}
                      onClick={() => setEdited(expert)}
                    >
                      {t('quality.edit')}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {edited ? (
        <ExpertForm
          org={org}
          year={year}
          expert={edited === 'new' ? undefined : edited}
          fields={fields}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </QualityFrame>
  )
}

/** Names of the fields of competence that the schemes of a year ask for. */
function useFields(year: number): ReadonlyMap<string, string> {
  const { say } = useSpeech()
  const { data = [] } = useQuery(schemesQuery(year))
  return new Map(data.flatMap(({ fields }) => fields).map(({ code, name }) => [code, say(name)]))
}

function ExpertForm({
  org,
  year,
  expert,
  fields,
  onClose,
}: {
  readonly org: string
  readonly year: number
  readonly expert: Expert | undefined
  readonly fields: ReadonlyMap<string, string>
  readonly onClose: () => void
}) {
  const { t, language } = useSpeech()
  const { send, error, isBusy } = useSend()
  const units = useQuery(unitsQuery(year))
  const schools = (units.data ?? []).filter(({ level }) => level === 'school')
  const form = useId()
  const keep = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const id = expert?.id ?? text('id')
    const kept = await send('PUT', ['orgs', org, 'years', year, 'experts', id], {
      name: text('name'),
      employer: text('employer'),
      ...(text('home') === '' ? {} : { home: text('home') }),
      competences: data.getAll('competence').map(String),
      avoids: data.getAll('avoids').map(String),
      isActive: data.get('isActive') !== null,
    })
    if (kept) onClose()
  }
  return (
    <Dialog
      title={expert ? t('eval.expert_edit', { name: expert.name }) : t('eval.expert_add')}
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
        {expert ? null : (
          <Field label={t('eval.expert_account')} hint={t('eval.expert_account_hint')}>
            {(attributes) => <input {...attributes} name="id" required maxLength={100} />}
          </Field>
        )}
        <div className="form__row">
          <Field label={t('eval.expert_name')}>
            {(attributes) => (
              <input {...attributes} name="name" required maxLength={100} defaultValue={expert?.name ?? ''} />
            )}
          </Field>
          <Field label={t('eval.employer')}>
            {(attributes) => (
              <input {...attributes} name="employer" maxLength={200} defaultValue={expert?.employer ?? ''} />
            )}
          </Field>
        </div>
        <fieldset className="checks">
          <legend className="field__label">{t('eval.competences')}</legend>
          <div className="checks__grid">
            {[...fields].map(([code, name]) => (
              <label key={code}>
                <input
                  type="checkbox"
                  name="competence"
                  value={code}
                  defaultChecked={expert?.competences.includes(code) ?? false}
                />{' '}
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <Field label={t('eval.expert_home')} hint={t('eval.expert_home_hint')}>
          {(attributes) => (
            <select {...attributes} name="home" defaultValue={expert?.home?.code ?? ''}>
              <option value="">{t('eval.expert_outside')}</option>
              {schools.map((school) => (
                <option key={school.code} value={school.code}>
                  {orgName(school, language)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <fieldset className="checks">
          <legend className="field__label">{t('eval.expert_avoids')}</legend>
          <div className="checks__grid">
            {schools.map((school) => (
              <label key={school.code}>
                <input
                  type="checkbox"
                  name="avoids"
                  value={school.code}
                  defaultChecked={expert?.avoids.some(({ code }) => code === school.code) ?? false}
                />{' '}
                {orgName(school, language)}
              </label>
            ))}
          </div>
        </fieldset>
        <label>
          <input type="checkbox" name="isActive" defaultChecked={expert?.isActive ?? true} />{' '}
          {t('eval.expert_active')}
        </label>
        {error === undefined ? null : <ErrorState error={error} />}
      </form>
    </Dialog>
  )
}
