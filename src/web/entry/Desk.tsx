import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import type { EntryDocument } from '../../http/contract/entry.ts'
import { placeText } from '../board/place-name.ts'
import { submissionQuery } from '../board/queries.ts'
import { OwnPlace } from '../frame/OwnPlace.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { dayText } from '../quality/parts/dates.ts'
import { Table } from '../quality/parts/Table.tsx'
import { registersLink } from '../registers/addresses.ts'
import { catalogQuery, entryQuery, findingsQuery } from '../registers/queries.ts'
import { Answers } from './Answers.tsx'
import { deskLink, formLink } from './addresses.ts'
import { FindingList } from './FindingList.tsx'
import { sectionsOf } from './rows.ts'
import { Sign } from './Sign.tsx'
import { Workbook } from './Workbook.tsx'
import '../quality/quality.css'
import './entry.css'

/** `/desk/:org/:year`: everything that a unit has to hand in for a year, how far it is, and the way to hand it over. */
export function Component() {
  const { org = '', year: at = '' } = useParams()
  const year = Number(at)
  const { t, language } = useSpeech()
  const entry = useQuery(entryQuery(org, year))
  const catalog = useQuery(catalogQuery)
  const submission = useQuery(submissionQuery(org, year))
  const findings = useQuery(findingsQuery(org, year))
  return (
    <PageFrame
      place={<OwnPlace org={org} year={year} linkTo={deskLink} />}
      title={entry.data?.title ?? t('fill.desk')}
      windowTitle={t('fill.desk')}
      above={entry.data ? orgName(entry.data.org, language) : null}
      state={
        entry.data ? (
          <span className="note">
            {t(`fill.state.${entry.data.state}`)} · {t('fill.until', { day: dayText(entry.data.deadline) })}
          </span>
        ) : null
      }
      action={submission.data ? <Sign submission={submission.data} /> : null}
      explanation={
        <Loaded query={findings}>
          {({ findings: all }) => (
            <Loaded query={catalog}>
              {(definitions) => (
                <FindingList
                  findings={all}
                  catalog={definitions}
                  org={org}
                  year={year}
                  mayWrite={entry.data?.mayWrite ?? false}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      }
    >
      <Loaded query={entry}>
        {(document) => (
          <Loaded query={catalog}>
            {(definitions) => (
              <>
                <Answers
                  remarks={document.remarks}
                  org={org}
                  year={year}
                  placeOf={(place) =>
                    placeText(definitions, place, year, { t, say: (text) => text[language] })
                  }
                />
                <Forms entry={document} catalog={definitions} />
                <Workbook org={org} year={year} mayWrite={document.mayWrite} />
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </PageFrame>
  )
}

function Forms({ entry, catalog }: { readonly entry: EntryDocument; readonly catalog: Catalog }) {
  const { t, say } = useSpeech()
  const { org, year } = entry
  const filled = new Set(
    entry.cells.flatMap(({ element, value, reason }) => (value === null && reason === null ? [] : [element])),
  )
  const rows = entry.forms.flatMap((id) => {
    const form = catalog.forms.inForce(id, year)
    if (!form) return []
    const elements = new Set(
      sectionsOf(catalog, entry, id).flatMap((section) => section.rows.map(({ element }) => element.id)),
    )
    const registers = form.sections.flatMap((section) => section.registers)
    const begun = registers.filter((one) => entry.sheets.some(({ register }) => register === one)).length
    return [
      {
        form,
        elements: elements.size,
        done: [...elements].filter((one) => filled.has(one)).length,
        registers: registers.length,
        begun,
      },
    ]
  })
  return (
    <Table
      caption={t('fill.forms')}
      rows={rows}
      keyOf={({ form }) => form.id}
      columns={[
        {
          title: t('fill.form'),
          cell: ({ form }) => <Link to={formLink(org.code, year, form.id)}>{say(form.name)}</Link>,
        },
        {
          title: t('fill.filled'),
          cell: ({ elements, done }) => (elements === 0 ? '—' : `${done} / ${elements}`),
          isNumber: true,
        },
        {
          title: t('fill.registers'),
          cell: ({ registers, begun }) =>
            registers === 0 ? (
              '—'
            ) : (
              <Link to={registersLink(org.code, year)}>{`${begun} / ${registers}`}</Link>
            ),
          isNumber: true,
        },
      ]}
    />
  )
}
