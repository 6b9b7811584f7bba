import { type Check, definitionOf } from '../catalog/index.ts'
import {
  type EvaluationContext,
  evaluate,
  evaluateCondition,
  inputsOf,
  referencesOf,
} from '../formula/index.ts'
import { cellKey, SharedContexts, UnitContext, type World } from '../indicators/index.ts'
import {
  type Bilingual,
  type Finding,
  fill,
  fromBase,
  isKnown,
  printed,
  type ReportingYear,
  type Unit,
} from '../kernel/index.ts'
import { elementsOfCheck } from './check-words.ts'

/** What a run of checks says: what it found, and what it could not look at. Passed checks are counted only. */
export interface CheckRun {
  readonly findings: readonly Finding[]
  readonly notChecked: readonly NotChecked[]
  readonly passed: number
}

/** A check whose operand is missing has neither passed nor failed. */
export interface NotChecked {
  readonly code: string
  readonly missing: readonly string[]
}

/** Runs the checks over the values of one unit in one year, at its level. */
export function runChecks(
  world: World,
  unitId: number,
  year: ReportingYear,
  only?: ReadonlySet<string>,
): CheckRun {
  return runIn(world, new UnitContext(world, unitId, year), only)
}

/** Runs the checks over many units of a year; what schools are compared with is worked out once for all of them. */
export function runChecksOver(
  world: World,
  unitIds: Iterable<number>,
  year: ReportingYear,
): Map<number, CheckRun> {
  const shared = new SharedContexts(world)
  const runs = new Map<number, CheckRun>()
  for (const id of unitIds) runs.set(id, runIn(world, shared.at(id, year)))
  return runs
}

function runIn(world: World, context: UnitContext, only?: ReadonlySet<string>): CheckRun {
  const { unitId, year } = context
  const level = world.tree(year).unit(unitId)?.level
  const findings: Finding[] = []
  const notChecked: NotChecked[] = []
  let passed = 0
  for (const check of world.catalog.checks.all(year)) {
    if (!runsAt(check, level) || (only && !only.has(check.code))) continue
    const asked = check.when ? evaluateCondition(check.when, context) : true
    if (asked === false) continue
    const truth = asked === true ? evaluateCondition(check.expect, context) : asked
    if (truth === true) passed += 1
    else if (truth === false) findings.push(finding(world, context, check))
    else notChecked.push({ code: check.code, missing: missingInputs(check, context) })
  }
  return { findings, notChecked, passed }
}

function runsAt(check: Check, level: string | undefined): boolean {
  if (check.at === 'any') return level === 'school' || level === 'city'
  return check.at === (level === 'class_provider' ? 'school' : level)
}

function finding(world: World, context: UnitContext, check: Check): Finding {
  const shown = shownInputs(world, context, check)
  const named = inputsOf(check.expect).names.filter(
    (name) => definitionOf(world.catalog, name, context.year)?.kind === 'element',
  )
  // What speaks of indicators only stands where their elements are filled in.
  const elements = named.length > 0 ? named : elementsOfCheck(world.catalog, check, context.year)
  const params = {
    ...shown,
    year: context.year,
    org: world.tree(context.year).unit(context.unitId)?.name ?? '',
  }
  const message: Bilingual = { zh: fill(check.message.zh, params), en: fill(check.message.en, params) }
  return {
    code: check.code,
    severity: check.severity,
    level: check.level,
    at: { orgUnit: String(context.unitId), year: context.year, elements },
    message,
    inputs: shown,
  }
}

/**
 * The values a check rests on, as its message shows them: `{staff}`, `{previous.staff}`, and for panels
 * `{median.staff}`. The explanation of a finding stands as long as these are unchanged.
 */
function shownInputs(world: World, context: UnitContext, check: Check): Record<string, string> {
  const shown: Record<string, string> = {}
  const usesPanel = inputsOf(check.expect).usesPanel
  for (const { reference, yearsBack } of referencesOf(check.expect)) {
    const definition = definitionOf(world.catalog, reference.name, context.year)
    if (!definition) continue
    let at: EvaluationContext | undefined = context
    for (let back = 0; back < yearsBack; back += 1) at = at?.previous()
    const cell = reference.cell.map((part) => part.code).join('.')
    const name = `${'previous.'.repeat(yearsBack)}${reference.name}${cell ? `.${cell}` : ''}`
    const unit =
      definition.kind === 'parameter'
        ? world.catalog.units.parse(definition.definition.unit)
        : definition.definition.measure
    const decimals = definition.kind === 'parameter' ? undefined : definition.definition.decimals
    const observed = at?.reference(reference)
    shown[name] = observed && isKnown(observed) ? shownNumber(observed.value, unit, decimals) : '—'
    if (usesPanel && yearsBack === 0) {
      const median = evaluate(
        { kind: 'call', fn: 'panel_median', args: [reference], span: reference.span },
        context,
      )
      shown[`median.${name}`] = isKnown(median) ? shownNumber(median.value, unit, decimals) : '—'
    }
  }
  return shown
}

function shownNumber(
  base: Parameters<typeof printed>[0],
  unit: Unit | undefined,
  decimals: number | undefined,
): string {
  const value = unit ? fromBase(base, unit) : base
  return printed(value, decimals ?? value.decimalPlaces())
}

function missingInputs(check: Check, context: UnitContext): string[] {
  const names = new Set<string>()
  for (const expr of [check.when, check.expect]) {
    if (!expr) continue
    for (const { reference, yearsBack } of referencesOf(expr)) {
      let at: EvaluationContext | undefined = context
      for (let back = 0; back < yearsBack; back += 1) at = at?.previous()
      if (!at || !isKnown(at.reference(reference))) {
        names.add(
          `${'previous.'.repeat(yearsBack)}${reference.name}${reference.cell.length ? `[${cellKey(reference.cell)}]` : ''}`,
        )
      }
    }
  }
  return [...names]
}
