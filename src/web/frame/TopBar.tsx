import { Link, NavLink } from 'react-router'
import { hasRole, useAccount } from '../data/session.ts'
import { useSpeech } from '../i18n/language.tsx'
import { AccountCorner } from './AccountCorner.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { navigation } from './navigation.ts'
import { ThemeSwitch } from './ThemeSwitch.tsx'

export function TopBar() {
  const { t } = useSpeech()
  const account = useAccount()
  const entries = navigation.filter(({ roles }) => roles === undefined || hasRole(account, roles))
  return (
    <header className="topbar">
      <Link className="topbar__mark" to="/">
        <span className="topbar__name">{t('app.name')}</span>
        <span className="topbar__motto">{t('app.motto')}</span>
        <span className="visually-hidden">{t('frame.home')}</span>
      </Link>
      <nav className="topbar__nav" aria-label={t('frame.nav')}>
        {entries.map(({ to, text, isExact = false }) => (
          <NavLink key={to} to={to} end={isExact}>
            {t(text)}
          </NavLink>
        ))}
      </nav>
      <div className="topbar__corner">
        <AccountCorner />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  )
}
