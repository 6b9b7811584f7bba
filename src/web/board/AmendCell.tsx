import { useId } from 'react'
import type { Code } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { type CellChange, troubleOf } from './amendment.ts'

/** Takes what a locked number becomes; where it is taken away, the reason why there is none. */
export function AmendCell({
  name,
  present,
  change,
  reasons,
  onType,
}: {
  readonly name: string
  /** The value as it stands; undefined where there is none. */
  readonly present: string | undefined
  readonly change: CellChange | undefined
  readonly reasons: readonly Code[]
  readonly onType: (value: string, reason: string) => void
}) {
  const { t, say } = useSpeech()
  const value = change?.value ?? present ?? ''
  const trouble = change ? troubleOf(change) : undefined
  const troubleId = useId()
  return (
    <span className="amend-cell">
      <input
        className={change ? 'text-field amend-cell__changed' : 'text-field'}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        aria-label={t('board.amend_at', { place: name })}
        aria-invalid={trouble !== undefined}
        aria-describedby={trouble ? troubleId : undefined}
        value={value}
        onChange={({ target }) => onType(target.value, '')}
      />
      {trouble ? (
        <span className="amend-cell__wrong" id={troubleId}>
          {t(`board.amend_trouble.${trouble}`)}
        </span>
      ) : null}
      {change && value.trim() === '' ? (
        <select
          className="text-field"
          aria-label={t('board.amend_why_none', { place: name })}
          value={change.reason}
          onChange={({ target }) => onType('', target.value)}
        >
          <option value="">{t('fill.no_reason')}</option>
          {reasons.map((reason) => (
            <option key={reason.code} value={reason.code}>
              {say(reason.name)}
            </option>
          ))}
        </select>
      ) : null}
    </span>
  )
}
