import { Navigate } from 'react-router'
import { hasRole, useAccount } from '../../data/session.ts'
import { roundsLink } from '../addresses.ts'
import { Start } from '../parts/Start.tsx'

/** `/evaluation`: an expert to what is to be scored, everyone else to the rounds of their unit. */
export function Component() {
  const account = useAccount()
  return hasRole(account, ['expert']) ? (
    <Navigate to="/evaluation/tasks" replace />
  ) : (
    <Start linkTo={roundsLink} />
  )
}
