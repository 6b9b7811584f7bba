import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { type OrgNode, orgForest, pathTo } from './org-forest.ts'
import { orgName } from './org-name.ts'

interface TreeProps {
  readonly units: readonly ListedUnit[]
  readonly org: string
  readonly year: number
  readonly linkTo: (code: string) => string
  readonly onPick: () => void
  /** Whether units without data in the year can be gone to as well. */
  readonly isEvery?: boolean
}

/** The units under one another; branches away from here stay folded until they are opened. */
export function OrgTree(props: TreeProps) {
  const { units, org } = props
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => pathTo(units, org))
  useEffect(() => {
    setOpened((before) => new Set([...before, ...pathTo(units, org)]))
  }, [units, org])
  const toggle = (code: string) =>
    setOpened((before) =>
      before.has(code) ? new Set([...before].filter((one) => one !== code)) : new Set([...before, code]),
    )
  return <Branch nodes={orgForest(units)} opened={opened} toggle={toggle} {...props} />
}

function Branch({
  nodes,
  opened,
  toggle,
  ...props
}: TreeProps & {
  readonly nodes: readonly OrgNode[]
  readonly opened: ReadonlySet<string>
  readonly toggle: (code: string) => void
}) {
  return (
    <ul className="tree">
      {nodes.map(({ unit, children }) => {
        const isOpen = opened.has(unit.code)
        return (
          <li key={unit.code}>
            <div className="tree__row">
              {children.length > 0 ? (
                <Toggle unit={unit} isOpen={isOpen} toggle={() => toggle(unit.code)} />
              ) : (
                <span className="tree__gap" />
              )}
              <UnitName unit={unit} {...props} />
            </div>
            {children.length > 0 && isOpen ? (
              <Branch nodes={children} opened={opened} toggle={toggle} {...props} />
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function Toggle({
  unit,
  isOpen,
  toggle,
}: {
  readonly unit: ListedUnit
  readonly isOpen: boolean
  readonly toggle: () => void
}) {
  const { t, language } = useSpeech()
  return (
    <button
      type="button"
      className={isOpen ? 'tree__toggle tree__toggle--open' : 'tree__toggle'}
      aria-expanded={isOpen}
      aria-label={t('place.unfold', { org: orgName(unit, language) })}
      onClick={toggle}
    >
      <Icon name="open" />
    </button>
  )
}

function UnitName({
  unit,
  org,
  year,
  linkTo,
  onPick,
  isEvery = false,
}: Omit<TreeProps, 'units'> & { readonly unit: ListedUnit }) {
  const { t, language } = useSpeech()
  const name = orgName(unit, language)
  // Who stands here is here, whatever has been published of the year.
  if (!isEvery && unit.code !== org && !unit.years.includes(year)) {
    return <span className="tree__link tree__link--none">{t('place.without', { org: name })}</span>
  }
  return (
    <Link
      className="tree__link"
      to={linkTo(unit.code)}
      onClick={onPick}
      {...(unit.code === org ? { 'aria-current': 'true' } : {})}
    >
      {name}
    </Link>
  )
}
