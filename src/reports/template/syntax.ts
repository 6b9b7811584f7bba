/*
 * What a chapter's Markdown says before anyone asks what it means: blocks, inlines and directives, each with the
 * offset at which it stands in the source.
 */

/** A stretch of the source that a directive will read in its own way: as text, or as a formula. */
export interface Slice {
  readonly start: number
  readonly end: number
}

export interface Attribute {
  readonly value: string
  /** Offset of the value's first character. */
  readonly at: number
}

export interface Directive {
  readonly name: string
  readonly label: Slice | undefined
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly at: number
}

export type RawInline =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'strong'; readonly inlines: readonly RawInline[]; readonly at: number }
  /** `[[ … ]]`: left out where something in it is not known. */
  | { readonly kind: 'optional'; readonly inlines: readonly RawInline[]; readonly at: number }
  | (Directive & { readonly kind: 'directive' })

export type RawBlock =
  | {
      readonly kind: 'heading'
      readonly level: 2 | 3
      readonly inlines: readonly RawInline[]
      readonly at: number
    }
  | { readonly kind: 'paragraph'; readonly inlines: readonly RawInline[]; readonly at: number }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (readonly RawInline[])[]
      readonly at: number
    }
  | { readonly kind: 'rows'; readonly rows: readonly RawRow[]; readonly at: number }
  | (Directive & { readonly kind: 'leaf' })
  | (Directive & {
      readonly kind: 'container'
      readonly body: readonly RawBlock[]
      /** What stands behind `:::else`. */
      readonly otherwise: readonly RawBlock[] | undefined
    })

/** One line of a table; `|=` begins the line of totals. */
export interface RawRow {
  readonly total: boolean
  readonly cells: readonly (readonly RawInline[])[]
  readonly at: number
}
