import type { Bilingual, ObservedState, ReportingYear } from '../../kernel/index.ts'

/*
 * The report as pure data: a tree of blocks and inlines. Every number in it is a Figure that names its fact, and
 * every fact names the annex entry that tells how it came about.
 */

export interface ReportDocument {
  readonly schema: 'vetted.report/1'
  /** `city/qingyuan/2017`. */
  readonly id: string
  readonly template: { readonly id: string; readonly name: Bilingual; readonly catalogHash: string }
  readonly unit: {
    readonly code: string
    readonly name: string
    readonly nameEn: string
    readonly level: string
  }
  readonly year: ReportingYear
  readonly title: string
  /** Whether figures rest on made-up data; every rendering then says so on its first page. */
  readonly synthetic: Synthetic
  readonly chapters: readonly Chapter[]
  readonly facts: readonly Fact[]
  readonly annex: readonly AnnexEntry[]
  /** What an editor should look at before the report is published. */
  readonly notices: readonly Notice[]
}

/** none: all reported; split: some totals are published figures, all else is made up; all: all made up. */
export type Synthetic = 'none' | 'split' | 'all'

export interface Chapter {
  readonly id: string
  /** 一、二、… */
  readonly number: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Block =
  | {
      readonly kind: 'heading'
      readonly id: string
      readonly level: 2 | 3
      /** （一） or 1. */
      readonly number: string
      readonly inlines: readonly Inline[]
    }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | Table
  | Chart
  | {
      readonly kind: 'case'
      readonly id: string
      readonly number: string
      readonly title: readonly Inline[]
      readonly blocks: readonly Block[]
    }
  | {
      readonly kind: 'image'
      readonly id: string
      readonly number: string
      readonly file: string
      readonly caption: readonly Inline[]
    }
  /** Small print: what is missing, what is made up. */
  | { readonly kind: 'note'; readonly about: 'coverage' | 'synthetic'; readonly inlines: readonly Inline[] }

export interface Table {
  readonly kind: 'table'
  readonly id: string
  /** 表1 */
  readonly number: string
  readonly caption: readonly Inline[]
  readonly head: readonly (readonly Inline[])[]
  readonly rows: readonly TableRow[]
  readonly notes: readonly (readonly Inline[])[]
  /** Columns that hold numbers, from 0. */
  readonly numeric: readonly number[]
}

export interface TableRow {
  readonly total: boolean
  readonly cells: readonly (readonly Inline[])[]
}

export interface Chart {
  readonly kind: 'chart'
  readonly id: string
  /** 图1 */
  readonly number: string
  readonly caption: readonly Inline[]
  readonly finding: readonly Inline[]
  readonly panels: readonly Panel[]
  /** Source, period, who is counted. */
  readonly foot: readonly Inline[]
}

/** Part of a chart with one unit and one scale. */
export interface Panel {
  readonly kind: 'years' | 'shares' | 'schools'
  readonly measure: string
  readonly unit: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  /** A value to compare with: the city's in a comparison of schools. */
  readonly line: { readonly label: string; readonly point: Point } | undefined
}

export interface Series {
  readonly name: string
  readonly tone: 'this' | 'previous' | 'part'
  /** One for each category; undefined where nothing is known. */
  readonly points: readonly (Point | undefined)[]
}

export interface Point {
  readonly figure: FigureInline
  /** Exact, in the panel's unit. */
  readonly value: string
}

export type Inline =
  | TextInline
  | { readonly kind: 'strong'; readonly inlines: readonly Inline[] }
  | FigureInline
  /** A word that the sign of a fact has chosen. */
  | {
      readonly kind: 'word'
      readonly text: string
      readonly sign: -1 | 0 | 1
      readonly facts: readonly string[]
    }

/**
 * Words: from the template (no digit in them), fixed expressions, texts that people wrote into the data, and the
 * counters that the report itself makes (years, numbers of figures, ordinals).
 */
export interface TextInline {
  readonly kind: 'text'
  readonly text: string
  readonly origin: 'template' | 'set' | 'data' | 'counter'
  /** Where a text of people comes from: register and row, the org register, an explanation. */
  readonly source?: string
}

export interface FigureInline {
  readonly kind: 'figure'
  /** `f12`: this occurrence. */
  readonly id: string
  readonly fact: string
  /** The number as printed: `98.90`, `8600多`, `18.84:1`. */
  readonly number: string
  /** The unit printed behind it, empty where it stands in a table's head. */
  readonly unit: string
}

/** A quantity that the report prints, once however often it is printed. */
export interface Fact {
  /** `F12`: short name within this report, printed in the annex. */
  readonly id: string
  /** `qingyuan|2017|employment_rate||value` */
  readonly key: string
  readonly unit: string
  readonly year: ReportingYear
  readonly name: string
  readonly cell: string
  readonly measure: Measure
  readonly label: Bilingual
  /** Exact decimal in `unitId`, to 12 places where it has no end. */
  readonly exact: string
  readonly unitId: string
  /** As printed first, without its unit: every other place prints the same. */
  readonly printed: string
  readonly unitText: string
  readonly coverage: { readonly reported: number; readonly expected: number }
  readonly synthetic: boolean
  /** Number of the annex entry. */
  readonly entry: number
}

export type Measure = 'value' | 'change' | 'growth'

/** How a quantity came about. */
export interface AnnexEntry {
  readonly number: number
  readonly unit: { readonly code: string; readonly name: string }
  readonly year: ReportingYear
  readonly name: string
  readonly cell: string
  readonly label: Bilingual
  readonly definition: string | undefined
  readonly unitText: Bilingual
  /** Keys of the facts that the report prints of it. */
  readonly facts: readonly string[]
  readonly now: Shown
  readonly before: Shown
  readonly formula: Bilingual | undefined
  readonly inputs: readonly AnnexInput[]
  readonly origin: 'entered' | 'counted' | 'rolled_up' | 'computed' | 'parameter' | 'register'
  readonly coverage: { readonly reported: number; readonly expected: number }
  readonly missing: readonly string[]
  readonly schools: readonly SchoolValues[]
  /** Names of the inputs that `schools` shows beside the value. */
  readonly schoolInputs: readonly Bilingual[]
  readonly source: string | undefined
  /** What people wrote about it: the reason of a change. */
  readonly reasons: readonly string[]
  readonly synthetic: boolean
}

/** A value as the annex shows it. */
export interface Shown {
  readonly state: ObservedState
  readonly text: string
}

export interface AnnexInput {
  readonly label: Bilingual
  readonly unitText: Bilingual
  readonly year: ReportingYear
  readonly shown: Shown
  /** Steps below the entry: 1 is an input of its formula, 2 an input of that. */
  readonly depth: number
  readonly formula: Bilingual | undefined
}

export interface SchoolValues {
  readonly code: string
  readonly name: string
  readonly now: Shown
  readonly before: Shown
  readonly inputs: readonly Shown[]
  readonly synthetic: boolean
}

export interface Notice {
  readonly kind: 'missing' | 'partial' | 'reason_missing' | 'citation_missing'
  readonly chapter: string
  readonly text: Bilingual
}
