import { readPublished } from '../demo/index.ts'
import {
  reconcile as compare,
  parseFigures,
  publishedLookup,
  type Reconciliation,
  rowsNeeded,
  withFigures,
} from '../indicators/index.ts'
import { AppError, type ReportingYear } from '../kernel/index.ts'
import type { AppContext } from './context.ts'
import { unitWithData } from './find.ts'
import { loadWorld } from './world.ts'

export interface Reconciled extends Reconciliation {
  readonly org: { readonly code: string; readonly name: string }
  readonly year: ReportingYear
  /** Ids of the given file that the mapping does not know. */
  readonly unmapped: readonly string[]
}

/**
 * Puts published figures beside ours, line by line.
 * @param given the content of a file of figures; the mapping's own figures where left out
 * @throws AppError REC-001 where there is no mapping for the unit and year, REC-002 where the file is of another shape
 */
export async function reconcile(
  app: AppContext,
  name: string,
  year: ReportingYear,
  given?: unknown,
): Promise<Reconciled> {
  const unit = await unitWithData(app, name, year)
  const own = readPublished(unit.code, year)
  if (!own)
    throw new AppError(
      'REC-001',
      { name: unit.name, year, file: `demo/${unit.code}/published-${year}.yaml` },
      { kind: 'not_found' },
    )
  const { mapping, unmapped } =
    given === undefined ? { mapping: own, unmapped: [] } : withFigures(own, figuresOf(given))
  const needed = rowsNeeded(mapping)
  const others = [...needed.keys()].filter((code) => code !== '').map((code) => app.units.find(code, year).id)
  const registers = [...new Set([...needed.values()].flatMap((ids) => [...ids]))]
  const world = await loadWorld(app, { unitIds: [unit.id, ...others], years: [year], registers })
  const result = compare(mapping, publishedLookup(world, unit.code, year), app.catalog.units)
  return { ...result, org: { code: unit.code, name: unit.name }, year, unmapped }
}

function figuresOf(given: unknown): ReturnType<typeof parseFigures> {
  try {
    return parseFigures(given)
  } catch (cause) {
    throw new AppError(
      'REC-002',
      { reason: (cause as Error).message.slice(0, 500) },
      { kind: 'usage', cause },
    )
  }
}
