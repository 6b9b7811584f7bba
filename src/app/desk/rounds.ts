import { AppError, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  addToRound,
  changeScope,
  closureExists,
  collectionRoundsOf,
  hasAccepted,
  insertCollectionRound,
  readCollectionRound,
  type StoredCollectionRound,
  type SubmissionState,
  submissionsOf,
  submissionYears,
  type Tx,
  updateCollectionRound,
  updateSubmission,
  writeClosureWithin,
  writeNotice,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import { type AppContext, programScope } from '../context.ts'
import { perform } from '../perform.ts'
import { deedAt, shownTime, unitAt } from './place.ts'

export interface NewRound {
  readonly title: string
  readonly deadline: Date
  /** All forms in force where left out. */
  readonly forms?: readonly string[] | undefined
  /** Codes or names; all schools under the unit, and the unit itself where forms are its own, where left out. */
  readonly units?: readonly string[] | undefined
}

/**
 * Opens a round: a window for a year in which units fill in forms.
 * @throws AppError RND-003 there is one, RND-004 no such form, RND-005 not a unit below, RND-006 deadline is over
 */
export async function openCollectionRound(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  wanted: NewRound,
): Promise<StoredCollectionRound> {
  const owner = await unitAt(app, org, year)
  const at = app.clock()
  const inForce = app.catalog.forms.all(year)
  const forms = wanted.forms ?? inForce.map((form) => form.id)
  const unknown = forms.find((id) => !inForce.some((form) => form.id === id))
  if (unknown !== undefined)
    throw new AppError('RND-004', { form: unknown, year }, { kind: 'usage', path: ['forms'] })
  if (wanted.deadline <= at) {
    throw new AppError(
      'RND-006',
      { deadline: shownTime(wanted.deadline) },
      { kind: 'usage', path: ['deadline'] },
    )
  }
  const units = unitsOf(app, owner, year, forms, wanted.units)
  const round: StoredCollectionRound = {
    org_unit_id: owner.id,
    year,
    title: wanted.title,
    forms: [...forms],
    opens_at: at,
    deadline: wanted.deadline,
    state: 'open',
    opened_by: signature(actor),
    opened_at: at,
  }
  return perform(
    app,
    actor,
    deedAt('round.open', owner, year, { object: wanted.title }),
    async (tx, { scope }) => {
      if (await readCollectionRound(tx, owner.id, year))
        throw new AppError('RND-003', { unit: owner.name, year }, { kind: 'conflict' })
      await insertCollectionRound(tx, round)
      const added = await addToRound(
        tx,
        { unitId: owner.id, year, at },
        units.map((unit) => unit.id),
      )
      await lockAccepted(tx, added, year)
      for (const unitId of added) {
        const text = `${wanted.title}：请于 ${shownTime(wanted.deadline)} 前报送。`
        await writeNotice(tx, { unitId, year, kind: 'opened', text, authorName: actor.name, at })
      }
      // Sums need the year's tree; the program writes it, once.
      await changeScope(tx, { ...programScope(year), mayWrite: true })
      if (!(await closureExists(tx, year))) await writeClosureWithin(tx, app.units.tree(year))
      await changeScope(tx, scope)
      return round
    },
    () => ({ forms, units: units.map((unit) => unit.code), deadline: wanted.deadline.toISOString() }),
  )
}

/** What was accepted before there was a round is complete: it changes by amendment alone. */
async function lockAccepted(tx: Tx, unitIds: readonly number[], year: ReportingYear): Promise<void> {
  for (const id of unitIds) {
    if (await hasAccepted(tx, id, year)) await updateSubmission(tx, id, year, { state: 'locked' })
  }
}

function unitsOf(
  app: AppContext,
  owner: OrgUnitInYear,
  year: ReportingYear,
  forms: readonly string[],
  names: readonly string[] | undefined,
): OrgUnitInYear[] {
  const below = app.units.tree(year).subtree(owner.id)
  if (names) {
    return names.map((name) => {
      const unit = app.units.find(name, year)
      if (!below.some((each) => each.id === unit.id)) {
        throw new AppError(
          'RND-005',
          { unit: unit.name, owner: owner.name },
          { kind: 'usage', path: ['units'] },
        )
      }
      return unit
    })
  }
  const keepers = new Set(
    app.catalog.forms
      .all(year)
      .filter((form) => forms.includes(form.id))
      .map((form) => form.by),
  )
  return below.filter(
    (unit) =>
      (keepers.has('school') && (unit.level === 'school' || unit.level === 'class_provider')) ||
      (keepers.has('city') && unit.level === 'city'),
  )
}

/** Reminds units of a round; those that have not handed in yet where none are named. */
export async function remindUnits(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  { text, units }: { readonly text: string; readonly units?: readonly string[] | undefined },
): Promise<{ readonly reminded: readonly string[] }> {
  const owner = await unitAt(app, org, year)
  const named = units?.map((name) => app.units.find(name, year).id)
  return perform(
    app,
    actor,
    deedAt('round.remind', owner, year),
    async (tx) => {
      await requireRound(tx, owner, year)
      const waiting = (await submissionsOf(tx, owner.id, year)).filter((each) =>
        named ? named.includes(each.org_unit_id) : each.state === 'draft' || each.state === 'returned',
      )
      for (const { org_unit_id: unitId } of waiting) {
        await writeNotice(tx, {
          unitId,
          year,
          kind: 'reminded',
          text,
          authorName: actor.name,
          at: app.clock(),
        })
      }
      const tree = app.units.tree(year)
      return { reminded: waiting.map((each) => tree.unit(each.org_unit_id)?.code ?? '') }
    },
    (result) => result,
  )
}

/**
 * Moves the deadline of a round, or of some of its units.
 * @throws AppError RND-001 no such round, RND-005 not in the round, RND-006 the time is over already
 */
export async function extendCollectionRound(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  change: {
    readonly deadline: Date
    readonly reason: string
    readonly units?: readonly string[] | undefined
  },
): Promise<void> {
  const owner = await unitAt(app, org, year)
  const at = app.clock()
  if (change.deadline <= at) {
    throw new AppError(
      'RND-006',
      { deadline: shownTime(change.deadline) },
      { kind: 'usage', path: ['deadline'] },
    )
  }
  const named = change.units?.map((name) => app.units.find(name, year))
  await perform(
    app,
    actor,
    deedAt('round.extend', owner, year),
    async (tx) => {
      await requireRound(tx, owner, year)
      const all = await submissionsOf(tx, owner.id, year)
      for (const unit of named ?? []) {
        if (!all.some((each) => each.org_unit_id === unit.id))
          throw new AppError('RND-005', { unit: unit.name, owner: owner.name }, { kind: 'usage' })
        await updateSubmission(tx, unit.id, year, { deadline: change.deadline })
      }
      if (!named) {
        await updateCollectionRound(tx, owner.id, year, { deadline: change.deadline })
        // Who had been given a day of their own comes along, unless that day is later still.
        for (const { org_unit_id: unitId, deadline } of all) {
          if (deadline !== null && deadline < change.deadline)
            await updateSubmission(tx, unitId, year, { deadline: null })
        }
      }
      const text = `报送期限延至 ${shownTime(change.deadline)}：${change.reason}`
      for (const unitId of named?.map((unit) => unit.id) ?? all.map((each) => each.org_unit_id)) {
        await writeNotice(tx, { unitId, year, kind: 'extended', text, authorName: actor.name, at })
      }
    },
    () => ({ ...change, deadline: change.deadline.toISOString() }),
  )
}

/**
 * Closes a round: what was accepted is locked. Units that are not through yet stand in the way.
 * @throws AppError RND-007 naming how many are not accepted
 */
export async function closeCollectionRound(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<void> {
  const owner = await unitAt(app, org, year)
  await perform(app, actor, deedAt('round.close', owner, year), async (tx) => {
    await requireRound(tx, owner, year)
    const all = await submissionsOf(tx, owner.id, year)
    const open = all.filter((each) => each.state !== 'accepted' && each.state !== 'locked')
    if (open.length > 0) throw new AppError('RND-007', { count: open.length }, { kind: 'refused' })
    const at = app.clock()
    for (const { org_unit_id: unitId, state } of all) {
      if (state === 'locked') continue
      await updateSubmission(tx, unitId, year, {
        state: 'locked',
        changed_by: signature(actor),
        changed_at: at,
      })
      const text = '本批次已结束，数据已锁定。'
      await writeNotice(tx, { unitId, year, kind: 'closed', text, authorName: actor.name, at })
    }
    await updateCollectionRound(tx, owner.id, year, { state: 'closed' })
  })
}

async function requireRound(
  tx: Tx,
  unit: OrgUnitInYear,
  year: ReportingYear,
): Promise<StoredCollectionRound> {
  const round = await readCollectionRound(tx, unit.id, year)
  if (!round) throw new AppError('RND-001', { unit: unit.name, year }, { kind: 'not_found' })
  return round
}

/** Rounds that a unit conducts, or stands in. */
export async function listCollectionRounds(
  app: AppContext,
  actor: Actor,
  org: string,
): Promise<{
  readonly conducts: readonly StoredCollectionRound[]
  readonly stands: readonly {
    readonly year: number
    readonly state: SubmissionState
    /** The unit's own, where it was given one. */
    readonly deadline: Date
    readonly round: StoredCollectionRound
  }[]
}> {
  const year = app.clock().getFullYear()
  const unit = await unitAt(app, org, year)
  return perform(app, actor, deedAt('round.read', unit, year), async (tx) => {
    const stands = []
    for (const each of await submissionYears(tx, unit.id)) {
      const round = await readCollectionRound(tx, each.round_unit_id, each.year)
      if (!round) continue
      stands.push({ year: each.year, state: each.state, deadline: each.deadline ?? round.deadline, round })
    }
    return { conducts: await collectionRoundsOf(tx, [unit.id]), stands }
  })
}
