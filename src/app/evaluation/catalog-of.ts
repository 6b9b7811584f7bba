import {
  assembleCatalog,
  type Catalog,
  type RawCatalog,
  type Scheme,
  schemeVersion,
} from '../../catalog/index.ts'
import { AppError } from '../../kernel/index.ts'
import { readCatalogVersion, type StoredEvaluationRound } from '../../store/index.ts'
import type { AppContext } from '../context.ts'

/** Catalogs of earlier years by their hash: few, and the same for everybody. */
const earlier = new Map<string, Promise<Catalog>>()

/** The catalog under which something was begun: an evaluation stays readable with its own definitions. */
async function catalogOf(app: AppContext, hash: string): Promise<Catalog> {
  if (hash === app.catalog.hash) return app.catalog
  const known = earlier.get(hash)
  if (known) return known
  const reading = readCatalogVersion(app.database.db, hash).then((content) => {
    if (content === undefined) throw new AppError('EVA-006', { hash }, { kind: 'not_found' })
    return assembleCatalog(content as RawCatalog)
  })
  earlier.set(hash, reading)
  reading.catch(() => earlier.delete(hash))
  return reading
}

/** The version of the scheme that a round was opened with. */
export async function schemeOf(
  app: AppContext,
  round: Pick<StoredEvaluationRound, 'catalog_hash' | 'scheme' | 'scheme_version'>,
): Promise<{ catalog: Catalog; scheme: Scheme }> {
  const catalog = await catalogOf(app, round.catalog_hash)
  const scheme = schemeVersion(catalog, round.scheme, round.scheme_version)
  if (!scheme)
    throw new AppError(
      'EVA-003',
      { scheme: `${round.scheme} ${round.scheme_version}` },
      { kind: 'not_found' },
    )
  return { catalog, scheme }
}
