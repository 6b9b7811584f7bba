import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { unitsQuery } from '../../data/queries.ts'
import { useAccount } from '../../data/session.ts'
import { startOf } from '../../explorer/start.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { NoData } from '../../parts/NoData.tsx'

/** Leads from an address without a place to one's own unit in its latest year; the public to the first city. */
export function Start({ linkTo }: { readonly linkTo: (org: string, year: number) => string }) {
  const query = useQuery(unitsQuery())
  const account = useAccount()
  return (
    <Loaded query={query}>
      {(units) => {
        const start = startOf(units)
        if (!start) return <NoData isPage />
        const own = account?.grants[0]?.unit.code
        const unit = units.find(({ code }) => code === own)
        const year = unit?.years.at(-1)
        const to = unit && year !== undefined ? linkTo(unit.code, year) : linkTo(start.org, start.year)
        return <Navigate to={to} replace />
      }}
    </Loaded>
  )
}
