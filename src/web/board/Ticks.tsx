import { useSpeech } from '../i18n/language.tsx'

/** A choice of many of which all are meant unless some are left out. */
export function Ticks({
  legend,
  options,
  left,
  onChange,
}: {
  readonly legend: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly left: ReadonlySet<string>
  readonly onChange: (left: ReadonlySet<string>) => void
}) {
  const { t } = useSpeech()
  const chosen = options.filter(({ value }) => !left.has(value)).length
  return (
    <details className="ticks">
      <summary>{t('board.ticks', { legend, chosen, total: options.length })}</summary>
      <fieldset>
        <legend className="visually-hidden">{legend}</legend>
        {options.map(({ value, text }) => (
          <label key={value} className="ticks__one">
            <input
              type="checkbox"
              checked={!left.has(value)}
              onChange={({ target }) => {
                const next = new Set(left)
                if (target.checked) next.delete(value)
                else next.add(value)
                onChange(next)
              }}
            />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
