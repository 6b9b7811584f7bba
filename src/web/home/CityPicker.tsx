import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { ListedUnit } from '../../http/contract.ts'
import { unitsQuery } from '../data/queries.ts'
import { exploreLink } from '../explorer/address.ts'
import { isUnder } from '../frame/org-forest.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'

/** Which city and year the page is about, the others to switch to, and the two ways on: the report, the data. */
export function CityPicker({
  cities,
  city,
  year,
}: {
  readonly cities: readonly ListedUnit[]
  readonly city: ListedUnit
  readonly year: number
}) {
  const { t, language } = useSpeech()
  const units = useQuery(unitsQuery(year)).data ?? []
  const schools = units.filter((unit) => unit.level === 'school' && isUnder(unit, city, units)).length
  const name = orgName(city, language)
  return (
    <section className="city" aria-labelledby="city-name">
      <div className="city__where">
        {cities.length > 1 ? (
          <nav className="city__choice" aria-label={t('home.cities')}>
            {cities.map((one) => (
              <Link
                key={one.code}
                to={`/?city=${encodeURIComponent(one.code)}`}
                {...(one.code === city.code ? { 'aria-current': 'true' } : {})}
              >
                {orgName(one, language)}
              </Link>
            ))}
          </nav>
        ) : null}
        <h2 className="city__name" id="city-name">
          {t('home.city_title', { city: name, year })}
        </h2>
        <p className="city__about">{schools > 0 ? t('home.city_about', { schools }) : ''}</p>
        <nav className="city__years" aria-label={t('place.year')}>
          {[...city.years].reverse().map((one) => (
            <Link
              key={one}
              to={`/?city=${encodeURIComponent(city.code)}&year=${one}`}
              {...(one === year ? { 'aria-current': 'true' } : {})}
            >
              {t(city.wholeYears.includes(one) ? 'home.year' : 'home.year_open', { year: one })}
            </Link>
          ))}
        </nav>
      </div>
      <Ways city={city} year={year} name={name} />
    </section>
  )
}

function Ways({
  city,
  year,
  name,
}: {
  readonly city: ListedUnit
  readonly year: number
  readonly name: string
}) {
  const { t } = useSpeech()
  const report = `/report/${encodeURIComponent(city.code)}/${year}`
  return (
    <div className="city__ways">
      <div className="way">
        <p className="way__title">{t('home.report', { city: name, year })}</p>
        <p className="way__text">{t('home.report_text')}</p>
        <p className="way__links">
          <Button type="primary" href={report}>
            {t('home.read')}
          </Button>
          <Button href={`${report}.docx`} download>
            {t('home.word')}
          </Button>
          <Button href={`${report}.pdf`} download>
            {t('home.pdf')}
          </Button>
        </p>
      </div>
      <div className="way">
        <p className="way__title">{t('home.explorer')}</p>
        <p className="way__text">{t('home.explorer_text')}</p>
        <p className="way__links">
          <Link className="way__link" to={exploreLink(city.code, year)}>
            {t('home.explore')}
          </Link>
        </p>
      </div>
    </div>
  )
}
