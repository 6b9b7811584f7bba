import type { Server } from './running.ts'

/** Where the school stands after all: what a reader of the API sees, and what in it does not fit together. */
export interface Standing {
  readonly state: string
  readonly versions: number
  /** Which file the rows came in. */
  readonly mark: string
  /** The last value that the neighbour's cell holds. */
  readonly saved: number
  /** What was done by half. */
  readonly halves: readonly string[]
}

const SCHOOL = '/orgs/east-1/years/2018'

export async function standingOf(server: Server): Promise<Standing> {
  const ask = async (who: Parameters<Server['ask']>[0], method: string, path: string, body?: unknown) => {
    const answer = await server.ask(who, method, path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`)
    return answer.json
  }
  const submission = await ask('clerk', 'GET', `${SCHOOL}/submission`)
  const rows = await ask('clerk', 'POST', `${SCHOOL}/registers/staff/search`, { size: 500 })
  const neighbour = await ask('neighbour', 'GET', '/orgs/east-2/years/2018/entry')
  const marks = new Set(rows.rows.map((row: { cells: { days: number } }) => row.cells.days))
  const halves: string[] = []
  if (marks.size !== 1) halves.push(`the rows are of ${marks.size} files`)
  if (rows.rows.length !== rows.total) halves.push(`${rows.rows.length} rows are shown of ${rows.total}`)
  const { state, version, versions } = submission
  if ((versions[0]?.version ?? 0) !== version)
    halves.push(`version ${version} is named and ${versions[0]?.version} is the latest`)
  if (state === 'accepted') {
    // Accepted, the school's values are what the city adds up.
    const entry = await ask('clerk', 'GET', `${SCHOOL}/entry`)
    const typed = entry.cells.find((cell: { element: string }) => cell.element === 'students')?.value
    const { values } = await ask('clerk', 'GET', '/orgs/east/years/2018/values?ids=students,staff')
    const [students, staff] = values.map((value: { value: string }) => value.value)
    if (Number(students) !== Number(typed))
      halves.push(`the city has ${students} students, the school ${typed}`)
    if (Number(staff) !== rows.total) halves.push(`the city has ${staff} staff, the school ${rows.total}`)
  }
  const saved = neighbour.cells.find((cell: { element: string }) => cell.element === 'students')?.value
  return { state, versions: versions.length, mark: String([...marks][0]), saved: Number(saved ?? 0), halves }
}
