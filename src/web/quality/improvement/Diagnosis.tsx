import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CriterionNode, ScoreSheet } from '../../../http/contract/evaluation.ts'
import type { Diagnosis as DiagnosisDocument } from '../../../http/contract/improvement.ts'
import { exploreLink } from '../../explorer/address.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { withUnit } from '../../parts/shown.ts'
import { diagnosesLink, roundLink } from '../addresses.ts'
import { criterionOf, type Marking, ownMark } from '../evaluation/criteria.ts'
import { MarkPicker } from '../evaluation/MarkPicker.tsx'
import { type MarkChange, useMarking } from '../evaluation/marking.ts'
import { PanelOfExperts } from '../evaluation/PanelOfExperts.tsx'
import { SavingNote } from '../evaluation/SavingNote.tsx'
import { evaluationTone } from '../evaluation/states.ts'
import { sheetForms } from '../evaluation/step-forms.ts'
import { EvidenceList } from '../parts/EvidenceList.tsx'
import { useDocumentId } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { ReportLinks } from '../parts/ReportLinks.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { StepBar } from '../parts/StepBar.tsx'
import { Trail } from '../parts/Trail.tsx'
import { Whole } from '../parts/Whole.tsx'
import { diagnosisQuery, sheetQuery } from '../queries.ts'
import { Problems } from './Board.tsx'

type Element = DiagnosisDocument['items'][number]['elements'][number]

/** `/improvement/diagnoses/:id`: the yearly self-diagnosis, element by element: opinion, measure, effect, review. */
export function Component() {
  const id = useDocumentId()
  const query = useQuery(diagnosisQuery(id))
  const sheet = useQuery(sheetQuery(id))
  return (
    <Whole query={query}>
      {(diagnosis) => (
        <Whole query={sheet}>{(whole) => <Diagnosis key={id} diagnosis={diagnosis} sheet={whole} />}</Whole>
      )}
    </Whole>
  )
}

function Diagnosis({
  diagnosis,
  sheet,
}: {
  readonly diagnosis: DiagnosisDocument
  readonly sheet: ScoreSheet
}) {
  const { t, say } = useSpeech()
  const { items, counts, written, review, problems } = diagnosis
  const { org, round } = sheet
  const marking: Marking = sheet.totals.own ? 'expert' : 'self'
  const { saving, save } = useMarking(sheet.id, marking)
  return (
    <QualityFrame
      org={org.code}
      year={round.year}
      linkTo={diagnosesLink}
      title={t('imp.diagnosis_of', { org: sheet.subjectName, year: diagnosis.year })}
      above={<Link to={roundLink(round.id)}>{round.title}</Link>}
      state={
        <>
          <StateTag tone={evaluationTone(sheet.state)} text={say(sheet.stateName)} />{' '}
          {t('imp.written', { elements: written.elements, of: written.of })}
          {counts.map(({ mark, elements }) => (
            <span key={mark.zh}>
              {' · '}
              {t('imp.count_of', { mark: say(mark), elements })}
            </span>
          ))}
        </>
      }
      action={
        <>
          <StepBar
            actions={sheet.actions}
            forms={sheetForms(t)}
            to={['evaluations', sheet.id, 'steps']}
            main={['submit', 'assign', 'close_scoring', 'notify', 'accept', 'confirm', 'publish']}
          />
          {marking === 'self' ? <ReportLinks of={['evaluations', sheet.id, 'diagnosis', 'report']} /> : null}
        </>
      }
      explanation={
        <>
          <PanelOfExperts sheet={sheet} />
          <Trail steps={sheet.steps} />
        </>
      }
    >
      {round.isSynthetic ? <SyntheticNote /> : null}
      {review ? (
        <p className="review">
          {t('imp.review', { agreed: review.agreed, of: review.of })}
          {review.conclusion ? <strong> {say(review.conclusion)}</strong> : null}
        </p>
      ) : null}
      <div className="marking-bar">
        <progress value={written.elements} max={written.of} aria-label={t('imp.written_progress')} />
        <SavingNote saving={saving} />
      </div>
      {items.map((item) => (
        <section key={item.id} className="dimension" aria-labelledby={`item-${item.id}`}>
          <h2 className="dimension__head" id={`item-${item.id}`}>
            {say(item.name)}
          </h2>
          {item.elements.map((element) => (
            <ElementCard
              key={element.id}
              element={element}
              criterion={criterionOf(sheet.criteria, element.id)}
              sheet={sheet}
              marking={marking}
              save={save}
            />
          ))}
        </section>
      ))}
      {problems.length > 0 ? (
        <>
          <h2 className="part-head">{t('imp.problems_of')}</h2>
          <Problems problems={problems} />
        </>
      ) : null}
    </QualityFrame>
  )
}

