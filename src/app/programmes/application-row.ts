import { type ApplicationState, applicationWorkflow } from '../../evaluation/index.ts'
import type { StoredApplication } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import { named, programmeName } from './shown.ts'
import type { ApplicationRow } from './views.ts'

/** An application as lists show it; undefined where its year does not have its unit any more. */
export function applicationRow(app: AppContext, application: StoredApplication): ApplicationRow | undefined {
  const unit = app.units.tree(application.year).unit(application.org_unit_id)
  if (!unit) return undefined
  return {
    id: application.id,
    org: orgRef(unit),
    year: application.year,
    programme: { ...programmeName(app, application.programme), code: application.programme },
    direction: application.direction,
    category: named(app, 'programme_categories', application.category),
    state: application.state,
    stateName: applicationWorkflow.states[application.state as ApplicationState],
    ...(application.submitted_at ? { submittedAt: application.submitted_at.toISOString() } : {}),
    ...(application.notice_until ? { noticeUntil: application.notice_until.toISOString() } : {}),
    ...(application.filing_number === null ? {} : { filingNumber: application.filing_number }),
    isSynthetic: application.is_synthetic,
  }
}
