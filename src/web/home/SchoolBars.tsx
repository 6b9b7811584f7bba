import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { comparisonQuery } from '../data/queries.ts'
import { exploreLink } from '../explorer/address.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { SyntheticNote } from '../parts/SyntheticNote.tsx'
import { numberText } from '../parts/shown.ts'
import { SCHOOLS_FACT } from './main-facts.ts'

/** Schools on the front page; all of them are in the explorer. */
const MOST = 14

/** The city's schools by size, each the way to its own values. */
export function SchoolBars({ city, year }: { readonly city: ListedUnit; readonly year: number }) {
  const { t, say, language } = useSpeech()
  const query = useQuery(comparisonQuery({ org: city.code, year, id: SCHOOLS_FACT }))
  return (
    <section className="card" aria-labelledby="school-bars">
      <h2 className="card__title" id="school-bars">
        {t('home.schools')}
      </h2>
      <Loaded query={query} shape={<LoadingShape kind="chart" />}>
        {({ units, quantity }) => {
          const known = units
            .filter(({ value }) => value.state === 'known')
            .sort((a, b) => Number(b.value.value) - Number(a.value.value))
          const most = Number(known[0]?.value.value ?? 0)
          return (
            <>
              <p className="card__measure">
                {t('home.measure', { name: say(quantity.name), unit: say(quantity.unitLabel), year })}
              </p>
              <ol className="bars">
                {known.slice(0, MOST).map(({ org, value }) => (
                  <li key={org.code}>
                    <Link className="bars__row" to={exploreLink(org.code, year)}>
                      <span className="bars__name">{orgName(org, language)}</span>
                      <span className="bars__track" aria-hidden="true">
                        <span
                          className="bars__bar"
                          style={{ width: `${most > 0 ? (Number(value.value) / most) * 100 : 0}%` }}
                        />
                      </span>
                      <span className="bars__value">{numberText(value)}</span>
                    </Link>
                  </li>
                ))}
              </ol>
              <p className="card__foot">
                <Link to={exploreLink(city.code, year, SCHOOLS_FACT)}>{t('home.all_schools')}</Link>
                {units.some((unit) => unit.org.isSynthetic) ? <SyntheticNote /> : null}
              </p>
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
