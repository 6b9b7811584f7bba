import { useState } from 'react'
import { Link } from 'react-router'
import type { Board, BoardState } from '../../http/contract/rounds.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { Table } from '../quality/parts/Table.tsx'
import { reviewLink } from './addresses.ts'
import { BoardTag } from './BoardTag.tsx'

const STATES: readonly BoardState[] = [
  'not_started',
  'filling',
  'errors',
  'submitted',
  'returned',
  'accepted',
  'locked',
]

type Line = Board['lines'][number]

interface Filter {
  readonly text: string
  readonly state: BoardState | ''
}

/** What was looked for on a board, so that whoever comes back from a return goes on where he was. */
const lookedFor = new Map<string, Filter>()

/** A line per unit: where it is, what is left, when somebody last worked on it, how long it took. */
export function BoardTable({
  board,
  marked,
  onMark,
}: {
  readonly board: Board
  /** Who is picked for a reminder or a later deadline; undefined where nobody can be. */
  readonly marked: ReadonlySet<string> | undefined
  readonly onMark: (marked: ReadonlySet<string>) => void
}) {
  const { t, language } = useSpeech()
  const { year } = board.round
  const place = `${board.org.code} ${year}`
  const [{ text, state }, setFilter] = useState<Filter>(() => lookedFor.get(place) ?? { text: '', state: '' })
  const look = (part: Partial<Filter>) => {
    const next = { text, state, ...part }
    lookedFor.set(place, next)
    setFilter(next)
  }
  const found = board.lines.filter(
    (line) =>
      (state === '' || line.state === state) &&
      `${line.org.name} ${line.org.nameEn}`.toLowerCase().includes(text.trim().toLowerCase()),
  )
  const mark = (code: string, isOn: boolean) => {
    const next = new Set(marked)
    if (isOn) next.add(code)
    else next.delete(code)
    onMark(next)
  }
  return (
    <>
      <ul className="board__counts" aria-label={t('board.counts')}>
        {STATES.filter((one) => (board.counts[one] ?? 0) > 0).map((one) => (
          <li key={one}>
            <BoardTag state={one} /> <strong>{board.counts[one]}</strong>
          </li>
        ))}
      </ul>
      <search className="filter-bar">
        <label className="filter">
          <span>{t('board.search')}</span>
          <input
            type="search"
            className="text-field"
            value={text}
            onChange={(event) => look({ text: event.target.value })}
          />
        </label>
        <label className="filter">
          <span>{t('board.state')}</span>
          <select
            className="text-field"
            value={state}
            onChange={(event) => look({ state: STATES.find((one) => one === event.target.value) ?? '' })}
          >
            <option value="">{t('board.every_state', { count: board.lines.length })}</option>
            {STATES.filter((one) => (board.counts[one] ?? 0) > 0).map((one) => (
              <option key={one} value={one}>
                {t('board.state_count', { state: t(`board.state.${one}`), count: board.counts[one] ?? 0 })}
              </option>
            ))}
          </select>
        </label>
        <p className="note" role="status">
          {t('board.found', { count: found.length })}
          {marked && marked.size > 0 ? t('board.marked', { count: marked.size }) : null}
        </p>
        {marked && found.length > 0 ? (
          <button
            type="button"
            className="link-button"
            onClick={() => onMark(marked.size > 0 ? new Set() : new Set(found.map(({ org }) => org.code)))}
          >
            {t(marked.size > 0 ? 'board.unmark' : 'board.mark_found')}
          </button>
        ) : null}
      </search>
      {found.length === 0 ? (
        <EmptyState title={t('board.not_found')} text={t('board.not_found_text')} />
      ) : (
        <Table
          caption={t('board.lines')}
          rows={found}
          keyOf={({ org }) => org.code}
          columns={[
            {
              title: t('board.unit'),
              cell: ({ org }) => (
                <span className="board__unit">
                  {marked ? (
                    <input
                      type="checkbox"
                      aria-label={t('board.mark', { org: orgName(org, language) })}
                      checked={marked.has(org.code)}
                      onChange={(event) => mark(org.code, event.target.checked)}
                    />
                  ) : null}
                  <Link to={reviewLink(board.org.code, year, org.code)}>{orgName(org, language)}</Link>
                </span>
              ),
            },
            {
              title: t('board.state'),
              cell: (line) => (
                <>
                  <BoardTag state={line.state} />
                  {line.isHandedOver ? <p className="note">{t('board.handed_over')}</p> : null}
                </>
              ),
            },
            { title: t('board.filled'), cell: (line) => <Filled line={line} />, isNumber: true },
            { title: t('board.errors'), cell: ({ findings }) => findings?.errors ?? '—', isNumber: true },
            {
              title: t('board.to_explain'),
              cell: ({ findings }) => findings?.toExplain ?? '—',
              isNumber: true,
            },
            {
              title: t('board.last_activity'),
              cell: ({ lastActivity }) => (lastActivity ? momentText(lastActivity) : t('board.never')),
            },
            {
              title: t('board.minutes'),
              cell: ({ minutes }) => minutes.reduce((sum, one) => sum + one.minutes, 0),
              isNumber: true,
            },
            {
              title: t('board.deadline'),
              cell: ({ deadline, isLate }) => (
                <>
                  {momentText(deadline)}
                  {isLate ? <p className="note">{t('board.late')}</p> : null}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  )
}

function Filled({ line }: { readonly line: Line }) {
  const { t } = useSpeech()
  const words = t('board.filled_of', { filled: line.filled, expected: line.expected })
  return (
    <span className="board__filled" title={words}>
      <progress max={100} value={line.percent} aria-label={words} />
      <span>{line.percent}%</span>
    </span>
  )
}
