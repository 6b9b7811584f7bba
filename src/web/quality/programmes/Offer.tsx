import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Offer as OfferDocument } from '../../../http/contract/programmes.ts'
import { exploreLink } from '../../explorer/address.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { grouped } from '../../parts/numbers.ts'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { offerLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { offerQuery, overlapQuery } from '../queries.ts'
import { ProgrammesNav } from './ProgrammesNav.tsx'

type County = OfferDocument['counties'][number]

/** `/programmes/:org/:year/offer`: where which category is offered: the city's counties as tiles, and as a table. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(offerQuery(org, year))
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={offerLink}
      title={t('prog.offer_title')}
      nav={<ProgrammesNav org={org} year={year} />}
    >
      <Loaded query={query}>
        {(offer) =>
          offer.counties.length === 0 ? (
            <EmptyState title={t('prog.register_none')} text={t('prog.register_none_text')} />
          ) : (
            <OfferMap offer={offer} />
          )
        }
      </Loaded>
      <Overlap org={org} year={year} />
    </QualityFrame>
  )
}

function OfferMap({ offer }: { readonly offer: OfferDocument }) {
  const { t, say, language } = useSpeech()
  const [category, setCategory] = useState('')
  const students = (county: County) =>
    category === ''
      ? county.students
      : (county.categories.find((own) => own.category.code === category)?.students ?? '0')
  const programmes = (county: County) =>
    category === ''
      ? county.programmes
      : (county.categories.find((own) => own.category.code === category)?.programmes ?? '0')
  const most = Math.max(1, ...offer.counties.map((county) => Number(students(county))))
  const placed = offer.counties.some(({ tile }) => tile)
  return (
    <>
      {offer.counties.some(({ org }) => org.isSynthetic) ? <SyntheticNote /> : null}
      <div className="filter-bar">
        <label>
          {t('prog.category')}{' '}
          <select
            className="text-field"
            value={category}
            onChange={(event) => setCategory(event.target.value)}
          >
            <option value="">{t('prog.all_categories')}</option>
            {offer.categories.map(({ code, name }) => (
              <option key={code} value={code}>
                {say(name)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className={placed ? 'tile-map' : 'tile-map tile-map--loose'} aria-label={t('prog.offer_map')}>
        {offer.counties.map((county) => {
          const share = Number(students(county)) / most
          return (
            <li
              key={county.org.code}
              className="tile-map__tile"
              style={{
                ...(county.tile ? { gridColumn: county.tile.column + 1, gridRow: county.tile.row + 1 } : {}),
                background: `color-mix(in srgb, var(--accent) ${Math.round(share * 28)}%, var(--paper))`,
              }}
            >
              <strong>
                {placed && !county.tile
                  ? t('prog.tile_city', { org: orgName(county.org, language) })
                  : orgName(county.org, language)}
              </strong>
              <span>{t('prog.tile_schools', { schools: county.schools })}</span>
              <span>{t('prog.tile_programmes', { programmes: programmes(county) })}</span>
              <span>{t('prog.tile_students', { students: grouped(students(county)) })}</span>
            </li>
          )
        })}
      </ul>
      <h2 className="part-head">{t('prog.matrix')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard too */}
      <section className="table-scroll" aria-label={t('prog.matrix')} tabIndex={0}>
        <table className="table matrix">
          <caption className="visually-hidden">{t('prog.matrix')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('prog.category')}</th>
              {offer.counties.map(({ org }) => (
                <th key={org.code} scope="col" className="table__number">
                  {orgName(org, language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {offer.categories.map((own) => (
              <tr key={own.code}>
                <th scope="row">{say(own.name)}</th>
                {offer.counties.map((county) => {
                  const cell = county.categories.find((one) => one.category.code === own.code)
                  return (
                    <td key={county.org.code} className="table__number">
                      {cell ? (
                        <>
                          {cell.programmes} <span className="note">/ {grouped(cell.students)}</span>
                        </>
                      ) : (
                        <span className="table__none">—</span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="note">{t('prog.matrix_note')}</p>
      {offer.missing.length > 0 ? (
        <p className="note">
          {t('prog.offer_missing', {
            list: offer.missing.map((unit) => orgName(unit, language)).join(t('list.separator')),
          })}
        </p>
      ) : null}
    </>
  )
}

/** How many programmes serve a leading industry; the same as the published indicator. */
function Overlap({ org, year }: { readonly org: string; readonly year: number }) {
  const { t, say } = useSpeech()
  const query = useQuery(overlapQuery(org, year))
  const { data } = query
  if (!data || data.offered === 0) return null
  return (
    <section>
      <h2 className="part-head">
        {t('prog.overlap', { serving: data.serving, offered: data.offered, share: data.share ?? '—' })}
      </h2>
      <ul className="columns">
        {data.industries.map(({ industry, programmes }) => (
          <li key={industry.code}>
            {say(industry.name)} <span className="note">{t('prog.count', { count: programmes })}</span>
          </li>
        ))}
      </ul>
      <p className="note">
        <Link to={exploreLink(org, year, 'industry_overlap_rate')}>{t('eval.to_story')}</Link>
      </p>
    </section>
  )
}
