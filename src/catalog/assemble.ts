import type { z } from 'zod'
import {
  type Aggregate,
  type Expr,
  FormulaError,
  fitsUnit,
  parse,
  type Scope,
  typeOf,
  typeOfRowExpression,
} from '../formula/index.ts'
import { decimal, LANGUAGES, ONE, PURE, type Unit, UnitSystem } from '../kernel/index.ts'
import { buildScheme, type SchemeTools } from './build-scheme.ts'
import type {
  Catalog,
  Check,
  DataElement,
  Indicator,
  ProgrammeRule,
  Register,
  RowCheck,
  Standard,
  StandardItem,
} from './catalog.ts'
import { crossCheck, cycles, type Placed, type Sources } from './cross-check.ts'
import { Dated } from './dated.ts'
import { CatalogError, type CatalogProblem } from './problem.ts'
import { figureScope } from './programme-figures.ts'
import { type KindName, kinds, messagesSchema } from './schema/index.ts'
import { schemaProblems } from './schema-problems.ts'
import { type NameSpace, scopeOf } from './scope.ts'

/** The catalog's files as read: every scalar a text. Plain JSON, so that it can travel to the browser. */
export interface RawCatalog {
  readonly hash: string
  readonly files: readonly RawFile[]
  /** Markdown chapters of report templates by path (reports/city/01.md). */
  readonly chapters: Readonly<Record<string, string>>
}

export interface RawFile {
  readonly file: string
  readonly kind: KindName | 'messages'
  readonly content: unknown
}

/**
 * Builds the catalog: shapes, ids, units, formulas, references, cycles, both languages.
 * @throws CatalogError listing every problem found
 */
export function assembleCatalog(raw: RawCatalog): Catalog {
  const assembly = new Assembly(raw)
  const catalog = assembly.build()
  if (assembly.problems.length > 0) throw new CatalogError(assembly.problems)
  return Object.freeze(catalog)
}

class Assembly {
  readonly problems: CatalogProblem[] = []
  readonly #raw: RawCatalog
  readonly #sources: Sources
  readonly #space: NameSpace
  readonly #scope: Scope

  constructor(raw: RawCatalog) {
    this.#raw = raw
    this.#sources = this.#readAll()
    this.#space = this.#nameSpace()
    this.#scope = scopeOf(this.#space)
  }

