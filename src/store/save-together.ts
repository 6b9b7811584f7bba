import pg from 'pg'
import { Batched } from './batched.ts'
import { isInterrupted, type OpenDatabase, type Scope, scopeSettings, withinScope } from './database.ts'
import {
  type CellSave,
  SAVE_TYPES,
  type SaveContext,
  type SaveOutcome,
  type SaveRow,
  saveCells,
  saveOutcome,
  saveParameters,
  saveStatement,
} from './save-cells.ts'

/*
 * Saves of many people at once. Those that arrive while others are being saved are written in one transaction, each
 * inside its own scope, and all are acknowledged once that transaction is on disk: 300 clerks who press Enter in the
 * same instant cost some ten trips and flushes instead of 1,200 and 300. A save never waits there for anybody: one
 * that would have to, that is refused or not taken as open, spoils or leaves the common transaction and is done again
 * in one of its own, which alone decides.
 */

interface Save {
  readonly scope: Scope
  readonly context: SaveContext
  readonly cells: readonly CellSave[]
}

/** Saves of one transaction: more would let the first wait for the last. */
const AT_MOST = 40
/** Transactions at a time; a unit's saves all go the same way, so that those of two ways do not meet. */
const LANES = 3
/** How long a common transaction waits for a cell that another one is writing, in milliseconds. */
const PATIENCE = 50

/** Saves cells inside a scope, in one transaction with those whom others save meanwhile; see saveCells. */
export async function saveTogether(
  database: Pick<OpenDatabase, 'connect' | 'db' | 'pool'>,
  scope: Scope,
  context: SaveContext,
  cells: readonly CellSave[],
): Promise<SaveOutcome> {
  const lanes = lanesOf.get(database.pool) ?? newLanes(database)
  lanesOf.set(database.pool, lanes)
  const outcome = await lanes[context.unitId % LANES]?.get({ scope, context, cells })
  return outcome ?? withinScope(database.db, scope, (tx) => saveCells(tx, context, cells))
}

const lanesOf = new WeakMap<pg.Pool, readonly Batched<Save, SaveOutcome>[]>()

function newLanes(database: Pick<OpenDatabase, 'connect'>): readonly Batched<Save, SaveOutcome>[] {
  return Array.from({ length: LANES }, () => new Batched(inOneTransaction(database), AT_MOST))
}

/** What became of each save; those that are not in the answer were not saved and are to be done by themselves. */
function inOneTransaction({ connect }: Pick<OpenDatabase, 'connect'>) {
  return async (saves: readonly Save[]): Promise<Map<Save, SaveOutcome>> => {
    const client = await connect()
    let broken: Error | undefined
    try {
      if (!prepared.has(client)) await client.query(PREPARE)
      prepared.add(client)
      const results = (await client.query(transactionOf(saves))) as unknown as pg.QueryResult<SaveRow>[]
      const rows = results.flatMap((result) => (result.command === 'SELECT' ? result.rows : []))
      if (rows.length !== saves.length) throw new Error(`${saves.length} saves had ${rows.length} answers`)
      const outcomes = saves.map((save, index) => [save, saveOutcome(rows[index])] as const)
      return new Map(outcomes.filter(([, { isOpen }]) => isOpen))
    } catch (error) {
      if (isInterrupted(error)) {
        // Whether they were kept is not known where the database went away: nobody is told that they were.
        broken = error as Error
        throw error
      }
      await client.query('rollback').catch((cause: Error) => {
        broken = cause
      })
      return new Map()
    } finally {
      client.release(broken)
    }
  }
}

/** Planning anew for these values would cost as much as the save, and comes to the same plan. */
const PLANNED_ONCE = 'set local plan_cache_mode = force_generic_plan'
const prepared = new WeakSet<pg.PoolClient>()
const PREPARE = `prepare vetted_save_together (${SAVE_TYPES}) as ${saveStatement('skip locked')}`

/**
 * The whole transaction as one message. Settings of a scope are written where they differ from those of the save
 * before; the values of a save are literals of a prepared statement.
 */
function transactionOf(saves: readonly Save[]): string {
  const statements = ['begin', `set local lock_timeout = ${PATIENCE}`, PLANNED_ONCE]
  let inForce: readonly string[] = []
  for (const { scope, context, cells } of saves) {
    const settings = scopeSettings(scope)
    statements.push(...settings.filter((setting, index) => setting !== inForce[index]))
    inForce = settings
    statements.push(
      `execute vetted_save_together (${saveParameters(context, cells).map(literal).join(', ')})`,
    )
  }
  return [...statements, 'commit'].join('; ')
}

function literal(value: string | number): string {
  if (typeof value === 'number') return String(value)
  if (value.includes('\0')) throw new TypeError('a text has no end in the middle')
  return pg.escapeLiteral(value)
}
