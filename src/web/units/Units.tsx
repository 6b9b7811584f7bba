import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import type { Role } from '../../kernel/index.ts'
import { PRESENT, unitsUnder } from '../data/own-units.ts'
import { unitsQuery } from '../data/queries.ts'
import { useAccount } from '../data/session.ts'
import { OrgPlace } from '../frame/OrgPlace.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Table } from '../quality/parts/Table.tsx'
import { ChangeDialog } from './ChangeDialog.tsx'
import { KINDS, type Kind } from './change.ts'
import { historyQuery, unitLink } from './queries.ts'
import { UnitPast } from './UnitPast.tsx'
import '../styles/forms.css'
import '../quality/quality.css'
import './units.css'

const ARRANGERS: readonly Role[] = ['platform_admin', 'bureau_officer']

/** Years before and after the present one for which the tree is looked at. */
const BACK = 10
const AHEAD = 2
const YEARS = Array.from({ length: BACK + AHEAD + 1 }, (_, index) => PRESENT + AHEAD - index)

/** `/units?org=…&year=…`: the units of a year, each under its parent, and how they change from a year on. */
export function Component() {
  const { t } = useSpeech()
  const account = useAccount()
  const [params] = useSearchParams()
  const given = Number(params.get('year'))
  const year = Number.isInteger(given) && given > 0 ? given : PRESENT
  const query = useQuery(unitsQuery(year))
  return (
    <Loaded query={query}>
      {(units) => {
        const own = unitsUnder(units, account, ARRANGERS)
        const wanted = params.get('org')
        const unit = wanted === null ? own[0] : own.find(({ code }) => code === wanted)
        if (unit) return <Unit key={`${unit.code} ${year}`} units={own} unit={unit} year={year} />
        return (
          <main id="main" className="page page--plain" tabIndex={-1}>
            <EmptyState
              isPage
              title={t('units.title')}
              text={own.length === 0 ? t('units.not_kept') : t('units.not_there', { year })}
            >
              {own.length === 0 ? null : (
                <Link to={unitLink(own[0]?.code ?? '', year)}>{t('units.to_top')}</Link>
              )}
            </EmptyState>
          </main>
        )
      }}
    </Loaded>
  )
}

function Unit({
  units,
  unit,
  year,
}: {
  readonly units: readonly ListedUnit[]
  readonly unit: ListedUnit
  readonly year: number
}) {
  const { t, language } = useSpeech()
  const navigate = useNavigate()
  const [kind, setKind] = useState<Kind>()
  const name = orgName(unit, language)
  const children = units.filter(({ parent }) => parent === unit.code)
  const parent = units.find(({ code }) => code === unit.parent)
  // What can be done to the top of one's own tree belongs to the level above.
  const offered = KINDS.filter((each) =>
    each === 'open' ? !isSchoolLevel(unit.level) : parent !== undefined,
  )
  return (
    <PageFrame
      place={
        <OrgPlace
          units={units}
          org={unit.code}
          year={year}
          here={t('place.here', { org: name, year })}
          linkTo={(code) => unitLink(code, year)}
        >
          <label className="units-year">
            <span className="place__head">{t('units.year')}</span>
            <select
              className="text-field"
              value={year}
              onChange={(event) => navigate(unitLink(unit.code, Number(event.target.value)))}
            >
              {(YEARS.includes(year) ? YEARS : [year, ...YEARS]).map((each) => (
                <option key={each} value={each}>
                  {t('units.in_year', { year: each })}
                </option>
              ))}
            </select>
          </label>
        </OrgPlace>
      }
      title={name}
      windowTitle={name}
      above={t('units.above', { title: t('units.title'), year })}
      action={offered.map((each) => (
        <Button
          key={each}
          {...(each === offered[0] ? { type: 'primary' as const } : {})}
          onClick={() => setKind(each)}
        >
          {t(`units.do.${each}`)}
        </Button>
      ))}
      explanation={<UnitPast unit={unit} year={year} />}
    >
      <Facts unit={unit} parent={parent} year={year} />
      <h2 className="part-head">{t('units.below')}</h2>
      {children.length === 0 ? (
        <p className="note">{t('units.none_below')}</p>
      ) : (
        <Table
          caption={t('units.below')}
          rows={children}
          keyOf={({ code }) => code}
          columns={[
            {
              title: t('units.name'),
              cell: (child) => <Link to={unitLink(child.code, year)}>{orgName(child, language)}</Link>,
            },
            { title: t('units.level'), cell: ({ level }) => t(`units.level.${level}`) },
            { title: t('units.code'), cell: ({ code }) => code },
            {
              title: t('units.schools_below'),
              isNumber: true,
              cell: ({ code, level }) => (isSchoolLevel(level) ? '—' : String(schoolsUnder(units, code))),
            },
          ]}
        />
      )}
      {kind ? (
        <ChangeDialog
          kind={kind}
          unit={unit}
          units={units}
          year={year}
          onClose={() => setKind(undefined)}
          onDone={(org, from) => {
            setKind(undefined)
            navigate(unitLink(org, from))
          }}
        />
      ) : null}
    </PageFrame>
  )
}

function Facts({
  unit,
  parent,
  year,
}: {
  readonly unit: ListedUnit
  readonly parent: ListedUnit | undefined
  readonly year: number
}) {
  const { t, language } = useSpeech()
  const { data } = useQuery(historyQuery(unit.code, year))
  const aliases = data?.aliases ?? []
  const facts: readonly (readonly [string, string])[] = [
    [t('units.level'), t(`units.level.${unit.level}`)],
    [t('units.code'), unit.code],
    [t('units.name_en'), unit.nameEn],
    [t('units.parent'), parent ? orgName(parent, language) : '—'],
    [t('units.aliases'), aliases.length === 0 ? t('units.no_aliases') : aliases.join(t('list.separator'))],
  ]
  return (
    <dl className="unit-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function isSchoolLevel(level: string): boolean {
  return level === 'school' || level === 'class_provider'
}

function schoolsUnder(units: readonly ListedUnit[], code: string): number {
  return units
    .filter(({ parent }) => parent === code)
    .reduce((sum, child) => sum + (child.level === 'school' ? 1 : schoolsUnder(units, child.code)), 0)
}
