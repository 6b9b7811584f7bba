import type { ReportingYear } from '../../kernel/index.ts'
import { type Tx, withinScope } from '../../store/index.ts'
import type { AppContext } from '../context.ts'

/** Looks up what the program itself must know before it can ask whether somebody may see it. Reads only. */
export function asProgram<T>(app: AppContext, year: ReportingYear, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withinScope(app.database.db, { units: 'all', year, mayWrite: false, role: 'program' }, work)
}
