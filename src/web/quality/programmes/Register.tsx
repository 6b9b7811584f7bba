import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import type { Programme } from '../../../http/contract/programmes.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { registerLink, timelineLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { programmesQuery } from '../queries.ts'
import { figureText } from './figures-text.ts'
import { ProgrammesNav } from './ProgrammesNav.tsx'

/** `/programmes/:org/:year`: the register of programmes, filtered by category, status and key level. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(programmesQuery(org, year))
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={registerLink}
      title={t('prog.register_title')}
      nav={<ProgrammesNav org={org} year={year} />}
    >
      <Loaded query={query}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('prog.register_none')} text={t('prog.register_none_text')} />
          ) : (
            <Register programmes={list} />
          )
        }
      </Loaded>
    </QualityFrame>
  )
}

/** The figures of the overview; the programme's own page has all. */
const SHOWN: readonly string[] = [
  'entrants',
  'enrolment',
  'graduates',
  'employment_rate',
  'matched_employment_rate',
  'teachers',
]

const FILTERS = ['category', 'status', 'keyLevel'] as const

function Register({ programmes }: { readonly programmes: readonly Programme[] }) {
  const { t, say, language } = useSpeech()
  const [search, setSearch] = useSearchParams()
  const text = search.get('find') ?? ''
  const set = (key: string, value: string) =>
    setSearch(
      (before) => {
        if (value === '') before.delete(key)
        else before.set(key, value)
        return before
      },
      { replace: true, preventScrollReset: true },
    )
  const shown = programmes.filter(
    (one) =>
      FILTERS.every((key) => !search.get(key) || one[key]?.code === search.get(key)) &&
      [one.programme.code, one.programme.name.zh, one.programme.name.en, one.org.name, one.org.nameEn].some(
        (own) => own.toLowerCase().includes(text.trim().toLowerCase()),
      ),
  )
  const isCity = new Set(programmes.map(({ org }) => org.code)).size > 1
  const figures = (programmes[0]?.figures ?? []).filter(({ id }) => SHOWN.includes(id))
  const columns: Column<Programme>[] = [
    {
      title: t('prog.programme'),
      cell: ({ org, year, programme, directions }) => (
        <>
          <Link to={timelineLink(org.code, year, programme.code)}>{say(programme.name)}</Link>{' '}
          <span className="note">{programme.code}</span>
          {directions.length > 0 ? (
            <p className="note">{t('prog.directions', { list: directions.join(t('list.separator')) })}</p>
          ) : null}
        </>
      ),
    },
    ...(isCity ? [{ title: t('table.org'), cell: ({ org }: Programme) => orgName(org, language) }] : []),
    { title: t('prog.category'), cell: ({ category }) => say(category.name) },
    { title: t('prog.status'), cell: ({ status }) => (status ? say(status.name) : '—') },
    { title: t('prog.key_level'), cell: ({ keyLevel }) => (keyLevel ? say(keyLevel.name) : '—') },
    ...figures.map(({ id, name }) => ({
      title: say(name),
      isNumber: true,
      cell: (one: Programme) => {
        const figure = one.figures.find((own) => own.id === id)
        return figure ? figureText(figure, t) : '—'
      },
    })),
    {
      title: t('prog.filing'),
      cell: ({ filing }) =>
        filing ? (
          <StateTag
            tone={filing.decision === 'filed' ? 'done' : 'explain'}
            text={t(`prog.decision.${filing.decision}`)}
          />
        ) : (
          '—'
        ),
    },
  ]
  return (
    <>
      {programmes.some(({ org }) => org.isSynthetic) ? <SyntheticNote /> : null}
      <div className="filter-bar">
        <label>
          <span className="visually-hidden">{t('prog.find')}</span>
          <input
            type="search"
            className="text-field"
            placeholder={t('prog.find')}
            value={text}
            onChange={(event) => set('find', event.target.value)}
          />
        </label>
        {FILTERS.map((key) => (
          <label key={key}>
            <span className="visually-hidden">{t(`prog.filter.${key}`)}</span>
            <select
              className="text-field"
              value={search.get(key) ?? ''}
              onChange={(event) => set(key, event.target.value)}
            >
              <option value="">{t(`prog.filter.${key}`)}</option>
              {[
                ...new Map(programmes.flatMap((one) => (one[key] ? [[one[key].code, one[key].name]] : []))),
              ].map(([code, name]) => (
                <option key={code} value={code}>
                  {say(name)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <span className="note" role="status">
          {t('prog.found', { count: shown.length })}
        </span>
      </div>
      <Table
        caption={t('prog.register_title')}
        rows={shown}
        keyOf={({ org, programme }) => `${org.code}-${programme.code}`}
        columns={columns}
      />
    </>
  )
}
