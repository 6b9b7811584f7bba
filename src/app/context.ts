import { readCatalog } from '../catalog/files.ts'
import type { Catalog, RawCatalog } from '../catalog/index.ts'
import { AppError, OrgTree, type OrgUnit, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import {
  Batched,
  type DatabasePlace,
  migrate,
  type OpenDatabase,
  openDatabase,
  orgRevision,
  readOrgUnits,
  type Scope,
  Secrets,
} from '../store/index.ts'
import { readSettings, type Settings } from './settings.ts'

/** What every use case works with. */
export interface AppContext {
  readonly catalog: Catalog
  readonly rawCatalog: RawCatalog
  readonly database: OpenDatabase
  readonly secrets: Secrets
  readonly clock: () => Date
  readonly units: OrgUnits
  readonly settings: Settings
  /**
   * The two walls before data: the permission check here and the policies of the database. Both always stand;
   * test/access makes contexts with one of them taken away, to see that the other holds alone.
   */
  readonly walls: { readonly application: boolean; readonly database: boolean }
  /** What is to be ended before the database closes. */
  readonly onClose: (() => Promise<void>)[]
}

export interface AppPlace {
  /** Folder for the embedded database, keys and files. */
  readonly dataFolder: string
  /** A PostgreSQL of the user's own instead of the embedded one. */
  readonly databaseUrl?: string | undefined
  readonly catalogFolder?: string | undefined
}

/** Opens catalog and database, migrates, and hands over what use cases need. Close it with `closeApp`. */
export async function openApp(place: AppPlace, clock: () => Date = () => new Date()): Promise<AppContext> {
  const { catalog, raw } = readCatalog(place.catalogFolder)
  const where: DatabasePlace = place.databaseUrl ? { url: place.databaseUrl } : { folder: place.dataFolder }
  const database = await openDatabase(where)
  try {
    await migrate(database.db)
    const folder = database.cluster?.dataFolder ?? place.dataFolder
    return {
      catalog,
      rawCatalog: raw,
      database,
      secrets: Secrets.of(folder),
      clock,
      units: new OrgUnits(database),
      settings: readSettings(folder),
      walls: { application: true, database: true },
      onClose: [],
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

export async function closeApp(app: AppContext): Promise<void> {
  for (const end of app.onClose.splice(0)) await end()
  await app.database.close()
}

/** The organisational units, read again when someone changed them. */
export class OrgUnits {
  readonly #database: OpenDatabase
  readonly #current: Batched<'org_unit', string>
  #revision: string | undefined
  #all: readonly OrgUnit[] = []
  #trees = new Map<ReportingYear, OrgTree>()

  constructor(database: OpenDatabase) {
    this.#database = database
    this.#current = new Batched(async () => new Map([['org_unit', await orgRevision(database.db)]]))
  }

  /** Call at the start of a use case; between two calls the units stand still. */
  async refresh(): Promise<void> {
    const revision = await this.#current.get('org_unit')
    if (revision === this.#revision) return
    this.#all = await readOrgUnits(this.#database.db)
    this.#trees = new Map()
    this.#revision = revision
  }

  all(): readonly OrgUnit[] {
    return this.#all
  }

  tree(year: ReportingYear): OrgTree {
    const known = this.#trees.get(year)
    if (known) return known
    const tree = new OrgTree(this.#all, year)
    this.#trees.set(year, tree)
    return tree
  }

  /**
   * The unit that a code or any known name means in a year.
   * @throws AppError ORG-001
   */
  find(name: string, year: ReportingYear): OrgUnitInYear {
    const unit = this.tree(year).resolve(name)
    if (!unit) throw new AppError('ORG-001', { name }, { kind: 'not_found' })
    return unit
  }

  /** The unit at the top, under which everything lies. */
  root(year: ReportingYear): OrgUnitInYear | undefined {
    return this.tree(year)
      .units()
      .find((unit) => unit.parentId === undefined)
  }
}

/** Sees the whole tree: for the program itself, and for the public that reads accepted aggregates. */
export function wholeScope(year: ReportingYear, mayWrite: boolean): Scope {
  return { units: 'all', year, mayWrite, role: mayWrite ? 'program' : 'public' }
}

/** Reads as the program itself: register rows for checks and reports, which the public does not see one by one. */
export function programScope(year: ReportingYear): Scope {
  return { units: 'all', year, mayWrite: false, role: 'program' }
}
