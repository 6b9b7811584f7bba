import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { AppError } from '../../kernel/index.ts'
import type { Secrets } from '../../store/index.ts'

const NONCE = 12
const TAG = 16

/** Seals what was sent: files hold identity numbers, and what was found in them quotes cells. */
export function sealBytes(secrets: Secrets, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secrets), nonce)
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** @throws AppError DAT-012 when it was sealed with another key */
export function openBytes(secrets: Secrets, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secrets), sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
  } catch (cause) {
    throw new AppError('DAT-012', {}, { kind: 'unavailable', cause })
  }
}

export function sealJson(secrets: Secrets, value: unknown): Buffer {
  return sealBytes(secrets, gzipSync(JSON.stringify(value)))
}

export function openJson(secrets: Secrets, sealed: Buffer): unknown {
  return JSON.parse(gunzipSync(openBytes(secrets, sealed)).toString('utf8'))
}

function keyOf(secrets: Secrets): Buffer {
  return Buffer.from(secrets.derive('imports'), 'hex')
}
