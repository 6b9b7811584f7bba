import type { Catalog, PlacedProblem } from '../../catalog/index.ts'
import { catalogSpace, scopeOf } from '../../catalog/index.ts'
import {
  type Expr,
  FormulaError,
  inputsOf,
  parse,
  type Scope,
  typeOf,
  typeOfRowExpression,
} from '../../formula/index.ts'
import { isPure } from '../../kernel/index.ts'
import { offencesIn, offenceText } from './plain-words.ts'
import type { Source } from './source.ts'
import type { Attribute, Directive, Slice } from './syntax.ts'
import type { Placement, Quantity, Test } from './template.ts'

/** What stands around a directive: the register whose row a loop is at, and whether it is a loop at all. */
export interface Surroundings {
  readonly register: string | undefined
  readonly outer: Surroundings | undefined
  readonly loop: boolean
}

export const TOP: Surroundings = { register: undefined, outer: undefined, loop: false }

/** Gives directives their meaning against the catalog; collects every problem with its place. */
export class Interpreter {
  readonly source: Source
  readonly catalog: Catalog
  readonly problems: PlacedProblem[] = []
  /** Registers of which rows are read. */
  readonly registers = new Set<string>()
  /** Names of tables, charts and cases, and where `:ref` names one. */
  readonly ids = new Set<string>()
  readonly references: { readonly target: string; readonly at: number }[] = []
  readonly #scope: Scope

  constructor(source: Source, catalog: Catalog) {
    this.source = source
    this.catalog = catalog
    this.#scope = scopeOf(catalogSpace(catalog))
  }

  report(at: number, zh: string, en: string): void {
    this.problems.push(this.source.problem(at, zh, en))
  }

  /** Literal words of the template: no quantity and no claim of change may be typed in them. */
  plainWords(text: string, at: number): string {
    for (const offence of offencesIn(text)) {
      const { zh, en } = offenceText(offence)
      this.report(at + offence.at, zh, en)
    }
    return text
  }

  labelText(directive: Directive): string {
    return directive.label ? this.slice(directive.label) : ''
  }

  slice({ start, end }: Slice): string {
    return this.source.text.slice(start, end)
  }

  /** Tells of options that the directive does not know. */
  allow(directive: Directive, known: readonly string[]): void {
    for (const [name, { at }] of directive.attributes) {
      if (known.includes(name)) continue
      const list = known.join('、')
      this.report(
        at,
        `“${directive.name}”没有选项“${name}”（可用：${list || '无'}）`,
        `"${directive.name}" has no option "${name}" (it has: ${known.join(', ') || 'none'})`,
      )
    }
  }

  words(directive: Directive, name: string, otherwise: string): string {
    const attribute = directive.attributes.get(name)
    return attribute ? this.plainWords(attribute.value, attribute.at) : otherwise
  }

  integer(directive: Directive, name: string): number | undefined {
    const attribute = directive.attributes.get(name)
    if (!attribute) return undefined
    if (/^\d+$/.test(attribute.value)) return Number(attribute.value)
    this.report(attribute.at, `“${name}”应为整数`, `"${name}" should be a whole number`)
    return undefined
  }

  flag(directive: Directive, name: string): boolean {
    return directive.attributes.has(name)
  }

  choice<T extends string>(directive: Directive, name: string, options: readonly T[], otherwise: T): T {
    const attribute = directive.attributes.get(name)
    if (!attribute) return otherwise
    const found = options.find((option) => option === attribute.value)
    if (found === undefined) {
      this.report(
        attribute.at,
        `“${name}”应为 ${options.join('、')} 之一`,
        `"${name}" should be one of ${options.join(', ')}`,
      )
    }
    return found ?? otherwise
  }

  placement(directive: Directive): Placement {
    return this.choice(directive, 'of', ['here', 'unit', 'city'], 'here')
  }

