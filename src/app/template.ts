import { type DraftEntry, formsOf, type TemplateInput, templateInThread } from '../excel/index.ts'
import type { Row } from '../formula/index.ts'
import { isKnown, type Language, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import {
  eachSheetRow,
  loadValues,
  readCells,
  readCollectionRound,
  readSubmission,
  registerRowCounts,
  sheetsOf,
  type Tx,
  withinScope,
} from '../store/index.ts'
import type { Actor } from './actor.ts'
import { type AppContext, programScope, wholeScope } from './context.ts'
import { deedAt, shownTime, unitAt } from './desk/place.ts'
import { maskedCell } from './desk/row-values.ts'
import { emptyMark, importLimits, marksOf } from './import.ts'
import { perform } from './perform.ts'

export interface TemplateOptions {
  readonly language?: Language | undefined
  /** Ids of forms; all that the round asks for, or all in force where there is no round, where left out. */
  readonly forms?: readonly string[] | undefined
}

/**
 * The workbook of a unit and year: what the draft holds, last year's values, the checks as live formulas. Identity
 * and telephone numbers come masked; unchanged, they keep what is stored.
 * @throws AppError ORG-001, ACC-003
 */
export async function workbookFor(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  { language = 'zh', forms }: TemplateOptions = {},
): Promise<{ name: string; bytes: Uint8Array }> {
  const unit = await unitAt(app, org, year)
  const before = await lastYear(app, unit, year)
  const deed = deedAt('register.read', unit, year)
  const contents = await perform(app, actor, deed, (tx) =>
    contentsOf(app, tx, unit, year, { ...before, language, ...(forms ? { forms } : {}) }),
  )
  const bytes = await templateInThread(app.rawCatalog, contents, importLimits())
  const title = language === 'zh' ? '年度数据采集表' : ' data collection'
  return { name: `${unit.name}${year}${title}.xlsx`, bytes }
}

type Given = Pick<TemplateInput, 'previous' | 'rowsBefore' | 'language'> & {
  readonly forms?: readonly string[]
}

async function contentsOf(
  app: AppContext,
  tx: Tx,
  unit: OrgUnitInYear,
  year: ReportingYear,
  { forms, ...given }: Given,
): Promise<TemplateInput> {
  const submission = await readSubmission(tx, unit.id, year)
  const round = submission && (await readCollectionRound(tx, submission.round_unit_id, year))
  const asked = round?.forms.filter((form) => !forms || forms.includes(form)) ?? forms
  const ids = formsOf({ catalog: app.catalog, year, unit, forms: asked }).flatMap((form) =>
    form.sections.flatMap((section) => section.registers),
  )
  const marks = await marksOf(tx, unit, year)
  const sheets = await sheetsOf(tx, [unit.id], year)
  return {
    ...given,
    year,
    unit: {
      code: unit.code,
      name: unit.name,
      level: unit.level,
      attributes: unit.attributes,
      attributesBefore: app.units.tree(year - 1).unit(unit.id)?.attributes,
    },
    ...(round
      ? {
          round: {
            name: round.title,
            deadline: shownTime(submission?.deadline ?? round.deadline),
            contact: app.units.tree(year).unit(round.org_unit_id)?.name,
          },
        }
      : {}),
    entries: (await readCells(tx, unit.id, year)) satisfies readonly DraftEntry[],
    rows: await rowsOf(app, tx, unit, year, ids),
    emptyRegisters: new Set(sheets.filter(({ state }) => state === 'none').map(({ register }) => register)),
    marks: marksFor(app, year, ids, marks),
    generatedAt: app.clock(),
    ...(asked ? { forms: asked } : {}),
  }
}

/** Every register and element has a mark, those not begun too: whoever begins one meanwhile is noticed. */
function marksFor(
  app: AppContext,
  year: ReportingYear,
  registers: readonly string[],
  marks: ReadonlyMap<string, string>,
): Record<string, string> {
  const names = [
    ...registers.map((id) => `register/${id}`),
    ...app.catalog.elements
      .all(year)
      .filter(({ collected }) => collected)
      .map(({ id }) => `entry/${id}`),
  ]
  return Object.fromEntries(names.map((name) => [name, marks.get(name) ?? emptyMark(name)]))
}

async function rowsOf(
  app: AppContext,
  tx: Tx,
  unit: OrgUnitInYear,
  year: ReportingYear,
  ids: readonly string[],
): Promise<Map<string, readonly Row[]>> {
  const found = new Map<string, readonly Row[]>()
  for (const id of ids) {
    const register = app.catalog.registers.inForce(id, year)
    if (!register) continue
    const sensitive = register.fields.filter((field) => field.personal === 'sensitive')
    const rows: Row[] = []
    for await (const batch of eachSheetRow(tx, { unitId: unit.id, year, register })) {
      for (const { data } of batch) {
        const row = app.secrets.openRow(register, data)
        const masked = sensitive.map((field) => [field.id, maskedCell(field, row[field.id])])
        rows.push({ ...row, ...Object.fromEntries(masked) })
      }
    }
    if (rows.length > 0) found.set(id, rows)
  }
  return found
}

/** What was accepted last year, and how long the registers were then. */
async function lastYear(
  app: AppContext,
  unit: OrgUnitInYear,
  year: ReportingYear,
): Promise<Pick<TemplateInput, 'previous' | 'rowsBefore'>> {
  const previous = new Map<string, string>()
  if (!app.units.tree(year - 1).unit(unit.id)) return { previous, rowsBefore: new Map() }
  const table = await withinScope(app.database.db, wholeScope(year - 1, false), (tx) =>
    loadValues(tx, {
      catalog: app.catalog,
      tree: (of) => app.units.tree(of),
      unitIds: [unit.id],
      years: [year - 1],
    }),
  )
  for (const element of app.catalog.elements.all(year - 1)) {
    const whole = table.element(unit.id, year - 1, element.id, '')
    for (const [cell, held] of [['', whole] as const, ...table.cells(unit.id, year - 1, element.id)]) {
      if (!isKnown(held.observed)) continue
      previous.set(cell === '' ? element.id : `${element.id}[${cell}]`, held.observed.value.toFixed())
    }
  }
  const rowsBefore = await withinScope(app.database.db, programScope(year - 1), (tx) =>
    registerRowCounts(tx, unit.id, year - 1),
  )
  return { previous, rowsBefore }
}