  build(): Catalog {
    const s = this.#sources
    const elements = s.elements.map((placed) => this.#element(placed))
    const indicators = s.indicators.map((placed) => this.#indicator(placed))
    this.problems.push(...crossCheck(s, this.#space), ...cycles(s, elements, indicators))
    return {
      hash: this.#raw.hash,
      units: this.#space.units,
      codeLists: this.#space.codeLists,
      parameters: this.#space.parameters,
      attributes: this.#space.attributes,
      registers: new Dated(s.registers.map((placed) => this.#register(placed))),
      elements: new Dated(elements),
      forms: new Dated(s.forms.map(({ value }) => value)),
      indicators: new Dated(indicators),
      checks: new Dated(s.checks.map((placed) => this.#check(placed))),
      standards: new Dated(s.standards.map((placed) => this.#standard(placed))),
      schemes: new Dated(s.schemes.map((placed) => buildScheme(placed, this.#schemeTools(placed.file)))),
      occupations: new Map(s.occupations.map(({ value }) => [value.id, value])),
      programmeRules: new Dated(s.programme_rules.map((placed) => this.#programmeRule(placed))),
      reports: new Dated(
        s.reports.map(({ value, file, path }) => ({
          ...value,
          chapters: value.chapters.map((chapter, index) => {
            const text = this.#raw.chapters[`reports/${value.id}/${chapter.file}`]
            if (text === undefined) {
              this.#report(
                file,
                [...path, 'chapters', index, 'file'],
                `没有文件 reports/${value.id}/${chapter.file}`,
                `there is no file reports/${value.id}/${chapter.file}`,
              )
            }
            return { ...chapter, text: text ?? '' }
          }),
        })),
      ),
      messages: this.#messages(),
    }
  }

  #readAll(): Sources {
    const sources = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []])) as unknown as {
      [K in KindName]: Placed<unknown>[]
    }
    for (const { file, kind, content } of this.#raw.files) {
      if (kind === 'messages') continue
      if (!Array.isArray(content)) {
        this.#report(file, [], '文件应为列表', 'the file should be a list')
        continue
      }
      content.forEach((item, index) => {
        const result = kinds[kind].schema.safeParse(item)
        if (result.success) sources[kind].push({ value: result.data, file, path: [index] })
        else this.problems.push(...schemaProblems(result.error, file, [index]))
      })
    }
    return sources as Sources
  }

  #nameSpace(): NameSpace {
    const s = this.#sources
    const index = <T extends { id: string }>(placed: readonly Placed<T>[]) =>
      new Map(placed.map(({ value }) => [value.id, value]))
    const units = new UnitSystem(
      s.units.map(({ value }) => ({
        id: value.id,
        name: value.name,
        ...(value.symbol ? { symbol: value.symbol } : {}),
        ...(value.base === undefined ? {} : { base: value.base }),
        scale: value.scale ?? (value.kind === 'plain' ? ONE : decimal('0.01')),
        kind: value.kind,
      })),
    )
    const elements = index(s.elements)
    const indicators = index(s.indicators)
    const registers = index(s.registers)
    return {
      units,
      codeLists: index(s.codelists),
      attributes: index(s.attributes),
      parameters: index(s.parameters),
      element: (id) => elements.get(id),
      indicator: (id) => indicators.get(id),
      register: (id) => registers.get(id),
    }
  }

  #element({ value, file, path }: Placed<z.output<typeof kinds.elements.schema>>): DataElement {
    const measure = this.#unit(value.unit, file, [...path, 'unit'])
    if (!value.collected && value.counted === undefined) {
      this.#report(
        file,
        path,
        `数据项 ${value.id} 既不填报也不由台账汇总`,
        `element ${value.id} is neither collected nor counted`,
      )
    }
    const counted =
      value.counted === undefined
        ? undefined
        : this.#aggregate(value.counted, measure, file, [...path, 'counted'])
    return { ...value, counted, measure }
  }

  #aggregate(
    text: string,
    measure: Unit,
    file: string,
    path: readonly (string | number)[],
  ): Aggregate | undefined {
    const expr = this.#formula(text, file, path, measure)
    if (expr && expr.kind !== 'aggregate') {
      this.#report(
        file,
        path,
        '汇总公式应为 count、sum 等对台账的计数',
        'counted must count or sum rows of a register',
      )
      return undefined
    }
    const type = expr && typeOf(expr, this.#scope)
    // Rows are added up as they are written: 万元 into 元 would be ten thousand times too small, and nobody would see.
    if (type?.kind === 'number' && !type.bare && !type.unit.scale.eq(measure.scale)) {
      this.#report(
        file,
        path,
        '台账字段与数据项的单位大小不同，请用同一单位',
        'the field of the register and the element differ in the size of their unit; use the same',
      )
    }
    return expr
  }

  #indicator({ value, file, path }: Placed<z.output<typeof kinds.indicators.schema>>): Indicator {
    const measure = this.#unit(value.unit, file, [...path, 'unit'])
    const formula = this.#formula(value.formula, file, [...path, 'formula'], measure) ?? NOTHING
    return { ...value, formula, measure }
  }

  #register({ value, file, path }: Placed<z.output<typeof kinds.registers.schema>>): Register {
    const checks = value.checks.map((check, index): RowCheck => {
      const at = [...path, 'checks', index]
      const expect = this.#condition(check.expect, file, [...at, 'expect'], value.id) ?? NOTHING
      const when =
        check.when === undefined ? undefined : this.#condition(check.when, file, [...at, 'when'], value.id)
      return { ...check, expect, when }
    })
    return { ...value, checks }
  }

  #check({ value, file, path }: Placed<z.output<typeof kinds.checks.schema>>): Check {
    const expect = this.#condition(value.expect, file, [...path, 'expect']) ?? NOTHING
    const when = value.when === undefined ? undefined : this.#condition(value.when, file, [...path, 'when'])
    return { ...value, id: value.code, expect, when }
  }

  #standard({ value, file, path }: Placed<z.output<typeof kinds.standards.schema>>): Standard {
    const applies =
      value.applies === undefined ? undefined : this.#condition(value.applies, file, [...path, 'applies'])
    const variants = value.variants.map((variant, index) => ({
      ...variant,
      when: this.#condition(variant.when, file, [...path, 'variants', index, 'when']) ?? NOTHING,
    }))
    const items = value.items.map((item, index): StandardItem => {
      const at = [...path, 'items', index]
      const measure = this.#unit(item.unit, file, [...at, 'unit'])
      for (const variant of Object.keys(item.bounds)) {
        if (!value.variants.some((candidate) => candidate.id === variant)) {
          this.#report(
            file,
            [...at, 'bounds', variant],
            `没有类别“${variant}”`,
            `there is no variant "${variant}"`,
          )
        }
      }
      return {
        ...item,
        measure,
        value: this.#formula(item.value, file, [...at, 'value'], measure) ?? NOTHING,
      }
    })
    return { ...value, applies, variants, items }
  }

