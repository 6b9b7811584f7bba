import { isWarning } from '../../evaluation/index.ts'
import type { OrgUnitInYear, ReportingYear } from '../../kernel/index.ts'
import { listProblems, type StoredProblem } from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { problemViews, today } from './problems.ts'
import type { BoardRow, BoardView } from './views.ts'
import { standingsOf } from './watch.ts'

/** The board of a unit: of a school its own problems, of a city every school's beside its own. */
export async function boardOf(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<BoardView> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const tree = app.units.tree(year)
  const isSchool = unit.level === 'school' || unit.level === 'class_provider'
  const units = isSchool ? [unit] : [unit, ...tree.schools(unit.id)]
  const { problems, views } = await perform(
    app,
    actor,
    { action: 'improvement.read', unit, year },
    async (tx) => {
      const all = await listProblems(
        tx,
        units.map(({ id }) => id),
        { untilYear: year },
      )
      return { problems: all, views: await problemViews(app, tx, all) }
    },
  )
  const rows: BoardRow[] = []
  for (const own of units)
    rows.push(
      await boardRow(
        app,
        own,
        year,
        problems.filter((problem) => problem.org_unit_id === own.id),
      ),
    )
  const open = views.filter(({ state }) => state !== 'closed' && state !== 'waived')
  const rest = views.filter(({ state }) => state === 'closed' || state === 'waived')
  open.sort(
    (a, b) =>
      Number(b.isOverdue) - Number(a.isOverdue) || (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'),
  )
  return { org: orgRef(unit), year, rows, problems: [...open, ...rest] }
}

async function boardRow(
  app: AppContext,
  unit: OrgUnitInYear,
  year: ReportingYear,
  problems: readonly StoredProblem[],
): Promise<BoardRow> {
  const standings = await standingsOf(app, unit, year)
  const isOpen = (problem: StoredProblem) => problem.state !== 'closed' && problem.state !== 'waived'
  const now = today(app)
  return {
    org: orgRef(unit),
    open: problems.filter(isOpen).length,
    overdue: problems.filter((problem) => isOpen(problem) && problem.due_on !== null && problem.due_on < now)
      .length,
    toRecheck: problems.filter((problem) => problem.state === 'done').length,
    closedThisYear: problems.filter((problem) => problem.state === 'closed' && problem.closed_year === year)
      .length,
    waived: problems.filter((problem) => problem.state === 'waived').length,
    warnings: standings.filter(({ standing }) => isWarning(standing.state)).length,
    goals: standings.length,
  }
}
