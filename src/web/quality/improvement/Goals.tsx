import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Chain, Goal } from '../../../http/contract/improvement.ts'
import { exploreLink } from '../../explorer/address.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { withUnit } from '../../parts/shown.ts'
import { useToast } from '../../parts/Toast.tsx'
import { chainLink, problemLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { Table } from '../parts/Table.tsx'
import { chainQuery } from '../queries.ts'
import { GoalForm } from './GoalForm.tsx'
import { ImprovementNav } from './ImprovementNav.tsx'
import { goalTone } from './tones.ts'

/** `/improvement/:org/:year/goals`: the goals of a unit level by level, each beside its value, and its standards. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(chainQuery(org, year))
  const [edited, setEdited] = useState<Goal | 'new'>()
  const action = query.data?.mayPlan ? (
    <Button type="primary" onClick={() => setEdited('new')}>
      {t('imp.goal_add')}
    </Button>
  ) : undefined
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={chainLink}
      title={t('imp.goals')}
      nav={<ImprovementNav org={org} year={year} />}
      {...(action ? { action } : {})}
    >
      <p className="note">{t('imp.goals_lead')}</p>
      <Loaded query={query}>
        {(chain) => (
          <>
            {chain.goals.length === 0 ? (
              <EmptyState title={t('imp.goals_none')} text={t('imp.goals_none_text')} />
            ) : (
              <Goals chain={chain} onEdit={setEdited} />
            )}
            <Standards chain={chain} />
          </>
        )}
      </Loaded>
      {edited ? (
        <GoalForm
          org={org}
          year={year}
          goal={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </QualityFrame>
  )
}

function Goals({ chain, onEdit }: { readonly chain: Chain; readonly onEdit: (goal: Goal) => void }) {
  const { t, say } = useSpeech()
  const { send } = useSend()
  const toast = useToast()
  const retire = async (goal: Goal) => {
    if (await send('DELETE', ['goals', goal.id]))
      toast({ text: t('imp.goal_retired', { title: goal.title }) })
  }
  const ordered = treeOrder(chain.goals)
  return (
    <Table
      caption={t('imp.goals')}
      rows={ordered}
      keyOf={({ goal }) => goal.id}
      columns={[
        {
          title: t('imp.goal'),
          cell: ({ goal, depth }) => (
            <span style={{ paddingInlineStart: depth * 18 }} className="goal">
              {goal.title}
            </span>
          ),
        },
        { title: t('imp.level'), cell: ({ goal }) => say(goal.levelName) },
        {
          title: t('imp.target'),
          cell: ({ goal: { measured } }) =>
            measured
              ? t('imp.target_of', {
                  sign: measured.comparison === 'at_least' ? '≥' : '≤',
                  target: withUnit(measured.target, say(measured.unitLabel)),
                  year: measured.targetYear,
                })
              : '—',
        },
        {
          title: t('imp.latest'),
          cell: ({ goal: { measured } }) =>
            measured?.latest ? (
              <>
                {measured.indicator ? (
                  <Link to={exploreLink(chain.org.code, measured.latest.year, measured.indicator)}>
                    {withUnit(measured.latest.printed, say(measured.unitLabel))}
                  </Link>
                ) : (
                  withUnit(measured.latest.printed, say(measured.unitLabel))
                )}{' '}
                <span className="note">{measured.latest.year}</span>
              </>
            ) : (
              '—'
            ),
          isNumber: true,
        },
        {
          title: t('imp.trend'),
          cell: ({ goal: { measured } }) =>
            measured?.expected ? (
              <>
                {withUnit(measured.expected.printed, say(measured.unitLabel))}{' '}
                <span className="note">{measured.expected.year}</span>
              </>
            ) : (
              '—'
            ),
          isNumber: true,
        },
        {
          title: t('eval.state'),
          cell: ({ goal: { measured } }) =>
            measured ? (
              <>
                <StateTag tone={goalTone(measured.state)} text={say(measured.stateName)} />{' '}
                {measured.problem ? (
                  <Link to={problemLink(measured.problem)}>{t('imp.to_problem')}</Link>
                ) : null}
              </>
            ) : (
              <span className="note">{t('imp.in_words')}</span>
            ),
        },
        { title: t('imp.owner'), cell: ({ goal }) => goal.owner || '—' },
        ...(chain.mayPlan
          ? [
              {
                title: t('quality.do'),
                cell: ({ goal }: { readonly goal: Goal }) => (
                  <span className="row-actions">
                    <Button
                      size="small"
                      aria-label={t('imp.goal_edit', { title: goal.title })}
                      onClick={() => onEdit(goal)}
                    >
                      {t('quality.edit')}
                    </Button>
                    <Button
                      size="small"
                      type="text"
                      aria-label={t('imp.goal_retire', { title: goal.title })}
                      onClick={() => void retire(goal)}
                    >
                      {t('imp.retire')}
                    </Button>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

interface Placed {
  readonly goal: Goal
  readonly depth: number
}

/** Each goal after the one above it, with how deep it stands. */
function treeOrder(goals: readonly Goal[], parent?: string, depth = 0): Placed[] {
  const known = new Set(goals.map(({ id }) => id))
  return goals
    .filter((goal) => (goal.parent && known.has(goal.parent) ? goal.parent : undefined) === parent)
    .flatMap((goal) => [{ goal, depth }, ...treeOrder(goals, goal.id, depth + 1)])
}

function Standards({ chain: { standards } }: { readonly chain: Chain }) {
  const { t } = useSpeech()
  if (standards.length === 0) return null
  return (
    <section>
      <h2 className="part-head">{t('imp.standards')}</h2>
      <ul className="standards">
        {standards.map(({ id, title, body, document, version, level }) => (
          <li key={id} className="card">
            <h3>
              {title} <span className="note">{t(`imp.level.${level}`)}</span>
            </h3>
            <p>{body}</p>
            <p className="note">
              {t('imp.standard_version', { version })}
              {document === '' ? '' : ` · ${document}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
