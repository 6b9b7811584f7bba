import { type Check, definitionOf } from '../../catalog/index.ts'
import { type Expr, inputsOf, referencesOf } from '../../formula/index.ts'
import { fromBase } from '../../kernel/index.ts'
import { quoted, sheetPrefix, Untranslatable } from '../formulas/syntax.ts'
import { messageFormula, valueCondition, valueNumber } from '../formulas/value.ts'
import { cellName } from '../read/sheet.ts'
import { SheetDraft } from '../workbook.ts'
import type { TemplateContents } from './contents.ts'
import * as looks from './looks.ts'
import { absolute, area, FIRST_ROW, HEAD_ROW, overviewNames, REMARK_ROW, TITLE_ROW } from './plan.ts'
import type { ValuesSheet } from './values-sheet.ts'
import type { Words } from './words.ts'

/** Columns of the sheet of checks; the last, hidden one holds 1 passes, 0 fails, 0.5 not known, 2 not asked. */
const columns = { code: 0, rule: 1, severity: 2, result: 3, explanation: 4, truth: 5 } as const

/** A check that lives in the workbook, with the cells in which it says what it found. */
export interface LiveCheck {
  readonly check: Check
  /** 0 where it fails. */
  readonly truth: string
  readonly explanation: string
  /** Elements of which it speaks, through indicators too. */
  readonly elements: ReadonlySet<string>
}

const order = { error: 0, explain: 1, note: 2 } as const

/** All checks on a unit's values: live formulas where the workbook holds what they need, the rest named below. */
export class ChecksSheet {
  readonly sheet: SheetDraft
  readonly live: readonly LiveCheck[]
  /** Codes of the checks that run after upload. */
  readonly later: readonly string[]

  constructor(contents: TemplateContents, values: ValuesSheet, words: Words) {
    const { catalog, year, unit, language } = contents
    this.sheet = new SheetDraft(overviewNames(language).checks)
    this.sheet.tab = looks.signals.error.ink
    const level = unit.level === 'city' ? 'city' : 'school'
    const checks = catalog.checks
      .all(year)
      .filter((check) => check.at === level || check.at === 'any')
      .sort((a, b) => order[a.severity] - order[b.severity])
    const live: LiveCheck[] = []
    const later: Check[] = []
    let row = FIRST_ROW
    for (const check of checks) {
      const found = this.#write(contents, values, words, check, row)
      if (!found) {
        if (concerns(contents, check)) later.push(check)
        continue
      }
      live.push(found)
      row += 1
    }
    this.live = live
    this.later = later.map((check) => check.code)
    const lastLive = row - 1
    for (const check of later) {
      this.#describe(contents, words, check, row)
      this.sheet.put(row, columns.result, { value: words('onPlatform'), look: looks.quiet })
      this.sheet.put(row, columns.explanation, { look: looks.quiet })
      row += 1
    }
    this.#frame(words, { live: live.length, later: later.length }, lastLive, row - 1)
  }

