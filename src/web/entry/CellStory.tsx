import type { Catalog } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import type { EntryRow } from './rows.ts'

/** What the chosen cell asks for: its definition, its unit, and the register that counts it. */
export function CellStory({
  row: { element, part },
  catalog,
  year,
}: {
  readonly row: EntryRow
  readonly catalog: Catalog
  readonly year: number
}) {
  const { t, say, language } = useSpeech()
  const register = element.counted && catalog.registers.inForce(element.counted.register, year)
  return (
    <section className="entry__story" aria-label={t('fill.about')}>
      <h2>
        {say(element.name)}
        {part ? ` · ${say(part)}` : ''}
      </h2>
      <p>{say(element.definition)}</p>
      <p className="note">{t('fill.unit_is', { unit: catalog.units.label(element.unit, language) })}</p>
      {register ? <p className="note">{t('fill.counted_by', { register: say(register.name) })}</p> : null}
    </section>
  )
}
