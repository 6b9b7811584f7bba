import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { ApplicationRow, PublicNotice } from '../../../http/contract/programmes.ts'
import { useAccount } from '../../data/session.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { applicationLink, applicationsLink } from '../addresses.ts'
import { dayText } from '../parts/dates.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { Table } from '../parts/Table.tsx'
import { applicationsQuery, noticesQuery } from '../queries.ts'
import { NewApplication } from './NewApplication.tsx'
import { ProgrammesNav } from './ProgrammesNav.tsx'
import { applicationTone } from './tones.ts'
import { Windows } from './Windows.tsx'

/** `/programmes/:org/:year/applications`: when applications are taken, who applied, what is on public notice. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const account = useAccount()
  const [isNew, setIsNew] = useState(false)
  const isSchool = account?.grants.some(
    ({ role, unit }) => ['school_leader', 'school_clerk'].includes(role) && unit.code === org,
  )
  const action = isSchool ? (
    <Button type="primary" onClick={() => setIsNew(true)}>
      {t('prog.apply')}
    </Button>
  ) : undefined
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={applicationsLink}
      title={t('prog.applications_title')}
      nav={<ProgrammesNav org={org} year={year} />}
      {...(action ? { action } : {})}
    >
      {account ? (
        <>
          <Windows org={org} year={year} />
          <List org={org} year={year} />
        </>
      ) : null}
      <h2 className="part-head">{t('prog.notices')}</h2>
      <Notices org={org} year={year} />
      {isNew ? <NewApplication org={org} year={year} onClose={() => setIsNew(false)} /> : null}
    </QualityFrame>
  )
}

interface Place {
  readonly org: string
  readonly year: number
}

function List({ org, year }: Place) {
  const { t, say, language } = useSpeech()
  const query = useQuery(applicationsQuery(org, year))
  return (
    <Loaded query={query}>
      {(list) =>
        list.length === 0 ? (
          <EmptyState title={t('prog.applications_none')} text={t('prog.applications_none_text')} />
        ) : (
          <Table
            caption={t('prog.applications_title')}
            rows={list}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t('prog.programme'),
                cell: ({ id, programme, direction, isSynthetic }: ApplicationRow) => (
                  <>
                    <Link to={applicationLink(id)}>{say(programme.name)}</Link>
                    {direction === '' ? '' : `（${direction}）`}{' '}
                    {isSynthetic ? <SyntheticNote isShort /> : null}
                  </>
                ),
              },
              { title: t('table.org'), cell: (row) => orgName(row.org, language) },
              { title: t('table.year'), cell: (row) => row.year, isNumber: true },
              {
                title: t('eval.state'),
                cell: ({ state, stateName }) => (
                  <StateTag tone={applicationTone(state)} text={say(stateName)} />
                ),
              },
              {
                title: t('prog.submitted_at'),
                cell: ({ submittedAt }) => (submittedAt ? dayText(submittedAt) : '—'),
              },
              { title: t('prog.number'), cell: ({ filingNumber }) => filingNumber ?? '—' },
            ]}
          />
        )
      }
    </Loaded>
  )
}

function Notices({ org, year }: Place) {
  const { t, say, language } = useSpeech()
  const query = useQuery(noticesQuery(org, year))
  return (
    <Loaded query={query}>
      {(list) =>
        list.length === 0 ? (
          <p className="note">{t('prog.notices_none', { year })}</p>
        ) : (
          <Table
            caption={t('prog.notices')}
            rows={list}
            keyOf={({ id }) => id}
            columns={[
              { title: t('prog.programme'), cell: ({ programme }: PublicNotice) => say(programme.name) },
              { title: t('table.org'), cell: (row) => orgName(row.org, language) },
              {
                title: t('prog.notice_time'),
                cell: ({ noticeFrom, noticeUntil }) => `${dayText(noticeFrom)} – ${dayText(noticeUntil)}`,
              },
              { title: t('eval.state'), cell: ({ stateName }) => say(stateName) },
              { title: t('prog.number'), cell: ({ filingNumber }) => filingNumber ?? '—' },
            ]}
          />
        )
      }
    </Loaded>
  )
}
