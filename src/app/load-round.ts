import type { DemonstrationRound, RoundSchool, UnitReturn } from '../demo/index.ts'
import type { ReportingYear, Role } from '../kernel/index.ts'
import {
  type CellSave,
  isMarked,
  keepExplanation,
  keepMark,
  noteEffort,
  saveCells,
  type Tx,
  withinScope,
} from '../store/index.ts'
import { type Actor, signature } from './actor.ts'
import { type AppContext, wholeScope } from './context.ts'
import { readDraft } from './desk/draft.ts'
import { findingsOf, isOpen, keepSummary } from './desk/findings.ts'
import type { askedForms } from './desk/forms.ts'
import {
  accept,
  answerRemark,
  closeSheet,
  extendCollectionRound,
  mergeRows,
  openCollectionRound,
  openSheet,
  readReturn,
  sendBack,
  submit,
} from './desk/index.ts'
import { deadlineOf, deedAt, returnAt } from './desk/place.ts'
import type { LoadProgress } from './load-demonstration.ts'
import { perform } from './perform.ts'

const DAY = 86_400_000
const MINUTE = 60_000
/** A round of the demonstration never ends: with less than this left it is extended. */
const LEAST_LEFT = 2 * DAY

/**
 * Loads a round that is half-way through: drafts, submissions, one sent back, one accepted, each by the hands whose
 * turn it is and by the same use cases, days ago. What an interrupted run left is completed. Once complete it is left
 * to whoever works in it; only its deadline moves on.
 */
export async function loadRound(
  app: AppContext,
  round: DemonstrationRound,
  progress: (step: LoadProgress) => void = () => undefined,
): Promise<void> {
  const mark = `demonstration_round_${round.year}`
  await app.units.refresh()
  const officer = player(app, round, 'bureau_officer', round.city)
  if (await isMarked(app.database.db, mark)) {
    await moveDeadline(app, round, officer)
    return
  }
  const now = app.clock().getTime()
  const begun = now - round.openedDaysAgo * DAY
  if (!(await stateOf(app, round, round.city, officer))) {
    await openCollectionRound(at(app, begun), officer, round.city, round.year, {
      title: round.title,
      deadline: new Date(now + round.daysLeft * DAY),
      units: round.units,
    })
  }
  let done = 0
  const total = round.schools.length
  for (const content of round.returns(new Set(round.schools.map((school) => school.code)))) {
    const school = round.schools.find((each) => each.code === content.unit)
    if (!school) continue
    const name = app.units.find(content.unit, round.year).name
    progress({ done, total, label: `${name} ${round.year}` })
    await play(app, round, school, content, now - school.days_ago * DAY)
    done += 1
  }
  await withinScope(app.database.db, wholeScope(round.year, true), (tx) => keepMark(tx, mark))
  progress({ done, total, label: '' })
}

/** Takes one school as far as its story says, from wherever it stands. */
async function play(
  app: AppContext,
  round: DemonstrationRound,
  school: RoundSchool,
  content: UnitReturn,
  time: number,
): Promise<void> {
  const { code } = school
  const { year } = round
  const clerk = player(app, round, 'school_clerk', code)
  const leader = player(app, round, 'school_leader', code)
  const reviewer = player(app, round, 'bureau_reviewer', round.city)
  const state = () => stateOf(app, round, code, clerk)
  if ((await state()) === 'draft') {
    await fillIn(at(app, time - 6 * 60 * MINUTE), clerk, round, school, content)
    const isOver = school.state === 'submitted' || school.state === 'returned' || school.state === 'accepted'
    if (isOver) await submit(at(app, time - 3 * 60 * MINUTE), leader, code, year, undefined)
  }
  if (school.state === 'returned' && (await state()) === 'submitted') {
    await sendBack(at(app, time - 60 * MINUTE), reviewer, code, year, school.remarks, undefined)
    await answer(at(app, time), clerk, round, school)
  }
  if (school.state === 'accepted' && (await state()) === 'submitted') {
    await accept(at(app, time), reviewer, code, year)
  }
}

async function answer(
  app: AppContext,
  clerk: Actor,
  { year }: DemonstrationRound,
  { code, answers, remarks }: RoundSchool,
): Promise<void> {
  const { remarks: stored } = await readReturn(app, clerk, code, year)
  for (const [index, text] of answers.entries()) {
    const remark = stored.find((each) => each.text === remarks[index]?.text && each.answer === null)
    if (remark) await answerRemark(app, clerk, code, year, remark.id, text)
  }
}

