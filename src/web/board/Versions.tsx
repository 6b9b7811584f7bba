import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Catalog } from '../../catalog/index.ts'
import type { Submission } from '../../http/contract/submissions.ts'
import { useSpeech } from '../i18n/language.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { Table } from '../quality/parts/Table.tsx'
import { Differences } from './Differences.tsx'
import { differenceQuery } from './queries.ts'

/** What was handed in before, and any two of them compared. */
export function Versions({
  catalog,
  document,
}: {
  readonly catalog: Catalog
  readonly document: Submission
}) {
  const { t } = useSpeech()
  const { versions } = document
  return (
    <section>
      <h2 className="part-head">{t('board.versions')}</h2>
      {versions.length === 0 ? (
        <p className="note">{t('board.no_versions')}</p>
      ) : (
        <>
          <Table
            caption={t('board.versions')}
            rows={versions}
            keyOf={({ version }) => String(version)}
            columns={[
              { title: t('board.version'), cell: ({ version }) => t('board.version_no', { version }) },
              { title: t('board.version_kind'), cell: ({ kind }) => t(`board.kind.${kind}`) },
              { title: t('board.by'), cell: ({ actorName }) => actorName },
              { title: t('board.at'), cell: ({ at }) => momentText(at) },
              { title: t('board.note'), cell: ({ note }) => note ?? '—' },
            ]}
          />
          <Compare key={document.version} catalog={catalog} document={document} />
        </>
      )}
    </section>
  )
}

function Compare({ catalog, document }: { readonly catalog: Catalog; readonly document: Submission }) {
  const { t } = useSpeech()
  const numbers = document.versions.map(({ version }) => version).toSorted((a, b) => a - b)
  const [before, setBefore] = useState(numbers.at(-2) ?? numbers[0] ?? 1)
  const [after, setAfter] = useState<number | 'draft'>(numbers.length > 1 ? (numbers.at(-1) ?? 1) : 'draft')
  const query = useQuery(differenceQuery(document.org.code, document.year, before, after))
  return (
    <>
      <div className="filter-bar">
        <label className="filter">
          <span>{t('board.compare')}</span>
          <select
            className="text-field"
            value={before}
            onChange={(event) => setBefore(Number(event.target.value))}
          >
            {numbers.map((version) => (
              <option key={version} value={version}>
                {t('board.version_no', { version })}
              </option>
            ))}
          </select>
        </label>
        <label className="filter">
          <span>{t('board.compare_with')}</span>
          <select
            className="text-field"
            value={after}
            onChange={({ target }) => setAfter(target.value === 'draft' ? 'draft' : Number(target.value))}
          >
            {numbers.map((version) => (
              <option key={version} value={version}>
                {t('board.version_no', { version })}
              </option>
            ))}
            <option value="draft">{t('board.present')}</option>
          </select>
        </label>
      </div>
      <Differences catalog={catalog} year={document.year} query={query} />
    </>
  )
}
