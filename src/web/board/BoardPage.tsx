import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Board } from '../../http/contract/rounds.ts'
import { ApiProblem } from '../data/problem.ts'
import { hasRole, useAccount } from '../data/session.ts'
import { OrgYearPicker } from '../frame/OrgYearPicker.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { StateTag } from '../quality/parts/StateTag.tsx'
import { boardLink, boardsLink } from './addresses.ts'
import { BoardTable } from './BoardTable.tsx'
import { bureausOf } from './below.ts'
import { boardQuery } from './queries.ts'
import { RoundDialog, type RoundQuestion } from './RoundDialog.tsx'
import '../quality/quality.css'
import './board.css'

/** `/board/:org/:year`: where every unit of a round is. */
export function Component() {
  const { org = '', year = '' } = useParams()
  const { t } = useSpeech()
  const query = useQuery(boardQuery(org, Number(year)))
  const account = useAccount()
  const picker = (
    <OrgYearPicker
      org={org}
      year={Number(year)}
      linkTo={boardLink}
      isEvery
      among={(units) => bureausOf(units, account)}
    />
  )
  if (query.data) return <OfRound key={`${org}/${year}`} board={query.data} picker={picker} />
  return (
    <PageFrame
      place={picker}
      title={t('board.title')}
      windowTitle={t('board.title')}
      above={<Link to={boardsLink(org)}>{t('board.all')}</Link>}
    >
      {isWithoutRound(query.error) ? (
        <EmptyState title={t('board.no_round', { year })} text={t('board.no_round_text')} />
      ) : (
        <Loaded query={query}>{() => null}</Loaded>
      )}
    </PageFrame>
  )
}

/** A year in which the unit conducts no round is no failure. */
const isWithoutRound = (error: unknown) => error instanceof ApiProblem && error.trouble.code === 'RND-001'

function OfRound({ board, picker }: { readonly board: Board; readonly picker: ReactNode }) {
  const { t, language } = useSpeech()
  const account = useAccount()
  const [question, setQuestion] = useState<RoundQuestion>()
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const { round } = board
  const mayConduct = hasRole(account, ['bureau_officer']) && round.state === 'open'
  return (
    <PageFrame
      place={picker}
      title={round.title}
      windowTitle={round.title}
      above={
        <>
          <Link to={boardsLink(board.org.code)}>{t('board.all')}</Link> · {orgName(board.org, language)}
        </>
      }
      state={
        <>
          <StateTag
            tone={round.state === 'open' ? 'busy' : 'done'}
            text={t(`board.round_state.${round.state}`)}
          />{' '}
          <span className="note">{t('board.until', { deadline: momentText(round.deadline) })}</span>
        </>
      }
      {...(mayConduct
        ? {
            action: (
              <div className="board__actions">
                <Button type="primary" onClick={() => setQuestion('remind')}>
                  {t('board.remind')}
                </Button>
                <Button onClick={() => setQuestion('extend')}>{t('board.extend')}</Button>
                <Button onClick={() => setQuestion('close')}>{t('board.close')}</Button>
              </div>
            ),
          }
        : {})}
    >
      <BoardTable board={board} marked={mayConduct ? marked : undefined} onMark={setMarked} />
      {question ? (
        <RoundDialog
          question={question}
          board={board}
          units={[...marked]}
          onDone={() => setMarked(new Set())}
          onClose={() => setQuestion(undefined)}
        />
      ) : null}
    </PageFrame>
  )
}
