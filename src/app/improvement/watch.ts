import { randomUUID } from 'node:crypto'
import {
  type Consequence,
  consequenceOf,
  type ProblemState,
  problemWorkflow,
  type Standing,
  standingOf,
  type Target,
} from '../../evaluation/index.ts'
import { inputsOf } from '../../formula/index.ts'
import { decimal, type OrgUnitInYear, printed, type ReportingYear } from '../../kernel/index.ts'
import {
  changeProblem,
  listGoals,
  listProblems,
  readSteps,
  type StoredGoal,
  type StoredProblem,
  type Tx,
  writeProblem,
} from '../../store/index.ts'
import { type Actor, programActor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { asProgram } from '../evaluation/as-program.ts'
import { type Stepping, stepOn } from '../evaluation/step.ts'
import { elementsBehind } from '../explore-inputs.ts'
import { yearsOf } from '../find.ts'
import { perform } from '../perform.ts'
import { loadWorld } from '../world.ts'
import { type GoalValue, goalValue, goalValueAt } from './goal-value.ts'

/** Years that a goal's trend may look at. */
const YEARS_BACK = 4

/** A goal with the value it watches and how it stands. */
export interface WatchedGoal {
  readonly goal: StoredGoal
  readonly value: GoalValue
  readonly standing: Standing
}

/** What new data brought about. */
export interface WatchResult {
  readonly opened: readonly string[]
  readonly closed: readonly string[]
  readonly stillMissed: readonly string[]
  readonly carriedOver: readonly string[]
}

/**
 * Looks at the goals of a unit and of the units above it after data of a year were accepted: opens a problem where a
 * value or its trend crosses its target, closes one whose later value meets it, carries open ones over.
 */
export async function watchGoals(app: AppContext, unitId: number, year: ReportingYear): Promise<WatchResult> {
  await app.units.refresh()
  const total = {
    opened: [] as string[],
    closed: [] as string[],
    stillMissed: [] as string[],
    carriedOver: [] as string[],
  }
  for (const unit of app.units.tree(year).lineage(unitId)) {
    const own = await watchUnit(app, unit, year)
    for (const key of ['opened', 'closed', 'stillMissed', 'carriedOver'] as const)
      total[key].push(...own[key])
  }
  return total
}

/**
 * What acceptance is followed by. The data are accepted whatever comes of it: trouble here is told to the log, and the
 * next acceptance of the unit or of one beside it looks again.
 */
export async function watchAccepted(app: AppContext, unitId: number, year: ReportingYear): Promise<void> {
  try {
    // Where an earlier year was amended, what counts is how goals stand now.
    const latest = Math.max(year, ...(await yearsOf(app, unitId)))
    await watchGoals(app, unitId, latest)
  } catch (error) {
    process.stderr.write(`goals of unit ${unitId} in ${year} were not looked at: ${String(error)}\n`)
  }
}

async function watchUnit(app: AppContext, unit: OrgUnitInYear, year: ReportingYear): Promise<WatchResult> {
  const nothing = { opened: [], closed: [], stillMissed: [], carriedOver: [] }
  const hasWork = await asProgram(app, year, async (tx) => {
    const goals = await listGoals(tx, [unit.id])
    const open = await listProblems(tx, [unit.id], { onlyOpen: true })
    return goals.some((goal) => goal.value !== null) || open.length > 0
  })
  if (!hasWork) return nothing
  const watched = await standingsOf(app, unit, year)
  const actor = programActor('acceptance')
  return perform(
    app,
    actor,
    { action: 'improvement.work', unit, year, object: 'goals' },
    async (tx) => {
      const open = await listProblems(tx, [unit.id], { onlyOpen: true })
      const opened: string[] = []
      const closed: string[] = []
      const stillMissed: string[] = []
      for (const own of watched) {
        const problem = open.find((candidate) => candidate.goal_id === own.goal.id)
        const consequence = consequenceOf(own.standing, problem && { isDone: problem.state === 'done' })
        if (consequence.kind === 'open') {
          const made = problemOf(app, unit, own, consequence)
          if (await writeProblem(tx, made)) opened.push(made.id)
        } else if (problem && consequence.kind === 'close' && isLater(own.standing, problem)) {
          await closeOn(app, tx, actor, problem, own)
          closed.push(problem.id)
        } else if (problem && consequence.kind === 'still_missed') {
          await stepOn(app, tx, actor, {
            procedure: 'problem',
            workflow: problemWorkflow,
            object: problemStepping(problem),
            action: 'recheck_missed',
            party: 'platform',
            details: { year, value: own.standing.latest?.value.toFixed() },
          })
          stillMissed.push(problem.id)
        }
      }
      const carriedOver = await carryOver(app, tx, actor, open, closed, year)
      return { opened, closed, stillMissed, carriedOver }
    },
    (result) => result,
  )
}

/** How every goal with a value stands on the years up to one. */
export async function standingsOf(
  app: AppContext,
  unit: OrgUnitInYear,
  year: ReportingYear,
): Promise<WatchedGoal[]> {
  const goals = (await asProgram(app, year, (tx) => listGoals(tx, [unit.id]))).filter(
    (goal) => goal.value !== null,
  )
  if (goals.length === 0) return []
  const years = (await yearsOf(app, unit.id)).filter((own) => own <= year && own > year - YEARS_BACK)
  const read = goals.map((goal) => ({
    goal,
    value: goalValue(app.catalog, goal.value ?? '', goal.subject_key, year, goal.unit ?? undefined),
  }))
  const names = new Set(read.flatMap(({ value }) => [...inputsOf(value.formula).names]))
  const world = await loadWorld(app, {
    unitIds: [unit.id],
    years: years.length > 0 ? years : [year],
    elements: elementsBehind(app.catalog, [...names]),
  })
  return read.map(({ goal, value }) => {
    const points = years.map((own) => ({ year: own, observed: goalValueAt(world, value, unit.id, own) }))
    return { goal, value, standing: standingOf(targetOf(goal, value), points) }
  })
}

export function targetOf(goal: StoredGoal, value: Pick<GoalValue, 'decimals'>): Target {
  return {
    comparison: goal.comparison ?? 'at_least',
    target: decimal(goal.target ?? '0'),
    year: goal.target_year ?? 0,
    decimals: value.decimals,
  }
}

/** A problem is not met by moving its target: it takes another value than the one that opened it. */
function isLater({ latest }: Standing, problem: StoredProblem): boolean {
  if (!latest) return false
  return (
    latest.year > problem.year ||
    problem.opened_value === null ||
    !latest.value.eq(decimal(problem.opened_value))
  )
}

const becauseWords = {
  missed: '未达到目标',
  slipping: '按近年走势将低于目标',
  behind: '按近年走势到期达不到目标',
} as const

function problemOf(
  app: AppContext,
  unit: OrgUnitInYear,
  { goal, standing, value }: WatchedGoal,
  consequence: Extract<Consequence, { kind: 'open' }>,
): StoredProblem {
  const latest = standing.latest
  const subject = goal.subject_name ? `${goal.subject_name}` : ''
  return {
    ...blankProblem(app, unit.id, latest?.year ?? goal.year),
    title: `${subject}${value.name.zh}${becauseWords[consequence.because]}`,
    opened_by: 'goal',
    goal_id: goal.id,
    because: consequence.because,
    opened_value: latest ? printed(latest.value, value.decimals) : null,
    owner: goal.owner,
  }
}

/** A problem that has just been opened, before anybody wrote anything. */
export function blankProblem(app: AppContext, unitId: number, year: ReportingYear): StoredProblem {
  return {
    org_unit_id: unitId,
    id: randomUUID(),
    year,
    title: '',
    opened_by: 'hand',
    goal_id: null,
    evaluation_id: null,
    criterion: null,
    area: null,
    element: null,
    state: problemWorkflow.initial,
    step: 0,
    because: '',
    opened_value: null,
    closed_value: null,
    closed_year: null,
    cause: '',
    measure: '',
    owner: '',
    due_on: null,
    effect: '',
    waiver: '',
    opened_at: app.clock(),
    closed_at: null,
    is_synthetic: false,
  }
}

async function closeOn(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  problem: StoredProblem,
  { standing, value }: WatchedGoal,
) {
  const { latest } = standing
  if (!latest) return
  await stepOn(app, tx, actor, {
    procedure: 'problem',
    workflow: problemWorkflow,
    object: problemStepping(problem),
    action: 'recheck_met',
    party: 'platform',
    holds: { later_value_meets: true },
    details: { year: latest.year, value: latest.value.toFixed() },
  })
  await changeProblem(tx, problem.org_unit_id, problem.id, {
    closed_value: printed(latest.value, value.decimals),
    closed_year: latest.year,
    closed_at: app.clock(),
  })
}

/** Problems of earlier years that are still open are this year's as well; the trail says so once a year. */
async function carryOver(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  open: readonly StoredProblem[],
  closed: readonly string[],
  year: ReportingYear,
): Promise<string[]> {
  const carried: string[] = []
  for (const problem of open) {
    if (problem.year >= year || closed.includes(problem.id)) continue
    const steps = await readSteps(tx, problem.org_unit_id, problem.id)
    const isCarried = steps.some(
      (step) => step.action === 'carry_over' && (step.details as { to?: number }).to === year,
    )
    if (isCarried) continue
    const state = steps.at(-1)?.state ?? problem.state
    await stepOn(app, tx, actor, {
      procedure: 'problem',
      workflow: problemWorkflow,
      object: { ...problemStepping(problem), state: state as ProblemState, step: steps.length },
      action: 'carry_over',
      party: 'platform',
      details: { to: year },
    })
    carried.push(problem.id)
  }
  return carried
}

export function problemStepping(problem: StoredProblem): Stepping<ProblemState> {
  return {
    unitId: problem.org_unit_id,
    year: problem.year,
    id: problem.id,
    state: problem.state as ProblemState,
    step: problem.step,
    title: problem.title,
  }
}
