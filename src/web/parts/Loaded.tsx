import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { LoadingShape } from './LoadingShape.tsx'

/** What the server was asked: its shape while it comes, the reason where it does not, the thing itself. */
export function Loaded<T>({
  query,
  shape,
  children,
}: {
  readonly query: UseQueryResult<T>
  readonly shape?: ReactNode
  readonly children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return shape ?? <LoadingShape />
}
