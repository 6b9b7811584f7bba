import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const FOLDER = fileURLToPath(new URL('../golden/', import.meta.url))

/**
 * Holds a text against the one kept in test/golden. A difference is written beside it as `-changed`, to be read before
 * it takes the other's place.
 */
export function expectGolden(name: string, text: string): void {
  const file = join(FOLDER, name)
  const changed = file.replace(/(\.\w+)$/, '-changed$1')
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (kept === text) {
    rmSync(changed, { force: true })
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(changed, text)
  expect.fail(
    `${name} has changed${firstDifference(kept ?? '', text)}\nRead ${changed}; where it is right, let it replace ${name}.`,
  )
}

function firstDifference(kept: string, text: string): string {
  const before = kept.split('\n')
  const after = text.split('\n')
  const at = after.findIndex((line, index) => line !== before[index])
  return at < 0 ? '' : ` at line ${at + 1}\n- ${before[at] ?? ''}\n+ ${after[at] ?? ''}`
}
