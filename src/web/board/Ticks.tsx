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
        <p className="ticks__all">
          <button type="button" className="link-button" onClick={() => onChange(new Set())}>
            {t('board.tick_all')}
          </button>
          <button
            type="button"
            className="link-button"
            onClick={() => onChange(new Set(options.map(({ value }) => value)))}
          >
            {t('board.tick_none')}
          </button>
        </p>
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
