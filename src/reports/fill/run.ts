import type { Catalog, Register } from '../../catalog/index.ts'
import type { UnitContext, World } from '../../indicators/index.ts'
import {
  AppError,
  type Bilingual,
  decimal,
  isKnown,
  type OrgUnitInYear,
  type ReportingYear,
} from '../../kernel/index.ts'
import type { Fact, FigureInline, Measure, Notice } from '../document/document.ts'
import type { Placement, Quantity, Template } from '../template/template.ts'
import { type Amount, amountOf } from './amount.ts'
import { ReportContext } from './context.ts'
import { type Measured, measured } from './measure.ts'
import type { Printed } from './print.ts'
import type { KeptRow } from './rows.ts'

/** What a report is made from. */
export interface ReportSources {
  readonly world: World
  /** Reasons that people wrote to findings of a unit's return. */
  reasons(unitId: number, year: ReportingYear): readonly WrittenReason[]
  /**
   * Of a demonstration: whether a unit's value is one that was really published. All other values that made-up schools
   * add up to are marked as made up.
   */
  published?(unitId: number, year: ReportingYear, name: string, cell: string): boolean
}

export interface WrittenReason {
  /** Code of the check; its `about` says of which indicators the reason speaks. */
  readonly check: string
  readonly text: string
}

/** Where in the report a directive stands: whose values, and which row or group of rows a loop is at. */
export interface Setting {
  readonly unitId: number
  readonly rows: LoopRows | undefined
  /** Position in the nearest loop, from 1. */
  readonly index: number
  readonly inTable: boolean
}

export interface LoopRows {
  readonly register: Register
  readonly rows: readonly [KeptRow, ...KeptRow[]]
  /** What distinguishes these rows, in words: for the annex. */
  readonly words: Bilingual
}

/** Something that could not be written because it is not known. */
export interface Gap {
  readonly label: string
  readonly state: 'missing' | 'suppressed' | 'not_applicable'
}

/** A subject of figures: one value of one unit, with what it was a year before. */
export interface Subject {
  readonly what: Measured
  readonly unit: OrgUnitInYear
  readonly year: ReportingYear
  readonly now: Amount
  readonly quantity: Quantity | undefined
  readonly row: LoopRows | undefined
}

/** What a first pass leaves to the second, so that text can refer to what comes after it. */
export interface FirstPass {
  readonly numbers: ReadonlyMap<string, string>
  readonly amounts: Map<string, Amount>
}

/** One filling of one template: collects facts, gaps and counters as it goes. */
export class ReportRun {
  readonly catalog: Catalog
  readonly world: World
  readonly sources: ReportSources
  readonly template: Template
  readonly unit: OrgUnitInYear
  readonly year: ReportingYear
  readonly notices: Notice[] = []
  readonly subjects: Subject[] = []
  readonly #entries = new Map<string, number>()
  readonly #facts = new Map<string, Fact>()
  readonly #amounts: Map<string, Amount>
  readonly #contexts = new Map<string, UnitContext>()
  /** Numbered things that `:ref` can name, and those that the first pass numbered. */
  readonly #numbers = new Map<string, string>()
  readonly #foreseen: ReadonlyMap<string, string>
  readonly #counters = { figure: 0, table: 0, chart: 0, case: 0, image: 0 }
  readonly #gaps = new Map<string, Gap>()
  readonly #partial = new Map<string, Subject>()
  chapter = ''

  constructor(
    sources: ReportSources,
    template: Template,
    unitId: number,
    year: ReportingYear,
    first?: FirstPass,
  ) {
    const unit = sources.world.tree(year).unit(unitId)
    if (!unit) throw new AppError('RPT-001', { unit: unitId, year }, { kind: 'not_found' })
    this.#amounts = first?.amounts ?? new Map()
    this.#foreseen = first?.numbers ?? new Map()
    this.sources = sources
    this.world = sources.world
    this.catalog = sources.world.catalog
    this.template = template
    this.unit = unit
    this.year = year
  }

  next(what: 'figure' | 'table' | 'chart' | 'case' | 'image'): number {
    this.#counters[what] += 1
    return this.#counters[what]
  }

  context(unitId: number, year: ReportingYear): UnitContext {
    const key = `${unitId}|${year}`
    const known = this.#contexts.get(key)
    if (known) return known
    const context = new ReportContext(this.world, unitId, year)
    this.#contexts.set(key, context)
    return context
  }

  /** The unit that a placement means from where a directive stands. */
  place(placement: Placement, setting: Setting): OrgUnitInYear | undefined {
    const tree = this.world.tree(this.year)
    if (placement === 'unit') return this.unit
    if (placement === 'city') return tree.lineage(setting.unitId).find((unit) => unit.level === 'city')
    return tree.unit(setting.unitId)
  }

  /** The subject that a quantity names, one or more years back; undefined where the catalog knows no such thing then. */
  subject(quantity: Quantity, placement: Placement, setting: Setting): Subject | undefined {
    const unit = this.place(placement, setting)
    const year = this.year - quantity.yearsBack
    const what = measured(this.catalog, quantity, year)
    if (!unit || !what) return undefined
    const now = this.amount(quantity, what, unit.id, year)
    return { what, unit, year, now, quantity, row: undefined }
  }

