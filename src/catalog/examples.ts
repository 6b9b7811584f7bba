import {
  compileCondition,
  type EvaluationContext,
  evaluate,
  evaluateCondition,
  type Row,
} from '../formula/index.ts'
import { type Bilingual, fromBase, isKnown, printed, type ReportingYear } from '../kernel/index.ts'
import type { Catalog, Check, Indicator, Register } from './catalog.ts'
import { GivenContext, rowOf } from './given-context.ts'

/** An example of a definition that does not come out as written. */
export interface FailedExample {
  readonly definition: string
  readonly example: string
  readonly detail: Bilingual
}

/** Runs every example of every indicator and the passing and failing case of every check. */
export function runExamples(catalog: Catalog): { run: number; failed: FailedExample[] } {
  const failed: FailedExample[] = []
  let run = 0
  const verify = (definition: string, example: string, actual: string, expected: string): void => {
    run += 1
    if (actual === expected) return
    failed.push({
      definition,
      example,
      detail: { zh: `应为 ${expected}，实为 ${actual}`, en: `expected ${expected}, got ${actual}` },
    })
  }
  for (const indicator of catalog.indicators.every()) {
    for (const example of indicator.examples) {
      const context = new GivenContext(catalog, example.given, exampleYear(indicator.in_force))
      verify(indicator.id, example.name, indicatorResult(indicator, context), example.expect)
    }
  }
  for (const check of catalog.checks.every()) {
    const year = exampleYear(check.in_force)
    verify(check.code, 'passes', checkResult(check, new GivenContext(catalog, check.passes, year)), 'passes')
    verify(check.code, 'fails', checkResult(check, new GivenContext(catalog, check.fails, year)), 'fails')
  }
  for (const register of catalog.registers.every()) runRowExamples(catalog, register, verify)
  return { run, failed }
}

function runRowExamples(
  catalog: Catalog,
  register: Register,
  verify: (definition: string, example: string, actual: string, expected: string) => void,
): void {
  for (const check of register.checks) {
    for (const expected of ['passes', 'fails'] as const) {
      const row = rowOf(catalog, register.id, check[expected])
      verify(check.code, expected, rowVerdict(check, row), expected)
    }
  }
}

/** A year in which the definition holds; examples that need no particular year run in it. */
function exampleYear(span: { from?: number; to?: number } | undefined): ReportingYear {
  return Math.min(Math.max(2017, span?.from ?? 2017), span?.to ?? 2200)
}

function indicatorResult(indicator: Indicator, context: EvaluationContext): string {
  const result = evaluate(indicator.formula, context)
  return isKnown(result)
    ? printed(fromBase(result.value, indicator.measure), indicator.decimals)
    : result.state
}

type Verdict = 'passes' | 'fails' | 'not_checked' | 'not_asked'

function checkResult(check: Check, context: EvaluationContext): Verdict {
  const asked = check.when ? evaluateCondition(check.when, context) : true
  if (asked !== true) return asked === false ? 'not_asked' : 'not_checked'
  const truth = evaluateCondition(check.expect, context)
  return typeof truth === 'boolean' ? (truth ? 'passes' : 'fails') : 'not_checked'
}

function rowVerdict(check: Register['checks'][number], row: Row): Verdict {
  const asked = check.when ? compileCondition(check.when)(row) : true
  if (asked !== true) return asked === false ? 'not_asked' : 'not_checked'
  const truth = compileCondition(check.expect)(row)
  return truth === undefined ? 'not_checked' : truth ? 'passes' : 'fails'
}
