import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import type { ProgrammeProposal } from '../../../http/contract/programmes.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { proposalsLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { Table } from '../parts/Table.tsx'
import { proposalsQuery } from '../queries.ts'
import { figuresLine } from './figures-text.ts'
import { ProgrammesNav } from './ProgrammesNav.tsx'

/** `/programmes/:org/:year/proposals`: what the rules propose for each programme, with the figures that led to it. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(proposalsQuery(org, year))
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={proposalsLink}
      title={t('prog.proposals_title')}
      nav={<ProgrammesNav org={org} year={year} />}
    >
      <p className="note">{t('prog.proposals_lead')}</p>
      <Loaded query={query}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('prog.register_none')} text={t('prog.register_none_text')} />
          ) : (
            <Proposals list={list} />
          )
        }
      </Loaded>
    </QualityFrame>
  )
}

/** What is told of a programme that no rule speaks of. */
const MAIN: readonly string[] = ['entrants', 'plan_completion', 'employment_rate', 'supply_share']

function Proposals({ list }: { readonly list: readonly ProgrammeProposal[] }) {
  const { t, say, language } = useSpeech()
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('action') ?? ''
  const actions = new Map<string, { name: string; count: number }>()
  for (const { action, actionName } of list) {
    const before = actions.get(action)?.count ?? 0
    actions.set(action, { name: say(actionName), count: before + 1 })
  }
  return (
    <>
      <div className="filter-bar">
        <label>
          <span className="visually-hidden">{t('prog.proposal')}</span>
          <select
            className="text-field"
            value={wanted}
            onChange={(event) =>
              setSearch(event.target.value === '' ? {} : { action: event.target.value }, {
                replace: true,
                preventScrollReset: true,
              })
            }
          >
            <option value="">{t('prog.proposal_all', { count: list.length })}</option>
            {[...actions].map(([action, { name, count }]) => (
              <option key={action} value={action}>
                {t('prog.proposal_count', { name, count })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Table
        caption={t('prog.proposals_title')}
        rows={list.filter(({ action }) => wanted === '' || action === wanted)}
        keyOf={({ org, programme }) => `${org?.code ?? ''}-${programme.code}`}
        columns={[
          {
            title: t('prog.programme'),
            cell: ({ programme }) => (
              <>
                {say(programme.name)} <span className="note">{programme.code}</span>
              </>
            ),
          },
          {
            title: t('table.org'),
            cell: ({ org }) => (org ? orgName(org, language) : t('prog.nobody_offers')),
          },
          { title: t('prog.proposal'), cell: ({ actionName }) => <strong>{say(actionName)}</strong> },
          {
            title: t('prog.rule'),
            cell: ({ rule, undecided }) => (
              <>
                {rule ? (
                  <p>
                    {say(rule.message)} <span className="note">{rule.source}</span>
                  </p>
                ) : (
                  <p className="note">{t('prog.no_rule')}</p>
                )}
                {undecided.length > 0 ? (
                  <p className="note">{t('prog.undecided', { count: undecided.length })}</p>
                ) : null}
              </>
            ),
          },
          {
            title: t('prog.figures'),
            cell: ({ rule, figures }) => (
              <span className="note">
                {figuresLine(rule ? rule.figures : figures.filter(({ id }) => MAIN.includes(id)), { t, say })}
              </span>
            ),
          },
          {
            title: t('prog.own_plan'),
            cell: ({ own }) => (own ? `${say(own.action.name)} ${own.reason}` : '—'),
          },
        ]}
      />
    </>
  )
}
