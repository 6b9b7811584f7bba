import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { unitsQuery } from '../data/queries.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { OrgTree } from './OrgTree.tsx'
import { matching, yearsOfAll } from './org-forest.ts'
import { orgName } from './org-name.ts'

/** Leads to the same page for another unit and year. */
export type PlaceLink = (org: string, year: number) => string

/** More units than this are found by typing rather than by looking. */
const MANY = 12
const SHOWN_MATCHES = 30

/** Where am I: the unit in its tree and the year, both switchable, both links that open in a tab of their own. */
export function OrgYearPicker({
  org,
  year,
  linkTo,
  isEvery = false,
  among = (units) => units,
}: {
  readonly org: string
  readonly year: number
  readonly linkTo: PlaceLink
  /** Whether units without published data of the year can be gone to as well. */
  readonly isEvery?: boolean
  /** The units to pick from, where they are not all. */
  readonly among?: (units: readonly ListedUnit[]) => readonly ListedUnit[]
}) {
  const { t, language } = useSpeech()
  const query = useQuery(unitsQuery(year))
  const [isOpen, setIsOpen] = useState(false)
  const panel = useId()
  const here = query.data?.find((unit) => unit.code === org)
  return (
    <div className={isOpen ? 'place place--open' : 'place'}>
      <button
        type="button"
        className="place__toggle"
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span>{t('place.here', { org: here ? orgName(here, language) : org, year })}</span>
        <span className="place__change">{t('place.change')}</span>
      </button>
      <div className="place__panel" id={panel}>
        <Loaded query={query}>
          {(units) => (
            <>
              <Years units={units} org={org} year={year} linkTo={linkTo} />
              <Units
                units={among(units)}
                org={org}
                linkTo={(code) => linkTo(code, year)}
                year={year}
                onPick={() => setIsOpen(false)}
                isEvery={isEvery}
              />
            </>
          )}
        </Loaded>
      </div>
    </div>
  )
}

function Years({
  units,
  org,
  year,
  linkTo,
}: {
  readonly units: readonly ListedUnit[]
  readonly org: string
  readonly year: number
  readonly linkTo: PlaceLink
}) {
  const { t } = useSpeech()
  const own = units.find((unit) => unit.code === org)?.years ?? []
  // The year where one stands is among them, published or not.
  const years = [...new Set([year, ...yearsOfAll(units)])].sort((a, b) => b - a)
  return (
    <nav className="years" aria-label={t('place.year')}>
      <h2 className="place__head">{t('place.year')}</h2>
      <ul className="years__list">
        {years.map((one) => (
          <li key={one}>
            {own.includes(one) || one === year ? (
              <Link
                className="years__year"
                to={linkTo(org, one)}
                {...(one === year ? { 'aria-current': 'true' } : {})}
              >
                {one}
              </Link>
            ) : (
              <span className="years__year years__year--none">{t('place.year_without', { year: one })}</span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Units({
  units,
  org,
  year,
  linkTo,
  onPick,
  isEvery,
}: {
  readonly units: readonly ListedUnit[]
  readonly org: string
  readonly year: number
  readonly linkTo: (code: string) => string
  readonly onPick: () => void
  readonly isEvery: boolean
}) {
  const { t } = useSpeech()
  const [text, setText] = useState('')
  const field = useId()
  const found = matching(units, text)
  return (
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
      {text.trim() === '' ? (
        <OrgTree units={units} org={org} year={year} linkTo={linkTo} onPick={onPick} isEvery={isEvery} />
      ) : (
        <Matches found={found} org={org} linkTo={linkTo} onPick={onPick} />
      )}
    </nav>
  )
}

function Matches({
  found,
  org,
  linkTo,
  onPick,
}: {
  readonly found: readonly ListedUnit[]
  readonly org: string
  readonly linkTo: (code: string) => string
  readonly onPick: () => void
}) {
  const { t, language } = useSpeech()
  return (
    <>
      <p className="units__found" role="status">
        {t('place.found', { count: found.length })}
      </p>
      <ul className="tree">
        {found.slice(0, SHOWN_MATCHES).map((unit) => (
          <li key={unit.code}>
            <Link
              className="tree__link"
              to={linkTo(unit.code)}
              onClick={onPick}
              {...(unit.code === org ? { 'aria-current': 'true' } : {})}
            >
              {orgName(unit, language)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
