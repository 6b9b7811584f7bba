import type { ReportingYear } from '../../kernel/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { addRows, readRegister } from '../desk/index.ts'
import { deedAt } from '../desk/place.ts'
import { authorize } from '../perform.ts'
import { boardOf } from './board.ts'
import type { ProblemView } from './views.ts'

/** A row of the register of problems, as chapter nine of the report prints it. */
export interface ProblemRow {
  readonly problem_no: number
  readonly title: string
  readonly evidence: string | null
}

/** A row of the register of measures. */
export interface MeasureRow {
  readonly measure_no: number
  readonly title: string
  readonly detail: string | null
  readonly problem_no: number
  readonly owner: string
  readonly due_on: string
  readonly state: 'planned' | 'running' | 'done' | 'carried_over'
}

export interface ChapterNine {
  readonly problems: readonly ProblemRow[]
  readonly measures: readonly MeasureRow[]
  /** Problems without a complete measure, which chapter nine cannot print yet. */
  readonly withoutMeasure: readonly ProblemView[]
}

const TITLE = 60
const DETAIL = 200

/**
 * The problems and measures of a unit as rows of its registers `problems` and `measures`: what chapter nine of the
 * report prints rests on registers that are handed in, so these rows go into the return and from there into print.
 * @param from the last numbers in the registers, and the titles of problems that stand there already
 */
export async function chapterNine(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  from: {
    readonly problems: number
    readonly measures: number
    readonly titles?: ReadonlySet<string>
  } = { problems: 0, measures: 0 },
): Promise<ChapterNine> {
  const { problems: all, org: unit } = await boardOf(app, actor, org, year)
  const own = all.filter(
    (problem) =>
      problem.org.id === unit.id &&
      problem.state !== 'waived' &&
      (problem.closedYear ?? year) >= year &&
      !from.titles?.has(titleOf(problem)),
  )
  const printable = own.filter((problem) => problem.measure !== '' && problem.dueOn !== undefined)
  return {
    problems: printable.map((problem, index) => ({
      problem_no: from.problems + index + 1,
      title: titleOf(problem),
      evidence: problem.indicator ?? null,
    })),
    measures: printable.map((problem, index) => ({
      measure_no: from.measures + index + 1,
      title: firstSentence(problem.measure),
      detail:
        problem.measure.length > firstSentence(problem.measure).length
          ? problem.measure.slice(0, DETAIL)
          : null,
      problem_no: from.problems + index + 1,
      owner: problem.owner,
      due_on: problem.dueOn ?? '',
      state: stateOf(problem, year),
    })),
    withoutMeasure: own.filter((problem) => !printable.includes(problem)),
  }
}

function titleOf({ title }: ProblemView): string {
  return title.slice(0, 120)
}

function firstSentence(text: string): string {
  return (text.split(/[。；\n]/)[0] ?? text).slice(0, TITLE)
}

function stateOf(problem: ProblemView, year: ReportingYear): MeasureRow['state'] {
  if (problem.state === 'closed') return 'done'
  if (problem.year < year) return 'carried_over'
  return problem.state === 'planned' || problem.state === 'done' ? 'running' : 'planned'
}

/**
 * Puts problems with their measures into the registers of the unit's return that is being filled in; those that stand
 * there already are left as they are.
 * @throws AppError RND-001 no round, RND-002 the unit does not keep these registers
 */
export async function fillChapterNine(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<{ problems: number; measures: number; withoutMeasure: readonly ProblemView[] }> {
  const unit = app.units.find(org, year)
  // Whoever may not write learns so even where there is nothing to write.
  authorize(app, actor, deedAt('register.change', unit, year, { areas: ['problems', 'measures'] }))
  const present = await chapterNineLeft(app, actor, org, year)
  const { problems, measures, withoutMeasure } = present
  if (problems.length > 0) {
    await addRows(
      app,
      actor,
      { org, year, register: 'problems' },
      problems.map((row) => ({ ...row })),
    )
    await addRows(
      app,
      actor,
      { org, year, register: 'measures' },
      measures.map((row) => ({ ...row })),
    )
  }
  return { problems: problems.length, measures: measures.length, withoutMeasure }
}

/** What would be put there now. */
export async function chapterNineLeft(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<ChapterNine> {
  const rowsOf = async (register: string) =>
    (await readRegister(app, actor, org, year, register, { size: 500 })).rows.map(({ cells }) => cells)
  const problems = await rowsOf('problems')
  const measures = await rowsOf('measures')
  const last = (rows: typeof problems, field: string) =>
    Math.max(0, ...rows.map((row) => Number(row[field] ?? 0)))
  return chapterNine(app, actor, org, year, {
    problems: last(problems, 'problem_no'),
    measures: last(measures, 'measure_no'),
    titles: new Set(problems.map((row) => String(row.title ?? ''))),
  })
}
