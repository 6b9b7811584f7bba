import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { RoundResult } from '../../../http/contract/evaluation.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { roundsLink, sheetLink } from '../addresses.ts'
import { useDocumentId } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { ReportLinks } from '../parts/ReportLinks.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { Table } from '../parts/Table.tsx'
import { Whole } from '../parts/Whole.tsx'
import { roundResultQuery } from '../queries.ts'
import { radarFigure } from './figures/radar.ts'
import { rankingFigure } from './figures/ranking.ts'
import { RoundNav } from './Round.tsx'

/** `/evaluation/rounds/:id/result`: the ranking of a round, and how far it can be trusted. */
export function Component() {
  const query = useQuery(roundResultQuery(useDocumentId()))
  return <Whole query={query}>{(result) => <Result result={result} />}</Whole>
}

function Result({ result }: { readonly result: RoundResult }) {
  const { t } = useSpeech()
  const { round, ranking, incomplete } = result
  return (
    <QualityFrame
      org={round.org.code}
      year={round.year}
      linkTo={roundsLink}
      title={t('eval.result_of', { title: round.title })}
      above={<Link to={roundsLink(round.org.code, round.year)}>{t('eval.title')}</Link>}
      nav={<RoundNav round={round} />}
      {...(ranking.length > 0
        ? { action: <ReportLinks of={['evaluation-rounds', round.id, 'report']} /> }
        : {})}
    >
      {round.isSynthetic ? <SyntheticNote /> : null}
      {ranking.length === 0 ? (
        <EmptyState title={t('eval.result_none')} text={t('eval.result_none_text')} />
      ) : (
        <Ranking result={result} />
      )}
      {incomplete.length > 0 ? <Incomplete result={result} /> : null}
      {ranking.length > 0 ? <Trust result={result} /> : null}
    </QualityFrame>
  )
}

function Ranking({ result }: { readonly result: RoundResult }) {
  const speech = useSpeech()
  const { t } = speech
  const { ranking, round } = result
  const navigate = useNavigate()
  const [shown, setShown] = useState(ranking[0]?.evaluation)
  const row = ranking.find(({ evaluation }) => evaluation === shown) ?? ranking[0]
  const pick = (index: number) => {
    const picked = ranking[index]
    if (picked) void navigate(sheetLink(picked.evaluation))
  }
  return (
    <>
      <ChartFrame figure={rankingFigure(result, speech)} name={round.title} onPick={pick} />
      {row ? (
        <>
          <label className="one-of">
            {t('eval.radar_of')}{' '}
            <select
              className="text-field"
              value={row.evaluation}
              onChange={(event) => setShown(event.target.value)}
            >
              {ranking.map(({ evaluation, subjectName }) => (
                <option key={evaluation} value={evaluation}>
                  {subjectName}
                </option>
              ))}
            </select>
          </label>{' '}
          <Link to={sheetLink(row.evaluation)}>{t('eval.to_sheet')}</Link>
          <ChartFrame
            figure={radarFigure(
              row.dimensions.map((one) => ({ ...one, share: Number(one.share) })),
              row.subjectName,
              round.title,
              speech,
            )}
            name={`${row.subjectName}-${round.title}`}
          />
        </>
      ) : null}
    </>
  )
}

function Incomplete({ result: { incomplete } }: { readonly result: RoundResult }) {
  const { t, say } = useSpeech()
  return (
    <section>
      <h2 className="part-head">{t('eval.incomplete_list', { count: incomplete.length })}</h2>
      <Table
        caption={t('eval.incomplete_table')}
        rows={incomplete}
        keyOf={({ evaluation }) => evaluation}
        columns={[
          {
            title: t('eval.subject'),
            cell: ({ evaluation, subjectName }) => <Link to={sheetLink(evaluation)}>{subjectName}</Link>,
          },
          {
            title: t('eval.left_open'),
            cell: ({ open }) =>
              t('eval.left_open_list', {
                count: open.length,
                list: open
                  .slice(0, 4)
                  .map(({ name }) => say(name))
                  .join(t('list.separator')),
              }),
          },
        ]}
      />
    </section>
  )
}

/** Agreement of experts item by item, the criteria whose weight decides places, the weight of each expert. */
function Trust({ result }: { readonly result: RoundResult }) {
  const { t, say } = useSpeech()
  const { agreement, sensitive, experts, trust } = result
  const moving = sensitive.filter(({ changed }) => changed > 0).slice(0, 8)
  return (
    <>
      <h2 className="part-head">{t('eval.agreement')}</h2>
      <p className="note">{t('eval.agreement_lead')}</p>
      <Table
        caption={t('eval.agreement')}
        rows={agreement}
        keyOf={({ criterion }) => criterion}
        columns={[
          { title: t('eval.criterion'), cell: ({ name }) => say(name) },
          { title: t('eval.alpha'), cell: ({ ordinal }) => ordinal ?? '—', isNumber: true },
          { title: t('eval.alpha_points'), cell: ({ interval }) => interval ?? '—', isNumber: true },
          { title: t('eval.pairs'), cell: ({ pairable }) => pairable, isNumber: true },
          { title: t('eval.verdict'), cell: ({ ordinal }) => <Agreement alpha={ordinal} /> },
        ]}
      />
      <h2 className="part-head">{t('eval.stability')}</h2>
      <p className="note">
        {t('eval.stability_lead', {
          spread: trust.spread,
          draws: trust.draws,
          seed: trust.seed,
        })}
      </p>
      <div className="pair">
        <div>
          <h3 className="story__head">{t('eval.sensitive')}</h3>
          {moving.length === 0 ? (
            <p>{t('eval.sensitive_none')}</p>
          ) : (
            <ul>
              {moving.map(({ criterion, name, changed }) => (
                <li key={criterion}>{t('eval.changes', { name: say(name), changed })}</li>
              ))}
            </ul>
          )}
        </div>
        <div>
          <h3 className="story__head">{t('eval.without_expert')}</h3>
          <ul>
            {experts.map(({ name, changed }) => (
              <li key={name}>{t('eval.changes', { name, changed })}</li>
            ))}
          </ul>
        </div>
      </div>
    </>
  )
}

/** Krippendorff's usual bounds: 0.8 and more is firm, 0.667 lets tentative conclusions be drawn. */
function Agreement({ alpha }: { readonly alpha: string | undefined }) {
  const { t } = useSpeech()
  if (alpha === undefined) return <span className="note">{t('eval.alpha_none')}</span>
  const value = Number(alpha)
  if (value >= 0.8) return <StateTag tone="done" text={t('eval.alpha_firm')} />
  return value >= 0.667 ? (
    <StateTag tone="plain" text={t('eval.alpha_tentative')} />
  ) : (
    <StateTag tone="explain" text={t('eval.alpha_weak')} />
  )
}
