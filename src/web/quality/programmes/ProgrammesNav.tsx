import { useAccount } from '../../data/session.ts'
import { useSpeech } from '../../i18n/language.tsx'
import {
  applicationsLink,
  demandLink,
  filingsLink,
  offerLink,
  proposalsLink,
  registerLink,
} from '../addresses.ts'
import { SectionNav } from '../parts/SectionNav.tsx'

/** The parts of the platform for programmes; offer, demand and notices are open to all. */
export function ProgrammesNav({ org, year }: { readonly org: string; readonly year: number }) {
  const { t } = useSpeech()
  const isSignedIn = useAccount() !== undefined
  return (
    <SectionNav
      label={t('prog.nav')}
      links={[
        ...(isSignedIn
          ? [
              { to: registerLink(org, year), text: t('prog.register') },
              { to: filingsLink(org, year), text: t('prog.filings') },
            ]
          : []),
        { to: applicationsLink(org, year), text: t('prog.applications') },
        { to: demandLink(org, year), text: t('prog.demand') },
        ...(isSignedIn ? [{ to: proposalsLink(org, year), text: t('prog.proposals') }] : []),
        { to: offerLink(org, year), text: t('prog.offer') },
      ]}
    />
  )
}
