import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { unitsQuery } from '../data/queries.ts'
import { useTitle } from '../frame/title.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { NoData } from '../parts/NoData.tsx'
import { exploreLink } from './address.ts'
import { startOf } from './start.ts'

/** `/explore` without a place goes to the first city with data, in its latest year. */
export function Component() {
  const { t } = useSpeech()
  useTitle(t('explorer.title'))
  const query = useQuery(unitsQuery())
  return (
    <Loaded query={query}>
      {(units) => {
        const start = startOf(units)
        if (start) return <Navigate replace to={exploreLink(start.org, start.year)} />
        return (
          <main id="main" className="page page--plain" tabIndex={-1}>
            <NoData isPage />
          </main>
        )
      }}
    </Loaded>
  )
}
