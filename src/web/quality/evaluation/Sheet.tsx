import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CriterionNode, ScoreSheet } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { roundLink, roundsLink } from '../addresses.ts'
import { dayText } from '../parts/dates.ts'
import { useDocumentId } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { ReportLinks } from '../parts/ReportLinks.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { StepBar } from '../parts/StepBar.tsx'
import { useSend } from '../parts/send.ts'
import { Trail } from '../parts/Trail.tsx'
import { Whole } from '../parts/Whole.tsx'
import { sheetQuery } from '../queries.ts'
import { Answer } from './Answer.tsx'
import { CriterionPanel } from './CriterionPanel.tsx'
import { CriterionRow } from './CriterionRow.tsx'
import { criterionOf, isAnswered, leavesOf, type Marking, shortPoints } from './criteria.ts'
import { Disputes } from './Disputes.tsx'
import { Moved } from './Moved.tsx'
import { useMarking } from './marking.ts'
import { PanelOfExperts } from './PanelOfExperts.tsx'
import { Profile } from './Profile.tsx'
import { SavingNote } from './SavingNote.tsx'
import { evaluationTone } from './states.ts'
import { sheetForms } from './step-forms.ts'

/** `/evaluation/sheets/:id`: the score sheet of one subject, for the school, the bureau and the expert. */
export function Component() {
  const query = useQuery(sheetQuery(useDocumentId()))
  return <Whole query={query}>{(sheet) => <Sheet key={sheet.id} sheet={sheet} />}</Whole>
}

const LEADING = ['submit', 'assign', 'close_scoring', 'notify', 'accept', 'confirm', 'publish']

function Sheet({ sheet }: { readonly sheet: ScoreSheet }) {
  const { t, say } = useSpeech()
  // Only an expert's own sheet has a total of its own.
  const marking: Marking = sheet.totals.own ? 'expert' : 'self'
  const { saving, save } = useMarking(sheet.id, marking)
  const [chosen, setChosen] = useState<string>()
  const criterion = chosen === undefined ? undefined : criterionOf(sheet.criteria, chosen)
  const wanted = leavesOf(sheet.criteria).filter(({ mayMark }) => mayMark)
  const answered = wanted.filter((one) => isAnswered(one, marking)).length
  const { round, org } = sheet
  const isTold = ['notified', 'replied', 'confirmed', 'published'].includes(sheet.state)
  return (
    <QualityFrame
      org={org.code}
      year={round.year}
      linkTo={roundsLink}
      title={sheet.subjectName}
      above={<Link to={roundLink(round.id)}>{round.title}</Link>}
      state={
        <>
          <StateTag tone={evaluationTone(sheet.state)} text={say(sheet.stateName)} />{' '}
          {sheet.state === 'open' ? t('eval.until', { day: dayText(round.selfUntil) }) : null}
          {sheet.state === 'scoring' ? t('eval.until', { day: dayText(round.scoringUntil) }) : null}
          {sheet.state === 'notified' && sheet.replyUntil
            ? t('eval.reply_until', { day: dayText(sheet.replyUntil) })
            : null}
        </>
      }
      action={
        <>
          <StepBar
            actions={sheet.actions}
            forms={sheetForms(t)}
            to={['evaluations', sheet.id, 'steps']}
            main={LEADING}
          />
          <Answer sheet={sheet} />
          {isTold && marking === 'self' ? <ReportLinks of={['evaluations', sheet.id, 'report']} /> : null}
          {marking === 'expert' && wanted.length > 0 ? (
            <HandIn sheet={sheet} left={wanted.length - answered} />
          ) : null}
        </>
      }
      explanation={
        <>
          {criterion ? <CriterionPanel criterion={criterion} sheet={sheet} /> : null}
          <PanelOfExperts sheet={sheet} />
          {marking === 'expert' ? null : <Trail steps={sheet.steps} />}
        </>
      }
    >
      {round.isSynthetic ? <SyntheticNote /> : null}
      <Totals sheet={sheet} />
      {sheet.isStale ? <p className="notice notice--explain">{t('eval.stale')}</p> : null}
      <Disputes sheet={sheet} />
      {wanted.length > 0 ? (
        <div className="marking-bar">
          <progress value={answered} max={wanted.length} aria-label={t('eval.answered')} />
          <span>{t('eval.answered_of', { answered, of: wanted.length })}</span>
          <SavingNote saving={saving} />
        </div>
      ) : null}
      {isTold ? <Profile sheet={sheet} /> : null}
      {partsOf(sheet).map(({ id, name, weight, final, leaves }) => (
        <section key={id} className="dimension" aria-labelledby={`dimension-${id}`}>
          <h2 className="dimension__head" id={`dimension-${id}`}>
            <span>{name ? say(name) : t('eval.criteria')}</span>
            <span className="dimension__points">
              {t('eval.weight_of', { weight })}
              {final?.state === 'scored' ? ` · ${t('eval.gets', { points: shortPoints(final.points) })}` : ''}
            </span>
          </h2>
          <ul className="criteria">
            {leaves.map((leaf) => (
              <CriterionRow
                key={leaf.id}
                criterion={leaf}
                evaluation={sheet.id}
                marking={marking}
                isChosen={leaf.id === chosen}
                onChoose={() => setChosen(leaf.id === chosen ? undefined : leaf.id)}
                save={save}
              />
            ))}
          </ul>
        </section>
      ))}
      {isTold && marking === 'self' ? <Moved id={sheet.id} /> : null}
    </QualityFrame>
  )
}

interface SheetPart extends Pick<CriterionNode, 'id' | 'weight' | 'final'> {
  /** Absent where the scheme has no dimensions. */
  readonly name?: CriterionNode['name']
  readonly leaves: readonly CriterionNode[]
}

/** The dimensions of the scheme; a scheme without any is one part. */
function partsOf({ criteria, round }: ScoreSheet): readonly SheetPart[] {
  if (criteria.every(({ kind }) => kind !== 'branch'))
    return [{ id: 'all', weight: round.scheme.full, leaves: criteria }]
  return criteria.map((one) => ({ ...one, leaves: leavesOf([one]) }))
}

function Totals({ sheet: { totals, round } }: { readonly sheet: ScoreSheet }) {
  const { t, say } = useSpeech()
  const { self, own, final } = totals
  const rows: readonly { readonly label: string; readonly total: ScoreSheet['totals']['final'] }[] = [
    { label: t('eval.total_self'), total: self },
    { label: t('eval.total_own'), total: own },
    { label: t('eval.total_final'), total: final },
  ]
  return (
    <dl className="totals">
      {rows.map(({ label, total }) =>
        total ? (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {total.state === 'scored' ? (
                <>
                  <span className="totals__points">{total.points}</span>
                  <span className="note"> / {round.scheme.full}</span>
                  {total.rating ? ` · ${say(total.rating)}` : ''}
                </>
              ) : (
                <span className="note">{t('eval.incomplete')}</span>
              )}
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

/** Hands in an expert's own sheet: once, complete. */
function HandIn({ sheet, left }: { readonly sheet: ScoreSheet; readonly left: number }) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useSend()
  const toast = useToast()
  return (
    <>
      <Button
        type="primary"
        loading={isBusy}
        onClick={async () => {
          if (await send('POST', ['evaluations', sheet.id, 'expert-sheet']))
            toast({ text: t('eval.handed_in') })
        }}
      >
        {left > 0 ? t('eval.hand_in_left', { left }) : t('eval.hand_in')}
      </Button>
      {error === undefined ? null : <ErrorState error={error} />}
    </>
  )
}
