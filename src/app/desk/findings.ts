import { createHash } from 'node:crypto'
import { codeName, messageText, type Register } from '../../catalog/index.ts'
import { localChecks, type NotChecked, runChecks } from '../../checks/index.ts'
import { type Bilingual, type Finding, inputKey, type Severity } from '../../kernel/index.ts'
import {
  changeScope,
  duplicateRows,
  rowFindingGroups,
  type Scope,
  type Tx,
  updateSubmission,
} from '../../store/index.ts'
import { type AppContext, programScope } from '../context.ts'
import { type Draft, isFilled, serverWorld } from './draft.ts'

/** A finding on the desk: one place, or many rows for which one reason is written. */
export interface DeskFinding extends Finding {
  /** What a written reason is kept under. */
  readonly inputKey: string
  readonly explanation?: string
  /** How many rows it stands for; 1 for values. */
  readonly count: number
  /** The first of these rows. */
  readonly rows?: readonly number[]
  /** Whether the browser finds it by itself while someone types. */
  readonly isLocal: boolean
}

export interface DeskFindings {
  readonly findings: readonly DeskFinding[]
  readonly notChecked: readonly NotChecked[]
  readonly passed: number
  readonly summary: FindingSummary
}

export interface FindingSummary {
  readonly errors: number
  /** Findings that need a reason and have none yet. */
  readonly toExplain: number
  readonly explained: number
  readonly notes: number
  /** Cells with a value or a reason, and registers with rows or declared empty, of all that are asked. */
  readonly filled: number
  readonly expected: number
}

/** Everything that stands between a draft and its submission, and what is worth knowing besides. */
export async function findingsOf(app: AppContext, tx: Tx, scope: Scope, draft: Draft): Promise<DeskFindings> {
  const { unit, year } = draft.at
  const run = runChecks(await serverWorld(app, tx, scope, draft), unit.id, year)
  const local = localChecks(app.catalog, year)
  const values = run.findings.map((finding) => ({
    ...finding,
    inputKey: inputKey(finding),
    count: 1,
    isLocal: local.has(finding.code),
  }))
  const groups = (await rowFindingGroups(tx, unit.id, year)).map(
    ({ finding, inputKey: key, count, rows }) => ({
      ...finding,
      inputKey: key,
      count,
      rows,
      isLocal: false,
    }),
  )
  const gaps = missingParts(app, draft)
  const duplicates = await duplicatesOf(app, tx, scope, draft)
  const reasons = new Map(draft.explanations.map((each) => [each.input_key, each.text]))
  const findings = [...gaps, ...values, ...groups, ...duplicates].map((finding): DeskFinding => {
    const explanation = reasons.get(finding.inputKey)
    return explanation === undefined ? finding : { ...finding, explanation }
  })
  const { filled, expected } = progressOf(draft)
  return {
    findings: findings.toSorted((a, b) => order(a) - order(b)),
    notChecked: run.notChecked,
    passed: run.passed,
    summary: {
      errors: findings.filter((finding) => finding.severity === 'error').length,
      toExplain: findings.filter((finding) => isOpen(finding) && finding.severity === 'explain').length,
      explained: findings.filter((finding) => finding.severity === 'explain' && !isOpen(finding)).length,
      notes: findings.filter((finding) => finding.severity === 'note').length,
      filled,
      expected,
    },
  }
}

/** Errors are open until they are mended; what needs a reason, until it has one. */
export function isOpen({ severity, explanation }: Pick<DeskFinding, 'severity' | 'explanation'>): boolean {
  return severity === 'error' || (severity === 'explain' && explanation === undefined)
}

function order({ severity, explanation }: DeskFinding): number {
  const rank = { error: 0, explain: 1, note: 3 } as const satisfies Record<Severity, number>
  return severity === 'explain' && explanation !== undefined ? 2 : rank[severity]
}

/** Keeps the summary for the board, while the return is in the hands of whoever may write it. */
export async function keepSummary(
  app: AppContext,
  tx: Tx,
  scope: Scope,
  { at }: Draft,
  summary: FindingSummary,
): Promise<void> {
  const { submission } = at
  const stands =
    submission.counted_at !== null &&
    submission.errors === summary.errors &&
    submission.to_explain === summary.toExplain &&
    submission.notes === summary.notes &&
    submission.filled === summary.filled &&
    submission.expected === summary.expected
  const isFresh = stands && app.clock().getTime() - (submission.counted_at?.getTime() ?? 0) < 60_000
  if (isFresh) return
  await changeScope(tx, { ...programScope(scope.year), mayWrite: true })
  await updateSubmission(tx, at.unit.id, at.year, {
    errors: summary.errors,
    to_explain: summary.toExplain,
    notes: summary.notes,
    filled: summary.filled,
    expected: summary.expected,
    counted_at: app.clock(),
  })
  await changeScope(tx, scope)
}

