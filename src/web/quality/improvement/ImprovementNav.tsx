import { useSpeech } from '../../i18n/language.tsx'
import { boardLink, chainLink, diagnosesLink } from '../addresses.ts'
import { SectionNav } from '../parts/SectionNav.tsx'

export function ImprovementNav({ org, year }: { readonly org: string; readonly year: number }) {
  const { t } = useSpeech()
  return (
    <SectionNav
      label={t('imp.nav')}
      links={[
        { to: boardLink(org, year), text: t('imp.board') },
        { to: chainLink(org, year), text: t('imp.goals') },
        { to: diagnosesLink(org, year), text: t('imp.diagnoses') },
      ]}
    />
  )
}
