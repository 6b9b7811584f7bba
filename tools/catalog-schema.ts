import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CATALOG_FOLDER } from '../src/catalog/files.ts'
import { editorSchema, type KindName, kinds } from '../src/catalog/index.ts'

/*
 * Writes catalog/schema/*.json: the shapes of the catalog's files for editors that complete and check YAML while it
 * is typed. Run after a change of src/catalog/schema; a test says when it was forgotten.
 */

export const SCHEMA_FOLDER = join(CATALOG_FOLDER, 'schema')

/** File name and text of every editor schema. */
export function editorSchemas(): Map<string, string> {
  return new Map(
    (Object.keys(kinds) as KindName[]).map((kind) => [
      `${kind}.json`,
      `${JSON.stringify(asEditorsRead(editorSchema(kind)), undefined, 2)}\n`,
    ]),
  )
}

/**
 * We read every scalar of the YAML as text; an editor reads `true` as a flag and `2017` as a number. Where a text
 * may look like either, the editor is told to take both.
 */
function asEditorsRead(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asEditorsRead)
  if (typeof node !== 'object' || node === null) return node
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, asEditorsRead(value)]),
  )
  if (copy.type !== 'string') return copy
  const { enum: options, pattern } = copy
  if (Array.isArray(options) && options.includes('true')) {
    return { ...copy, type: ['string', 'boolean'], enum: [...options, true, false] }
  }
  if (Array.isArray(options) && options.every((option) => /^\d+$/.test(String(option)))) {
    return { ...copy, type: ['string', 'number'], enum: [...options, ...options.map(Number)] }
  }
  if (typeof pattern === 'string' && /^\^(-\?)?(\\d|\(19)/.test(pattern)) {
    return { ...copy, type: ['string', 'number'] }
  }
  return copy
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(SCHEMA_FOLDER, { recursive: true })
  for (const [file, text] of editorSchemas()) writeFileSync(join(SCHEMA_FOLDER, file), text)
}
