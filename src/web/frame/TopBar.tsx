import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import { useSpeech } from '../i18n/language.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'

export function TopBar({ corner }: { readonly corner?: ReactNode }) {
  const { t } = useSpeech()
  return (
    <header className="topbar">
      <Link className="topbar__mark" to="/">
        <span className="topbar__name">{t('app.name')}</span>
        <span className="topbar__motto">{t('app.motto')}</span>
        <span className="visually-hidden">{t('frame.home')}</span>
      </Link>
      <nav className="topbar__nav" aria-label={t('frame.nav')}>
        <NavLink to="/" end>
          {t('nav.home')}
        </NavLink>
        <NavLink to="/explore">{t('nav.explore')}</NavLink>
        <NavLink to="/verify">{t('nav.verify')}</NavLink>
      </nav>
      <div className="topbar__corner">
        {corner}
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  )
}
