import type { Actor, AppContext } from '../../src/app/index.ts'
import { assembleCatalog } from '../../src/catalog/index.ts'
import { decimal, known, type Observed, type Role } from '../../src/kernel/index.ts'
import { keepCatalog, markAccepted, replaceObservations, withinScope } from '../../src/store/index.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'
import { smallRaw } from './small-catalog.ts'

/** The small city with a small catalog, people of every role, and values that were accepted. */
export interface Desk {
  readonly app: AppContext
  readonly people: Readonly<
    Record<'officer' | 'leader1' | 'clerk1' | 'leader2' | 'expert1' | 'expert2' | 'expert3', Actor>
  >
  later(minutes: number): void
  /** Accepts values of a school, as a return does. */
  accept(unitId: number, year: number, values: Readonly<Record<string, string>>): Promise<void>
  close(): Promise<void>
}

const EAST = 3
export const SCHOOL_1 = 5
export const SCHOOL_2 = 6

function person(username: string, name: string, role: Role, unitId: number): Actor {
  return {
    kind: 'account',
    id: username,
    username,
    name,
    grants: [{ role, unitId, limits: [] }],
    origin: 'test',
  }
}

export async function deskWith(schemes: string, more: Parameters<typeof smallRaw>[1] = {}): Promise<Desk> {
  const city: SmallCity = await smallCity()
  const rawCatalog = smallRaw(schemes, more)
  const app: AppContext = { ...city.app, rawCatalog, catalog: assembleCatalog(rawCatalog) }
  await keepCatalog(app.database.db, rawCatalog.hash, rawCatalog, app.clock())
  return {
    app,
    people: {
      officer: person('bureau', '李科长', 'bureau_officer', EAST),
      leader1: person('leader1', '王校长', 'school_leader', SCHOOL_1),
      clerk1: person('clerk1', '小陈', 'school_clerk', SCHOOL_1),
      leader2: person('leader2', '赵校长', 'school_leader', SCHOOL_2),
      expert1: person('expert1', '甲专家', 'expert', EAST),
      expert2: person('expert2', '乙专家', 'expert', EAST),
      expert3: person('expert3', '丙专家', 'expert', EAST),
    },
    later: city.later,
    accept: (unitId, year, values) =>
      withinScope(app.database.db, { units: 'all', year, mayWrite: true, role: 'program' }, async (tx) => {
        await replaceObservations(
          tx,
          { id: unitId, level: 'school' },
          year,
          Object.entries(values).map(([key, text]) => {
            const [element = '', cell = ''] = key.split('|')
            const observed: Observed = known(decimal(text))
            return { element, cell, observed, origin: 'entered' as const }
          }),
        )
        await markAccepted(tx, {
          unitId,
          year,
          catalogHash: rawCatalog.hash,
          contentHash: JSON.stringify(values),
          at: app.clock(),
        })
      }),
    close: city.close,
  }
}
