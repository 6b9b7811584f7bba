import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useLocation } from 'react-router'
import { sessionQuery, useSignOut } from '../data/session.ts'
import { useSpeech } from '../i18n/language.tsx'
import { orgName } from './org-name.ts'

/** Who is signed in, and the way in or out. */
export function AccountCorner() {
  const { t, language } = useSpeech()
  const { data: session } = useQuery(sessionQuery)
  const signOut = useSignOut()
  const { pathname, search } = useLocation()
  if (!session) return null
  if (!session.account) {
    if (pathname === '/sign-in') return null
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`
    return <Link to={`/sign-in${next}`}>{t('account.sign_in')}</Link>
  }
  const { name, unit, grants } = session.account
  const role = grants[0]?.role
  return (
    <>
      <Link className="corner" to="/account">
        <span className="corner__name">{name}</span>
        <span className="corner__unit">
          {orgName(unit, language)}
          {role ? ` · ${t(`role.${role}`)}` : ''}
        </span>
      </Link>
      <Button type="text" onClick={() => void signOut()}>
        {t('account.sign_out')}
      </Button>
    </>
  )
}
