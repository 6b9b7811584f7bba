import { AppError, type ReportingYear } from '../../kernel/index.ts'
import {
  type Effort,
  effortOf,
  filledCells,
  readCollectionRound,
  type StoredCollectionRound,
  type StoredSheet,
  type StoredSubmission,
  type SubmissionState,
  sheetsOf,
  submissionsOf,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { askedForms } from './forms.ts'
import { deedAt, unitAt } from './place.ts'

/** Where a unit is, as the bureau sees it at a glance. */
export type BoardState = 'not_started' | 'filling' | 'errors' | Exclude<SubmissionState, 'draft'>

export interface BoardLine {
  readonly org: OrgRef
  readonly state: BoardState
  readonly filled: number
  readonly expected: number
  /** Whole per cent of what is asked; 100 only when nothing is missing. */
  readonly percent: number
  /** As they were last counted; absent where nobody has looked yet. */
  readonly findings?: {
    readonly errors: number
    readonly toExplain: number
    readonly notes: number
    readonly countedAt: Date
  }
  readonly lastActivity?: Date
  readonly minutes: readonly { readonly form: string; readonly minutes: number }[]
  readonly isHandedOver: boolean
  readonly version: number
  readonly deadline: Date
  readonly isLate: boolean
}

export interface Board {
  readonly org: OrgRef
  readonly round: StoredCollectionRound
  readonly lines: readonly BoardLine[]
  readonly counts: Readonly<Record<BoardState, number>>
}

/** The board of a round: every unit's state, what is left, and how long it took. */
export async function readBoard(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<Board> {
  const owner = await unitAt(app, org, year)
  const now = app.clock()
  return perform(app, actor, deedAt('round.read', owner, year), async (tx) => {
    const round = await readCollectionRound(tx, owner.id, year)
    if (!round) throw new AppError('RND-001', { unit: owner.name, year }, { kind: 'not_found' })
    const submissions = await submissionsOf(tx, owner.id, year)
    const ids = submissions.map((each) => each.org_unit_id)
    const cells = Map.groupBy(await filledCells(tx, ids, year), (cell) => cell.unitId)
    const sheets = Map.groupBy(await sheetsOf(tx, ids, year), (sheet) => sheet.org_unit_id)
    const efforts = Map.groupBy(await effortOf(tx, ids, year), (effort) => effort.unitId)
    const tree = app.units.tree(year)
    const lines = submissions.flatMap((submission) => {
      const unit = tree.unit(submission.org_unit_id)
      if (!unit) return []
      const asked = askedForms(app.catalog, round.forms, unit.level, year)
      const required = [...asked.elements.values()].filter((element) => element.isRequired)
      const typed = new Set(
        (cells.get(unit.id) ?? []).filter((cell) => cell.cell === '').map((cell) => cell.element),
      )
      const handled = (sheets.get(unit.id) ?? []).filter(
        (sheet) => asked.registers.has(sheet.register) && (sheet.state === 'none' || sheet.rows > 0),
      )
      const filled = required.filter(({ definition }) => typed.has(definition.id)).length + handled.length
      const expected = required.length + asked.registers.size
      return [
        line({
          org: orgRef(unit),
          submission,
          round,
          filled,
          expected,
          sheets: sheets.get(unit.id) ?? [],
          efforts: efforts.get(unit.id) ?? [],
          now,
        }),
      ]
    })
    return { org: orgRef(owner), round, lines, counts: countsOf(lines) }
  })
}

interface Parts {
  readonly org: OrgRef
  readonly submission: StoredSubmission
  readonly round: StoredCollectionRound
  readonly filled: number
  readonly expected: number
  readonly sheets: readonly StoredSheet[]
  readonly efforts: readonly Effort[]
  readonly now: Date
}

function line({ org, submission, round, filled, expected, sheets, efforts, now }: Parts): BoardLine {
  const lastActivity = [
    ...efforts.map((effort) => effort.lastAt),
    ...sheets.map((sheet) => sheet.changed_at),
  ].toSorted((a, b) => b.getTime() - a.getTime())[0]
  const deadline = submission.deadline ?? round.deadline
  const isWaiting = submission.state === 'draft' || submission.state === 'returned'
  return {
    org,
    state: boardState(submission, filled, lastActivity !== undefined),
    filled,
    expected,
    percent: expected === 0 ? 100 : Math.floor((filled / expected) * 100),
    ...(submission.counted_at
      ? {
          findings: {
            errors: submission.errors,
            toExplain: submission.to_explain,
            notes: submission.notes,
            countedAt: submission.counted_at,
          },
        }
      : {}),
    ...(lastActivity ? { lastActivity } : {}),
    minutes: efforts.map(({ form, seconds }) => ({ form, minutes: Math.round(seconds / 60) })),
    isHandedOver: submission.handed_over_at !== null && isWaiting,
    version: submission.version,
    deadline,
    isLate: isWaiting && deadline < now,
  }
}

/**
 * A draft in which everything is filled and something is still wrong shows its errors; before that it is being
 * filled in, whatever the checks say of the half of it.
 */
function boardState(submission: StoredSubmission, filled: number, isBegun: boolean): BoardState {
  if (submission.state !== 'draft') return submission.state
  if (filled === 0 && !isBegun) return 'not_started'
  const isFull = submission.expected > 0 && submission.filled >= submission.expected
  return isFull && submission.errors > 0 ? 'errors' : 'filling'
}

function countsOf(lines: readonly BoardLine[]): Record<BoardState, number> {
  const counts: Record<BoardState, number> = {
    not_started: 0,
    filling: 0,
    errors: 0,
    submitted: 0,
    returned: 0,
    accepted: 0,
    locked: 0,
  }
  for (const { state } of lines) counts[state] += 1
  return counts
}