  #programmeRule({
    value,
    file,
    path,
  }: Placed<z.output<typeof kinds.programme_rules.schema>>): ProgrammeRule {
    const scope = figureScope(this.#space.units)
    const when = this.#guard(value.when, file, [...path, 'when'], (expr) => {
      if (typeOf(expr, scope).kind !== 'flag')
        throw new FormulaError({ zh: '此处应为条件', en: 'this should be a condition' }, 0)
    })
    return { ...value, when: when ?? NOTHING }
  }

  #schemeTools(file: string): SchemeTools {
    const space = this.#space
    const item = (standard: string, id: string) =>
      this.#sources.standards
        .find(({ value }) => value.id === standard)
        ?.value.items.find((candidate) => candidate.id === id)
    return {
      report: (path, zh, en) => this.#report(file, path, zh, en),
      formula: (text, path, measure) => this.#formula(text, file, path, measure),
      unit: (text, path) => this.#unit(text, file, path),
      measured: (name) => {
        const sources = this.#sources
        return [...sources.indicators, ...sources.elements].find(({ value }) => value.id === name)?.value
      },
      standardItem: item,
      hasCode: (list, code) => space.codeLists.get(list)?.codes.some((entry) => entry.code === code) ?? false,
      firstCode: (list) => space.codeLists.get(list)?.codes[0]?.code,
    }
  }

  /** A number-valued formula whose unit fits the declared one. */
  #formula(text: string, file: string, path: readonly (string | number)[], measure: Unit): Expr | undefined {
    return this.#guard(text, file, path, (expr) => {
      const type = typeOf(expr, this.#scope)
      if (type.kind !== 'number')
        throw new FormulaError({ zh: '公式应得出数值', en: 'the formula should yield a number' }, 0)
      if (!fitsUnit(type.unit, measure, type.bare === true)) {
        throw new FormulaError(
          { zh: '公式的单位与声明的单位不合', en: 'the unit of the formula does not fit the declared unit' },
          0,
        )
      }
    })
  }

  #condition(
    text: string,
    file: string,
    path: readonly (string | number)[],
    register?: string,
  ): Expr | undefined {
    return this.#guard(
      text,
      file,
      path,
      (expr) => {
        const scope = this.#scope
        const type = register === undefined ? typeOf(expr, scope) : typeOfRowExpression(expr, scope, register)
        if (type.kind !== 'flag')
          throw new FormulaError({ zh: '此处应为条件', en: 'this should be a condition' }, 0)
      },
      register !== undefined,
    )
  }

  #guard(
    text: string,
    file: string,
    path: readonly (string | number)[],
    verify: (expr: Expr) => void,
    overRows = false,
  ): Expr | undefined {
    try {
      const expr = parse(text, overRows ? 'row' : 'value')
      verify(expr)
      return expr
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      this.problems.push({ file, path, at: error.at, detail: error.detail })
      return undefined
    }
  }

  #unit(text: string, file: string, path: readonly (string | number)[]): Unit {
    const unit = this.#space.units.parse(text)
    if (!unit) this.#report(file, path, `没有单位“${text}”`, `there is no unit "${text}"`)
    return unit ?? PURE
  }

  #messages(): Catalog['messages'] {
    const messages = { zh: new Map<string, string>(), en: new Map<string, string>() }
    for (const { file, content } of this.#raw.files.filter((candidate) => candidate.kind === 'messages')) {
      const language = LANGUAGES.find((candidate) => file.endsWith(`${candidate}.yaml`))
      const result = messagesSchema.safeParse(content)
      if (!result.success) this.problems.push(...schemaProblems(result.error, file, []))
      else if (language)
        for (const [code, text] of Object.entries(result.data)) {
          if (messages[language].has(code))
            this.#report(file, [code], `“${code}”重复`, `"${code}" comes twice`)
          messages[language].set(code, text)
        }
    }
    for (const [language, other] of [
      ['zh', 'en'],
      ['en', 'zh'],
    ] as const) {
      for (const code of messages[language].keys()) {
        if (!messages[other].has(code)) {
          this.#report(
            `messages/${language}.yaml`,
            [code],
            `“${code}”在 ${other}.yaml 里没有`,
            `"${code}" is not in ${other}.yaml`,
          )
        }
      }
    }
    return messages
  }

  #report(file: string, path: readonly (string | number)[], zh: string, en: string): void {
    this.problems.push({ file, path, detail: { zh, en } })
  }
}

/** Stands where a formula could not be read; the load fails before anything evaluates it. */
const NOTHING: Expr = { kind: 'flag', value: false, span: { start: 0, end: 0 } }
