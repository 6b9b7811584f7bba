import type { Aggregate, Expr, Reference } from '../../formula/index.ts'
import type { Bilingual } from '../../kernel/index.ts'

/** A report template whose every name is known to the catalog: ready to be filled for any unit and year. */
export interface Template {
  readonly id: string
  readonly name: Bilingual
  readonly level: 'school' | 'city'
  readonly title: readonly Inline[]
  readonly chapters: readonly TemplateChapter[]
  /** Registers whose rows the template reads; the caller loads these and no others. */
  readonly registers: readonly string[]
}

export interface TemplateChapter {
  readonly file: string
  /** Empty for what stands before the first chapter. */
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'if'
      readonly test: Test
      readonly body: readonly Block[]
      readonly otherwise: readonly Block[]
    }
  | { readonly kind: 'for'; readonly rows: Rows; readonly body: readonly Block[] }
  /** Inside, values and rows are those of the school that a field of the row names. */
  | { readonly kind: 'at'; readonly field: string; readonly body: readonly Block[] }
  | {
      readonly kind: 'case'
      readonly title: readonly Inline[]
      readonly id: string | undefined
      readonly body: readonly Block[]
    }
  | TableBlock
  | ChartBlock
  | { readonly kind: 'image'; readonly file: string; readonly caption: readonly Inline[] }

export interface TableBlock {
  readonly kind: 'table'
  readonly id: string | undefined
  readonly caption: readonly Inline[]
  readonly head: readonly (readonly Inline[])[]
  readonly body: readonly (readonly (readonly Inline[])[])[]
  readonly total: readonly (readonly Inline[])[] | undefined
  /** Rows of the body are repeated over these; written once where left out. */
  readonly rows: Rows | undefined
  /** Whether a first column counts the rows. */
  readonly numbered: boolean
  /** Whether schools without a row are named below the table. */
  readonly listsMissing: boolean
}

export interface ChartBlock {
  readonly kind: 'chart'
  readonly id: string | undefined
  readonly caption: readonly Inline[]
  /** What the chart shows, as a sentence; its figures are figures like any other. */
  readonly finding: readonly Inline[]
  readonly panels: readonly PanelTemplate[]
}

export interface PanelTemplate {
  readonly kind: 'years' | 'shares' | 'schools'
  readonly measure: string
  readonly values: readonly { readonly label: string | undefined; readonly quantity: Quantity }[]
  readonly placement: Placement
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  /** A fixed expression: its numbers are part of a name. */
  | { readonly kind: 'set'; readonly text: string }
  | { readonly kind: 'strong'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'optional'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'when'; readonly test: Test; readonly inlines: readonly Inline[] }
  | {
      readonly kind: 'figure'
      readonly quantity: Quantity
      readonly placement: Placement
      readonly print: PrintOptions
    }
  | {
      readonly kind: 'change'
      readonly quantity: Quantity
      readonly placement: Placement
      readonly words: DirectionWords
      /** compare: 比上年（98.22%）上升0.68个百分点; change: 上升0.68个百分点; growth: 增长3.4%. */
      readonly style: 'compare' | 'change' | 'growth'
      /** Adds 增幅为3.4% to a change of a quantity. */
      readonly withGrowth: boolean
      readonly steady: Steady
    }
  | {
      readonly kind: 'word'
      readonly quantities: readonly Quantity[]
      readonly placement: Placement
      readonly words: DirectionWords
      /** Whether “up” means better by the indicator's own judgement. */
      readonly byMerit: boolean
    }
  | { readonly kind: 'reason'; readonly name: string; readonly before: string; readonly after: string }
  | { readonly kind: 'name'; readonly of: 'unit' | 'school' | 'parent' | 'city' }
  | {
      readonly kind: 'field'
      readonly register: string
      readonly field: string
      readonly style: 'plain' | 'ordinal' | 'words'
      readonly print: PrintOptions
    }
  /** How many rows the group of a loop has. */
  | { readonly kind: 'size'; readonly unit: string; readonly print: PrintOptions }
  /** The value of the indicator or element that a field of the row names, with its change. */
  | { readonly kind: 'evidence'; readonly register: string; readonly field: string }
  | {
      readonly kind: 'each'
      readonly rows: Rows
      readonly inlines: readonly Inline[]
      readonly joiner: string
      readonly last: string
    }
  | { readonly kind: 'index'; readonly style: 'digits' | 'words' }
  | { readonly kind: 'year'; readonly back: number }
  | { readonly kind: 'period'; readonly name: string; readonly back: number }
  | { readonly kind: 'cite'; readonly document: string }
  | { readonly kind: 'ref'; readonly target: string }
  /** The name that the catalog gives a value. */
  | { readonly kind: 'label'; readonly quantity: Quantity }
  | { readonly kind: 'unitword'; readonly unit: string }

/** What a figure shows: a catalog value of this or an earlier year, or a count over register rows. */
export interface Quantity {
  readonly text: string
  readonly expr: Reference | Aggregate | Share
  readonly yearsBack: number
}

/** A count over another count, in per cent: the part of a register's rows that a condition picks. */
export interface Share {
  readonly kind: 'share'
  readonly formula: Expr
  readonly registers: readonly string[]
}

/** Whose value: the loop's school or else the report's unit; the report's unit; the city above it. */
export type Placement = 'here' | 'unit' | 'city'

export interface PrintOptions {
  readonly decimals: number | undefined
  readonly withUnit: boolean | undefined
  /** Rounds to “多”, “近” on this step: 8634 with step 100 is 8600多. */
  readonly approx: number | undefined
  /** Small counts in Chinese numerals: 三个专业. */
  readonly words: boolean
  /** Money and large counts in 万 and 亿. */
  readonly scaled: boolean
}

export interface DirectionWords {
  readonly up: string
  readonly down: string
  readonly same: string
  /** For a change too small to be called one: 与上年基本持平. */
  readonly near?: string
}

/** In `match`, the code of the unit at hand in place of a field of an outer row. */
export const OWN_CODE = '@code'

/** Below which relative change a change counts as 基本持平: a share of the earlier value, or none. */
export type Steady = string | undefined

export type Test =
  | { readonly over: 'values'; readonly expr: Expr }
  | { readonly over: 'row'; readonly expr: Expr }

/** What a loop or table runs over. */
export type Rows =
  | { readonly over: 'schools'; readonly where: Expr | undefined }
  | {
      readonly over: 'register'
      readonly register: string
      readonly where: Expr | undefined
      /** Field of this register = field of the row outside: members of the group that the outer loop is at. */
      readonly match: { readonly inner: string; readonly outer: string } | undefined
      readonly group: string | undefined
      readonly sort: string | undefined
      readonly descending: boolean
      readonly limit: number | undefined
      /** Whose rows: those of the place (a city: of all its schools) or of the city above. */
      readonly placement: Placement
    }