  /** The value of a subject one year before its own. */
  before(subject: Subject): Amount | undefined {
    const { quantity, unit, year } = subject
    const what = quantity && measured(this.catalog, quantity, year - 1)
    if (!quantity || !what) return undefined
    return this.amount(quantity, what, unit.id, year - 1)
  }

  amount(quantity: Quantity, what: Measured, unitId: number, year: ReportingYear): Amount {
    const key = `${unitId}|${year}|${what.name}|${what.cell}`
    const known = this.#amounts.get(key)
    if (known) return known
    const amount = amountOf(this.world, quantity, what, unitId, year)
    this.#amounts.set(key, amount)
    return amount
  }

  /** A figure of the report: its fact is kept once, however often it is printed. */
  figure(subject: Subject, measure: Measure, exact: string, text: Printed, unitId: string): FigureInline {
    const fact = this.fact(subject, measure, exact, text, unitId)
    return { kind: 'figure', id: `f${this.next('figure')}`, fact: fact.key, ...text }
  }

  fact(subject: Subject, measure: Measure, exact: string, text: Printed, unitId: string): Fact {
    const { what, unit, year, now } = subject
    const key = [unit.code, year, what.name, what.cell, measure].join('|')
    const known = this.#facts.get(key)
    if (known) return known
    const fact: Fact = {
      id: `F${this.#facts.size + 1}`,
      key,
      unit: unit.code,
      year,
      name: what.name,
      cell: what.cell,
      measure,
      label: what.label,
      exact: decimal(exact).toDecimalPlaces(12).toFixed(),
      unitId,
      printed: text.number,
      unitText: text.unit,
      coverage: now.coverage,
      synthetic: this.isSynthetic(subject),
      entry: this.#entry(subject),
    }
    this.#facts.set(key, fact)
    const incomplete = now.coverage.reported < now.coverage.expected
    if (incomplete && isKnown(now.observed) && year === this.year) {
      this.#partial.set(`${unit.id}|${what.name}|${what.cell}`, subject)
    }
    return fact
  }

  /** Whether a value is made up. Rules are not; what a city itself keeps is as true as the city says it is. */
  isSynthetic({ what, unit, year, quantity, row }: Subject): boolean {
    if (what.kind === 'parameter') return false
    const keptBy = row?.register.kept_by ?? this.#registerOf(quantity)?.kept_by
    if (keptBy === 'city' && unit.level === 'city') return unit.attributes[DATA_ORIGIN] === 'synthetic'
    if (!restsOnSynthetic(this.world, unit, year)) return false
    if (unit.attributes[DATA_ORIGIN] !== undefined) return true
    return this.sources.published?.(unit.id, year, what.name, what.cell) !== true
  }

  #registerOf(quantity: Quantity | undefined): Register | undefined {
    const expr = quantity?.expr
    return expr?.kind === 'aggregate' ? this.catalog.registers.inForce(expr.register, this.year) : undefined
  }

  facts(): Fact[] {
    return [...this.#facts.values()]
  }

  /** This and last year's value, change and growth of one thing share an entry in the annex. */
  #entry(subject: Subject): number {
    const { unit, what } = subject
    const key = [unit.code, what.name, what.cell].join('|')
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const number = this.#entries.size + 1
    this.#entries.set(key, number)
    this.subjects.push(subject)
    return number
  }

  missing(gaps: readonly Gap[]): void {
    for (const gap of gaps) {
      if (gap.state !== 'not_applicable') this.#gaps.set(gap.label, gap)
    }
  }

  /** What was missing and what was incomplete since the last call: the end of a chapter asks. */
  takeGaps(): { gaps: Gap[]; partial: Subject[] } {
    const taken = { gaps: [...this.#gaps.values()], partial: [...this.#partial.values()] }
    this.#gaps.clear()
    this.#partial.clear()
    return taken
  }

  notice(kind: Notice['kind'], zh: string, en: string): void {
    this.notices.push({ kind, chapter: this.chapter, text: { zh, en } })
  }

  number(target: string | undefined, number: string): void {
    if (target !== undefined) this.#numbers.set(target, number)
  }

  /** The number of something that `:ref` names, as the first pass found it; undefined where it is not in the report. */
  numberOf(target: string): string | undefined {
    return this.#foreseen.get(target)
  }

  /** What the next pass needs of this one: the numbers given, and the values read. */
  get found(): FirstPass {
    return { numbers: this.#numbers, amounts: this.#amounts }
  }
}

/** Whether a unit's values are made up: it says so itself, or it says nothing and a school below it does. */
export function restsOnSynthetic(world: World, unit: OrgUnitInYear, year: ReportingYear): boolean {
  const own = unit.attributes[DATA_ORIGIN]
  if (own !== undefined) return own === 'synthetic'
  return world
    .tree(year)
    .schools(unit.id)
    .some((school) => school.attributes[DATA_ORIGIN] === 'synthetic')
}

export const DATA_ORIGIN = 'data_origin'
