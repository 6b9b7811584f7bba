import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { TraceNode } from '../../http/contract.ts'
import type { Comparison, Origin } from '../../http/contract-explore.ts'
import { comparisonQuery } from '../data/queries.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { SyntheticNote } from '../parts/SyntheticNote.tsx'
import { valueText } from '../parts/shown.ts'
import { exploreLink } from './address.ts'

/** Rows shown before the reader asks for all. */
const STEP = 20

/** The cells behind an element: who handed in what, and the address of each cell. */
export function CellsBehind({
  node,
  org,
  origin,
}: {
  readonly node: TraceNode
  readonly org: string
  readonly origin: Origin | undefined
}) {
  const query = useQuery(comparisonQuery({ org, year: node.year, id: node.name }))
  const place = origin?.register?.id ?? origin?.form?.id ?? ''
  return (
    <Loaded query={query}>
      {(comparison) => <Cells comparison={comparison} org={org} place={place} node={node} />}
    </Loaded>
  )
}

function Cells({
  comparison,
  org,
  place,
  node,
}: {
  readonly comparison: Comparison
  readonly org: string
  readonly place: string
  readonly node: TraceNode
}) {
  const { t, say, language } = useSpeech()
  const [isAll, setIsAll] = useState(false)
  // A school's value is one cell; that of a unit above is all of those below it that hold one, and its own.
  const isOwn = comparison.units.some((unit) => unit.org.code === org)
  const behind = isOwn
    ? comparison.units.filter((unit) => unit.org.code === org)
    : comparison.units.some((unit) => unit.value.state !== 'missing')
      ? comparison.units
      : [comparison.whole]
  const shown = isAll ? behind : behind.slice(0, STEP)
  return (
    <div className="cells">
      <table className="table cells__table">
        <caption className="visually-hidden">{t('cells.caption', { name: say(node.label) })}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('table.org')}</th>
            <th scope="col">{t('table.value')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ org: unit, value }) => (
            <tr key={unit.code}>
              <th scope="row">
                <Link to={exploreLink(unit.code, comparison.year, comparison.quantity.id)}>
                  {orgName(unit, language)}
                </Link>
                <code className="cells__address">
                  {[unit.code, comparison.year, place, node.name].join(' / ')}
                </code>
              </th>
              <td className={value.state === 'known' ? 'table__number' : 'table__number table__none'}>
                {valueText(value, { t, say })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {behind.length > shown.length ? (
        <button type="button" className="link-button" onClick={() => setIsAll(true)}>
          {t('cells.all', { count: behind.length })}
        </button>
      ) : null}
      {behind.some((unit) => unit.org.isSynthetic) ? <SyntheticNote /> : null}
    </div>
  )
}
