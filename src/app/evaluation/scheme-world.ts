import type { Catalog, Scheme } from '../../catalog/index.ts'
import { inputsOf } from '../../formula/index.ts'
import type { World } from '../../indicators/index.ts'
import type { ReportingYear } from '../../kernel/index.ts'
import { contentRevision } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { elementsBehind } from '../explore-inputs.ts'
import { loadWorld } from '../world.ts'

/** Worlds that are kept at hand, the last used last: everybody of a city who works on a round asks for the same. */
const KEPT = 6
const kept = new WeakMap<object, Map<string, { readonly revision: string; readonly world: Promise<World> }>>()

/**
 * A world that computes a scheme's values with the definitions of its round. It is kept for as long as no accepted
 * data change: experts save often, data are accepted seldom.
 */
export async function schemeWorld(
  app: AppContext,
  catalog: Catalog,
  scheme: Scheme,
  unitIds: readonly number[],
  year: ReportingYear,
): Promise<World> {
  const { db } = app.database
  const tree = app.units.tree(year)
  const ids = [...new Set(unitIds.flatMap((id) => [id, ...tree.peers(id).map((peer) => peer.id)]))]
  const key = [catalog.hash, scheme.id, scheme.version, year, ...ids.sort((a, b) => a - b)].join('|')
  const revision = await contentRevision(db, year)
  const worlds = kept.get(db) ?? new Map()
  kept.set(db, worlds)
  const found = worlds.get(key)
  worlds.delete(key)
  if (found?.revision === revision) {
    worlds.set(key, found)
    return found.world
  }
  const elements = elementsOfScheme(catalog, scheme)
  const world = loadWorld(
    { ...app, catalog },
    { unitIds: ids, years: [year], ...(elements ? { elements } : {}) },
  )
  worlds.set(key, { revision, world })
  world.catch(() => worlds.delete(key))
  for (const oldest of [...worlds.keys()].slice(0, Math.max(0, worlds.size - KEPT))) worlds.delete(oldest)
  return world
}

/** The elements that a scheme's values rest on; undefined where it asks standards, which may ask anything. */
function elementsOfScheme(catalog: Catalog, scheme: Scheme): string[] | undefined {
  const names = new Set<string>()
  for (const leaf of scheme.leaves) {
    if (leaf.kind !== 'computed' && leaf.kind !== 'observed') continue
    if (leaf.kind === 'computed' && leaf.score.function === 'standard') return undefined
    for (const name of inputsOf(leaf.value.formula).names) names.add(name)
  }
  return elementsBehind(catalog, [...names])
}
