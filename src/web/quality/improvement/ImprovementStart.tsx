import { boardLink } from '../addresses.ts'
import { Start } from '../parts/Start.tsx'

/** `/improvement`: the board of one's own unit. */
export function Component() {
  return <Start linkTo={boardLink} />
}
