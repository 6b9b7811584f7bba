import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { assembleCatalog, type RawCatalog, type RawFile } from './assemble.ts'
import type { Catalog } from './catalog.ts'
import { CatalogError, type CatalogProblem, type PlacedProblem } from './problem.ts'
import { type KindName, kinds } from './schema/index.ts'

/** The catalog that comes with the product. */
export const CATALOG_FOLDER = fileURLToPath(new URL('../../catalog', import.meta.url))

/**
 * Reads a catalog folder. Node only; the browser gets a RawCatalog from the server.
 * @throws CatalogError with file, line and column of every problem
 */
export function readCatalog(folder: string = CATALOG_FOLDER): { catalog: Catalog; raw: RawCatalog } {
  const raw = readRaw(folder)
  try {
    return { catalog: assembleCatalog(raw), raw }
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error
    throw new CatalogError(error.problems.map((problem) => place(folder, problem)))
  }
}

function readRaw(folder: string): RawCatalog {
  const files: RawFile[] = []
  const chapters: Record<string, string> = {}
  const hash = createHash('sha256')
  const problems: PlacedProblem[] = []
  for (const file of filesUnder(folder)) {
    const text = readFileSync(join(folder, file), 'utf8')
    const kind = kindOf(file)
    if (!kind && !file.startsWith('reports/')) continue
    hash.update(`${file}\n${text}\n`)
    if (!kind) {
      chapters[file] = text
      continue
    }
    const content = contentOf(text)
    if (content === undefined) problems.push(...syntaxProblems(file, text))
    files.push({ file, kind, content: content ?? [] })
  }
  if (problems.length > 0) throw new CatalogError(problems)
  return { hash: hash.digest('hex'), files, chapters }
}

/** What a file holds, every scalar as text; undefined where it is no YAML. */
function contentOf(text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA }) ?? []
  } catch {
    return undefined
  }
}

/** Read once more by a parser that is slower and knows the place of everything. */
function syntaxProblems(file: string, text: string): PlacedProblem[] {
  const lines = new LineCounter()
  const { errors } = parseDocument(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: true })
  if (errors.length === 0) {
    const detail = { zh: 'YAML 写法有误', en: 'this is no valid YAML' }
    return [{ file, path: [], detail, line: 1, column: 1 }]
  }
  return errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0])
    const [said = ''] = error.message.split('\n')
    return { file, path: [], detail: { zh: `YAML 写法有误：${said}`, en: said }, line, column: col }
  })
}

function kindOf(file: string): KindName | 'messages' | undefined {
  if (!file.endsWith('.yaml')) return undefined
  if (file.startsWith('messages/')) return 'messages'
  const entries = Object.entries(kinds) as [KindName, { place: string }][]
  return entries.find(([, { place }]) => (place.endsWith('/') ? file.startsWith(place) : file === place))?.[0]
}

/** Files below a folder, by path with forward slashes, in a fixed order. */
function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

/** Finds the line and column at which the editor should open. */
function place(folder: string, problem: CatalogProblem): PlacedProblem {
  const lines = new LineCounter()
  const text = readFileSync(join(folder, problem.file), 'utf8')
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines })
  // A missing key has no node: the nearest thing that holds it is shown instead.
  for (let depth = problem.path.length; depth >= 0; depth -= 1) {
    const path = problem.path.slice(0, depth)
    const node = depth === 0 ? document.contents : document.getIn(path, true)
    if (!isNode(node) || !node.range) continue
    const exact = depth === problem.path.length
    const quoted = exact && /^['"]/.test(text.slice(node.range[0])) ? 1 : 0
    const { line, col } = lines.linePos(node.range[0] + (exact ? (problem.at ?? 0) + quoted : 0))
    return { ...problem, line, column: col }
  }
  return { ...problem, line: 1, column: 1 }
}
