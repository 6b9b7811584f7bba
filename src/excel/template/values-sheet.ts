import { type DataElement, definitionOf, parameterValue } from '../../catalog/index.ts'
import type { Aggregate, Expr, Reference } from '../../formula/index.ts'
import { cellKey } from '../../indicators/index.ts'
import { toBase } from '../../kernel/index.ts'
import { YES } from '../code-labels.ts'
import { countFormula } from '../formulas/count.ts'
import { quoted, sheetPrefix, Untranslatable } from '../formulas/syntax.ts'
import type { ValuePlaces } from '../formulas/value.ts'
import { SheetDraft } from '../workbook.ts'
import { previousValue, type TemplateContents } from './contents.ts'
import type { ListsSheet } from './lists-sheet.ts'
import {
  absolute,
  FIRST_ROW,
  fieldColumn,
  fieldOf,
  formColumns,
  hiddenSheets,
  REMARK_ROW,
  type RegisterSheet,
  type TemplatePlan,
} from './plan.ts'

/** Formulas look for rows down to here, so that rows added far below the prepared ones still count. */
const LAST_COUNTED_ROW = 200_000

/** Columns of the hidden sheet: key, as entered, as counted, what holds, last year's. All in base units, or #N/A. */
const columns = { key: 0, entered: 1, counted: 2, effective: 3, previous: 4 } as const

/**
 * The hidden sheet on which every value that a formula reads stands once, in base units, an error where it is not
 * known: what the engine calls a context. Rows are added as formulas ask for them.
 */
export class ValuesSheet implements ValuePlaces {
  readonly sheet = new SheetDraft(hiddenSheets.values)
  readonly hadYearBefore: boolean
  readonly #contents: TemplateContents
  readonly #plan: TemplatePlan
  readonly #lists: ListsSheet
  readonly #rows = new Map<string, PlacedValue>()
  readonly #handedIn = new Map<string, string>()
  #next = 0

  constructor(contents: TemplateContents, plan: TemplatePlan, lists: ListsSheet) {
    this.hadYearBefore = contents.unit.attributesBefore !== undefined
    this.#contents = contents
    this.#plan = plan
    this.#lists = lists
    this.sheet.visibility = 'veryHidden'
  }

  element(reference: Reference, yearsBack: number, source?: 'entered' | 'counted'): string | undefined {
    if (yearsBack === 1 && source) return undefined
    const definition = definitionOf(this.#contents.catalog, reference.name, this.#contents.year - yearsBack)
    if (definition?.kind !== 'element') return yearsBack === 1 ? 'NA()' : undefined
    const placed = this.#place(definition.definition, reference)
    if (yearsBack === 1) return this.#cell(placed, 'previous')
    if (source === 'entered') return placed.isEntered ? this.#cell(placed, 'entered') : undefined
    if (source === 'counted') return placed.counting === 'live' ? this.#cell(placed, 'counted') : undefined
    if (placed.counting === 'elsewhere') return undefined
    return placed.isEntered || placed.counting === 'live' ? this.#cell(placed, 'effective') : undefined
  }

  /** The whole of an element as it would be looked up by a formula; for the sheet's own columns. */
  countedCell(element: DataElement): string | undefined {
    return this.element(whole(element.id), 0, 'counted')
  }

  /** Counted afresh from the rows that have a code; last year's cells are not in the workbook. */
  sumOfCells(reference: Reference, dimension: string | undefined, yearsBack: number): string | undefined {
    const { catalog, year } = this.#contents
    const element = catalog.elements.inForce(reference.name, year)
    const breakdown = element?.breakdowns.find(
      (entry) => dimension === undefined || entry.dimension === dimension,
    )
    if (yearsBack > 0 || !element?.counted || !breakdown || reference.cell.length > 0) return undefined
    if (dimension === undefined && element.breakdowns.length > 1) return undefined
    const { counted: aggregate } = element
    const known: Expr = {
      kind: 'call',
      fn: 'known',
      args: [{ kind: 'field', name: breakdown.field ?? breakdown.dimension, span: aggregate.span }],
      span: aggregate.span,
    }
    const key = `${element.id}[${breakdown.dimension}=*]`
    const made = this.#rows.get(key)
    if (made) return this.#cell(made, 'counted')
    const counted = this.#counting(and(aggregate, known))
    if (counted === undefined) return undefined
    const placed: PlacedValue = { row: this.#next, isEntered: false, counting: 'live' }
    this.#next += 1
    this.#rows.set(key, placed)
    this.sheet.put(placed.row, columns.key, { value: key })
    this.sheet.put(placed.row, columns.counted, { formula: counted })
    return this.#cell(placed, 'counted')
  }

  parameter(name: string, yearsBack: number) {
    const { catalog, year } = this.#contents
    const parameter = catalog.parameters.get(name)
    if (!parameter) return undefined
    const value = parameterValue(parameter, year - yearsBack)
    const measure = catalog.units.parse(parameter.unit)
    return value && measure ? toBase(value, measure) : undefined
  }

  indicator(name: string, yearsBack: number): Expr | undefined {
    return this.#contents.catalog.indicators.inForce(name, this.#contents.year - yearsBack)?.formula
  }

  attribute(name: string, yearsBack: number): string | undefined {
    const { attributes, attributesBefore } = this.#contents.unit
    return yearsBack === 0 ? attributes[name] : attributesBefore?.[name]
  }

  scale(unit: string) {
    return this.#contents.catalog.units.parse(unit)?.scale
  }

  #cell(placed: PlacedValue, column: keyof typeof columns): string {
    return `${sheetPrefix(hiddenSheets.values)}${absolute(placed.row, columns[column])}`
  }

  #place(element: DataElement, reference: Reference): PlacedValue {
    const cell = cellKey(reference.cell)
    const key = cell === '' ? element.id : `${element.id}[${cell}]`
    const made = this.#rows.get(key)
    if (made) return made
    const row = this.#next
    this.#next += 1
    const entered = cell === '' ? this.#entered(element) : undefined
    const counted = element.counted && this.#counting(restricted(element, element.counted, reference))
    const placed: PlacedValue = {
      row,
      isEntered: entered !== undefined,
      counting: element.counted ? (counted === undefined ? 'elsewhere' : 'live') : 'none',
    }
    this.#rows.set(key, placed)
    const here = (column: keyof typeof columns) => absolute(row, columns[column])
    this.sheet.put(row, columns.key, { value: key })
    this.sheet.put(row, columns.entered, { formula: entered ?? 'NA()' })
    this.sheet.put(row, columns.counted, { formula: counted ?? 'NA()' })
    this.sheet.put(row, columns.effective, { formula: `IFERROR(${here('counted')},${here('entered')})` })
    const before = previousValue(this.#contents, element.id, cell)
    this.sheet.put(row, columns.previous, {
      formula: before ? toBase(before, element.measure).toFixed() : 'NA()',
    })
    return placed
  }

  #entered(element: DataElement): string | undefined {
    for (const { sheet, lines } of this.#plan.forms) {
      const line = lines.find((entry) => entry.kind === 'element' && entry.element.id === element.id)
      if (!line) continue
      const cell = `${sheetPrefix(sheet)}${absolute(line.row, formColumns.value)}`
      return `IF(ISNUMBER(${cell}),${cell}*${element.measure.scale.toFixed()},NA())`
    }
    return undefined
  }

