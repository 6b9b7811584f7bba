import type { ReactNode } from 'react'

/** What will be here, and how to begin. */
export function EmptyState({
  title,
  text,
  isPage = false,
  children,
}: {
  readonly title: string
  readonly text: string
  /** Whether it is all there is on the page, so that its title is the page's. */
  readonly isPage?: boolean
  readonly children?: ReactNode
}) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <section className="empty">
      <Title className="empty__title">{title}</Title>
      <p className="empty__text">{text}</p>
      {children ? <div className="empty__begin">{children}</div> : null}
    </section>
  )
}
