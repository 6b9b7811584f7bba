import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { ImprovementBoard } from '../../../http/contract/improvement.ts'
import { useAccount } from '../../data/session.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { boardLink, problemLink } from '../addresses.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { Table } from '../parts/Table.tsx'
import { boardQuery } from '../queries.ts'
import { ImprovementNav } from './ImprovementNav.tsx'
import { problemTone } from './tones.ts'

type Problem = ImprovementBoard['problems'][number]

/** `/improvement/:org/:year`: warnings and problems of a school, or of every school of a city. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(boardQuery(org, year))
  const account = useAccount()
  const [isOpening, setIsOpening] = useState(false)
  const mayOpen = account?.grants.some(({ role }) => role !== 'reader' && role !== 'expert')
  const opener = mayOpen ? <Button onClick={() => setIsOpening(true)}>{t('imp.open')}</Button> : undefined
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={boardLink}
      title={t('imp.title')}
      nav={<ImprovementNav org={org} year={year} />}
      {...(opener ? { action: opener } : {})}
    >
      <Loaded query={query}>{(board) => <Board board={board} />}</Loaded>
      {isOpening ? <OpenProblem org={org} year={year} onClose={() => setIsOpening(false)} /> : null}
    </QualityFrame>
  )
}

/** What a reader may want to see alone. */
const filters = {
  all: () => true,
  open: ({ state }: Problem) => state !== 'closed' && state !== 'waived',
  overdue: ({ isOverdue }: Problem) => isOverdue,
  recheck: ({ state }: Problem) => state === 'done',
  closed: ({ state }: Problem) => state === 'closed' || state === 'waived',
} as const

function Board({ board }: { readonly board: ImprovementBoard }) {
  const { t, language } = useSpeech()
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('show') ?? 'open'
  const filter = Object.keys(filters).find((key) => key === wanted) as keyof typeof filters | undefined
  const shown = board.problems.filter(filters[filter ?? 'open'])
  const sum = (pick: (row: ImprovementBoard['rows'][number]) => number) =>
    board.rows.reduce((total, row) => total + pick(row), 0)
  const tiles = [
    { key: 'warnings', count: sum((row) => row.warnings) },
    { key: 'open', count: sum((row) => row.open) },
    { key: 'overdue', count: sum((row) => row.overdue) },
    { key: 'recheck', count: sum((row) => row.toRecheck) },
    { key: 'closed', count: sum((row) => row.closedThisYear) },
  ]
  return (
    <>
      {board.problems.some(({ isSynthetic }) => isSynthetic) ? <SyntheticNote /> : null}
      <dl className="tiles">
        {tiles.map(({ key, count }) => (
          <div key={key} className="tiles__tile">
            <dt>{t(`imp.tile.${key}`)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {board.rows.length > 1 ? (
        <Table
          caption={t('imp.by_school')}
          rows={board.rows}
          keyOf={({ org }) => org.code}
          columns={[
            {
              title: t('table.org'),
              cell: ({ org }) => <Link to={boardLink(org.code, board.year)}>{orgName(org, language)}</Link>,
            },
            { title: t('imp.tile.warnings'), cell: ({ warnings }) => warnings, isNumber: true },
            { title: t('imp.tile.open'), cell: ({ open }) => open, isNumber: true },
            { title: t('imp.tile.overdue'), cell: ({ overdue }) => overdue, isNumber: true },
            { title: t('imp.tile.recheck'), cell: ({ toRecheck }) => toRecheck, isNumber: true },
            { title: t('imp.tile.closed'), cell: ({ closedThisYear }) => closedThisYear, isNumber: true },
            { title: t('imp.goal'), cell: ({ goals }) => goals, isNumber: true },
          ]}
        />
      ) : null}
      <h2 className="part-head">{t('imp.problems')}</h2>
      <p className="filters">
        {Object.keys(filters).map((key) => (
          <Button
            key={key}
            size="small"
            type={key === (filter ?? 'open') ? 'primary' : 'default'}
            aria-pressed={key === (filter ?? 'open')}
            onClick={() => setSearch({ show: key }, { replace: true, preventScrollReset: true })}
          >
            {t(`imp.show.${key}`)}
          </Button>
        ))}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t('imp.none')} text={t('imp.none_text')} />
      ) : (
        <Problems problems={shown} withUnit={board.rows.length > 1} />
      )}
    </>
  )
}

export function Problems({
  problems,
  withUnit = false,
}: {
  readonly problems: readonly Problem[]
  readonly withUnit?: boolean
}) {
  const { t, say, language } = useSpeech()
  return (
    <Table
      caption={t('imp.problems')}
      rows={problems}
      keyOf={({ id }) => id}
      columns={[
        { title: t('imp.problem'), cell: ({ id, title }) => <Link to={problemLink(id)}>{title}</Link> },
        ...(withUnit ? [{ title: t('table.org'), cell: ({ org }: Problem) => orgName(org, language) }] : []),
        {
          title: t('eval.state'),
          cell: ({ state, stateName }) => <StateTag tone={problemTone(state)} text={say(stateName)} />,
        },
        {
          title: t('imp.values'),
          cell: ({ openedValue, closedValue }) =>
            openedValue === undefined ? '—' : closedValue ? `${openedValue} → ${closedValue}` : openedValue,
          isNumber: true,
        },
        { title: t('imp.owner'), cell: ({ owner }) => owner || '—' },
        {
          title: t('imp.due'),
          cell: ({ dueOn, isOverdue }) => (
            <>
              {dueOn ?? '—'} {isOverdue ? <StateTag tone="error" text={t('imp.overdue')} /> : null}
            </>
          ),
        },
      ]}
    />
  )
}

function OpenProblem({
  org,
  year,
  onClose,
}: {
  readonly org: string
  readonly year: number
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useSend()
  const navigate = useNavigate()
  return (
    <FormDialog
      title={t('imp.open')}
      submit={t('imp.open_now')}
      text={t('imp.open_text')}
      fields={[{ name: 'title', label: t('imp.problem') }]}
      error={error}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={async ({ title }) => {
        const made = await send<{ id: string }>('POST', ['orgs', org, 'years', year, 'problems'], { title })
        if (made) await navigate(problemLink(made.id))
      }}
    />
  )
}
