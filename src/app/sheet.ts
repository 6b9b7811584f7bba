/** A table on its way to a spreadsheet or a CSV file. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly { readonly title: string; readonly width: number }[]
  readonly rows: readonly (readonly SheetCell[])[]
}

/** Numbers travel as exact decimal texts with the places to show; what is not known is blank, never 0. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: string; readonly decimals: number }
  | { readonly kind: 'blank' }

export const BLANK: SheetCell = { kind: 'blank' }

export function textCell(text: string): SheetCell {
  return text === '' ? BLANK : { kind: 'text', text }
}

export function numberCell(value: string | undefined, decimals: number): SheetCell {
  return value === undefined ? BLANK : { kind: 'number', value, decimals }
}
