import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Register } from '../catalog/index.ts'
import type { Row } from '../formula/index.ts'
import { AppError } from '../kernel/index.ts'

const PREFIX = 'enc1:'
const KEY_BYTES = 32

/**
 * Encrypts sensitive fields and finds them by keyed hash, with a key that stays outside the database: whoever has
 * the database alone reads no identity number.
 */
export class Secrets {
  readonly #key: KeyObject
  readonly #derived = new Map<string, string>()

  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new AppError('DAT-011', { bytes: KEY_BYTES }, { kind: 'usage' })
    // A key object: the ciphers take it three times as fast as bytes.
    this.#key = createSecretKey(key)
  }

  /** The key of a data folder, made on first use, readable by its owner alone. VETTED_KEY (64 hex digits) overrides it. */
  static of(folder: string): Secrets {
    const given = process.env.VETTED_KEY
    if (given !== undefined) return new Secrets(Buffer.from(given, 'hex'))
    const file = join(folder, 'secret.key')
    if (!existsSync(file)) {
      // wx: of two programs that start together, one makes the key and both use it.
      try {
        writeFileSync(file, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
    return new Secrets(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'))
  }

  encrypt(text: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
  }

  /** @throws AppError DAT-012 when the text was sealed with another key */
  decrypt(sealed: string): string {
    const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64')
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    try {
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      throw new AppError('DAT-012', {}, { kind: 'unavailable', cause })
    }
  }

  /** A stored row with its sensitive fields readable again; for checks and for those who may see them. */
  openRow(register: Pick<Register, 'fields'>, row: Row): Row {
    const sealed = register.fields.filter(({ id, personal }) => personal === 'sensitive' && isSealed(row[id]))
    if (sealed.length === 0) return row
    return { ...row, ...Object.fromEntries(sealed.map(({ id }) => [id, this.decrypt(String(row[id]))])) }
  }

  /** A key for one purpose, from which neither this key nor that of another purpose follows. */
  derive(purpose: string): string {
    const known = this.#derived.get(purpose)
    if (known !== undefined) return known
    const derived = createHmac('sha256', this.#key).update(`vetted/${purpose}`).digest('hex')
    this.#derived.set(purpose, derived)
    return derived
  }

  /** The same for the same text under the same key, and telling nothing of the text. */
  lookupHash(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text.normalize('NFKC').trim().toUpperCase()).digest()
  }
}

function isSealed(cell: unknown): boolean {
  return typeof cell === 'string' && cell.startsWith(PREFIX)
}
