import type { QualityStory, StoryProblem } from '../../demo/index.ts'
import type { AppContext } from '../context.ts'
import {
  addProblemEvidence,
  analyseProblem,
  boardOf,
  chainOf,
  closeProblem,
  completeMeasure,
  openProblem,
  planMeasure,
  putGoal,
  putStandard,
  readProblemDetail,
  reportProgress,
  waiveProblem,
  watchGoals,
} from '../improvement/index.ts'
import { at, player } from './players.ts'

const BEGIN = '2016-12-05'
const moment = (day: string) => Date.parse(`${day}T10:00:00+08:00`)

/** Goals set in 2016, problems that the data of that year opened, and what the data of 2017 made of them. */
export async function playImprovement(app: AppContext, story: QualityStory): Promise<void> {
  const begin = at(app, moment(BEGIN))
  const ids = await playGoals(begin, story)
  const units = [...new Set(story.goals.map(({ org }) => org))]
  // Data are looked at when they come; the data of 2016 do not come twice.
  const { problems } = await boardOf(app, player(app, 'bureau_officer', story.city, 2017), story.city, 2017)
  const isSeen = problems.some(({ openedBy }) => openedBy === 'goal')
  for (const org of isSeen ? [] : units)
    await watchGoals(at(app, moment('2017-01-10')), app.units.find(org, 2016).id, 2016)
  const of = (year: number) => story.problems.filter(({ opened }) => opened === year)
  for (const problem of of(2016)) await playProblem(app, story, problem, ids)
  for (const org of units) await watchGoals(at(app, moment('2018-02-20')), app.units.find(org, 2017).id, 2017)
  for (const problem of of(2017)) await playProblem(app, story, problem, ids)
}

async function playGoals(app: AppContext, story: QualityStory): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const goal of story.goals) {
    const { org, value, at_least, at_most, by } = goal
    const boss = planner(app, story, org)
    const { goals } = await chainOf(app, boss, org, 2016)
    const there = goals.find((own) => own.title === goal.title)
    const target = at_least ?? at_most
    const { id } =
      there ??
      (await putGoal(app, boss, org, 2016, {
        level: goal.level,
        title: goal.title,
        owner: goal.owner,
        parent: goal.parent === undefined ? undefined : ids.get(goal.parent),
        ...(value !== undefined && target !== undefined
          ? {
              measured: {
                value,
                comparison: at_least === undefined ? ('at_most' as const) : ('at_least' as const),
                target,
                targetYear: by ?? 2018,
              },
            }
          : {}),
      }))
    ids.set(goal.id, id)
  }
  for (const { org, ...standard } of story.standards) {
    const boss = planner(app, story, org)
    const { standards } = await chainOf(app, boss, org, 2016)
    if (!standards.some((own) => own.title === standard.title))
      await putStandard(app, boss, org, 2016, standard)
  }
  return ids
}

function planner(app: AppContext, { city }: QualityStory, org: string) {
  return player(app, org === city ? 'bureau_officer' : 'school_leader', org, 2016)
}

async function playProblem(
  app: AppContext,
  story: QualityStory,
  told: StoryProblem,
  goals: ReadonlyMap<string, string>,
): Promise<void> {
  const goal = story.goals.find(({ id }) => id === told.goal)
  const org = told.org ?? goal?.org ?? story.city
  const boss = planner(app, story, org)
  const officer = player(app, 'bureau_officer', story.city, 2016)
  // The story is told for problems of 2016; those of the next year come a year later.
  const on = (day: string) => at(app, moment(`${told.opened + 1}-${day}`))
  const { problems } = await boardOf(app, boss, org, 2017)
  const there = problems.find((own) =>
    told.goal === undefined ? own.title === told.hand : own.goal === goals.get(told.goal),
  )
  const id =
    there?.id ??
    (told.hand === undefined
      ? undefined
      : (await openProblem(on('01-12'), boss, { org, year: told.opened, title: told.hand })).id)
  // A goal that was met all along opened nothing.
  if (id === undefined) return
  let { state } = await readProblemDetail(app, boss, id)
  const wanted = told.until
  if (state === 'open') {
    await analyseProblem(on('02-20'), boss, id, told.cause)
    state = 'analysed'
  }
  if (wanted === 'waived' && state === 'analysed') return waiveProblem(on('03-01'), officer, id, told.waiver)
  if (state === 'analysed' && wanted !== 'analysed') {
    const { measure, owner, due_on: dueOn } = told
    await planMeasure(on('03-06'), boss, id, { measure, owner, dueOn })
    state = 'planned'
    if (told.report !== undefined) await reportProgress(on('05-10'), boss, id, { text: told.report })
  }
  if (state === 'planned' && (wanted === 'done' || wanted === 'closed')) {
    const { evidence } = await readProblemDetail(app, boss, id)
    const name = `${told.file ?? '整改材料'}.txt`
    const bytes = new TextEncoder().encode(`${name}（演示材料，内容为虚构）\n`)
    if (evidence.length === 0) await addProblemEvidence(on('06-12'), boss, id, { name, bytes })
    await completeMeasure(on('06-15'), boss, id, told.effect)
    state = 'done'
  }
  if (state === 'done' && wanted === 'closed')
    await closeProblem(on('06-30'), officer, id, '现场复查，已整改到位。')
}
