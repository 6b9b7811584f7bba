import { useQuery } from '@tanstack/react-query'
import { useSpeech } from '../../i18n/language.tsx'
import { Table } from '../parts/Table.tsx'
import { movementQuery } from '../queries.ts'
import { shortPoints } from './criteria.ts'

/** What moved the total since the last evaluation by the same scheme. */
export function Moved({ id }: { readonly id: string }) {
  const { t, say } = useSpeech()
  const { data } = useQuery(movementQuery(id))
  const moved = data?.movement
  if (!moved) return data ? <p className="note">{t('eval.moved_none')}</p> : null
  const { before, now, change, leaves } = moved
  return (
    <section>
      <h2 className="part-head">
        {t('eval.moved', {
          before: before.points,
          year: before.year,
          now: now.points,
          change: signed(change),
        })}
      </h2>
      <Table
        caption={t('eval.moved_table')}
        rows={leaves}
        keyOf={({ criterion }) => criterion}
        columns={[
          { title: t('eval.criterion'), cell: ({ name }) => say(name) },
          { title: String(before.year), cell: (leaf) => shortPoints(leaf.before), isNumber: true },
          { title: String(now.year), cell: (leaf) => shortPoints(leaf.now), isNumber: true },
          { title: t('eval.moved_by'), cell: (leaf) => signed(leaf.change), isNumber: true },
        ]}
      />
    </section>
  )
}

function signed(change: string): string {
  const short = shortPoints(change)
  if (short.startsWith('-')) return `−${short.slice(1)}`
  return short === '0' ? '0' : `+${short}`
}
