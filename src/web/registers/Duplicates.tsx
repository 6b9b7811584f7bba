import { useQuery } from '@tanstack/react-query'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { registerLink } from './addresses.ts'
import { findingsQuery, type RegisterPlace } from './queries.ts'

/** What stands in this register twice, or at another school as well. Whose it is there nobody is told. */
export function Duplicates({
  place,
  onRow,
}: {
  readonly place: RegisterPlace
  readonly onRow: (row: number) => void
}) {
  const { t, say } = useSpeech()
  // The rows do not wait for it: it looks at every school.
  const { data } = useQuery(findingsQuery(place.org, place.year))
  const found = data?.findings.filter(
    ({ at, code }) => at.register === place.register && (code === 'REG-101' || code === 'REG-102'),
  )
  return found?.map(({ code, severity, message, rows = [], count, explanation }) => (
    <div key={code} className={`notice notice--${severity === 'error' ? 'error' : 'explain'}`}>
      <Icon name={severity === 'error' ? 'error' : 'note'} />
      <div>
        {say(message)} <code className="notice__code">{code}</code>
        <p className="rows__duplicates">
          {t('reg.duplicate_rows')}
          {rows.map((row) => (
            <a
              key={row}
              href={registerLink(place.org, place.year, place.register, row)}
              onClick={(event) => {
                // With a key held down it opens where the reader wants it.
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                onRow(row)
              }}
            >
              {t('reg.duplicate_row', { row })}
            </a>
          ))}
          {count > rows.length ? t('reg.duplicate_more', { count: count - rows.length }) : null}
        </p>
        {explanation ? <p>{t('reg.explained', { text: explanation })}</p> : null}
      </div>
    </div>
  ))
}
