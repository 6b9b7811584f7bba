import { createHash, createHmac } from 'node:crypto'

/** Where objects are kept, and who asks. */
export interface ObjectStorePlace {
  /** `https://s3.example.org`, without the bucket. */
  readonly endpoint: string
  readonly region: string
  readonly access_key: string
  readonly secret_key: string
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/**
 * The headers of a signed request to an S3-compatible store (AWS Signature Version 4), host excepted.
 * @param path begins with a slash and is encoded already
 */
export function signedHeaders(
  place: ObjectStorePlace,
  request: {
    readonly method: 'GET' | 'PUT'
    readonly host: string
    readonly path: string
    readonly body: Uint8Array
    readonly headers?: Readonly<Record<string, string>>
  },
  at: Date,
): Record<string, string> {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const hash = sha256(request.body)
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-content-sha256': hash,
    'x-amz-date': time,
  }
  const all = Object.entries({ ...headers, host: request.host }).sort(([a], [b]) => (a < b ? -1 : 1))
  const names = all.map(([name]) => name).join(';')
  const lines = all.map(([name, value]) => `${name}:${value}\n`).join('')
  const canonical = [request.method, request.path, '', lines, names, hash].join('\n')
  const scope = `${day}/${place.region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${place.secret_key}`, day), place.region))
  const signature = hmac(key, toSign).toString('hex')
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${place.access_key}/${scope},SignedHeaders=${names},Signature=${signature}`,
  }
}