/** Fills a draft in one transaction: registers, cells, the time it took, and the reasons that it calls for. */
async function fillIn(
  app: AppContext,
  clerk: Actor,
  round: DemonstrationRound,
  school: RoundSchool,
  content: UnitReturn,
): Promise<void> {
  const { year } = round
  const unit = app.units.find(school.code, year)
  const deed = deedAt('register.change', unit, year, { object: 'demonstration' })
  await perform(app, clerk, deed, async (tx, { scope }) => {
    const place = await returnAt(app, tx, unit, year, 'share')
    const isFilled = (form: string) => school.forms?.includes(form) ?? true
    for (const [id, { form, register }] of place.asked.registers) {
      const rows = content.rows.get(id)
      if (!rows || !isFilled(form)) continue
      const open = await openSheet(app, tx, clerk, unit, year, register)
      const { nextRow } = await mergeRows(app, tx, open, rows)
      await closeSheet(app, tx, clerk, open, rows.length === 0 ? 'none' : 'begun', nextRow)
    }
    for (const [form, cells] of cellsByForm(app, place.asked, content)) {
      if (!isFilled(form)) continue
      await saveCells(
        tx,
        {
          unitId: unit.id,
          year,
          form,
          account: clerk.id,
          actor: clerk.username,
          signature: signature(clerk),
          origin: clerk.origin,
          at: app.clock(),
        },
        cells,
      )
    }
    await spendTime(
      tx,
      unit.id,
      year,
      clerk,
      app.clock(),
      place.asked.forms.map((form) => form.id).filter(isFilled),
    )
    if (school.state === 'filling' || school.state === 'errors') {
      // What is not handed in yet leaves some reasons to be written.
      const draft = await readDraft(tx, place)
      await keepSummary(app, tx, scope, draft, (await findingsOf(app, tx, scope, draft)).summary)
      return
    }
    const { findings } = await findingsOf(app, tx, scope, await readDraft(tx, place))
    for (const finding of findings.filter((each) => isOpen(each) && each.severity === 'explain')) {
      await keepExplanation(tx, unit.id, year, {
        code: finding.code,
        inputKey: finding.inputKey,
        text: round.reason(finding.code),
        author: signature(clerk),
        at: app.clock(),
      })
    }
  })
}

function cellsByForm(
  app: AppContext,
  asked: ReturnType<typeof askedForms>,
  { entered }: UnitReturn,
): Map<string, CellSave[]> {
  const forms = new Map<string, CellSave[]>()
  for (const { element, cell, value } of entered) {
    const form = asked.elements.get(element)?.form
    if (form === undefined) continue
    const save: CellSave = {
      element,
      cell,
      state: value.state,
      value: value.state === 'known' ? value.value.toFixed() : null,
      reason: value.state === 'known' ? null : reasonCode(app, value.state),
      expected: 0,
    }
    forms.set(form, [...(forms.get(form) ?? []), save])
  }
  return forms
}

/** The code of the closed list that stands for a state. */
function reasonCode(app: AppContext, state: string): string | null {
  const codes = app.catalog.codeLists.get('missing_reasons')?.codes ?? []
  return (codes.find((code) => code.attributes?.state === state) ?? codes[0])?.code ?? null
}

/** Some minutes at each form, as someone who saves every four minutes leaves them. */
async function spendTime(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  clerk: Actor,
  end: Date,
  forms: readonly string[],
): Promise<void> {
  for (const [index, form] of forms.entries()) {
    const saves = 3 + ((unitId * 7 + index * 5) % 9)
    for (let step = 1; step <= saves; step += 1) {
      const time = new Date(end.getTime() + step * 4 * MINUTE)
      await noteEffort(tx, { unitId, year, form, account: clerk.id, at: time })
    }
  }
}

async function moveDeadline(app: AppContext, round: DemonstrationRound, officer: Actor): Promise<void> {
  const { year, city } = round
  const now = app.clock().getTime()
  const { at: place } = await readReturn(app, officer, city, year)
  if (place.round.state !== 'open' || deadlineOf(place).getTime() - now > LEAST_LEFT) return
  const deadline = new Date(now + round.daysLeft * DAY)
  await extendCollectionRound(app, officer, city, year, { deadline, reason: '演示批次自动顺延' })
}

async function stateOf(app: AppContext, { year }: DemonstrationRound, code: string, actor: Actor) {
  const unit = app.units.find(code, year)
  return perform(app, actor, deedAt('submission.read', unit, year), async (tx) => {
    return (await returnAt(app, tx, unit, year)).submission.state
  }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'RND-001') return undefined
    throw error
  })
}

const ROLE_NAMES = {
  bureau_officer: '市教育局职教科',
  bureau_reviewer: '市教育局审核员',
  school_leader: '校领导',
  school_clerk: '填报员',
} as const satisfies Partial<Record<Role, string>>

/** Someone of the story. They need no account to have done what they did. */
function player(
  app: AppContext,
  { year }: DemonstrationRound,
  role: keyof typeof ROLE_NAMES,
  code: string,
): Actor {
  const { id } = app.units.find(code, year)
  const username = `demo.${role.split('_')[1]}.${code}`
  return {
    kind: 'account',
    id: username,
    username,
    name: ROLE_NAMES[role],
    grants: [{ role, unitId: id, limits: [] }],
    origin: 'demonstration',
  }
}

/** The application as it was at a time. */
function at(app: AppContext, time: number): AppContext {
  return { ...app, clock: () => new Date(time) }
}
