import { NavLink } from 'react-router'

/** The parts of one subject, as links over the page. */
export function SectionNav({
  label,
  links,
}: {
  readonly label: string
  readonly links: readonly { readonly to: string; readonly text: string }[]
}) {
  return (
    <nav className="sections" aria-label={label}>
      {links.map(({ to, text }) => (
        <NavLink key={to} to={to} end>
          {text}
        </NavLink>
      ))}
    </nav>
  )
}
