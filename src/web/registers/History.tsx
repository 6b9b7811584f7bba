import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Catalog, Register } from '../../catalog/index.ts'
import type { ShownRow } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { type Cells, cellText } from './cells.ts'
import { historyQuery, type RegisterPlace } from './queries.ts'
import { momentText } from './times.ts'

/** What a row was before, and who changed what; read when it is opened. */
export function History(props: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  readonly row: ShownRow
}) {
  const { t } = useSpeech()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="row-panel__past" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('reg.history')}</summary>
      {isOpen ? <Past {...props} /> : null}
    </details>
  )
}

function Past({
  catalog,
  register,
  place,
  row,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  readonly row: ShownRow
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const query = useQuery(historyQuery(place, row.rowNo, row.revision))
  return (
    <Loaded query={query}>
      {(past) => {
        if (past.length === 0) return <p className="note">{t('reg.history_none')}</p>
        // Each entry is what the row was; what it became stands before it.
        const after: readonly Cells[] = [row.cells, ...past.map(({ cells }) => cells)]
        return (
          <ol>
            {past.map((entry, index) => {
              const changed = register.fields.filter(
                ({ id }) => (entry.cells[id] ?? null) !== (after[index]?.[id] ?? null),
              )
              return (
                <li key={entry.revision}>
                  <p>
                    {entry.replacedBy} <span className="note">{momentText(entry.replacedAt)}</span>
                  </p>
                  {changed.map((field) => (
                    <p key={field.id} className="row-panel__change">
                      {t('reg.changed', {
                        field: say(field.name),
                        before: cellText(catalog, field, entry.cells[field.id], speech) || '—',
                        after: cellText(catalog, field, after[index]?.[field.id], speech) || '—',
                      })}
                    </p>
                  ))}
                  {changed.length === 0 ? <p className="note">{t('reg.changed_masked')}</p> : null}
                </li>
              )
            })}
          </ol>
        )
      }}
    </Loaded>
  )
}