  #counting(aggregate: Aggregate): string | undefined {
    const place = this.#plan.registers.find((sheet) => sheet.register.id === aggregate.register)
    if (!place) return undefined
    try {
      return `IF(${this.#handedInCell(place)},${countFormula(aggregate, this.#columns(place))},NA())`
    } catch (error) {
      if (error instanceof Untranslatable) return undefined
      throw error
    }
  }

  #columns(place: RegisterSheet) {
    const range = (id: string) => {
      const column = fieldColumn(place.register, id)
      const prefix = sheetPrefix(place.sheet)
      return `${prefix}${absolute(FIRST_ROW, column)}:${absolute(LAST_COUNTED_ROW, column)}`
    }
    return {
      labels: this.#lists.labels,
      keyRange: range(place.register.key[0] ?? ''),
      field: (id: string) => ({ field: fieldOf(place.register, id), range: range(id) }),
    }
  }

  /** Whether a register has rows, or says that it has none: only then is a count of 0 a count. */
  #handedInCell(place: RegisterSheet): string {
    const made = this.#handedIn.get(place.register.id)
    if (made !== undefined) return made
    const row = this.#next
    this.#next += 1
    const { keyRange } = this.#columns(place)
    const says = `${sheetPrefix(place.sheet)}${absolute(REMARK_ROW, NO_DATA_COLUMN)}`
    this.sheet.put(row, columns.key, { value: `register ${place.register.id}` })
    this.sheet.put(row, columns.entered, { formula: `OR(COUNTA(${keyRange})>0,${says}=${quoted(YES)})` })
    const cell = `${sheetPrefix(hiddenSheets.values)}${absolute(row, columns.entered)}`
    this.#handedIn.set(place.register.id, cell)
    return cell
  }
}

/** Column of a register's sheet in which a person says that there is nothing to enter. */
export const NO_DATA_COLUMN = 2

interface PlacedValue {
  readonly row: number
  readonly isEntered: boolean
  /** none: not counted from a register; elsewhere: counted, but only the platform can. */
  readonly counting: 'none' | 'live' | 'elsewhere'
}

function whole(id: string): Reference {
  return { kind: 'reference', name: id, cell: [], span: { start: 0, end: 0 } }
}

/** The aggregate of one cell of a breakdown: its condition, and the field that has the code. */
function restricted(element: DataElement, aggregate: Aggregate, reference: Reference): Aggregate {
  const { span } = aggregate
  let inner = aggregate
  for (const { dimension, code } of reference.cell) {
    const breakdown = element.breakdowns.find((entry) => entry.dimension === dimension)
    inner = and(inner, {
      kind: 'binary',
      op: '=',
      left: { kind: 'field', name: breakdown?.field ?? dimension, span },
      right: { kind: 'text', value: code, span },
      span,
    })
  }
  return inner
}

function and(aggregate: Aggregate, condition: Expr): Aggregate {
  const { where, span } = aggregate
  return {
    ...aggregate,
    where: where ? { kind: 'binary', op: 'and', left: where, right: condition, span } : condition,
  }
}
