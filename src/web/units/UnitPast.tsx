import { useQuery } from '@tanstack/react-query'
import type { PastOrgChange, UnitHistory } from '../../http/contract/org-changes.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { changesQuery, historyQuery } from './queries.ts'

/** A unit over the years: its names, places and states, and the changes that led from one to the next. */
export function UnitPast({ unit, year }: { readonly unit: ListedUnit; readonly year: number }) {
  const { t } = useSpeech()
  const history = useQuery(historyQuery(unit.code, year))
  const changes = useQuery(changesQuery(unit.code, year))
  return (
    <>
      <section aria-label={t('units.history')}>
        <h2 className="panel-head">{t('units.history')}</h2>
        <Loaded query={history}>{({ spans }) => <Spans spans={spans} />}</Loaded>
      </section>
      <section aria-label={t('units.changes')}>
        <h2 className="panel-head">{t('units.changes')}</h2>
        <Loaded query={changes}>{(past) => <Changes past={past} />}</Loaded>
      </section>
    </>
  )
}

function Spans({ spans }: { readonly spans: UnitHistory['spans'] }) {
  const { t } = useSpeech()
  const years = ({ from, to }: UnitHistory['spans'][number]) => {
    if (from === undefined && to === undefined) return t('units.always')
    if (from === undefined) return t('units.until', { to: to ?? '' })
    if (to === undefined) return t('units.since', { from })
    return from === to ? t('units.in_year', { year: from }) : t('units.between', { from, to })
  }
  return (
    <ol className="unit-spans">
      {spans.toReversed().map((span) => (
        <li key={`${span.from ?? 0}`}>
          <p className="note">{years(span)}</p>
          <p>
            <strong>{span.name}</strong>
            {span.status === 'closed' ? ` ${t('units.status.closed')}` : ''}
          </p>
          {span.parent === undefined ? null : <p>{t('units.under', { parent: span.parent })}</p>}
        </li>
      ))}
    </ol>
  )
}

function Changes({ past }: { readonly past: readonly PastOrgChange[] }) {
  const { t } = useSpeech()
  if (past.length === 0) return <p className="note">{t('units.no_changes')}</p>
  return (
    <ol className="unit-spans">
      {past.map((change) => (
        <li key={`${change.at} ${change.kind}`}>
          <p>
            <strong>{t(`units.did.${change.kind}`)}</strong> {t('units.since', { from: change.year })}
          </p>
          <p>{change.reason}</p>
          <p className="note">
            {change.actor} <time dateTime={change.at}>{momentText(change.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  )
}
