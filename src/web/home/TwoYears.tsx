import type { ShownValue } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { numberText } from '../parts/shown.ts'

/** Last year and this year as two bars from zero, last year lighter. Absent where one of them is not known. */
export function TwoYears({ value, year }: { readonly value: ShownValue; readonly year: number }) {
  const { say } = useSpeech()
  const { previous } = value
  if (previous?.value === undefined || value.value === undefined) return null
  const bars = [
    { year: year - 1, size: Number(previous.value), text: numberText(previous), kind: 'earlier' },
    { year, size: Number(value.value), text: numberText(value), kind: 'now' },
  ]
  const most = Math.max(...bars.map((bar) => bar.size))
  if (most <= 0) return null
  return (
    <span
      className="two-years"
      role="img"
      aria-label={bars.map((bar) => `${bar.year}: ${bar.text ?? ''}`).join(', ')}
    >
      {bars.map((bar) => (
        <span key={bar.year} className="two-years__row" aria-hidden="true">
          <span className="two-years__year">{bar.year}</span>
          <span className="two-years__track">
            <span
              className={`two-years__bar two-years__bar--${bar.kind}`}
              style={{ width: `${(bar.size / most) * 100}%` }}
            />
          </span>
          <span className="two-years__text">
            {bar.text}
            {bar.kind === 'now' && value.display === undefined && say(value.unitLabel) === '%' ? '%' : ''}
          </span>
        </span>
      ))}
    </span>
  )
}
