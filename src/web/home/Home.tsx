import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { unitsQuery } from '../data/queries.ts'
import { useTitle } from '../frame/title.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { NoData } from '../parts/NoData.tsx'
import { CityFacts } from './CityFacts.tsx'
import { CityPicker } from './CityPicker.tsx'
import { PartsBar } from './PartsBar.tsx'
import { SchoolBars } from './SchoolBars.tsx'
import { WalkBack } from './WalkBack.tsx'
import './home.css'

/** The front page, for everyone: which cities and years are here, the main facts, the way to report and explorer. */
export function Home() {
  const { t } = useSpeech()
  useTitle(t('home.window'))
  const query = useQuery(unitsQuery())
  return (
    <main id="main" className="home" tabIndex={-1}>
      <header className="home__hero">
        <h1 className="home__motto">{t('home.motto')}</h1>
        <p className="home__promise">{t('home.promise')}</p>
      </header>
      <Loaded query={query}>
        {(units) => {
          const cities = units.filter((unit) => unit.level === 'city' && unit.years.length > 0)
          return cities.length === 0 ? <NoData /> : <Cities cities={cities} />
        }}
      </Loaded>
    </main>
  )
}

function Cities({ cities }: { readonly cities: readonly ListedUnit[] }) {
  const [search] = useSearchParams()
  const city = cities.find((one) => one.code === search.get('city')) ?? cities[0]
  const wanted = Number(search.get('year'))
  const year = city?.years.includes(wanted) ? wanted : (city?.wholeYears.at(-1) ?? city?.years.at(-1))
  if (!city || year === undefined) return null
  return (
    <>
      <CityPicker cities={cities} city={city} year={year} />
      <CityFacts city={city} year={year} />
      <WalkBack city={city} year={year} />
      <div className="home__pair">
        <SchoolBars city={city} year={year} />
        <PartsBar city={city} year={year} />
      </div>
    </>
  )
}
