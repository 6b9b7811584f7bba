import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { FilingRow } from '../../../http/contract/programmes.ts'
import { hasRole, useAccount } from '../../data/session.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { filingsLink } from '../addresses.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { Table } from '../parts/Table.tsx'
import { filingsQuery } from '../queries.ts'
import { ProgrammesNav } from './ProgrammesNav.tsx'

/** `/programmes/:org/:year/filings`: the yearly filing with what its rules say of each programme. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(filingsQuery(org, year))
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={filingsLink}
      title={t('prog.filings_title', { year })}
      nav={<ProgrammesNav org={org} year={year} />}
    >
      <p className="note">{t('prog.filings_lead')}</p>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t('prog.register_none')} text={t('prog.register_none_text')} />
          ) : (
            <Filings rows={rows} org={org} year={year} />
          )
        }
      </Loaded>
    </QualityFrame>
  )
}

const verdictTones = { file: 'done', refuse: 'error', undecided: 'explain' } as const

function Filings({
  rows,
  org,
  year,
}: {
  readonly rows: readonly FilingRow[]
  readonly org: string
  readonly year: number
}) {
  const { t, say, language } = useSpeech()
  const account = useAccount()
  const { send, error, isBusy, forget } = useSend()
  const toast = useToast()
  const [refused, setRefused] = useState<FilingRow>()
  const mayDecide = hasRole(account, ['bureau_officer'])
  const fit = rows.filter(({ verdict, filing }) => verdict === 'file' && !filing)
  const decide = async (filings: readonly object[]) => {
    const answer = await send<{ decided: number }>('POST', ['orgs', org, 'years', year, 'filings'], {
      filings,
    })
    if (!answer) return
    toast({ text: t('prog.decided', { count: answer.decided }) })
    setRefused(undefined)
  }
  return (
    <>
      {mayDecide && fit.length > 0 ? (
        <p>
          <Button
            type="primary"
            loading={isBusy}
            onClick={() =>
              void decide(
                fit.map((row) => ({ org: row.org.code, programme: row.programme.code, decision: 'filed' })),
              )
            }
          >
            {t('prog.file_fit', { count: fit.length })}
          </Button>
        </p>
      ) : null}
      {error !== undefined && !refused ? <ErrorState error={error} /> : null}
      <Table
        caption={t('prog.filings_title', { year })}
        rows={rows}
        keyOf={(row) => `${row.org.code}-${row.programme.code}`}
        columns={[
          {
            title: t('prog.programme'),
            cell: ({ programme }) => (
              <>
                {say(programme.name)} <span className="note">{programme.code}</span>
              </>
            ),
          },
          { title: t('table.org'), cell: (row) => orgName(row.org, language) },
          {
            title: t('prog.verdict'),
            cell: ({ verdict }) => (
              <StateTag tone={verdictTones[verdict]} text={t(`prog.verdict.${verdict}`)} />
            ),
          },
          {
            title: t('prog.rules'),
            cell: ({ rules }) => {
              const failed = rules.filter(({ outcome }) => outcome !== 'holds_not')
              return failed.length === 0 ? (
                <span className="note">{t('prog.rules_clear', { count: rules.length })}</span>
              ) : (
                failed.map((rule) => <p key={rule.id}>{say(rule.message)}</p>)
              )
            },
          },
          {
            title: t('prog.filing'),
            cell: ({ filing }) =>
              filing ? (
                <>
                  <StateTag
                    tone={filing.decision === 'filed' ? 'done' : 'error'}
                    text={t(`prog.decision.${filing.decision}`)}
                  />{' '}
                  {filing.number} <span className="note">{filing.reason}</span>
                </>
              ) : (
                '—'
              ),
          },
          ...(mayDecide
            ? [
                {
                  title: t('quality.do'),
                  cell: (row: FilingRow) =>
                    row.filing ? null : (
                      <Button
                        size="small"
                        aria-label={t('prog.refuse_of', {
                          programme: say(row.programme.name),
                          org: orgName(row.org, language),
                        })}
                        onClick={() => setRefused(row)}
                      >
                        {t('prog.refuse')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {refused ? (
        <FormDialog
          title={t('prog.refuse_of', {
            programme: say(refused.programme.name),
            org: orgName(refused.org, language),
          })}
          submit={t('prog.refuse')}
          fields={[{ name: 'reason', label: t('quality.reason'), kind: 'text' }]}
          error={error}
          isBusy={isBusy}
          onClose={() => {
            setRefused(undefined)
            forget()
          }}
          onSubmit={({ reason }) =>
            decide([
              { org: refused.org.code, programme: refused.programme.code, decision: 'refused', reason },
            ])
          }
        />
      ) : null}
    </>
  )
}