/** How much of what is asked is there. */
function progressOf({ at, cells, sheets }: Pick<Draft, 'at' | 'cells' | 'sheets'>): {
  filled: number
  expected: number
} {
  const required = [...at.asked.elements.values()].filter((element) => element.isRequired)
  const filled = new Set(
    cells.filter((cell) => cell.cell === '' && isFilled(cell)).map((cell) => cell.element),
  )
  const handled = new Set(sheets.filter(isHandled).map((sheet) => sheet.register))
  return {
    filled:
      required.filter(({ definition }) => filled.has(definition.id)).length +
      [...at.asked.registers.keys()].filter((id) => handled.has(id)).length,
    expected: required.length + at.asked.registers.size,
  }
}

function isHandled({ state, rows }: Draft['sheets'][number]): boolean {
  return state === 'none' || rows > 0
}

/** Cells and registers that nobody has looked at yet: a blank is never taken for a zero. */
function missingParts(app: AppContext, { at, cells, sheets }: Draft): Omit<DeskFinding, 'explanation'>[] {
  const filled = new Set(
    cells.filter((cell) => cell.cell === '' && isFilled(cell)).map((cell) => cell.element),
  )
  const handled = new Set(sheets.filter(isHandled).map((sheet) => sheet.register))
  const place = { orgUnit: String(at.unit.id), year: at.year }
  const elements = [...at.asked.elements.values()]
    .filter(({ definition, isRequired }) => isRequired && !filled.has(definition.id))
    .map(({ definition }) =>
      own(
        app,
        'ENT-101',
        'error',
        { ...place, elements: [definition.id] },
        bothOf(definition.name, 'element'),
      ),
    )
  const registers = [...at.asked.registers.values()]
    .filter(({ register }) => !handled.has(register.id))
    .map(({ register }) =>
      own(app, 'ENT-102', 'error', { ...place, register: register.id }, bothOf(register.name, 'register')),
    )
  return [...elements, ...registers]
}

type Words = Readonly<Record<'zh' | 'en', Readonly<Record<string, string | number>>>>

function bothOf(name: Bilingual, param: string, more: Readonly<Record<string, string | number>> = {}): Words {
  return { zh: { [param]: name.zh, ...more }, en: { [param]: name.en, ...more } }
}

function own(
  app: AppContext,
  code: string,
  severity: Severity,
  at: Finding['at'],
  words: Words,
  inputs: Readonly<Record<string, string>> = {},
): Omit<DeskFinding, 'explanation'> {
  const finding: Finding = {
    code,
    severity,
    level: severity === 'error' ? 1 : 4,
    at,
    message: {
      zh: messageText(app.catalog, 'zh', code, words.zh),
      en: messageText(app.catalog, 'en', code, words.en),
    },
    inputs,
  }
  return { ...finding, inputKey: inputKey(finding), count: 1, isLocal: false }
}

/** People who stand in a register of another school as well, or twice in this one. */
async function duplicatesOf(
  app: AppContext,
  tx: Tx,
  scope: Scope,
  { at, sheets }: Draft,
): Promise<Omit<DeskFinding, 'explanation'>[]> {
  const found: Omit<DeskFinding, 'explanation'>[] = []
  for (const { register } of at.asked.registers.values()) {
    const field = register.unique_across_schools
    const hasRows = sheets.some((sheet) => sheet.register === register.id && sheet.rows > 0)
    if (field === undefined || !hasRows) continue
    // The program looks, and tells of the others no more than that they are there.
    await changeScope(tx, programScope(scope.year))
    const rows = await duplicateRows(tx, at.unit.id, at.year, register.id, field)
    await changeScope(tx, scope)
    const here = rows.filter((row) => row.here > 0).map((row) => row.rowNo)
    const elsewhere = rows.filter((row) => row.elsewhere > 0).map((row) => row.rowNo)
    const place = { orgUnit: String(at.unit.id), year: at.year, register: register.id, fields: [field] }
    if (here.length > 0) found.push(grouped(app, 'REG-101', 'error', place, register, field, here))
    if (elsewhere.length > 0)
      found.push(grouped(app, 'REG-102', 'explain', place, register, field, elsewhere))
  }
  return found
}

function grouped(
  app: AppContext,
  code: string,
  severity: Severity,
  place: Finding['at'],
  register: Register,
  field: string,
  rows: readonly number[],
): Omit<DeskFinding, 'explanation'> {
  const name =
    register.fields.find((candidate) => candidate.id === field)?.name ?? codeName(app.catalog, '', field)
  const words: Words = {
    zh: { register: register.name.zh, field: name.zh, count: rows.length },
    en: { register: register.name.en, field: name.en, count: rows.length },
  }
  // A reason holds for these very rows; one more makes it a new question.
  const digest = createHash('sha256').update(rows.join(',')).digest('hex').slice(0, 16)
  const finding = own(app, code, severity, place, words, { rows: `${rows.length}:${digest}` })
  return { ...finding, count: rows.length, rows: rows.slice(0, 20) }
}
