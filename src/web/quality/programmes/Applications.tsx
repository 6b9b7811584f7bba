import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { ApplicationRow, PublicNotice } from '../../../http/contract/programmes.ts'
import { hasRole, useAccount } from '../../data/session.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { applicationLink, applicationsLink } from '../addresses.ts'
import { dayText, endOfDay, inDays, startOfDay } from '../parts/dates.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { Table } from '../parts/Table.tsx'
import { applicationsQuery, noticesQuery, windowQuery } from '../queries.ts'
import { NewApplication } from './NewApplication.tsx'
import { ProgrammesNav } from './ProgrammesNav.tsx'
import { applicationTone } from './tones.ts'

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
          <WindowLine org={org} year={year} />
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

function WindowLine({ org, year }: Place) {
  const { t } = useSpeech()
  const query = useQuery(windowQuery(org, year))
  const account = useAccount()
  const [isOpen, setIsOpen] = useState(false)
  const { send, error, isBusy } = useSend()
  const mayPut =
    hasRole(account, ['bureau_officer']) &&
    account?.grants.some(({ unit }) => unit.code === org || unit.level !== 'school')
  const window = query.data?.window
  return (
    <div className="window-line">
      <Loaded query={query}>
        {({ window, isOpen }) =>
          window ? (
            <p>
              <StateTag
                tone={isOpen ? 'done' : 'plain'}
                text={t(isOpen ? 'prog.window_open' : 'prog.window_shut')}
              />{' '}
              {t('prog.window', {
                year,
                from: dayText(window.opensAt),
                to: dayText(window.closesAt),
                days: window.noticeDays,
                experts: window.panelSize,
              })}
            </p>
          ) : (
            <p className="note">{t('prog.window_none', { year })}</p>
          )
        }
      </Loaded>
      {mayPut ? <Button onClick={() => setIsOpen(true)}>{t('prog.window_set')}</Button> : null}
      {isOpen ? (
        <FormDialog
          title={t('prog.window_set')}
          submit={t('quality.keep')}
          error={error}
          isBusy={isBusy}
          onClose={() => setIsOpen(false)}
          fields={[
            {
              name: 'from',
              label: t('prog.window_from'),
              kind: 'date',
              value: window ? dayText(window.opensAt) : inDays(0),
            },
            {
              name: 'to',
              label: t('prog.window_to'),
              kind: 'date',
              value: window ? dayText(window.closesAt) : inDays(30),
            },
            {
              name: 'noticeDays',
              label: t('prog.notice_days'),
              kind: 'number',
              value: String(window?.noticeDays ?? 7),
            },
            {
              name: 'panelSize',
              label: t('eval.panel_size'),
              kind: 'number',
              value: String(window?.panelSize ?? 3),
            },
            {
              name: 'numberPrefix',
              label: t('prog.number_prefix'),
              value: window?.numberPrefix ?? `${year}-`,
              hint: t('prog.number_prefix_hint'),
            },
          ]}
          onSubmit={async ({ from = '', to = '', noticeDays, panelSize, numberPrefix }) => {
            const kept = await send('PUT', ['orgs', org, 'years', year, 'application-window'], {
              opensAt: startOfDay(from),
              closesAt: endOfDay(to),
              noticeDays: Number(noticeDays),
              panelSize: Number(panelSize),
              numberPrefix,
            })
            if (kept) setIsOpen(false)
          }}
        />
      ) : null}
    </div>
  )
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
