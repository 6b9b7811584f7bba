import type { ReactNode } from 'react'
import { OrgYearPicker, type PlaceLink } from '../../frame/OrgYearPicker.tsx'
import { PageFrame } from '../../frame/PageFrame.tsx'
import '../../explorer/explorer.css'
import '../../styles/forms.css'
import '../quality.css'

/** A page about a unit and a year, or about a document that belongs to them. */
export function QualityFrame({
  org,
  year,
  linkTo,
  title,
  nav,
  ...rest
}: {
  readonly org: string
  readonly year: number
  readonly linkTo: PlaceLink
  readonly title: string
  readonly nav?: ReactNode
  readonly above?: ReactNode
  readonly state?: ReactNode
  readonly action?: ReactNode
  readonly explanation?: ReactNode
  readonly children: ReactNode
}) {
  const { children, ...frame } = rest
  return (
    <PageFrame
      place={<OrgYearPicker org={org} year={year} linkTo={linkTo} />}
      title={title}
      windowTitle={title}
      {...frame}
    >
      {nav}
      {children}
    </PageFrame>
  )
}
