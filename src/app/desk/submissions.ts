import { AppError, type ReportingYear } from '../../kernel/index.ts'
import {
  changeScope,
  insertRemarks,
  insertVersion,
  keepCatalog,
  markAccepted,
  type NoticeKind,
  noticesOf,
  remarksOf,
  replaceObservations,
  type Scope,
  type StoredNotice,
  type StoredRemark,
  type SubmissionChange,
  answerRemark as storeAnswer,
  type Tx,
  updateSubmission,
  type VersionHead,
  versionsOf,
  writeNotice,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import { type AppContext, programScope } from '../context.ts'
import { watchAccepted } from '../improvement/watch.ts'
import { mayDo, perform } from '../perform.ts'
import { type Draft, readDraft } from './draft.ts'
import { type FindingSummary, findingsOf, keepSummary } from './findings.ts'
import { type DeskReturn, deadlineOf, deedAt, returnAt, shownTime, unitAt } from './place.ts'
import {
  compare,
  contentOf,
  pack,
  type ReturnContent,
  readVersion,
  type VersionDifference,
  valuesOfContent,
} from './versions.ts'
import { requireFrom, stepsFrom, type TransitionName, transitions } from './workflow.ts'

/** Where a return stands, what was handed in when by whom, and what the actor can do next. */
export interface SubmissionDocument {
  readonly at: DeskReturn
  readonly deadline: Date
  readonly versions: readonly VersionHead[]
  readonly remarks: readonly StoredRemark[]
  readonly notices: readonly StoredNotice[]
  readonly steps: readonly TransitionName[]
}

export async function readReturn(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<SubmissionDocument> {
  const unit = await unitAt(app, org, year)
  return perform(app, actor, deedAt('submission.read', unit, year), async (tx) => {
    const at = await returnAt(app, tx, unit, year)
    return {
      at,
      deadline: deadlineOf(at),
      versions: await versionsOf(tx, unit.id, year),
      remarks: await remarksOf(tx, unit.id, year),
      notices: await noticesOf(tx, unit.id, year),
      steps: stepsFrom(at.submission.state).filter((name) =>
        mayDo(app, actor, deedAt(transitions[name].action, unit, year)),
      ),
    }
  })
}

/**
 * The clerk says that the return is ready for the leader's signature.
 * @throws AppError SUB-002 errors, SUB-003 reasons are missing
 */
export async function handOver(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<void> {
  const unit = await unitAt(app, org, year)
  await perform(app, actor, deedAt('submission.hand_over', unit, year), async (tx, { scope }) => {
    const at = await returnAt(app, tx, unit, year, 'update')
    requireFrom('submit', at.submission.state)
    const draft = await readDraft(tx, at)
    const { summary } = await findingsOf(app, tx, scope, draft)
    requireClean(summary)
    await change(tx, at, { handed_over_by: signature(actor), handed_over_at: app.clock() })
    await keepSummary(app, tx, scope, draft, summary)
  })
}

/**
 * The leader signs: what is there now becomes a version that never changes.
 * @throws AppError SUB-001 state, SUB-002 errors, SUB-003 reasons missing, SUB-005 the deadline is over
 */
export async function submit(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  note: string | undefined,
): Promise<VersionHead> {
  const unit = await unitAt(app, org, year)
  const now = app.clock()
  return perform(
    app,
    actor,
    deedAt('submission.submit', unit, year),
    async (tx, { scope }) => {
      const at = await returnAt(app, tx, unit, year, 'update')
      requireFrom('submit', at.submission.state)
      const deadline = deadlineOf(at)
      if (deadline < now || at.round.state === 'closed') {
        throw new AppError('SUB-005', { deadline: shownTime(deadline) }, { kind: 'refused' })
      }
      const draft = await readDraft(tx, at)
      const { summary } = await findingsOf(app, tx, scope, draft)
      requireClean(summary)
      const head = await keepVersion(app, tx, scope, actor, draft, 'submission', note ?? null)
      await change(tx, at, {
        state: 'submitted',
        version: head.version,
        handed_over_by: null,
        handed_over_at: null,
        changed_by: signature(actor),
        changed_at: now,
        note: note ?? null,
      })
      await keepSummary(app, tx, scope, draft, summary)
      return head
    },
    (head) => ({ version: head.version, sha256: head.sha256 }),
  )
}

function requireClean({ errors, toExplain }: FindingSummary): void {
  if (errors > 0) throw new AppError('SUB-002', { count: errors }, { kind: 'refused' })
  if (toExplain > 0) throw new AppError('SUB-003', { count: toExplain }, { kind: 'refused' })
}

/** Writes what is there as the next version, with the catalog that it was made under. */
export async function keepVersion(
  app: AppContext,
  tx: Tx,
  scope: Scope,
  actor: Actor,
  draft: Draft,
  kind: VersionHead['kind'],
  note: string | null,
): Promise<VersionHead & { readonly content: ReturnContent }> {
  const { unit, year, submission } = draft.at
  const content = await contentOf(app, tx, draft)
  const packed = await pack(content)
  const head = {
    version: submission.version + 1,
    kind,
    sha256: packed.sha256,
    catalogHash: app.catalog.hash,
    actor: actor.username,
    actorName: actor.name,
    at: app.clock(),
    note,
  }
  await insertVersion(tx, unit.id, year, { ...head, content: packed.content })
  await changeScope(tx, { ...programScope(year), mayWrite: true })
  await keepCatalog(tx, app.catalog.hash, app.rawCatalog, app.clock())
  await changeScope(tx, scope)
  return { ...head, size: packed.content.length, content }
}

/** Takes a return back that nobody has decided on yet. */
export async function withdraw(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<void> {
  await step(app, actor, org, year, 'withdraw', undefined, async () => ({ state: 'draft' }))
}

export interface NewRemark {
  /** A cell, a row's field, a form, or nothing for the whole. */
  readonly place: {
    readonly element?: string | undefined
    readonly cell?: string | undefined
    readonly register?: string | undefined
    readonly row?: number | undefined
    readonly field?: string | undefined
    readonly form?: string | undefined
  }
  readonly text: string
}

/** Days that a unit has after its return was sent back late. */
const GRACE_DAYS = 3

/**
 * Sends a return back with remarks at cells.
 * @throws AppError SUB-001 state, SUB-007 there is no remark
 */
export async function sendBack(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  remarks: readonly NewRemark[],
  deadline: Date | undefined,
): Promise<void> {
  if (remarks.every((remark) => remark.text.trim() === '')) {
    throw new AppError('SUB-007', {}, { kind: 'usage', path: ['remarks'] })
  }
  const now = app.clock()
  await step(app, actor, org, year, 'send_back', { remarks: remarks.length }, async (tx, at) => {
    await insertRemarks(tx, at.unit.id, year, remarks, {
      version: at.submission.version,
      author: signature(actor),
      authorName: actor.name,
      at: now,
    })
    const grace = new Date(now.getTime() + GRACE_DAYS * 86_400_000)
    const due = deadline ?? (deadlineOf(at) < grace ? grace : undefined)
    const text = `报送已退回，有 ${remarks.length} 条意见。`
    await notify(tx, at, 'returned', text, actor, now)
    return { state: 'returned', note: null, ...(due ? { deadline: due } : {}) }
  })
}

/**
 * Accepts a return: its rows become observations, the city's sums and indicators follow in the same transaction.
 * @throws AppError SUB-001 state, SUB-006 one's own signature is not accepted by oneself
 */
export async function accept(app: AppContext, actor: Actor, org: string, year: ReportingYear): Promise<void> {
  const unit = await unitAt(app, org, year)
  await perform(
    app,
    actor,
    deedAt('submission.accept', unit, year),
    async (tx, { scope }) => {
      const at = await returnAt(app, tx, unit, year, 'update')
      requireFrom('accept', at.submission.state)
      const { version } = at.submission
      const [latest] = await versionsOf(tx, unit.id, year)
      if (latest?.actor === actor.username && actor.kind === 'account')
        throw new AppError('SUB-006', {}, { kind: 'refused' })
      const now = app.clock()
      await change(tx, at, {
        state: 'accepted',
        changed_by: signature(actor),
        changed_at: now,
        note: null,
      })
      await notify(tx, at, 'accepted', '报送已通过审核。', actor, now)
      const content = await readVersion(tx, unit.id, year, version)
      await observe(app, tx, scope, at, content, latest?.sha256 ?? '')
      return { version }
    },
    (result) => result,
  )
  await watchAccepted(app, unit.id, year)
}

/** Makes a version's values the unit's observations, and carries the difference up. */
export async function observe(
  app: AppContext,
  tx: Tx,
  scope: Scope,
  { unit, year }: DeskReturn,
  content: ReturnContent,
  sha256: string,
): Promise<void> {
  await changeScope(tx, { ...programScope(year), mayWrite: true })
  await keepCatalog(tx, app.catalog.hash, app.rawCatalog, app.clock())
  await replaceObservations(tx, unit, year, valuesOfContent(app, content))
  await markAccepted(tx, {
    unitId: unit.id,
    year,
    catalogHash: app.catalog.hash,
    contentHash: sha256,
    at: app.clock(),
  })
  await changeScope(tx, scope)
}

/**
 * Opens an accepted return again.
 * @throws AppError SUB-001 state, SUB-008 without a reason
 */
export async function reopen(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  reason: string,
  deadline: Date | undefined,
): Promise<void> {
  requireReason(reason)
  const now = app.clock()
  await step(app, actor, org, year, 'reopen', { reason }, async (tx, at) => {
    await notify(tx, at, 'reopened', `已重新开放填报：${reason}`, actor, now)
    const grace = new Date(now.getTime() + GRACE_DAYS * 86_400_000)
    const due = deadline ?? (deadlineOf(at) < grace ? grace : undefined)
    return { state: 'returned', note: reason, ...(due ? { deadline: due } : {}) }
  })
}

/** @throws AppError SUB-008 */
export function requireReason(reason: string): void {
  if ([...reason.trim()].length < 4) throw new AppError('SUB-008', {}, { kind: 'usage', path: ['reason'] })
}

/** Locks an accepted return: from now on it changes by amendment alone. */
export async function lock(app: AppContext, actor: Actor, org: string, year: ReportingYear): Promise<void> {
  await step(app, actor, org, year, 'lock', undefined, async () => ({ state: 'locked' }))
}

/** One step of the workflow: by its table, under a lock, with its entry in the trail. */
async function step(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  name: TransitionName,
  details: unknown,
  work: (tx: Tx, at: DeskReturn) => Promise<SubmissionChange>,
): Promise<void> {
  const unit = await unitAt(app, org, year)
  await perform(
    app,
    actor,
    deedAt(transitions[name].action, unit, year),
    async (tx) => {
      const at = await returnAt(app, tx, unit, year, 'update')
      requireFrom(name, at.submission.state)
      const changes = await work(tx, at)
      await change(tx, at, { ...changes, changed_by: signature(actor), changed_at: app.clock() })
    },
    () => details ?? {},
  )
}

/** The policies know whose turn it is; a change that they let pass silently was none. */
async function change(tx: Tx, { unit, year }: DeskReturn, changes: SubmissionChange): Promise<void> {
  if ((await updateSubmission(tx, unit.id, year, changes)) === 1) return
  throw new AppError('ACC-003', { account: '', unit: unit.name, action: 'submission' }, { kind: 'forbidden' })
}

async function notify(
  tx: Tx,
  { unit, year }: DeskReturn,
  kind: NoticeKind,
  text: string,
  actor: Actor,
  at: Date,
): Promise<void> {
  await writeNotice(tx, { unitId: unit.id, year, kind, text, authorName: actor.name, at })
}

/**
 * Answers a remark: mended, or why it is right as it is.
 * @throws AppError SUB-009 no such remark
 */
export async function answerRemark(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  text: string,
): Promise<void> {
  const unit = await unitAt(app, org, year)
  await perform(app, actor, deedAt('submission.answer', unit, year, { object: id }), async (tx) => {
    const answer = { text, by: signature(actor), at: app.clock() }
    if (!(await storeAnswer(tx, unit.id, year, id, answer)))
      throw new AppError('SUB-009', {}, { kind: 'not_found' })
  })
}

/** Compares two versions cell by cell; `draft` stands for what is being worked on. */
export async function compareVersions(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  before: number,
  after: number | 'draft',
): Promise<VersionDifference> {
  const unit = await unitAt(app, org, year)
  return perform(app, actor, deedAt('submission.read', unit, year), async (tx) => {
    const old = await readVersion(tx, unit.id, year, before)
    const now =
      after === 'draft'
        ? await contentOf(app, tx, await readDraft(tx, await returnAt(app, tx, unit, year)))
        : await readVersion(tx, unit.id, year, after)
    return compare(app, old, now)
  })
}
