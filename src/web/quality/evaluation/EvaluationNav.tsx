import { hasRole, useAccount } from '../../data/session.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { expertsLink, roundsLink } from '../addresses.ts'
import { SectionNav } from '../parts/SectionNav.tsx'

export function EvaluationNav({ org, year }: { readonly org: string; readonly year: number }) {
  const { t } = useSpeech()
  const account = useAccount()
  const isBureau = hasRole(account, ['bureau_officer', 'bureau_reviewer'])
  return (
    <SectionNav
      label={t('eval.nav')}
      links={[
        { to: roundsLink(org, year), text: t('eval.rounds') },
        ...(hasRole(account, ['expert']) ? [{ to: '/evaluation/tasks', text: t('eval.tasks') }] : []),
        ...(isBureau ? [{ to: expertsLink(org, year), text: t('eval.experts') }] : []),
      ]}
    />
  )
}