  /** `employment_rate`, `graduates[sector = '1']`, `previous(intake)`, `count(contests where …)`. */
  quantity(text: string, at: number): Quantity | undefined {
    const expr = this.formula(text, at, (parsed) => {
      const type = typeOf(parsed, this.#scope)
      if (type.kind !== 'number') {
        throw new FormulaError({ zh: '此处应为数值', en: 'this should be a number' }, 0)
      }
    })
    if (!expr) return undefined
    const quantity = asQuantity(expr, text)
    if (!quantity) {
      this.report(
        at,
        '此处只能引用数据项、指标、参数，或对台账计数；计算请写成指标',
        'name an element, indicator or parameter, or count a register; a calculation belongs in an indicator',
      )
    } else if (quantity.expr.kind === 'aggregate') this.registers.add(quantity.expr.register)
    return quantity
  }

  /** `count(a where …) / count(a)`, `employed[programme = '…'] / graduates[programme = '…']` */
  share(text: string, at: number): Quantity | undefined {
    const formula = this.formula(text, at, (parsed) => {
      const type = typeOf(parsed, this.#scope)
      if (type.kind !== 'number' || !isPure(type.unit) || parsed.kind !== 'binary' || parsed.op !== '/') {
        throw new FormulaError(
          { zh: '占比应写成同单位的两个数相除', en: 'a share is one number over another of the same unit' },
          0,
        )
      }
    })
    if (!formula) return undefined
    const { registers } = inputsOf(formula)
    for (const register of registers) this.registers.add(register)
    return { text, expr: { kind: 'share', formula, registers }, yearsBack: 0 }
  }

  /** Several quantities, `;` between them. */
  quantities(text: string, at: number): Quantity[] {
    return splitAt(text, ';').flatMap(({ part, offset }) => this.quantity(part, at + offset) ?? [])
  }

  test(attribute: Attribute, over: Test['over'], around: Surroundings): Test | undefined {
    if (over === 'row') {
      const expr = this.rowCondition(attribute.value, attribute.at, around.register)
      return expr && { over, expr }
    }
    const expr = this.formula(attribute.value, attribute.at, (parsed) => {
      if (typeOf(parsed, this.#scope).kind !== 'flag') {
        throw new FormulaError({ zh: '此处应为条件', en: 'this should be a condition' }, 0)
      }
    })
    for (const register of expr ? inputsOf(expr).registers : []) this.registers.add(register)
    return expr && { over, expr }
  }

  rowCondition(text: string, at: number, register: string | undefined): Expr | undefined {
    if (register === undefined) {
      this.report(at, '这里不在台账的循环里', 'no register row is at hand here')
      return undefined
    }
    return this.formula(
      text,
      at,
      (parsed) => {
        if (typeOfRowExpression(parsed, this.#scope, register).kind !== 'flag') {
          throw new FormulaError({ zh: '此处应为条件', en: 'this should be a condition' }, 0)
        }
      },
      'row',
    )
  }

  formula(
    text: string,
    at: number,
    verify: (expr: Expr) => void,
    names: 'value' | 'row' = 'value',
  ): Expr | undefined {
    try {
      const expr = parse(text, names)
      verify(expr)
      return expr
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      this.report(at + error.at, error.detail.zh, error.detail.en)
      return undefined
    }
  }

  fieldOf(
    register: string | undefined,
    field: string,
    at: number,
  ): { register: string; field: string } | undefined {
    if (register === undefined) {
      this.report(at, '这里不在台账的循环里', 'no register row is at hand here')
      return undefined
    }
    const found = this.catalog.registers
      .versions(register)
      .at(-1)
      ?.fields.find((candidate) => candidate.id === field)
    if (found?.refers_to !== undefined) this.registers.add(found.refers_to)
    if (found && found.personal !== 'none') {
      this.report(
        at,
        `“${field}”是个人信息，不能写进报告`,
        `"${field}" is personal data and may not enter a report`,
      )
    }
    if (found) return { register, field }
    this.report(
      at,
      `台账“${register}”没有字段“${field}”`,
      `the register "${register}" has no field "${field}"`,
    )
    return undefined
  }
}

function asQuantity(expr: Expr, text: string): Quantity | undefined {
  if (expr.kind === 'reference' || expr.kind === 'aggregate') return { text, expr, yearsBack: 0 }
  const inner = expr.kind === 'call' && expr.fn === 'previous' ? expr.args[0] : undefined
  const quantity = inner && asQuantity(inner, text)
  return quantity && { ...quantity, yearsBack: quantity.yearsBack + 1 }
}

/** Parts of a list with the offset of each; blanks around them do not count. */
export function splitAt(text: string, separator: string): { part: string; offset: number }[] {
  const parts: { part: string; offset: number }[] = []
  let from = 0
  for (const piece of text.split(separator)) {
    const lead = piece.length - piece.trimStart().length
    if (piece.trim() !== '') parts.push({ part: piece.trim(), offset: from + lead })
    from += piece.length + separator.length
  }
  return parts
}
