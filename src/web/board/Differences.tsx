import type { UseQueryResult } from '@tanstack/react-query'
import type { Catalog } from '../../catalog/index.ts'
import type { VersionDifference } from '../../http/contract/submissions.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { grouped } from '../parts/numbers.ts'
import { Table } from '../quality/parts/Table.tsx'
import { cellName, nameIn } from './place-name.ts'

interface Line {
  readonly key: string
  readonly what: string
  readonly before: string
  readonly after: string
}

/** What differs between two versions: cells, rows, reasons, a line each. */
export function Differences({
  catalog,
  year,
  query,
}: {
  readonly catalog: Catalog
  readonly year: number
  readonly query: UseQueryResult<VersionDifference>
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const nothing = '—'
  const linesOf = (found: VersionDifference): Line[] => [
    ...found.cells.map(({ element, cell, before, after }) => ({
      key: `cell ${element} ${cell}`,
      what: cellName(catalog, element, cell, year, speech),
      before: before === null ? nothing : grouped(before),
      after: after === null ? nothing : grouped(after),
    })),
    ...found.rows.flatMap(({ register, key, kind, fields }) => {
      const row = `${say(nameIn(catalog, 'registers', register, year))} · ${key}`
      const definition = catalog.registers.inForce(register, year)
      return kind === 'changed'
        ? fields.map(({ field, before, after }) => {
            const name = definition?.fields.find(({ id }) => id === field)?.name
            return {
              key: `row ${register} ${key} ${field}`,
              what: `${row} · ${name ? say(name) : field}`,
              before: String(before ?? nothing),
              after: String(after ?? nothing),
            }
          })
        : [
            {
              key: `row ${register} ${key}`,
              what: row,
              before: kind === 'removed' ? t('board.row_there') : nothing,
              after: kind === 'added' ? t('board.row_there') : nothing,
            },
          ]
    }),
    ...found.reasons.map(({ check, before, after }, index) => ({
      key: `reason ${check} ${index}`,
      what: t('board.reason_of', { check }),
      before: before ?? nothing,
      after: after ?? nothing,
    })),
  ]
  return (
    <Loaded query={query}>
      {(found) => {
        const lines = linesOf(found)
        return lines.length === 0 ? (
          <p className="note">{t('board.no_difference')}</p>
        ) : (
          <Table
            caption={t('board.differences')}
            rows={lines}
            keyOf={({ key }) => key}
            columns={[
              { title: t('board.what'), cell: ({ what }) => what },
              { title: t('board.before'), cell: ({ before }) => before },
              { title: t('board.after'), cell: ({ after }) => after },
            ]}
          />
        )
      }}
    </Loaded>
  )
}
