import { createServer } from 'node:http'

/** As much of an S3-compatible store as keeping and reading need, on this machine alone. */
export interface BucketStandIn {
  /** What the settings name as `evidence_store`. */
  readonly place: {
    readonly endpoint: string
    readonly bucket: string
    readonly region: string
    readonly access_key: string
    readonly secret_key: string
  }
  /** What lies in it, by its path. */
  readonly objects: Map<string, Buffer>
  isRefusing: boolean
  close(): Promise<void>
}

export async function bucketStandIn(): Promise<BucketStandIn> {
  const objects = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const key = request.url ?? ''
      const isSigned = /^AWS4-HMAC-SHA256 Credential=key\//.test(request.headers.authorization ?? '')
      if (bucket.isRefusing || !isSigned) response.writeHead(403).end()
      else if (request.method === 'PUT') {
        objects.set(key, Buffer.concat(chunks))
        response.writeHead(200).end()
      } else response.writeHead(objects.has(key) ? 200 : 404).end(objects.get(key))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const bucket: BucketStandIn = {
    place: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'vetted',
      region: 'cn-north-1',
      access_key: 'key',
      secret_key: 'secret',
    },
    objects,
    isRefusing: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return bucket
}
