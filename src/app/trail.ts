import { AppError } from '../kernel/index.ts'
import {
  type AuditEntry,
  pruneTrail,
  readTrail,
  type StoredAuditEntry,
  withinScope,
  writeAuditEntry,
} from '../store/index.ts'
import { refOf } from './accounts/index.ts'
import type { Actor } from './actor.ts'
import { type AppContext, wholeScope } from './context.ts'
import { deedAt, unitAt } from './desk/place.ts'
import { perform } from './perform.ts'
import type { Sheet } from './sheet.ts'

/** What someone looks for in the trail. */
export interface TrailRequest {
  readonly actor?: string | undefined
  /** An action, or the part before its dot. */
  readonly action?: string | undefined
  readonly result?: AuditEntry['result'] | undefined
  readonly text?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  /** The last entry of the page before. */
  readonly before?: string | undefined
  readonly size?: number | undefined
}

export interface TrailPage {
  readonly entries: readonly StoredAuditEntry[]
  /** For the next page; absent on the last one. */
  readonly next?: string
}

const LARGEST_PAGE = 500

/** Entries of a unit and below it, newest first. */
export async function searchTrail(
  app: AppContext,
  actor: Actor,
  org: string,
  request: TrailRequest,
): Promise<TrailPage> {
  const year = app.clock().getFullYear()
  const unit = await unitAt(app, org, year)
  const size = Math.min(LARGEST_PAGE, Math.max(1, request.size ?? 100))
  const entries = await perform(app, actor, deedAt('trail.read', unit, year), (tx) =>
    readTrail(tx, { ...wanted(app, unit.id, year, request), limit: size + 1 }),
  )
  const shown = entries.slice(0, size)
  const last = shown.at(-1)
  return {
    entries: shown,
    ...(entries.length > size && last ? { next: `${last.at.toISOString()}_${last.id}` } : {}),
  }
}

function wanted(app: AppContext, unitId: number, year: number, request: TrailRequest) {
  const { actor, action, result, text, from, to, before } = request
  const [at = '', id = ''] = before?.split('_') ?? []
  if (before !== undefined && (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))) {
    throw new AppError('TRL-001', {}, { kind: 'usage', path: ['before'] })
  }
  const unitIds = app.units
    .tree(year)
    .subtree(unitId)
    .map((unit) => unit.id)
  return {
    unitIds,
    actor,
    action,
    result,
    text,
    from,
    to,
    before: before === undefined ? undefined : { at: new Date(at), id },
  }
}

/** Entries that one file holds at most; a longer span is taken in parts. */
const LARGEST_EXPORT = 200_000

/** The trail of a unit as a table, for keeping elsewhere; the export is in the trail itself. */
export async function exportTrail(
  app: AppContext,
  actor: Actor,
  org: string,
  request: Omit<TrailRequest, 'before' | 'size'>,
): Promise<Sheet> {
  const year = app.clock().getFullYear()
  const unit = await unitAt(app, org, year)
  const entries = await perform(
    app,
    actor,
    deedAt('trail.export', unit, year),
    (tx) => readTrail(tx, { ...wanted(app, unit.id, year, request), limit: LARGEST_EXPORT }),
    (found) => ({ entries: found.length }),
  )
  const titles = ['时间', '操作者', '来源', '机构', '操作', '对象', '结果', '详情']
  return {
    name: `trail-${unit.code}`,
    columns: titles.map((title) => ({ title, width: 20 })),
    rows: entries.map((entry) =>
      [
        entry.at.toISOString(),
        entry.actor,
        entry.origin,
        refOf(app, entry.unitId).name,
        entry.action,
        entry.object,
        entry.result,
        JSON.stringify(entry.details),
      ].map((text) => ({ kind: 'text' as const, text })),
    ),
  }
}

/**
 * Takes away what is older than the time that logs are kept for, where the operator set one. What was taken away, and
 * when, stays in the trail.
 */
export async function pruneOldTrail(app: AppContext): Promise<number> {
  const months = app.settings.trail.keep_months
  if (months === 0) return 0
  await app.units.refresh()
  const now = app.clock()
  const before = new Date(now)
  before.setMonth(before.getMonth() - months)
  const count = await pruneTrail(app.database.db, before)
  if (count === 0) return 0
  const year = now.getFullYear()
  await withinScope(app.database.db, wholeScope(year, true), (tx) =>
    writeAuditEntry(tx, {
      unitId: app.units.root(year)?.id ?? 0,
      at: now,
      actor: 'program',
      origin: 'retention',
      action: 'trail.prune',
      object: before.toISOString(),
      result: 'done',
      details: { count, months },
    }),
  )
  return count
}
