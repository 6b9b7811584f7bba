import type { ReactNode } from 'react'
import type { ShownValue } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ChangeMark } from './ChangeMark.tsx'
import { CoverageNote } from './CoverageNote.tsx'
import { numberText, valueText } from './shown.ts'

/** One value, large: its number and unit, the change, last year's, how complete it is. */
export function ValueCard({
  value,
  label,
  mark,
  children,
}: {
  readonly value: ShownValue
  /** What the value is of: unit and year, for those who hear the page. */
  readonly label: string
  /** How it stands to a standard. */
  readonly mark?: ReactNode
  readonly children?: ReactNode
}) {
  const { t, say } = useSpeech()
  const number = numberText(value)
  return (
    <section className="value-card" aria-label={label}>
      <div className="value-card__now">
        {number === undefined ? (
          <p className="value-card__none">{t(`state.${value.state}`)}</p>
        ) : (
          <p className="value-card__number">
            {number}
            {value.display === undefined ? (
              <span className="value-card__unit">{say(value.unitLabel)}</span>
            ) : null}
          </p>
        )}
        {mark}
      </div>
      {number === undefined ? <p className="note">{t(`state.${value.state}.why`)}</p> : null}
      <dl className="value-card__facts">
        {value.previous ? (
          <div>
            <dt>{t('value.previous')}</dt>
            <dd>{valueText({ ...value, ...value.previous }, { t, say })}</dd>
          </div>
        ) : null}
        {value.change ? (
          <div>
            <dt>{t('value.change')}</dt>
            <dd>
              <ChangeMark change={value.change} />
            </dd>
          </div>
        ) : null}
      </dl>
      <CoverageNote value={value} />
      {children}
    </section>
  )
}
