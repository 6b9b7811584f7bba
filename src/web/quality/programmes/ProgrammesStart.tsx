import { useAccount } from '../../data/session.ts'
import { offerLink, registerLink } from '../addresses.ts'
import { Start } from '../parts/Start.tsx'

/** `/programmes`: the register for those who are signed in, the offer for everyone. */
export function Component() {
  const account = useAccount()
  return <Start linkTo={account ? registerLink : offerLink} />
}
