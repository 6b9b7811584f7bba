import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ImprovementProblemDetail } from '../../../http/contract/improvement.ts'
import { exploreLink } from '../../explorer/address.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { boardLink, sheetLink } from '../addresses.ts'
import { dayText, inDays } from '../parts/dates.ts'
import { EvidenceList } from '../parts/EvidenceList.tsx'
import { useDocumentId } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { StepBar, type StepForm } from '../parts/StepBar.tsx'
import { Trail } from '../parts/Trail.tsx'
import { Whole } from '../parts/Whole.tsx'
import { problemQuery } from '../queries.ts'
import { problemTone } from './tones.ts'

/** `/improvement/problems/:id`: one problem, from the value that opened it to the value that closed it. */
export function Component() {
  const query = useQuery(problemQuery(useDocumentId()))
  return <Whole query={query}>{(problem) => <Problem problem={problem} />}</Whole>
}

function Problem({ problem }: { readonly problem: ImprovementProblemDetail }) {
  const { t, say, language } = useSpeech()
  const { org, year, title, state, stateName, isOverdue } = problem
  return (
    <QualityFrame
      org={org.code}
      year={year}
      linkTo={boardLink}
      title={title}
      above={
        <Link to={boardLink(org.code, year)}>{t('imp.board_of', { org: orgName(org, language), year })}</Link>
      }
      state={
        <>
          <StateTag tone={problemTone(state)} text={say(stateName)} />{' '}
          {isOverdue ? <StateTag tone="error" text={t('imp.overdue')} /> : null}
        </>
      }
      action={
        <StepBar
          actions={problem.actions}
          forms={useForms(problem)}
          to={['problems', problem.id, 'steps']}
          main={['analyse', 'plan', 'complete', 'close']}
        />
      }
      explanation={<Trail steps={problem.steps} />}
    >
      {problem.isSynthetic ? <SyntheticNote /> : null}
      <Story problem={problem} />
    </QualityFrame>
  )
}

function useForms({
  cause,
  measure,
  owner,
  dueOn,
  effect,
}: ImprovementProblemDetail): Record<string, StepForm> {
  const { t } = useSpeech()
  const reason = { name: 'reason', label: t('quality.reason'), kind: 'text' } as const
  return {
    analyse: { fields: [{ name: 'cause', label: t('imp.cause'), kind: 'text', value: cause }] },
    plan: {
      fields: [
        {
          name: 'measure',
          label: t('imp.measure'),
          kind: 'text',
          value: measure,
          hint: t('imp.measure_hint'),
        },
        { name: 'owner', label: t('imp.owner'), value: owner },
        { name: 'dueOn', label: t('imp.due'), kind: 'date', value: dueOn ?? inDays(90) },
      ],
    },
    report: { fields: [{ name: 'text', label: t('imp.progress'), kind: 'text' }] },
    complete: {
      fields: [{ name: 'effect', label: t('imp.effect'), kind: 'text', value: effect }],
      text: t('imp.complete_text'),
    },
    recheck_missed: { fields: [{ name: 'remark', label: t('quality.remark'), kind: 'text' }] },
    close: { fields: [reason], text: t('imp.close_text') },
    waive: { fields: [reason], text: t('imp.waive_text') },
  }
}

/** The stations of a problem, in the order in which they are passed; what is still to come says what it will hold. */
function Story({ problem }: { readonly problem: ImprovementProblemDetail }) {
  const { t } = useSpeech()
  const { cause, measure, owner, dueOn, effect, waiver, state, evidence, evaluation } = problem
  const isOver = state === 'closed' || state === 'waived'
  return (
    <ol className="story-line">
      <Station title={t('imp.station.opened')} isDone at={problem.openedAt}>
        <p>
          {t(`imp.because.${problem.because === '' ? problem.openedBy : problem.because}`, {
            value: problem.openedValue ?? '—',
          })}
        </p>
        {problem.openedValue ? (
          <p className="story-line__value">
            {problem.openedValue}
            {problem.indicator ? (
              <Link to={exploreLink(problem.org.code, problem.year, problem.indicator)}>
                {t('eval.to_story')}
              </Link>
            ) : null}
          </p>
        ) : null}
        {evaluation ? <Link to={sheetLink(evaluation)}>{t('imp.to_evaluation')}</Link> : null}
      </Station>
      <Station title={t('imp.cause')} isDone={cause !== ''}>
        <p>{cause === '' ? <span className="note">{t('imp.wait.cause')}</span> : cause}</p>
      </Station>
      <Station title={t('imp.measure')} isDone={measure !== ''}>
        {measure === '' ? (
          <p className="note">{t('imp.wait.measure')}</p>
        ) : (
          <>
            <p>{measure}</p>
            <dl className="facts">
              <div>
                <dt>{t('imp.owner')}</dt>
                <dd>{owner}</dd>
              </div>
              <div>
                <dt>{t('imp.due')}</dt>
                <dd>{dueOn}</dd>
              </div>
            </dl>
          </>
        )}
      </Station>
      <Station title={t('imp.evidence')} isDone={evidence.length > 0}>
        <EvidenceList
          files={evidence}
          name={problem.title}
          {...(isOver || measure === '' ? {} : { to: ['problems', problem.id, 'evidence'] })}
        />
      </Station>
      <Station title={t('imp.effect')} isDone={effect !== ''}>
        <p>{effect === '' ? <span className="note">{t('imp.wait.effect')}</span> : effect}</p>
      </Station>
      <Station
        title={t(state === 'waived' ? 'imp.station.waived' : 'imp.station.closed')}
        isDone={isOver}
        {...(problem.closedAt ? { at: problem.closedAt } : {})}
      >
        {state === 'waived' ? (
          <p>{waiver}</p>
        ) : problem.closedValue ? (
          <p className="story-line__value">
            {t('imp.closed_by', { year: problem.closedYear ?? '', value: problem.closedValue })}
          </p>
        ) : (
          <p className="note">
            {isOver
              ? t('imp.closed_by_hand')
              : t(problem.openedBy === 'goal' ? 'imp.wait.value' : 'imp.wait.recheck')}
          </p>
        )}
      </Station>
    </ol>
  )
}

function Station({
  title,
  isDone,
  at,
  children,
}: {
  readonly title: string
  readonly isDone: boolean
  readonly at?: string
  readonly children: React.ReactNode
}) {
  return (
    <li className={isDone ? 'station station--done' : 'station'}>
      <h2 className="station__title">
        {title} {at ? <time dateTime={at}>{dayText(at)}</time> : null}
      </h2>
      {children}
    </li>
  )
}