function ElementCard({
  element,
  criterion,
  sheet,
  marking,
  save,
}: {
  readonly element: Element
  readonly criterion: CriterionNode | undefined
  readonly sheet: ScoreSheet
  readonly marking: Marking
  readonly save: (change: MarkChange) => void
}) {
  const { t, say } = useSpeech()
  const [picked, setPicked] = useState<string>()
  const mayMark = criterion?.mayMark ?? false
  const own = criterion ? ownMark(criterion, marking) : undefined
  return (
    <article className="card element" aria-labelledby={`element-${element.id}`}>
      <header className="element__head">
        <h3 id={`element-${element.id}`}>{say(element.name)}</h3>
        {criterion && mayMark ? (
          <MarkPicker
            criterion={criterion}
            value={picked ?? own?.mark ?? undefined}
            onPick={(mark) => {
              setPicked(mark)
              save({ criterion: element.id, mark })
            }}
          />
        ) : element.verdict ? (
          <strong>{say(element.verdict)}</strong>
        ) : (
          <span className="note">{t('imp.not_written')}</span>
        )}
      </header>
      <Points element={element} sheet={sheet} criterion={criterion} />
      {mayMark && marking === 'self' ? (
        <div className="element__texts">
          {(['note', 'measure', 'effect'] as const).map((part) => (
            <label key={part}>
              <span className="field__label">{t(`imp.text.${part}`)}</span>
              <textarea
                className="text-field"
                rows={2}
                maxLength={4000}
                defaultValue={own?.[part] ?? ''}
                onBlur={(event) => {
                  const text = event.target.value.trim()
                  if (text !== (own?.[part] ?? '')) save({ criterion: element.id, [part]: text })
                }}
              />
            </label>
          ))}
        </div>
      ) : (
        <dl className="element__said">
          {(
            [
              ['note', element.opinion],
              ['measure', element.measure],
              ['effect', element.effect],
            ] as const
          ).map(([part, text]) =>
            text === '' ? null : (
              <div key={part}>
                <dt>{t(`imp.text.${part}`)}</dt>
                <dd>{text}</dd>
              </div>
            ),
          )}
        </dl>
      )}
      {element.review ? (
        <p className="note">
          {t(element.agrees ? 'imp.review_agrees' : 'imp.review_differs', { mark: say(element.review) })}
        </p>
      ) : null}
    </article>
  )
}

/** What an element looks at: values with last year beside them, files. */
function Points({
  element,
  sheet,
  criterion,
}: {
  readonly element: Element
  readonly sheet: ScoreSheet
  readonly criterion: CriterionNode | undefined
}) {
  const { t, say } = useSpeech()
  return (
    <ul className="points">
      {element.points.map((point) => {
        const leaf = criterion?.criteria.find(({ id }) => id === point.id)
        const unit = point.unitLabel ? say(point.unitLabel) : ''
        return (
          <li key={point.id}>
            <span className="points__name">{say(point.name)}</span>
            {point.printed === undefined ? (
              point.kind === 'observed' ? (
                <span className="note">{t('state.missing')}</span>
              ) : null
            ) : (
              <span className="points__value">
                {point.indicator ? (
                  <Link to={exploreLink(sheet.org.code, sheet.round.year, point.indicator)}>
                    {withUnit(grouped(point.printed), unit)}
                  </Link>
                ) : (
                  withUnit(grouped(point.printed), unit)
                )}
                {point.previous === undefined ? null : (
                  <span className="note"> {t('imp.last_year', { value: grouped(point.previous) })}</span>
                )}
              </span>
            )}
            {point.kind === 'evidence' && leaf ? (
              <EvidenceList
                files={leaf.evidence}
                part={point.id}
                name={say(point.name)}
                {...(leaf.mayMark && !sheet.totals.own ? { to: ['evaluations', sheet.id, 'evidence'] } : {})}
              />
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
