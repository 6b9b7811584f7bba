import { randomUUID } from 'node:crypto'
import { categoryOf, isInCatalogue } from '../../evaluation/index.ts'
import { AppError, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  listApplications,
  listEvidence,
  readApplication,
  readWindow,
  type StoredApplication,
  type StoredEvidence,
  type StoredWindow,
  saveParts,
  saveWindow,
  type Tx,
  writeApplication,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { asProgram } from '../evaluation/as-program.ts'
import { evidenceView, type IncomingFile, takeEvidence, takeOffEvidence } from '../evaluation/evidence.ts'
import { unitOf } from '../evaluation/place.ts'
import type { EvidenceView } from '../evaluation/views.ts'
import { perform } from '../perform.ts'
import { applicationRow } from './application-row.ts'
import { cityOf } from './city.ts'
import { PART_NAMES, type PartName, type Parts, readPart } from './parts.ts'
import { prefilledParts } from './prefill.ts'
import { programmeName } from './shown.ts'
import type { ApplicationRow, NoticeView } from './views.ts'

export interface WindowRequest {
  readonly opensAt: Date
  readonly closesAt: Date
  readonly noticeDays: number
  readonly panelSize: number
  readonly numberPrefix: string
}

/** Says when schools of a city may apply for new programmes in a year. */
export async function putWindow(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  request: WindowRequest,
): Promise<void> {
  await app.units.refresh()
  const city = cityOf(app, app.units.find(org, year), year)
  if (!(request.opensAt < request.closesAt))
    throw new AppError('PGM-011', {}, { kind: 'usage', path: ['closesAt'] })
  const window: StoredWindow = {
    org_unit_id: city.id,
    year,
    opens_at: request.opensAt,
    closes_at: request.closesAt,
    notice_days: request.noticeDays,
    panel_size: request.panelSize,
    number_prefix: request.numberPrefix,
    changed_by: signature(actor),
    changed_at: app.clock(),
  }
  await perform(
    app,
    actor,
    { action: 'application.conduct', unit: city, year, object: 'window' },
    (tx) => saveWindow(tx, window),
    () => ({ opens: request.opensAt, closes: request.closesAt }),
  )
}

/** When schools of a city may apply in a year, for whoever reads the city's programmes; undefined where nobody said. */
export async function readApplicationWindow(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<(WindowRequest & { readonly isOpen: boolean }) | undefined> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const city = cityOf(app, unit, year)
  await perform(app, actor, { action: 'application.read', unit, year }, async () => undefined)
  const window = await asProgram(app, year, (tx) => readWindow(tx, city.id, year))
  const now = app.clock()
  return (
    window && {
      opensAt: window.opens_at,
      closesAt: window.closes_at,
      noticeDays: window.notice_days,
      panelSize: window.panel_size,
      numberPrefix: window.number_prefix,
      isOpen: window.opens_at <= now && now <= window.closes_at,
    }
  )
}

/** @throws AppError PGM-012 where the city has not said when */
export async function windowOf(
  app: AppContext,
  unit: OrgUnitInYear,
  year: ReportingYear,
): Promise<StoredWindow> {
  const city = cityOf(app, unit, year)
  const window = await asProgram(app, year, (tx) => readWindow(tx, city.id, year))
  if (!window) throw new AppError('PGM-012', { city: city.name, year })
  return window
}

/**
 * Begins an application for a new programme, filled in with what the school has reported already.
 * @throws AppError PGM-001 not in the catalogue of the year, PGM-012 no time for applications, PGM-013 there is one
 */
export async function createApplication(
  app: AppContext,
  actor: Actor,
  request: {
    readonly org: string
    readonly year: ReportingYear
    readonly programme: string
    readonly direction?: string | undefined
    readonly isSynthetic?: boolean | undefined
  },
): Promise<{ id: string }> {
  await app.units.refresh()
  const { year, programme } = request
  const school = app.units.find(request.org, year)
  if (!isInCatalogue(app.catalog, programme, year))
    throw new AppError('PGM-001', { programme }, { kind: 'usage', path: ['programme'] })
  await windowOf(app, school, year)
  const id = randomUUID()
  await perform(
    app,
    actor,
    { action: 'application.write', unit: school, year, object: `application:${id}` },
    async (tx) => {
      const direction = request.direction ?? ''
      const others = await listApplications(tx, [school.id], year)
      const twin = others.find(
        (own) => own.programme === programme && own.direction === direction && own.state !== 'rejected',
      )
      const name = programmeName(app, programme).name
      if (twin)
        throw new AppError(
          'PGM-013',
          { programme_zh: name.zh, programme_en: name.en, year },
          { kind: 'conflict' },
        )
      const { parts } = await prefilledParts(app, tx, school, programme, year)
      await writeApplication(tx, {
        org_unit_id: school.id,
        id,
        year,
        programme,
        programme_name: name.zh,
        direction,
        category: categoryOf({ catalog: app.catalog }, programme),
        state: 'draft',
        step: 0,
        revision: 0,
        parts,
        submitted_hash: null,
        submitted_at: null,
        panel_id: null,
        notice_from: null,
        notice_until: null,
        filing_number: null,
        decision_reason: '',
        is_synthetic: request.isSynthetic ?? false,
        created_by: signature(actor),
        created_at: app.clock(),
      })
    },
    () => ({ programme }),
  )
  return { id }
}

/**
 * Writes one part of an application.
 * @throws AppError PGM-014 it was handed in and is not changed any more, PGM-015 somebody else wrote meanwhile
 */
export async function saveApplicationPart(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly part: string; readonly content: unknown; readonly revision: number },
): Promise<{ revision: number }> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  const part = readPart(request.part, request.content)
  return perform(
    app,
    actor,
    { action: 'application.write', unit, year, object: `application:${id}` },
    async (tx) => {
      const application = await applicationAt(tx, unit, id)
      refuseHandedIn(application)
      const parts = { ...(application.parts as Parts), ...part }
      if (
        application.revision !== request.revision ||
        !(await saveParts(tx, unit.id, id, parts, request.revision))
      )
        throw new AppError('PGM-015', { title: application.programme_name }, { kind: 'conflict' })
      return { revision: request.revision + 1 }
    },
    (result) => ({ ...result, part: request.part }),
  )
}

