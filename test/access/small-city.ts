import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AppContext, closeApp, DEFAULT_SETTINGS, openApp, type Settings } from '../../src/app/index.ts'
import type { OrgUnit } from '../../src/kernel/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'

/** Three forms, two registers, checks of every kind: enough to see each of them at work. */
export const SMALL_CATALOG = fileURLToPath(new URL('../desk/catalog', import.meta.url))

const version = { nameEn: '', status: 'open', attributes: {} } as const
const unit = (
  id: number,
  level: OrgUnit['level'],
  code: string,
  name: string,
  parentId?: number,
): OrgUnit => ({
  id,
  code,
  level,
  aliases: [],
  versions: [{ ...version, name, nameEn: name, inForce: {}, parentId }],
})

/** Two cities under one province; one school after another of a city is enough to see who reaches where. */
export const units: readonly OrgUnit[] = [
  unit(1, 'nation', 'nation', '全国'),
  unit(2, 'province', 'province', '试验省', 1),
  unit(3, 'city', 'east', '东城', 2),
  unit(4, 'city', 'west', '西城', 2),
  unit(5, 'school', 'east-1', '东城一职', 3),
  unit(6, 'school', 'east-2', '东城二职', 3),
  unit(7, 'school', 'west-1', '西城一职', 4),
]

export interface SmallCity {
  readonly app: AppContext
  /** Moves the clock of the application. */
  later(minutes: number): void
  close(): Promise<void>
}

/** An application on a database of its own, with the small city and a clock that stands until it is moved. */
export async function smallCity(settings: Partial<Settings> = {}): Promise<SmallCity> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-access-'))
  // better-auth reads the machine's clock; ours begins with it and can be moved ahead.
  let now = Date.now()
  const app = await openApp(
    { dataFolder: folder, databaseUrl: process.env.DATABASE_URL, catalogFolder: SMALL_CATALOG },
    () => new Date(now),
  )
  await writeOrgUnits(app.database.db, units, [2017, 2018, 2019])
  await app.units.refresh()
  return {
    app: { ...app, settings: { ...DEFAULT_SETTINGS, ...settings } },
    later: (minutes) => {
      now += minutes * 60_000
    },
    close: async () => {
      await closeApp(app)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