  #frame(words: Words, counts: { live: number; later: number }, lastLive: number, last: number): void {
    const { sheet } = this
    sheet.put(TITLE_ROW, 0, { value: words('check'), look: looks.title })
    sheet.put(REMARK_ROW, 0, { value: words('checksRemark', counts), look: looks.subtitle })
    for (const [index, name] of ['checkCode', 'rule', 'severity', 'result', 'explanation'].entries()) {
      sheet.put(HEAD_ROW, index, { value: words(name), look: looks.head })
    }
    sheet.widths.push(11, 44, 10, 18, 80, 8)
    sheet.hiddenColumns.add(columns.truth)
    sheet.hiddenRows.add(0)
    sheet.frozen = { rows: FIRST_ROW, columns: 2 }
    sheet.titleRow = HEAD_ROW
    sheet.heights.set(TITLE_ROW, 26)
    sheet.filter = area(HEAD_ROW, 0, Math.max(HEAD_ROW, last), columns.explanation)
    if (lastLive < FIRST_ROW) return
    const first = cellName(columns.result, FIRST_ROW + 1)
    for (const [mark, signal] of [
      ['✗', looks.signals.error],
      ['?', looks.signals.explain],
      ['·', looks.signals.note],
      ['✓', looks.signals.done],
    ] as const) {
      sheet.highlights.push({
        area: area(FIRST_ROW, columns.result, lastLive, columns.result),
        formula: `LEFT(${first},1)=${quoted(mark)}`,
        ...signal,
      })
    }
  }

  #write(
    contents: TemplateContents,
    values: ValuesSheet,
    words: Words,
    check: Check,
    row: number,
  ): LiveCheck | undefined {
    let formula: string
    try {
      const expect = valueCondition(check.expect, values)
      // Whoever asks only in some cases: 2 where not asked, unknown where that is not known either.
      formula = check.when ? `CHOOSE(${valueCondition(check.when, values)}*2+1,2,0.5,${expect})` : expect
    } catch (error) {
      if (error instanceof Untranslatable) return undefined
      throw error
    }
    this.#describe(contents, words, check, row)
    const truth = absolute(row, columns.truth)
    const failed = { error: 'failedError', explain: 'failedExplain', note: 'failedNote' }[check.severity]
    this.sheet.put(row, columns.truth, { formula })
    this.sheet.put(row, columns.result, {
      formula: `IF(${truth}=0,${quoted(words(failed))},IF(${truth}=0.5,${quoted(words('unknownResult'))},IF(${truth}=2,${quoted(words('notAsked'))},${quoted(words('passed'))})))`,
      look: looks.text,
    })
    const message = messageFormula(check.message[contents.language], (name) =>
      shownValue(contents, values, check.expect, name),
    )
    this.sheet.put(row, columns.explanation, {
      formula: `IF(${truth}=0,${message},"")`,
      look: looks.wrapped,
    })
    const prefix = sheetPrefix(this.sheet.name)
    return {
      check,
      truth: `${prefix}${truth}`,
      explanation: `${prefix}${absolute(row, columns.explanation)}`,
      elements: elementsOf(contents, check.expect),
    }
  }

  #describe(contents: TemplateContents, words: Words, check: Check, row: number): void {
    this.sheet.put(row, columns.code, { value: check.code, look: looks.centred })
    this.sheet.put(row, columns.rule, { value: check.name[contents.language], look: looks.wrapped })
    this.sheet.put(row, columns.severity, { value: words(check.severity), look: looks.centred })
  }
}

/** The number that a place in a message shows: `{staff}`, `{previous.staff}`, in the element's own unit. */
function shownValue(
  contents: TemplateContents,
  values: ValuesSheet,
  expect: Expr,
  name: string,
): string | undefined {
  if (name === 'year') return quoted(String(contents.year))
  if (name === 'org') return quoted(contents.unit.name)
  for (const { reference, yearsBack } of referencesOf(expect)) {
    const cell = reference.cell.map((part) => part.code).join('.')
    const own = `${'previous.'.repeat(yearsBack)}${reference.name}${cell ? `.${cell}` : ''}`
    if (own !== name) continue
    const definition = definitionOf(contents.catalog, reference.name, contents.year)
    if (!definition) return undefined
    if (definition.kind === 'parameter') {
      const value = values.parameter(reference.name, yearsBack)
      const measure = contents.catalog.units.parse(definition.definition.unit)
      return value && measure ? quoted(fromBase(value, measure).toFixed()) : undefined
    }
    const { measure, decimals } = definition.definition
    try {
      const number = valueNumber(goneBack(reference, yearsBack), values)
      return `IFERROR(FIXED((${number})/${measure.scale.toFixed()},${decimals},TRUE),${quoted('—')})`
    } catch (error) {
      if (error instanceof Untranslatable) return undefined
      throw error
    }
  }
  return undefined
}

function goneBack(expr: Expr, years: number): Expr {
  return years === 0
    ? expr
    : { kind: 'call', fn: 'previous', args: [goneBack(expr, years - 1)], span: expr.span }
}

/** Whether a check speaks of what this workbook asks for: one of some forms need not list the rules of the others. */
function concerns(contents: TemplateContents, { expect }: Check): boolean {
  const { catalog, year, forms } = contents
  if (!forms) return true
  const asked = [...elementsOf(contents, expect)].flatMap(
    (id) => catalog.elements.inForce(id, year)?.collected?.form ?? [],
  )
  return asked.length === 0 || asked.some((form) => forms.includes(form))
}

/** The elements a formula rests on, those of the indicators it names among them. */
function elementsOf({ catalog, year }: TemplateContents, expr: Expr): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (formula: Expr): void => {
    for (const name of inputsOf(formula).names) {
      const definition = definitionOf(catalog, name, year)
      if (definition?.kind === 'element') found.add(name)
      if (definition?.kind === 'indicator') visit(definition.definition.formula)
    }
  }
  visit(expr)
  return found
}
