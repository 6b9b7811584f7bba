import { type Catalog, type Check, catalogNames, definitionOf } from '../catalog/index.ts'
import { describe, describeCondition, type Expr, inputsOf, type Reference } from '../formula/index.ts'
import { type Language, parseDecimal, type ReportingYear } from '../kernel/index.ts'

/** How a check that found something reasons, for the person who has to mend it. */
export interface CheckWords {
  /** The rule in words: 专任教师 ≤ 教职工. */
  readonly rule: string
  /** When the rule holds; absent where it always does. */
  readonly when?: string
  /** The rule with the finding's values in place of the names: 1,900 人 ≤ 1,865 人. Absent for rows of registers. */
  readonly filled?: string
}

/** What of a finding leads to its check and says with which values. */
interface Told {
  readonly code: string
  readonly at: { readonly year: ReportingYear; readonly register?: string | undefined }
  readonly inputs: Readonly<Record<string, string>>
}

/** The formula of the check behind a finding; undefined where it is no check of the catalog. */
export function checkWords(
  catalog: Catalog,
  { code, at, inputs }: Told,
  language: Language,
): CheckWords | undefined {
  const names = catalogNames(catalog, language)
  if (at.register !== undefined) {
    const register = at.register
    const check = catalog.registers.inForce(register, at.year)?.checks.find((one) => one.code === code)
    const words = (expr: Expr) => describeCondition(expr, register, names, language)
    return check && { rule: words(check.expect), ...(check.when ? { when: words(check.when) } : {}) }
  }
  const check = catalog.checks.inForce(code, at.year)
  if (!check) return undefined
  const rule = describe(check.expect, names, language)
  const filled = describe(filledIn(check.expect, 0, { catalog, year: at.year, inputs }), names, language)
  return {
    rule,
    ...(check.when ? { when: describe(check.when, names, language) } : {}),
    ...(filled === rule ? {} : { filled }),
  }
}

/** Every element that a check looks at, those that it names first, then those behind its indicators. */
export function elementsOfCheck(
  catalog: Catalog,
  check: Pick<Check, 'expect'>,
  year: ReportingYear,
): string[] {
  const named: string[] = []
  const behind = new Set<string>()
  const seen = new Set<string>()
  const follow = (expr: Expr, isNamed: boolean): void => {
    for (const name of inputsOf(expr).names) {
      const definition = definitionOf(catalog, name, year)
      if (definition?.kind === 'element') {
        if (isNamed) named.push(name)
        else behind.add(name)
      } else if (definition?.kind === 'indicator' && !seen.has(name)) {
        seen.add(name)
        follow(definition.definition.formula, false)
      }
    }
  }
  follow(check.expect, true)
  return [...new Set([...named, ...behind])]
}

interface Values {
  readonly catalog: Catalog
  readonly year: ReportingYear
  readonly inputs: Readonly<Record<string, string>>
}

/** A formula with values for its names, as far as the finding tells them; what it does not tell keeps its name. */
function filledIn(expr: Expr, yearsBack: number, values: Values): Expr {
  const into = (part: Expr) => filledIn(part, yearsBack, values)
  switch (expr.kind) {
    case 'reference':
      return numberFor(expr, inputName(expr, yearsBack), values) ?? expr
    case 'unary':
      return { ...expr, arg: into(expr.arg) }
    case 'binary':
      return { ...expr, left: into(expr.left), right: into(expr.right) }
    case 'in':
      return { ...expr, arg: into(expr.arg), options: expr.options.map(into) }
    case 'call':
      return filledCall(expr, yearsBack, values)
    default:
      return expr
  }
}

/** Calls whose arguments are numbers like any other; others speak of cells, schools or names and are left in words. */
const OF_NUMBERS: ReadonlySet<string> = new Set(['abs', 'min', 'max', 'if', 'or_else'])

function filledCall(expr: Extract<Expr, { kind: 'call' }>, yearsBack: number, values: Values): Expr {
  const [first] = expr.args
  if (expr.fn === 'previous' && first?.kind === 'reference') {
    return numberFor(first, inputName(first, yearsBack + 1), values) ?? expr
  }
  if (expr.fn === 'growth' && first) {
    const { span } = expr
    const now = filledIn(first, yearsBack, values)
    const before = filledIn(first, yearsBack + 1, values)
    if (now.kind !== 'number' || before.kind !== 'number') return expr
    const rise: Expr = { kind: 'binary', op: '-', left: now, right: before, span }
    return { kind: 'binary', op: '/', left: rise, right: before, span }
  }
  if (expr.fn === 'panel_median' && first?.kind === 'reference') {
    return numberFor(first, `median.${inputName(first, 0)}`, values) ?? expr
  }
  if (!OF_NUMBERS.has(expr.fn)) return expr
  return { ...expr, args: expr.args.map((arg) => filledIn(arg, yearsBack, values)) }
}

/** The name under which a finding keeps the value of a reference. */
function inputName({ name, cell }: Reference, yearsBack: number): string {
  const codes = cell.map((part) => part.code).join('.')
  return `${'previous.'.repeat(yearsBack)}${name}${codes === '' ? '' : `.${codes}`}`
}

function numberFor(
  { name, span }: Reference,
  input: string,
  { catalog, year, inputs }: Values,
): Expr | undefined {
  const text = inputs[input]
  const value = text === undefined ? undefined : parseDecimal(text)
  const definition = definitionOf(catalog, name, year)
  if (text === undefined || !value || !definition) return undefined
  const inThrees = text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
  return { kind: 'number', value, unit: definition.definition.unit, text: inThrees, span }
}
