import { AppError, isReportingYear, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  readCollectionRound,
  readSubmission,
  type StoredCollectionRound,
  type StoredSubmission,
  type Tx,
} from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import type { Deed } from '../perform.ts'
import type { Action } from '../permissions.ts'
import { type AskedForms, askedForms } from './forms.ts'

/**
 * The unit that a request names, as it stands in a year.
 * @throws AppError ORG-001, ORG-003
 */
export async function unitAt(app: AppContext, name: string, year: ReportingYear): Promise<OrgUnitInYear> {
  await app.units.refresh()
  if (!isReportingYear(year)) throw new AppError('ORG-003', { year }, { kind: 'usage' })
  return app.units.find(name, year)
}

export function deedAt(
  action: Action,
  unit: OrgUnitInYear,
  year: ReportingYear,
  more: Pick<Deed, 'object' | 'areas'> = {},
): Deed {
  return { action, unit, year, ...more }
}

/** A unit's return in its round, with what the round asks of it. */
export interface DeskReturn {
  readonly unit: OrgUnitInYear
  readonly year: ReportingYear
  readonly round: StoredCollectionRound
  readonly submission: StoredSubmission
  readonly asked: AskedForms
}

/** @throws AppError RND-001 where no round asks the unit for that year */
export async function returnAt(
  app: AppContext,
  tx: Tx,
  unit: OrgUnitInYear,
  year: ReportingYear,
  lock: 'none' | 'share' | 'update' = 'none',
): Promise<DeskReturn> {
  // A state in which it is not the role's turn hides the return from its lock; it is read all the same, to say so.
  const locked = lock === 'none' ? undefined : await readSubmission(tx, unit.id, year, lock)
  const submission = locked ?? (await readSubmission(tx, unit.id, year))
  const round = submission && (await readCollectionRound(tx, submission.round_unit_id, year))
  if (!submission || !round) throw new AppError('RND-001', { unit: unit.name, year }, { kind: 'not_found' })
  return { unit, year, round, submission, asked: askedForms(app.catalog, round.forms, unit.level, year) }
}

/** The day by whose end the return is due: the unit's own where it was given one. */
export function deadlineOf({ round, submission }: Pick<DeskReturn, 'round' | 'submission'>): Date {
  return submission.deadline ?? round.deadline
}

/** How the time of a message is written: 2018-10-09 18:00, in the city's time. */
export function shownTime(at: Date): string {
  return at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
}
