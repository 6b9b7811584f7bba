import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '../catalog/index.ts'
import { readPublished } from '../demo/index.ts'
import type { World } from '../indicators/index.ts'
import { AppError, type ReportingYear } from '../kernel/index.ts'
import {
  buildReport,
  loadTemplates,
  printedFacts,
  publishedValues,
  type ReportDocument,
  type ReportSources,
  restsOnSynthetic,
  type Template,
  validateReport,
} from '../reports/index.ts'
import {
  factDigest,
  type RenderedReport,
  RenderPool,
  type ReportFormat,
  renderReport,
} from '../reports/node.ts'
import { contentRevision, readExplanations, withinScope } from '../store/index.ts'
import { type AppContext, wholeScope } from './context.ts'
import { unitWithData } from './find.ts'
import { loadWorld } from './world.ts'

/** A report that was made, with the digest that all its renderings share. */
export interface MadeReport {
  readonly document: ReportDocument
  readonly factDigest: string
}

/**
 * Fills the report template of a unit's level with its values of a year.
 * @throws AppError RPT-010 where the level has no template, RPT-011 where the document breaks a law of reports
 */
export async function makeReport(app: AppContext, name: string, year: ReportingYear): Promise<MadeReport> {
  const unit = await unitWithData(app, name, year)
  const template = templateFor(app, unit.level, year)
  if (!template) throw new AppError('RPT-010', { name: unit.name, level: unit.level }, { kind: 'not_found' })
  // A school's report sets its values beside those of its city.
  const city = app.units
    .tree(year)
    .lineage(unit.id)
    .find(({ level }) => level === 'city')
  const unitIds = [...new Set([unit.id, ...(city ? [city.id] : [])])]
  const world = await loadWorld(app, { unitIds, years: [year], registers: template.registers })
  const reasons = await withinScope(app.database.db, wholeScope(year, false), async (tx) => {
    const stored = await Promise.all(
      [unit, ...world.tree(year).schools(unit.id)].map(async ({ id }) => {
        return [id, await readExplanations(tx, id, year)] as const
      }),
    )
    return new Map(stored)
  })
  const sources = {
    world,
    reasons: (unitId: number, wanted: ReportingYear) =>
      wanted === year
        ? (reasons.get(unitId) ?? []).map(({ check_code, text }) => ({ check: check_code, text }))
        : [],
    ...publishedOf(world, unit, year),
  }
  const document = buildReport(sources, template, unit.id, year)
  const [fault] = validateReport(document)
  if (fault) {
    const { law, chapter, text, detail } = fault
    throw new AppError('RPT-011', { law, chapter, text, zh: detail.zh, en: detail.en }, { kind: 'fault' })
  }
  return { document, factDigest: factDigest(printedFacts(document)) }
}

/** Which values of a demonstration were really published: the report says of all others that they are made up. */
function publishedOf(
  world: World,
  unit: { readonly id: number },
  year: ReportingYear,
): Pick<ReportSources, 'published'> {
  const city = world
    .tree(year)
    .lineage(unit.id)
    .find(({ level }) => level === 'city')
  if (!city || !restsOnSynthetic(world, city, year)) return {}
  const mapping = readPublished(city.code, year)
  return mapping ? { published: publishedValues(mapping, city.id) } : {}
}

function templateFor(app: AppContext, level: string, year: ReportingYear): Template | undefined {
  const wanted = level === 'class_provider' ? 'school' : level
  const inForce = app.catalog.reports.all(year).find((report) => report.level === wanted)
  return inForce && templatesOf(app.catalog).find((template) => template.id === inForce.id)
}

const templates = new WeakMap<Catalog, readonly Template[]>()

/** The catalog's templates, read once. */
function templatesOf(catalog: Catalog): readonly Template[] {
  const known = templates.get(catalog) ?? loadTemplates(catalog)
  templates.set(catalog, known)
  return known
}

/** Reports as they are served: made once for each state of the data, rendered in threads. */
export class ReportShelf {
  readonly #app: AppContext
  readonly #pool = new RenderPool()
  readonly #made = new Map<string, Promise<MadeReport>>()
  readonly #rendered = new Map<string, Promise<RenderedReport>>()

  constructor(app: AppContext) {
    this.#app = app
  }

  async report(name: string, year: ReportingYear): Promise<MadeReport> {
    const unit = await unitWithData(this.#app, name, year)
    const revision = await contentRevision(this.#app.database.db, year)
    return remembered(this.#made, `${unit.id}|${year}|${revision}`, () =>
      makeReport(this.#app, unit.code, year),
    )
  }

  async rendered(
    name: string,
    year: ReportingYear,
    format: ReportFormat,
    language: 'zh' | 'en',
  ): Promise<RenderedReport> {
    const { document, factDigest: digest } = await this.report(name, year)
    const options = format === 'html' ? { ...SERVED, language } : {}
    const key = `${document.id}|${digest}|${format}|${language}`
    return remembered(this.#rendered, key, () => this.#pool.render(document, format, options))
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}

/** Where a served page finds the story of a figure and its page in the explorer. */
const SERVED = {
  endpoint: '/api/v1/orgs/{org}/years/{year}/values/{name}',
  explorer: '/explore/{org}/{year}/{name}',
}

const KEPT = 60

/** The latest results by key; a failed attempt is not kept. */
function remembered<T>(shelf: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = shelf.get(key)
  if (known) return known
  const made = make()
  shelf.set(key, made)
  made.catch(() => shelf.delete(key))
  const oldest = shelf.keys().next().value
  if (shelf.size > KEPT && oldest !== undefined) shelf.delete(oldest)
  return made
}

/** Writes a report into a folder, each file whole or not at all. */
export async function writeReport(
  made: MadeReport,
  formats: readonly ReportFormat[],
  folder: string,
): Promise<string[]> {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new AppError(
      'RPT-012',
      { folder, reason: (cause as Error).message },
      { kind: 'unavailable', cause },
    )
  }
  const files: string[] = []
  for (const format of formats) {
    const { fileName, bytes } = await renderReport(made.document, format)
    const file = join(folder, fileName)
    try {
      writeFileSync(`${file}.part`, bytes)
      renameSync(`${file}.part`, file)
    } catch (cause) {
      throw new AppError(
        'RPT-012',
        { folder, reason: (cause as Error).message },
        { kind: 'unavailable', cause },
      )
    }
    files.push(file)
  }
  return files
}
