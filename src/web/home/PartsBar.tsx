import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { breakdownQuery } from '../data/queries.ts'
import { exploreLink } from '../explorer/address.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { grouped } from '../parts/numbers.ts'
import { withUnit } from '../parts/shown.ts'
import { PARTS_FACT } from './main-facts.ts'

/** Where the graduates went: one bar of the whole, and its parts in words and numbers. */
export function PartsBar({ city, year }: { readonly city: ListedUnit; readonly year: number }) {
  const { t, say } = useSpeech()
  const query = useQuery(breakdownQuery({ org: city.code, year, id: PARTS_FACT.element }))
  return (
    <section className="card" aria-labelledby="parts-bar">
      <h2 className="card__title" id="parts-bar">
        {t('home.destinations')}
      </h2>
      <Loaded query={query} shape={<LoadingShape kind="chart" />}>
        {({ groupings, quantity }) => {
          const grouping = groupings.find(({ dimension }) => dimension === PARTS_FACT.dimension)
          const parts = [...(grouping?.parts ?? [])].sort((a, b) => Number(b.value) - Number(a.value))
          const unit = say(quantity.unitLabel)
          if (!grouping) return <p className="note">{t('parts.none', { name: say(quantity.name) })}</p>
          return (
            <>
              <p className="card__measure">{t('home.measure', { name: say(quantity.name), unit, year })}</p>
              <div className="stack" aria-hidden="true">
                {parts.map((part, index) => (
                  <span
                    key={part.code}
                    className="stack__part"
                    style={{ flexGrow: Number(part.value), background: `var(--series-${index + 1})` }}
                  />
                ))}
              </div>
              <dl className="stack__list">
                {parts.map((part, index) => (
                  <div key={part.code}>
                    <dt>
                      <span className="stack__key" style={{ background: `var(--series-${index + 1})` }} />
                      {say(part.name)}
                    </dt>
                    <dd>{withUnit(grouped(part.printed), unit)}</dd>
                    <dd>{`${part.share}%`}</dd>
                  </div>
                ))}
              </dl>
              <p className="card__foot">
                <Link to={exploreLink(city.code, year, PARTS_FACT.element)}>{t('home.all_parts')}</Link>
              </p>
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
