import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { applicationLink, registerLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { Table } from '../parts/Table.tsx'
import { timelineQuery } from '../queries.ts'
import { figuresLine, figureText } from './figures-text.ts'
import { ProgrammesNav } from './ProgrammesNav.tsx'
import { applicationTone } from './tones.ts'

/** `/programmes/:org/:year/of/:code`: one programme of a school through the years. */
export function Component() {
  const { t, say, language } = useSpeech()
  const { org, year } = usePlace()
  const { code = '' } = useParams()
  const query = useQuery(timelineQuery(org, year, code))
  const { data } = query
  const figures = data?.years.at(-1)?.figures ?? []
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={registerLink}
      title={
        data
          ? t('prog.of_school', { programme: say(data.programme.name), org: orgName(data.org, language) })
          : code
      }
      above={<Link to={registerLink(org, year)}>{t('prog.register_title')}</Link>}
      nav={<ProgrammesNav org={org} year={year} />}
    >
      <Loaded query={query}>
        {({ org: school, years, applications }) => (
          <>
            {school.isSynthetic ? <SyntheticNote /> : null}
            <ol className="story-line">
              {applications.map((application) => (
                <li key={application.id} className="station station--done">
                  <h2 className="station__title">{application.year}</h2>
                  <p>
                    <Link to={applicationLink(application.id)}>{t('prog.applied')}</Link>{' '}
                    <StateTag tone={applicationTone(application.state)} text={say(application.stateName)} />{' '}
                    {application.filingNumber ?? ''}
                  </p>
                </li>
              ))}
              {years.map((one) => (
                <li key={one.year} className="station station--done">
                  <h2 className="station__title">{one.year}</h2>
                  <p>
                    {[one.status, one.keyLevel].flatMap((own) => (own ? [say(own.name)] : [])).join(' · ')}
                    {one.directions.length > 0
                      ? ` · ${t('prog.directions', { list: one.directions.join(t('list.separator')) })}`
                      : ''}
                  </p>
                  <p>{figuresLine(one.figures.slice(0, 4), { t, say })}</p>
                  {one.filing ? (
                    <p className="note">
                      {t(`prog.decision.${one.filing.decision}`)} {one.filing.number} {one.filing.reason}
                    </p>
                  ) : null}
                </li>
              ))}
            </ol>
            <Table
              caption={t('prog.by_year')}
              rows={figures}
              keyOf={({ id }) => id}
              columns={[
                { title: t('prog.figure'), cell: ({ name }) => say(name) },
                ...years.map((one) => ({
                  title: String(one.year),
                  isNumber: true,
                  cell: ({ id }: { readonly id: string }) => {
                    const own = one.figures.find((candidate) => candidate.id === id)
                    return own ? figureText(own, t) : '—'
                  },
                })),
              ]}
            />
          </>
        )}
      </Loaded>
    </QualityFrame>
  )
}
