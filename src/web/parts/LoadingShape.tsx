import { useSpeech } from '../i18n/language.tsx'

/** The shape of what comes: a value, some lines, or a chart. */
export function LoadingShape({
  kind = 'lines',
  lines = 4,
}: {
  readonly kind?: 'value' | 'lines' | 'chart'
  readonly lines?: number
}) {
  const { t } = useSpeech()
  const widths = ['92%', '74%', '84%', '58%', '88%', '66%']
  return (
    <div className={`loading loading--${kind}`} role="status">
      <span className="visually-hidden">{t('loading.text')}</span>
      {kind === 'lines'
        ? Array.from({ length: lines }, (_, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a shape have no other identity
              key={index}
              className="loading__line"
              style={{ width: widths[index % widths.length] }}
            />
          ))
        : null}
    </div>
  )
}
