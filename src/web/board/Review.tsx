import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { type Catalog, codeName } from '../../catalog/index.ts'
import type { Submission } from '../../http/contract/submissions.ts'
import { hasRole, useAccount } from '../data/session.ts'
import { OrgYearPicker } from '../frame/OrgYearPicker.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { grouped } from '../parts/numbers.ts'
import { momentText } from '../quality/parts/dates.ts'
import { catalogQuery } from '../registers/queries.ts'
import { AmendmentPanel } from './AmendmentPanel.tsx'
import { boardLink, reviewLink } from './addresses.ts'
import { type AmendmentDraft, type CellChange, NOTHING } from './amendment.ts'
import { BoardTag } from './BoardTag.tsx'
import { unitsBelow } from './below.ts'
import { Cells } from './Cells.tsx'
import { Decisions } from './Decisions.tsx'
import { Findings } from './Findings.tsx'
import { useKeptRemarks } from './kept-remarks.ts'
import { boardQuery, submissionQuery } from './queries.ts'
import { type DraftRemark, RemarksToSend, WrittenRemarks } from './Remarks.tsx'
import { Sheets } from './Sheets.tsx'
import { Versions } from './Versions.tsx'
import '../quality/quality.css'
import '../styles/forms.css'
import './board.css'

/** `/board/:org/:year/:unit`: what a unit handed in, with what the checks say, and the decision on it. */
export function Component() {
  const { org = '', year = '', unit = '' } = useParams()
  const { t } = useSpeech()
  const query = useQuery(submissionQuery(unit, Number(year)))
  const catalog = useQuery(catalogQuery)
  const back = boardLink(org, Number(year))
  if (query.data && catalog.data)
    return <Review key={`${unit}/${year}`} document={query.data} catalog={catalog.data} board={org} />
  return (
    <PageFrame
      place={null}
      title={t('board.review')}
      windowTitle={t('board.review')}
      above={<Link to={back}>{t('board.back')}</Link>}
    >
      <Loaded query={query}>{() => <Loaded query={catalog}>{() => null}</Loaded>}</Loaded>
    </PageFrame>
  )
}

function Review({
  document,
  catalog,
  board,
}: {
  readonly document: Submission
  readonly catalog: Catalog
  readonly board: string
}) {
  const { t, say, language } = useSpeech()
  const account = useAccount()
  const [amendment, setAmendment] = useState<AmendmentDraft>()
  const [drafts, setDrafts] = useKeptRemarks(document)
  const { org, year, state, deadline, steps } = document
  const mayRemark = steps.includes('send_back')
  const mayAmend = state === 'locked' && hasRole(account, ['bureau_officer'])
  const remarking = mayRemark
    ? { onRemark: (remark: DraftRemark) => setDrafts((before) => [...before, remark]) }
    : {}
  const amending = { amendment, onAmend: setAmendment }
  const sayValue = ({ value, reason }: CellChange) =>
    value.trim() !== ''
      ? grouped(value.trim())
      : reason === ''
        ? t('board.no_value')
        : say(codeName(catalog, 'missing_reasons', reason))
  const lines = useQuery(boardQuery(board, year)).data?.lines ?? []
  const waiting = lines.filter((line) => line.state === 'submitted' && line.org.code !== org.code)
  const here = lines.findIndex((line) => line.org.code === org.code)
  const next = waiting.find((line) => lines.indexOf(line) > here) ?? waiting[0]
  const name = orgName(org, language)
  // Whoever amends begins at the numbers.
  const checked = (
    <>
      <Findings catalog={catalog} org={org.code} year={year} {...remarking} />
      <WrittenRemarks catalog={catalog} document={document} />
    </>
  )
  return (
    <PageFrame
      place={
        <OrgYearPicker
          org={org.code}
          year={year}
          linkTo={(code, at) => reviewLink(board, at, code)}
          isEvery
          among={(units) => unitsBelow(units, board).map((unit) => ({ ...unit, parent: undefined }))}
        />
      }
      title={name}
      windowTitle={t('board.review_of', { org: name, year })}
      above={
        <>
          <Link to={boardLink(board, year)}>{t('board.back')}</Link> · {document.round.title}
        </>
      }
      state={
        <>
          <BoardTag state={lines[here]?.state ?? state} />{' '}
          <span className="note">
            {document.version > 0
              ? t('board.version_until', { version: document.version, deadline: momentText(deadline) })
              : t('board.unsent_until', { deadline: momentText(deadline) })}
          </span>
          {next ? (
            <span className="board__next">
              {t('board.waiting', { count: waiting.length })}
              <Link to={reviewLink(board, year, next.org.code)}>{orgName(next.org, language)}</Link>
            </span>
          ) : null}
        </>
      }
      action={
        mayAmend ? (
          amendment === undefined ? (
            <Button type="primary" onClick={() => setAmendment(NOTHING)}>
              {t('board.amend')}
            </Button>
          ) : null
        ) : (
          <Decisions document={document} drafts={drafts} onSent={() => setDrafts(() => [])} />
        )
      }
      {...(amendment === undefined
        ? {}
        : {
            explanation: (
              <AmendmentPanel
                document={document}
                draft={amendment}
                sayValue={sayValue}
                onChange={setAmendment}
                onClose={() => setAmendment(undefined)}
              />
            ),
          })}
    >
      {mayRemark ? <RemarksToSend drafts={drafts} onChange={(after) => setDrafts(() => after)} /> : null}
      {amendment === undefined ? checked : null}
      <Cells
        catalog={catalog}
        org={org.code}
        year={year}
        minutes={lines[here]?.minutes ?? []}
        {...amending}
        {...remarking}
      />
      <Sheets catalog={catalog} org={org.code} year={year} {...amending} {...remarking} />
      {amendment === undefined ? null : checked}
      <Versions catalog={catalog} document={document} />
    </PageFrame>
  )
}
