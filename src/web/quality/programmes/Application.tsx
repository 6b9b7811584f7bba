import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Application as ApplicationDocument } from '../../../http/contract/programmes.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { applicationsLink } from '../addresses.ts'
import { SavingNote } from '../evaluation/SavingNote.tsx'
import { dayText } from '../parts/dates.ts'
import { EvidenceList } from '../parts/EvidenceList.tsx'
import { useDocumentId } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { StepBar } from '../parts/StepBar.tsx'
import { Trail } from '../parts/Trail.tsx'
import { Whole } from '../parts/Whole.tsx'
import { applicationQuery } from '../queries.ts'
import { applicationForms } from './application-forms.ts'
import { Objections } from './Objections.tsx'
import { PanelEvidence } from './PanelEvidence.tsx'
import { PartForm } from './PartForm.tsx'
import { partShapes } from './part-fields.ts'
import { applicationTone } from './tones.ts'
import { useWriting } from './writing.ts'

/** `/programmes/applications/:id`: an application for a new programme, from the first part to the filing number. */
export function Component() {
  const query = useQuery(applicationQuery(useDocumentId()))
  return (
    <Whole query={query}>
      {(application) => <Application key={application.id} application={application} />}
    </Whole>
  )
}

const ORDER = ['draft', 'submitted', 'complete', 'panel', 'reviewed', 'noticed', 'approved', 'filed']

function Application({ application }: { readonly application: ApplicationDocument }) {
  const { t, say, language } = useSpeech()
  const { org, year, programme, direction, state, stateName, department, opinion } = application
  const writing = useWriting(application)
  const title = `${say(programme.name)}${direction === '' ? '' : `（${direction}）`}`
  return (
    <QualityFrame
      org={org.code}
      year={year}
      linkTo={applicationsLink}
      title={title}
      above={
        <>
          <Link to={applicationsLink(org.code, year)}>{t('prog.applications_title')}</Link>
          <span className="frame__topic">
            {orgName(org, language)} · {year}
          </span>
        </>
      }
      state={
        <>
          <StateTag tone={applicationTone(state)} text={say(stateName)} />{' '}
          {application.filingNumber
            ? t('prog.number_is', { number: application.filingNumber })
            : state === 'noticed' && application.noticeUntil
              ? t('prog.notice_until', { day: dayText(application.noticeUntil) })
              : null}
        </>
      }
      action={
        <>
          {application.mayWrite ? <Button onClick={writing.prefill}>{t('prog.prefill')}</Button> : null}
          <StepBar
            actions={application.actions}
            forms={applicationForms(application, t)}
            to={['applications', application.id, 'steps']}
            main={['submit', 'accept', 'convene', 'close_panel', 'announce', 'approve', 'file']}
          />
        </>
      }
      explanation={
        <>
          <PanelEvidence application={application} />
          <Trail steps={application.steps} />
        </>
      }
    >
      {application.isSynthetic ? <SyntheticNote /> : null}
      <Stations state={state} />
      {department ? (
        <p className="notice notice--explain">
          <Icon name="note" />
          <span>
            {t('prog.department', { department: say(department) })}{' '}
            {opinion
              ? t(opinion.agrees ? 'prog.department_agrees' : 'prog.department_disagrees', {
                  document: opinion.document,
                  text: opinion.text,
                })
              : ''}
          </span>
        </p>
      ) : null}
      {application.decisionReason === '' ? null : (
        <p className="review">{t('prog.decision_reason', { reason: application.decisionReason })}</p>
      )}
      {application.isUnchanged || state === 'draft' ? null : (
        <p className="notice notice--error">{t('prog.changed_since')}</p>
      )}
      <Objections application={application} />
      <Parts application={application} writing={writing} />
    </QualityFrame>
  )
}

/** The steps from draft to filing number, and which of them the application has reached. */
function Stations({ state }: { readonly state: string }) {
  const { t } = useSpeech()
  const at = ORDER.indexOf(state === 'rejected' ? 'reviewed' : state)
  return (
    <ol className="stations" aria-label={t('prog.stations')}>
      {ORDER.map((one, index) => (
        <li
          key={one}
          className={index < at ? 'stations__done' : undefined}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          {index < at ? <Icon name="done" /> : null}
          {t(`prog.station.${one}`)}
        </li>
      ))}
    </ol>
  )
}

function Parts({
  application,
  writing,
}: {
  readonly application: ApplicationDocument
  readonly writing: ReturnType<typeof useWriting>
}) {
  const { t, say } = useSpeech()
  const { completeness, mayWrite, evidence } = application
  const [shown, setShown] = useState(completeness.find(({ isComplete }) => !isComplete)?.part ?? 'basics')
  const part = completeness.find((one) => one.part === shown)
  const shape = partShapes[shown]
  const done = completeness.filter(({ isComplete }) => isComplete).length
  return (
    <section className="application" aria-label={t('prog.parts')}>
      <div className="marking-bar">
        <progress value={done} max={completeness.length} aria-label={t('prog.complete')} />
        <span>{t('prog.complete_of', { done, of: completeness.length })}</span>
        <SavingNote saving={writing.saving} />
      </div>
      <div className="application__body">
        <nav aria-label={t('prog.parts')}>
          <ol className="part-list">
            {completeness.map((one) => (
              <li key={one.part}>
                <button
                  type="button"
                  {...(one.part === shown ? { 'aria-current': 'true' as const } : {})}
                  onClick={() => setShown(one.part)}
                >
                  <span>{say(one.name)}</span>
                  <StateTag
                    tone={one.isComplete ? 'done' : 'busy'}
                    text={
                      one.isComplete
                        ? t('prog.part_done')
                        : t('prog.part_wants', { count: one.wanting.length })
                    }
                  />
                </button>
              </li>
            ))}
          </ol>
        </nav>
        {part && shape ? (
          <section className="card" aria-labelledby="part-title">
            <h2 id="part-title">{say(part.name)}</h2>
            {part.wanting.length > 0 ? (
              <p className="note">
                {t('prog.wanting', { list: part.wanting.map(say).join(t('list.separator')) })}
              </p>
            ) : null}
            <PartForm
              key={`${part.part}-${writing.filled}`}
              part={part.part}
              shape={shape}
              content={writing.contentOf(part.part)}
              mayWrite={mayWrite}
              onKeep={(content) => writing.keep(part.part, content)}
            />
            {shape.takesFiles ? (
              <EvidenceList
                files={evidence.filter((file) => file.part === part.part)}
                part={part.part}
                name={say(part.name)}
                {...(mayWrite ? { to: ['applications', application.id, 'files'] } : {})}
              />
            ) : null}
          </section>
        ) : null}
      </div>
    </section>
  )
}
