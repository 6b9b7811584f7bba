/**
 * The text of a document with the places its parts come from. Every offset in this folder counts characters
 * (UTF-16 units) of `text`, which `vetted verify --text OUT` writes.
 */
export interface ExtractedText {
  readonly file: string
  readonly format: DocumentFormat
  readonly text: string
  readonly blocks: readonly Block[]
  readonly tables: readonly Table[]
  readonly charts: readonly Chart[]
  readonly pages?: number
  /** What the reader should know about the reading: images without text, a guessed encoding … */
  readonly notes: readonly ExtractionNote[]
}

export type DocumentFormat = 'txt' | 'md' | 'html' | 'docx' | 'pdf'

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'caption'
  | 'cell'
  | 'footnote'
  | 'header'
  | 'footer'
  | 'page_number'
  | 'textbox'
  | 'chart'

/**
 * A run of text that reads as one: a paragraph may consist of several ranges where a page number, a running
 * header or a caption cuts through it.
 */
export interface Block {
  readonly kind: BlockKind
  readonly ranges: readonly Range[]
  readonly page?: number
  /** Position of the table in `tables`, and of the cell in its grid. */
  readonly cell?: { readonly table: number; readonly row: number; readonly column: number }
}

export type Range = readonly [start: number, end: number]

/** A grid of cells. A merged cell stands once, at its upper left corner, with its spans. */
export interface Table {
  readonly cells: readonly TableCell[]
  readonly rows: number
  readonly columns: number
  readonly page?: number
  /** The caption above or below, where the document has one. */
  readonly caption?: Range
}

export interface TableCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly start: number
  readonly end: number
}

/** Figures that a chart of the document holds as data; they are written out at the end of the text. */
export interface Chart {
  readonly title: string
  readonly start: number
  readonly end: number
}

export interface ExtractionNote {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}
