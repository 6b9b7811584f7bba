import type { ReactNode } from 'react'

/** What will be here, and how to begin. */
export function EmptyState({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}) {
  return (
    <section className="empty">
      <h2 className="empty__title">{title}</h2>
      <p className="empty__text">{text}</p>
      {children ? <div className="empty__begin">{children}</div> : null}
    </section>
  )
}
