import { type ReactNode, useId, useState } from 'react'
import type { ListedUnit } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { OrgTree } from './OrgTree.tsx'
import { matching } from './org-forest.ts'
import { orgName } from './org-name.ts'

/** More units than this are found by typing rather than by looking. */
const MANY = 12

/** Where am I, for pages about units themselves and their people: every unit can be gone to, with data or without. */
export function OrgPlace({
  units,
  org,
  year,
  here,
  linkTo,
  children,
}: {
  readonly units: readonly ListedUnit[]
  readonly org: string
  readonly year: number
  /** What the narrow page calls the place. */
  readonly here: string
  readonly linkTo: (code: string) => string
  /** What else decides the place, over the tree. */
  readonly children?: ReactNode
}) {
  const { t } = useSpeech()
  const [isOpen, setIsOpen] = useState(false)
  const [text, setText] = useState('')
  const panel = useId()
  const field = useId()
  const found = text.trim() === '' ? undefined : matching(units, text)
  const shown = found?.map((unit) => ({ ...unit, parent: undefined })) ?? units
  return (
    <div className={isOpen ? 'place place--open' : 'place'}>
      <button
        type="button"
        className="place__toggle"
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span>{here}</span>
        <span className="place__change">{t('place.change')}</span>
      </button>
      <div className="place__panel" id={panel}>
        {children}
        <nav className="units" aria-label={t('place.unit')}>
          <h2 className="place__head">{t('place.unit')}</h2>
          {units.length > MANY ? (
            <div className="units__search">
              <label className="visually-hidden" htmlFor={field}>
                {t('place.search')}
              </label>
              <Icon name="search" />
              <input
                id={field}
                type="search"
                className="text-field"
                placeholder={t('place.search')}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
          ) : null}
          {found ? (
            <p className="units__found" role="status">
              {t('place.found', { count: found.length })}
            </p>
          ) : null}
          <OrgTree
            units={shown}
            org={org}
            year={year}
            linkTo={linkTo}
            onPick={() => setIsOpen(false)}
            isEvery
          />
        </nav>
      </div>
    </div>
  )
}

/** A unit's name in the reader's language, from its code. */
export function useOrgName(units: readonly ListedUnit[]): (code: string) => string {
  const { language } = useSpeech()
  return (code) => {
    const unit = units.find((candidate) => candidate.code === code)
    return unit ? orgName(unit, language) : code
  }
}
