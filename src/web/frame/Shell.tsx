import { Outlet, ScrollRestoration, useNavigation } from 'react-router'
import { useSpeech } from '../i18n/language.tsx'
import { TopBar } from './TopBar.tsx'

/** The frame of every page: the way past the navigation, the bar on top, the page. */
export function Shell() {
  const { t } = useSpeech()
  const isUnderWay = useNavigation().state !== 'idle'
  return (
    <>
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <TopBar />
      <div className={isUnderWay ? 'under-way under-way--on' : 'under-way'} aria-hidden="true" />
      <Outlet />
      <ScrollRestoration getKey={(location) => location.pathname} />
    </>
  )
}