/** Takes rows from the school's registers again, for the parts that rest on them. */
export async function prefillAgain(
  app: AppContext,
  actor: Actor,
  id: string,
  revision: number,
): Promise<{ revision: number }> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  return perform(
    app,
    actor,
    { action: 'application.write', unit, year, object: `application:${id}` },
    async (tx) => {
      const application = await applicationAt(tx, unit, id)
      refuseHandedIn(application)
      const { parts } = await prefilledParts(app, tx, unit, application.programme, year)
      const merged = { ...(application.parts as Parts), ...parts }
      if (!(await saveParts(tx, unit.id, id, merged, revision)))
        throw new AppError('PGM-015', { title: application.programme_name }, { kind: 'conflict' })
      return { revision: revision + 1 }
    },
    (result) => ({ ...result, part: 'prefill' }),
  )
}

/** Takes a file for a part of an application. */
export async function addApplicationFile(
  app: AppContext,
  actor: Actor,
  id: string,
  part: string,
  file: IncomingFile,
): Promise<EvidenceView> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  if (!PART_NAMES.includes(part as PartName))
    throw new AppError('PGM-009', { part, parts: PART_NAMES.join(', ') }, { kind: 'usage' })
  return perform(
    app,
    actor,
    { action: 'application.write', unit, year, object: `application:${id}` },
    async (tx) => {
      refuseHandedIn(await applicationAt(tx, unit, id))
      return evidenceView(
        await takeEvidence(app, tx, actor, { unit, year, kind: 'application', id, part }, file),
      )
    },
    ({ id: evidence, sha256, fileName }) => ({ evidence, part, sha256, fileName }),
  )
}

export async function dropApplicationFile(app: AppContext, actor: Actor, evidenceId: string): Promise<void> {
  await takeOffEvidence(app, actor, evidenceId, async (tx, evidence) => {
    if (evidence.ownerKind !== 'application') throw new AppError('EVD-005', { file: evidence.fileName })
    const { unit } = await unitOf(app, 'programme_application', evidence.ownerId)
    refuseHandedIn(await applicationAt(tx, unit, evidence.ownerId))
  })
}

/** What is handed in stays as it is: panel, notice and decision speak of this and of nothing else. */
function refuseHandedIn(application: StoredApplication): void {
  if (application.state !== 'draft') throw new AppError('PGM-014', { title: application.programme_name })
}

export async function applicationAt(tx: Tx, unit: OrgUnitInYear, id: string): Promise<StoredApplication> {
  const application = await readApplication(tx, unit.id, id)
  if (!application)
    throw new AppError('EVA-002', { kind_zh: '申报', kind_en: 'application', id }, { kind: 'not_found' })
  return application
}

export async function filesOf(tx: Tx, application: StoredApplication): Promise<StoredEvidence[]> {
  return listEvidence(tx, application.org_unit_id, application.id)
}

/** Applications of a unit: of a school its own, of a city those of its schools. */
export async function applicationsOf(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  allYears = false,
): Promise<ApplicationRow[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const inside = app.units
    .tree(year)
    .subtree(unit.id)
    .map(({ id }) => id)
  const applications = await perform(app, actor, { action: 'application.read', unit, year }, (tx) =>
    listApplications(tx, inside, allYears ? undefined : year),
  )
  return applications.flatMap((application) => applicationRow(app, application) ?? [])
}

const PUBLIC: ReadonlySet<string> = new Set(['noticed', 'approved', 'filed'])

/** Applications on public notice and what became of them, for everybody: no names, no material. */
export async function noticesOf(app: AppContext, org: string, year: ReportingYear): Promise<NoticeView[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const inside = app.units
    .tree(year)
    .subtree(unit.id)
    .map(({ id }) => id)
  const applications = await asProgram(app, year, (tx) => listApplications(tx, inside, year))
  return applications.flatMap((application): NoticeView[] => {
    const row = applicationRow(app, application)
    const { notice_from: from, notice_until: until } = application
    if (!row || !PUBLIC.has(application.state) || !from || !until) return []
    const {
      id,
      org: school,
      programme,
      direction,
      category,
      state,
      stateName,
      isSynthetic,
      filingNumber,
    } = row
    return [
      {
        id,
        org: school,
        year,
        programme,
        direction,
        category,
        state,
        stateName,
        isSynthetic,
        ...(filingNumber === undefined ? {} : { filingNumber }),
        noticeFrom: from.toISOString(),
        noticeUntil: until.toISOString(),
      },
    ]
  })
}
