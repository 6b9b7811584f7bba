import type { Role } from '../../kernel/index.ts'
import { unitsUnder } from '../data/own-units.ts'
import { useAccount } from '../data/session.ts'
import { OrgYearPicker, type PlaceLink } from './OrgYearPicker.tsx'

const READING: readonly Role[] = ['school_leader', 'school_clerk', 'bureau_officer', 'bureau_reviewer']

/** Where am I, among the units whose returns the account may see: a clerk's own school, an officer's whole city. */
export function OwnPlace(place: { readonly org: string; readonly year: number; readonly linkTo: PlaceLink }) {
  const account = useAccount()
  return (
    <OrgYearPicker
      {...place}
      isEvery
      among={(units) => {
        const own = unitsUnder(units, account, READING)
        return own.length > 0 ? own : units
      }}
    />
  )
}
