import { randomUUID } from 'node:crypto'
import { annotateInThread, type ImportLimits, limitsFrom, remarksByCell } from '../excel/index.ts'
import { AppError, type Language, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import {
  deleteImport,
  insertImport,
  lockImport,
  pruneImports,
  readCells,
  readImport,
  type StoredImport,
  settleImport,
  sheetsOf,
  type Tx,
  undone,
} from '../store/index.ts'
import type { Actor } from './actor.ts'
import type { AppContext } from './context.ts'
import { deedAt, unitAt } from './desk/place.ts'
import { entryMark } from './imports/entry-import.ts'
import type { ImportOptions, ImportOutcome, ImportReport } from './imports/outcome.ts'
import { type ImportFile, ImportRun, type ImportWatcher } from './imports/run.ts'
import { openBytes, openJson, sealBytes, sealJson } from './imports/seal.ts'
import { type Authority, perform } from './perform.ts'

export type { ImportOptions, ImportOutcome } from './imports/outcome.ts'
export type { ImportFile, ImportWatcher } from './imports/run.ts'

export const IMPORT_DEFAULTS: ImportOptions = { mode: 'replace', overwrite: false }

const NOBODY: ImportWatcher = { tell: () => undefined }

/** How long a file waits to be confirmed. */
const KEPT_DAYS = 7

/**
 * Says what a file would change, exactly, by taking it and undoing that again. The file is kept, sealed, so that it
 * can be confirmed by its id.
 * @throws AppError IMP-001 … IMP-029 where the whole file is refused, RND-001, ENT-001, ACC-003; the reason of the
 * watcher's signal
 */
export async function previewImport(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  file: ImportFile,
  options: ImportOptions = IMPORT_DEFAULTS,
  watcher: ImportWatcher = NOBODY,
): Promise<ImportOutcome> {
  const unit = await unitAt(app, org, year)
  const deed = deedAt('register.change', unit, year, { object: `preview:${file.name}` })
  const work = async (tx: Tx, authority: Authority) => {
    const { report, touched } = await taken(
      app,
      tx,
      authority,
      unit,
      year,
      file,
      options,
      watcher,
      () => false,
    )
    const state = report.outcome.state === 'imported' ? 'previewed' : 'refused'
    const outcome: ImportOutcome = { ...report.outcome, id: randomUUID(), state }
    await pruneImports(tx, unit.id, new Date(app.clock().getTime() - KEPT_DAYS * 86_400_000))
    await insertImport(
      tx,
      stored(app, actor, unit, file, options, { outcome, remarks: report.remarks }, touched),
    )
    return outcome
  }
  return perform(app, actor, deed, work, summaryOf)
}

/**
 * Takes a previewed file into the draft, all of it.
 * @throws AppError IMP-060 it has faults, IMP-061 somebody changed the same since the download, IMP-062 since the
 * preview, IMP-063 no such file, IMP-066 taken already; the reason of the watcher's signal, and then nothing is taken
 */
export async function confirmImport(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  overwrite = false,
  watcher: ImportWatcher = NOBODY,
): Promise<ImportOutcome> {
  const unit = await unitAt(app, org, year)
  const deed = deedAt('register.change', unit, year, { object: `import:${id}` })
  const work = async (tx: Tx, authority: Authority) => {
    const kept = isUuid(id) ? await lockImport(tx, unit.id, id) : undefined
    if (kept?.year !== year) throw notFound(id)
    if (kept.state === 'imported') throw new AppError('IMP-066', { id }, { kind: 'conflict' })
    const marks = await marksOf(tx, unit, year)
    for (const [name, mark] of Object.entries(kept.marks as Record<string, string>)) {
      if ((marks.get(name) ?? emptyMark(name)) !== mark)
        throw new AppError('IMP-062', {}, { kind: 'conflict' })
    }
    const file = { name: kept.name, bytes: openBytes(app.secrets, kept.content) }
    const options = { ...(kept.options as ImportOptions), overwrite }
    const { report } = await taken(app, tx, authority, unit, year, file, options, watcher, isTaken)
    refuse(report)
    const outcome = { ...report.outcome, id }
    await settleImport(tx, unit.id, id, {
      state: 'imported',
      report: sealJson(app.secrets, { ...report, outcome }),
    })
    return outcome
  }
  return perform(app, actor, deed, work, summaryOf)
}

/**
 * Takes a file at once, without a preview: all of it or nothing. What would be refused comes back as such.
 * @throws AppError as previewImport; the reason of the watcher's signal, and then nothing is taken
 */
export async function importFile(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  file: ImportFile,
  options: ImportOptions = IMPORT_DEFAULTS,
  watcher: ImportWatcher = NOBODY,
  isTrial = false,
): Promise<ImportReport> {
  const unit = await unitAt(app, org, year)
  const object = `${isTrial ? 'preview' : 'import'}:${file.name}`
  const deed = deedAt('register.change', unit, year, { object })
  const keeps = (report: ImportReport) => !isTrial && isTaken(report)
  return perform(
    app,
    actor,
    deed,
    async (tx, authority) => {
      const { report } = await taken(app, tx, authority, unit, year, file, options, watcher, keeps)
      if (!isTrial || report.outcome.state !== 'imported') return report
      return { ...report, outcome: { ...report.outcome, state: 'previewed' as const } }
    },
    ({ outcome }) => summaryOf(outcome),
  )
}

/** A previewed or imported file as it was found. @throws AppError IMP-063 */
export async function readImportOutcome(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
): Promise<ImportOutcome> {
  const { report } = await keptImport(app, actor, org, year, id)
  return report.outcome
}

/** The file as it was sent, with a comment in every cell at fault. @throws AppError IMP-063 */
export async function returnedImport(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  language: Language,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { report, file } = await keptImport(app, actor, org, year, id)
  return { name: returnedName(file.name), bytes: await annotated(app, file, report, language) }
}

/** The file with its remarks, for whoever has the file and the report at hand. */
export function annotated(
  app: AppContext,
  file: ImportFile,
  { remarks }: ImportReport,
  language: Language,
): Promise<Uint8Array> {
  const cells = remarksByCell(remarks, language)
  return annotateInThread(app.rawCatalog, file.name, file.bytes, cells, importLimits())
}

/** 采集表.xlsx comes back as 采集表-批注.xlsx. */
export function returnedName(name: string): string {
  return `${name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')}-批注.xlsx`
}

/** Throws away a file that waits to be confirmed. */
export async function discardImport(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
): Promise<void> {
  const unit = await unitAt(app, org, year)
  const deed = deedAt('register.change', unit, year, { object: `discard:${id}` })
  await perform(app, actor, deed, (tx) => deleteImport(tx, unit.id, id))
}

export function importLimits(): ImportLimits {
  return limitsFrom(process.env)
}

async function taken(
  app: AppContext,
  tx: Tx,
  { actor, scope }: Authority,
  unit: OrgUnitInYear,
  year: ReportingYear,
  file: ImportFile,
  options: ImportOptions,
  watcher: ImportWatcher,
  keeps: (report: ImportReport) => boolean,
): Promise<{ report: ImportReport; touched: Readonly<Record<string, string>> }> {
  const run = await ImportRun.begin(app, tx, scope, actor, unit, year, options)
  const report = await undone(tx, () => run.read(file, importLimits(), watcher), keeps)
  return { report, touched: run.touched }
}

function isTaken({ outcome }: ImportReport): boolean {
  return outcome.state === 'imported'
}

/** @throws AppError IMP-060, IMP-061 */
function refuse({ outcome }: ImportReport): void {
  if (outcome.faults.count > 0) throw new AppError('IMP-060', { count: outcome.faults.count })
  if (outcome.state !== 'imported') {
    const names = outcome.conflicts.map(({ zh }) => zh).join('、')
    throw new AppError('IMP-061', { names }, { kind: 'conflict' })
  }
}

async function keptImport(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
): Promise<{ report: ImportReport; file: ImportFile }> {
  const unit = await unitAt(app, org, year)
  return perform(app, actor, deedAt('register.read', unit, year), async (tx) => {
    const kept = isUuid(id) ? await readImport(tx, unit.id, id) : undefined
    if (kept?.year !== year) throw notFound(id)
    return {
      report: openJson(app.secrets, kept.report) as ImportReport,
      file: { name: kept.name, bytes: openBytes(app.secrets, kept.content) },
    }
  })
}

function stored(
  app: AppContext,
  actor: Actor,
  unit: OrgUnitInYear,
  file: ImportFile,
  options: ImportOptions,
  report: ImportReport,
  touched: Readonly<Record<string, string>>,
): StoredImport {
  const { outcome } = report
  return {
    org_unit_id: unit.id,
    id: outcome.id ?? randomUUID(),
    year: outcome.year,
    name: file.name,
    state: outcome.state,
    options,
    marks: touched,
    content: sealBytes(app.secrets, file.bytes),
    report: sealJson(app.secrets, report),
    actor: actor.username,
    at: app.clock(),
  }
}

/** The draft as it stands, by what tells one state from the next. */
export async function marksOf(
  tx: Tx,
  unit: OrgUnitInYear,
  year: ReportingYear,
): Promise<Map<string, string>> {
  const marks = new Map<string, string>()
  for (const sheet of await sheetsOf(tx, [unit.id], year)) {
    marks.set(`register/${sheet.register}`, String(sheet.revision))
  }
  for (const cell of await readCells(tx, unit.id, year)) {
    if (cell.cell === '') marks.set(`entry/${cell.element}`, entryMark(cell))
  }
  return marks
}

export function emptyMark(name: string): string {
  return name.startsWith('register/') ? '0' : entryMark(undefined)
}

function notFound(id: string): AppError {
  return new AppError('IMP-063', { id }, { kind: 'not_found' })
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
}

/** What the trail keeps: counts, no cells. */
function summaryOf({ state, forms, registers, faults }: ImportOutcome): unknown {
  return {
    state,
    faults: faults.count,
    forms: forms.map(({ form, entered, changed, cleared }) => ({ form, entered, changed, cleared })),
    registers: registers.map(({ register, added, changed, removed }) => ({
      register,
      added,
      changed,
      removed,
    })),
  }
}
