import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ListedUnit, ShownValue } from '../../http/contract.ts'
import { quantitiesQuery, valuesQuery } from '../data/queries.ts'
import { exploreLink } from '../explorer/address.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ChangeMark } from '../parts/ChangeMark.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { numberText } from '../parts/shown.ts'
import { MAIN_FACTS } from './main-facts.ts'
import { TwoYears } from './TwoYears.tsx'

/** The main facts of a city and year; each is the door to its own page. */
export function CityFacts({ city, year }: { readonly city: ListedUnit; readonly year: number }) {
  const { t, language } = useSpeech()
  const quantities = useQuery(quantitiesQuery(year))
  const ids = MAIN_FACTS.filter((id) => quantities.data?.some((quantity) => quantity.id === id))
  const values = useQuery({ ...valuesQuery(city.code, year, ids), enabled: ids.length > 0 })
  return (
    <section className="facts" aria-label={t('home.facts', { city: orgName(city, language), year })}>
      <Loaded query={quantities} shape={<LoadingShape kind="chart" />}>
        {() => (
          <Loaded query={values} shape={<LoadingShape kind="chart" />}>
            {({ values: facts }) => (
              <ul className="facts__list">
                {facts.map((value) => (
                  <li key={value.id}>
                    <Fact value={value} city={city} year={year} />
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        )}
      </Loaded>
    </section>
  )
}

function Fact({
  value,
  city,
  year,
}: {
  readonly value: ShownValue
  readonly city: ListedUnit
  readonly year: number
}) {
  const { t, say } = useSpeech()
  const number = numberText(value)
  return (
    <Link className="fact" to={exploreLink(city.code, year, value.id)}>
      <span className="fact__name">{say(value.name)}</span>
      {number === undefined ? (
        <span className="fact__none">{t(`state.${value.state}`)}</span>
      ) : (
        <span className="fact__number">
          {number}
          {value.display === undefined ? <span className="fact__unit">{say(value.unitLabel)}</span> : null}
        </span>
      )}
      <span className="fact__change">
        {value.change ? (
          <>
            <span className="fact__than">{t('value.change')}</span>
            <ChangeMark change={value.change} />
          </>
        ) : null}
      </span>
      <TwoYears value={value} year={year} />
    </Link>
  )
}
