import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { EvaluationRoundDetail } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { diagnosisLink, roundLink, roundResultLink, roundsLink, sheetLink } from '../addresses.ts'
import { dayText, endOfDay } from '../parts/dates.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { useDocumentId } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { SectionNav } from '../parts/SectionNav.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { Table } from '../parts/Table.tsx'
import { Whole } from '../parts/Whole.tsx'
import { roundQuery } from '../queries.ts'
import { evaluationTone } from './states.ts'

/** `/evaluation/rounds/:id`: a round with its subjects and how far each is. */
export function Component() {
  const query = useQuery(roundQuery(useDocumentId()))
  return <Whole query={query}>{(round) => <Round round={round} />}</Whole>
}

export function RoundNav({ round }: { readonly round: Pick<EvaluationRoundDetail, 'id'> }) {
  const { t } = useSpeech()
  return (
    <SectionNav
      label={t('eval.nav_round')}
      links={[
        { to: roundLink(round.id), text: t('eval.subjects') },
        { to: roundResultLink(round.id), text: t('eval.result') },
      ]}
    />
  )
}

function Round({ round }: { readonly round: EvaluationRoundDetail }) {
  const { t, say } = useSpeech()
  const { org, year, title, subjects, mayConduct, scheme } = round
  const done = subjects.filter(({ state }) => ['confirmed', 'published'].includes(state)).length
  const action = mayConduct && round.state === 'open' ? <RoundChange round={round} /> : undefined
  const isDiagnosis = scheme.purpose === 'diagnosis'
  return (
    <QualityFrame
      org={org.code}
      year={year}
      linkTo={roundsLink}
      title={title}
      above={<Link to={roundsLink(org.code, year)}>{t('eval.title')}</Link>}
      state={
        <>
          <StateTag
            tone={round.state === 'open' ? 'busy' : 'plain'}
            text={t(`eval.round_state.${round.state}`)}
          />{' '}
          {t('eval.round_dates', {
            scheme: say(scheme.name),
            self: dayText(round.selfUntil),
            scoring: dayText(round.scoringUntil),
            days: round.replyDays,
          })}
        </>
      }
      {...(action ? { action } : {})}
      {...(mayConduct && !isDiagnosis ? { nav: <RoundNav round={round} /> } : {})}
    >
      {round.isSynthetic ? <SyntheticNote /> : null}
      {mayConduct ? <Together round={round} /> : null}
      <p className="note">{t('eval.progress', { done, of: subjects.length })}</p>
      <Table
        caption={t('eval.subjects')}
        rows={subjects}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t('eval.subject'),
            cell: ({ id, subjectName }) => (
              <Link to={isDiagnosis ? diagnosisLink(id) : sheetLink(id)}>{subjectName}</Link>
            ),
          },
          {
            title: t('eval.state'),
            cell: ({ state, stateName }) => <StateTag tone={evaluationTone(state)} text={say(stateName)} />,
          },
          ...(mayConduct
            ? [
                {
                  title: t('eval.sheets'),
                  cell: ({ sheets }: EvaluationRoundDetail['subjects'][number]) =>
                    sheets ? `${sheets.in} / ${sheets.of}` : '—',
                  isNumber: true,
                },
              ]
            : []),
          ...(isDiagnosis
            ? []
            : [
                {
                  title: t('eval.self_points'),
                  cell: ({ selfPoints }: EvaluationRoundDetail['subjects'][number]) => selfPoints ?? '—',
                  isNumber: true,
                },
                {
                  title: t('eval.points'),
                  cell: ({ points }: EvaluationRoundDetail['subjects'][number]) => points ?? '—',
                  isNumber: true,
                },
                {
                  title: t('eval.rating'),
                  cell: ({ rating }: EvaluationRoundDetail['subjects'][number]) =>
                    rating ? say(rating) : '—',
                },
              ]),
        ]}
      />
    </QualityFrame>
  )
}

/** Steps that are alike for many subjects are taken for all of them at once; each that is refused says why. */
const together = [
  { from: 'submitted', action: 'assign' },
  { from: 'scored', action: 'notify' },
  { from: 'confirmed', action: 'publish' },
] as const

function Together({ round }: { readonly round: EvaluationRoundDetail }) {
  const { t } = useSpeech()
  const { send, error } = useSend()
  const [progress, setProgress] = useState<{ done: number; of: number }>()
  const take = async (ids: readonly string[], action: string) => {
    for (const [index, id] of ids.entries()) {
      setProgress({ done: index + 1, of: ids.length })
      if ((await send('POST', ['evaluations', id, 'steps'], { action })) === undefined) break
    }
    setProgress(undefined)
  }
  const waiting = together.flatMap(({ from, action }) => {
    const ids = round.subjects.filter(({ state }) => state === from).map(({ id }) => id)
    return ids.length > 0 ? [{ action, ids }] : []
  })
  if (waiting.length === 0 && error === undefined) return null
  return (
    <section className="together" aria-label={t('eval.together')}>
      {waiting.map(({ action, ids }) => (
        <Button key={action} disabled={progress !== undefined} onClick={() => void take(ids, action)}>
          {t(`eval.together.${action}`, { count: ids.length })}
        </Button>
      ))}
      {progress ? <span role="status">{t('eval.together_progress', progress)}</span> : null}
      {error === undefined ? null : <ErrorState error={error} />}
    </section>
  )
}

function RoundChange({ round }: { readonly round: EvaluationRoundDetail }) {
  const { t } = useSpeech()
  const { send, error, isBusy, forget } = useSend()
  const [asked, setAsked] = useState<'extend' | 'close'>()
  const close = () => {
    setAsked(undefined)
    forget()
  }
  return (
    <>
      <Button onClick={() => setAsked('extend')}>{t('eval.extend')}</Button>
      <Button onClick={() => setAsked('close')}>{t('eval.close_round')}</Button>
      {asked ? (
        <FormDialog
          title={t(asked === 'extend' ? 'eval.extend' : 'eval.close_round')}
          submit={t(asked === 'extend' ? 'eval.extend' : 'eval.close_round')}
          error={error}
          isBusy={isBusy}
          onClose={close}
          {...(asked === 'close' ? { text: t('eval.close_round_text') } : {})}
          fields={
            asked === 'close'
              ? []
              : [
                  {
                    name: 'selfUntil',
                    label: t('eval.self_until'),
                    kind: 'date',
                    value: dayText(round.selfUntil),
                  },
                  {
                    name: 'scoringUntil',
                    label: t('eval.scoring_until'),
                    kind: 'date',
                    value: dayText(round.scoringUntil),
                  },
                ]
          }
          onSubmit={async ({ selfUntil, scoringUntil }) => {
            const body =
              asked === 'close'
                ? { close: true }
                : {
                    ...(selfUntil ? { selfUntil: endOfDay(selfUntil) } : {}),
                    ...(scoringUntil ? { scoringUntil: endOfDay(scoringUntil) } : {}),
                  }
            if (await send('PATCH', ['evaluation-rounds', round.id], body)) close()
          }}
        />
      ) : null}
    </>
  )
}
