import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSpeech } from '../../i18n/language.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { LoadingShape } from '../../parts/LoadingShape.tsx'
import '../quality.css'

/** A page that is one document: its shape while it comes, the reason where it does not, in the page's own frame. */
export function Whole<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
}) {
  const { t } = useSpeech()
  if (query.data !== undefined) return children(query.data)
  return (
    <main id="main" className="page-wide" tabIndex={-1}>
      <h1 className="visually-hidden">{t('loading.text')}</h1>
      <Loaded query={query} shape={<LoadingShape lines={8} />}>
        {children}
      </Loaded>
    </main>
  )
}
