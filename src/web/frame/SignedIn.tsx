import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { sessionQuery } from '../data/session.ts'
import { Loaded } from '../parts/Loaded.tsx'

/** Lets those who are signed in through; others sign in first and come back to where they were going. */
export function SignedIn() {
  const query = useQuery(sessionQuery)
  const { pathname, search } = useLocation()
  const wasSignedIn = useRef(false)
  const account = query.data?.account
  useEffect(() => {
    if (account) wasSignedIn.current = true
  }, [account])
  return (
    <Loaded query={query}>
      {({ account, mustFirst }) => {
        if (!account) {
          const params = new URLSearchParams({ next: pathname + search })
          if (wasSignedIn.current) params.set('why', 'expired')
          return <Navigate to={`/sign-in?${params}`} replace />
        }
        if (mustFirst && pathname !== '/account') {
          const params = new URLSearchParams({ next: pathname + search })
          return <Navigate to={`/account?${params}`} replace />
        }
        return <Outlet />
      }}
    </Loaded>
  )
}
