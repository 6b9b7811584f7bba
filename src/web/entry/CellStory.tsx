import { type KeyboardEvent, type RefObject, useMemo } from 'react'
import { type Catalog, catalogNames } from '../../catalog/index.ts'
import { describe, type Expr, inputsOf } from '../../formula/index.ts'
import type { Bilingual } from '../../kernel/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { focusCell } from './focus-cell.ts'
import type { EntryRow } from './rows.ts'

/** What the chosen cell asks for: its definition, its unit, how rows count it, and the formulas it takes part in. */
export function CellStory({
  row,
  catalog,
  year,
  panel,
}: {
  readonly row: EntryRow | undefined
  readonly catalog: Catalog
  readonly year: number
  /** F1 leads here, Esc back to the cell. */
  readonly panel: RefObject<HTMLElement | null>
}) {
  const { t } = useSpeech()
  const back = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && row) focusCell(row.key)
  }
  return (
    <section className="entry__story" aria-label={t('fill.about')} tabIndex={-1} ref={panel} onKeyDown={back}>
      {row ? <Story row={row} catalog={catalog} year={year} /> : <p className="note">{t('fill.choose')}</p>}
    </section>
  )
}

function Story({
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
  const names = useMemo(() => catalogNames(catalog, language), [catalog, language])
  const { indicators, checks } = useMemo(() => usesOf(catalog, element.id, year), [catalog, element.id, year])
  const words = (formula: Expr) => describe(formula, names, language)
  return (
    <>
      <h2>
        {say(element.name)}
        {part ? ` · ${say(part)}` : ''}
      </h2>
      <p>{say(element.definition)}</p>
      <p className="note">{t('fill.unit_is', { unit: catalog.units.label(element.unit, language) })}</p>
      {register && element.counted ? (
        <p className="note">
          {t('fill.counted_by', { register: say(register.name), formula: words(element.counted) })}
        </p>
      ) : null}
      <Formulas title={t('fill.used_in')} uses={indicators} words={words} />
      <Formulas title={t('fill.checked_by')} uses={checks} words={words} />
    </>
  )
}

interface Use {
  readonly id: string
  readonly name: Bilingual
  readonly formula: Expr
}

/** The indicators and checks whose formulas name an element. */
function usesOf(catalog: Catalog, element: string, year: number): Record<'indicators' | 'checks', Use[]> {
  const isNamed = ({ formula }: Use) => inputsOf(formula).names.includes(element)
  return {
    indicators: catalog.indicators.all(year).filter(isNamed),
    checks: catalog.checks
      .all(year)
      .map(({ id, name, expect }) => ({ id, name, formula: expect }))
      .filter(isNamed),
  }
}

function Formulas({
  title,
  uses,
  words,
}: {
  readonly title: string
  readonly uses: readonly Use[]
  readonly words: (formula: Expr) => string
}) {
  const { say } = useSpeech()
  if (uses.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <dl className="entry__rule">
        {uses.map(({ id, name, formula }) => (
          <div key={id}>
            <dt>{say(name)}</dt>
            <dd>{words(formula)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
