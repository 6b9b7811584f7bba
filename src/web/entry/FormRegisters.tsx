import { Link } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import type { EntryDocument } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { registerLink } from '../registers/addresses.ts'

/** The registers that belong to a form, with the rows they have. */
export function FormRegisters({
  entry: { org, year, sheets },
  catalog,
  form,
}: {
  readonly entry: EntryDocument
  readonly catalog: Catalog
  readonly form: string
}) {
  const { t, say } = useSpeech()
  const registers = (catalog.forms.inForce(form, year)?.sections ?? []).flatMap(({ registers: ids }) =>
    ids.flatMap((id) => catalog.registers.inForce(id, year) ?? []),
  )
  if (registers.length === 0) return null
  return (
    <section className="entry__registers" aria-labelledby="form-registers">
      <h2 className="part-head" id="form-registers">
        {t('fill.form_registers')}
      </h2>
      <ul>
        {registers.map(({ id, name }) => {
          const sheet = sheets.find(({ register }) => register === id)
          const state = !sheet ? 'untouched' : sheet.state === 'none' ? 'none' : 'begun'
          return (
            <li key={id}>
              <Link to={registerLink(org.code, year, id)}>{say(name)}</Link>{' '}
              <span className="note">{t(`fill.register.${state}`, { count: sheet?.rows ?? 0 })}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
