import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import type { EntryDocument } from '../../http/contract/entry.ts'
import { OwnPlace } from '../frame/OwnPlace.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { grouped } from '../parts/numbers.ts'
import { registerLink, registersLink } from './addresses.ts'
import { catalogQuery, entryQuery } from './queries.ts'
import { momentText } from './times.ts'
import './registers.css'

/** `/desk/:org/:year/registers`: the registers that a unit keeps in a year, by form, and how far each is. */
export function Component() {
  const { org = '', year: at = '' } = useParams()
  const year = Number(at)
  const { t, language } = useSpeech()
  const entry = useQuery(entryQuery(org, year))
  const catalog = useQuery(catalogQuery)
  return (
    <PageFrame
      place={<OwnPlace org={org} year={year} linkTo={registersLink} />}
      title={t('reg.title')}
      windowTitle={t('reg.title')}
      above={entry.data ? `${orgName(entry.data.org, language)} · ${entry.data.title}` : null}
    >
      <Loaded query={entry}>
        {(document) => (
          <Loaded query={catalog}>
            {(definitions) => <ByForm catalog={definitions} entry={document} org={org} year={year} />}
          </Loaded>
        )}
      </Loaded>
    </PageFrame>
  )
}

function ByForm({
  catalog,
  entry,
  org,
  year,
}: {
  readonly catalog: Catalog
  readonly entry: EntryDocument
  readonly org: string
  readonly year: number
}) {
  const { t, say } = useSpeech()
  const forms = entry.forms.flatMap((id) => {
    const form = catalog.forms.inForce(id, year)
    const registers = form?.sections.flatMap((section) => section.registers) ?? []
    return form && registers.length > 0 ? [{ form, registers }] : []
  })
  return forms.map(({ form, registers }) => (
    <div key={form.id} className="registers__form">
      <h2>{say(form.name)}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard too */}
      <section className="table-scroll" tabIndex={0} aria-label={say(form.name)}>
        <table className="table registers__table">
          <thead>
            <tr>
              <th scope="col">{t('reg.register')}</th>
              <th scope="col">{t('reg.definition')}</th>
              <th scope="col" className="table__number">
                {t('reg.row_count')}
              </th>
              <th scope="col">{t('reg.state')}</th>
              <th scope="col">{t('reg.last_change')}</th>
            </tr>
          </thead>
          <tbody>
            {registers.map((id) => {
              const register = catalog.registers.inForce(id, year)
              if (!register) return null
              const sheet = entry.sheets.find((one) => one.register === id)
              const state = sheet === undefined ? 'unbegun' : sheet.state
              return (
                <tr key={id}>
                  <th scope="row">
                    <Link to={registerLink(org, year, id)}>{say(register.name)}</Link>
                  </th>
                  <td className="registers__about">{say(register.definition)}</td>
                  <td className="table__number">{sheet ? grouped(String(sheet.rows)) : '—'}</td>
                  <td className={`registers__state registers__state--${state}`}>
                    {state === 'unbegun' ? null : <Icon name={state === 'none' ? 'done' : 'same'} />}{' '}
                    {t(`reg.sheet.${state}`)}
                  </td>
                  <td className="registers__when">
                    {sheet ? momentText(sheet.changedAt) : '—'}
                    {sheet?.changedBy ? <span className="note"> {sheet.changedBy}</span> : null}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  ))
}
