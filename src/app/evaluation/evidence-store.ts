import { AppError } from '../../kernel/index.ts'
import { keepContent, readContent, type Tx } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import type { Settings } from '../settings.ts'
import { signedHeaders } from './sign-request.ts'

/**
 * Where the bytes of evidence are kept, by unit and SHA-256. What is on file of them (name, type, size, owner) is in
 * the database in any case.
 */
interface EvidenceStore {
  keep(unitId: number, year: number, sha256: string, bytes: Uint8Array): Promise<void>
  read(unitId: number, sha256: string): Promise<Uint8Array | undefined>
}

/** The store that the settings name: the database, or a bucket. */
export function evidenceStore(
  { settings, clock }: Pick<AppContext, 'settings' | 'clock'>,
  tx: Tx,
): EvidenceStore {
  const database = inDatabase(tx)
  if (!settings.evidence_store) return database
  const bucket = inBucket(settings.evidence_store, clock)
  return {
    keep: bucket.keep,
    // What was handed in before there was a bucket stays where it is.
    read: async (unitId, sha256) => (await bucket.read(unitId, sha256)) ?? database.read(unitId, sha256),
  }
}

/** The bucket alone, for what works on all files of it; undefined where the settings name none. */
export function evidenceBucket({
  settings,
  clock,
}: Pick<AppContext, 'settings' | 'clock'>): Bucket | undefined {
  return settings.evidence_store && inBucket(settings.evidence_store, clock)
}

interface Bucket extends EvidenceStore {
  /** A file piece by piece; undefined where there is none. */
  stream(unitId: number, sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>
}

/** Bytes in the database, in the transaction that puts them on file: backed up and guarded with everything else. */
function inDatabase(tx: Tx): EvidenceStore {
  return {
    keep: (unitId, year, sha256, bytes) => keepContent(tx, { unitId, year, sha256, bytes }),
    read: (unitId, sha256) => readContent(tx, unitId, sha256),
  }
}

/** How long the store may take. */
const PATIENCE = 30_000

/** Bytes in a bucket. A file whose transaction fails afterwards stays there under its hash and harms nobody. */
function inBucket(place: NonNullable<Settings['evidence_store']>, clock: () => Date): Bucket {
  const refuse = (reason: string, cause?: unknown) =>
    new AppError('EVD-006', { endpoint: place.endpoint, reason }, { kind: 'unavailable', cause })
  const send = async (method: 'GET' | 'PUT', name: string, body: Uint8Array): Promise<Response> => {
    const url = new URL(`${place.endpoint.replace(/\/$/, '')}/${place.bucket}/${name}`)
    const headers = signedHeaders(place, { method, host: url.host, path: url.pathname, body }, clock())
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(PATIENCE),
      ...(method === 'PUT' ? { body: Buffer.from(body) } : {}),
    }).catch((error: unknown) => {
      throw refuse((error as Error).message, error)
    })
    if (!response.ok && !(method === 'GET' && response.status === 404))
      throw refuse(`${response.status} ${response.statusText}`)
    return response
  }
  /** One that breaks off on the way is refused like one that does not answer. */
  async function* whole(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      throw refuse((error as Error).message, error)
    }
  }
  return {
    keep: async (unitId, _year, sha256, bytes) => {
      await send('PUT', `evidence/${unitId}/${sha256}`, bytes)
    },
    read: async (unitId, sha256) => {
      const response = await send('GET', `evidence/${unitId}/${sha256}`, new Uint8Array())
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    },
    stream: async (unitId, sha256) => {
      const response = await send('GET', `evidence/${unitId}/${sha256}`, new Uint8Array())
      return response.ok && response.body ? whole(response.body) : undefined
    },
  }
}
