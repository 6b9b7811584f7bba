import { type Content, type Contents, EMPTY, sameContent } from './content.ts'

/** Something a person did: cells as they were and as they are since. */
export interface Step {
  readonly before: Contents
  readonly after: Contents
  /** The cell in which typing goes on; absent once the step is over. */
  readonly typing?: string | undefined
}

/** What was done and can be taken back, and what was taken back and can be done again; the latest stands last. */
export interface Steps {
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

export const NO_STEPS: Steps = { past: [], future: [] }

/** Steps that are remembered; a clerk's morning, and no more memory than a page should take. */
const MOST = 200

/** The steps after a change of cells. Keystrokes in one cell are one step until the cell is left. */
export function withStep(steps: Steps, contents: Contents, changes: Contents, typing?: string): Steps {
  const last = steps.past.at(-1)
  if (typing !== undefined && last?.typing === typing && steps.future.length === 0) {
    const joined = { ...last, after: changes }
    const rest = steps.past.slice(0, -1)
    return { past: isIdle(joined) ? rest : [...rest, joined], future: [] }
  }
  const before = new Map([...changes.keys()].map((key) => [key, contents.get(key) ?? EMPTY]))
  const step: Step = { before, after: changes, typing }
  if (isIdle(step)) return steps
  return { past: [...withEnd(steps).past.slice(1 - MOST), step], future: [] }
}

/** The steps once the cell is left: what comes next is a step of its own. */
export function withEnd(steps: Steps): Steps {
  const last = steps.past.at(-1)
  if (last?.typing === undefined) return steps
  return { ...steps, past: [...steps.past.slice(0, -1), { before: last.before, after: last.after }] }
}

/** Takes the last step back: the steps since, and what the cells shall be. */
export function undone(steps: Steps): { steps: Steps; cells: Contents } | undefined {
  const { past, future } = withEnd(steps)
  const last = past.at(-1)
  return last && { steps: { past: past.slice(0, -1), future: [...future, last] }, cells: last.before }
}

/** Does again what was taken back last. */
export function redone({ past, future }: Steps): { steps: Steps; cells: Contents } | undefined {
  const last = future.at(-1)
  return last && { steps: { past: [...past, last], future: future.slice(0, -1) }, cells: last.after }
}

/** The steps without some cells: another has changed them meanwhile, and taking back would write over that. */
export function without(steps: Steps, keys: ReadonlySet<string>): Steps {
  if (keys.size === 0) return steps
  const kept = (cells: Contents): ReadonlyMap<string, Content> =>
    new Map([...cells].filter(([key]) => !keys.has(key)))
  const rest = (list: readonly Step[]) =>
    list.map((step) => ({ ...step, before: kept(step.before), after: kept(step.after) })).filter(isTold)
  return { past: rest(steps.past), future: rest(steps.future) }
}

function isTold({ after }: Step): boolean {
  return after.size > 0
}

function isIdle({ before, after }: Step): boolean {
  return [...after].every(([key, content]) => sameContent(content, before.get(key) ?? EMPTY))
}
