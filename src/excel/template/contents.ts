import type { Catalog } from '../../catalog/index.ts'
import type { Row } from '../../formula/index.ts'
import {
  type Decimal,
  decimal,
  type Language,
  type OrgLevel,
  type ReportingYear,
} from '../../kernel/index.ts'

/** What a unit's workbook of a year is made from. */
export interface TemplateContents {
  readonly catalog: Catalog
  readonly language: Language
  readonly year: ReportingYear
  readonly unit: {
    readonly code: string
    readonly name: string
    readonly level: OrgLevel
    readonly attributes: Readonly<Record<string, string>>
    /** Attributes of the year before; undefined where the unit did not exist then. */
    readonly attributesBefore: Readonly<Record<string, string>> | undefined
  }
  readonly round?:
    | { readonly name: string; readonly deadline?: string | undefined; readonly contact?: string | undefined }
    | undefined
  /** Last year's accepted values that are known, as decimal texts: by `element`, or `element[grade=1]`. */
  readonly previous: ReadonlyMap<string, string>
  /** What is in the draft now. */
  readonly entries: readonly DraftEntry[]
  /** Rows of the draft by register. Sensitive fields come masked unless the actor may see them. */
  readonly rows: ReadonlyMap<string, readonly Row[]>
  /** Rows the register had last year, from which room for this year's is judged. */
  readonly rowsBefore: ReadonlyMap<string, number>
  /** Registers that the unit has said to have nothing to enter in. */
  readonly emptyRegisters: ReadonlySet<string>
  /** What tells the present state of the draft from a later one: by register, and `entries` for the forms. */
  readonly marks: Readonly<Record<string, string>>
  readonly generatedAt: Date
  /** Forms to hand out; all of the unit's where left out. */
  readonly forms?: readonly string[] | undefined
}

/** A typed value of the draft: its decimal text, or the code of the reason why there is none. */
export interface DraftEntry {
  readonly element: string
  readonly cell: string
  readonly state: 'known' | 'missing' | 'not_applicable' | 'suppressed'
  readonly value: string | null
  readonly reason: string | null
}

/** The code list from which the reason for a missing value is chosen. */
export const REASONS = 'missing_reasons'

/** Last year's value in the element's own unit; undefined where none is known. */
export function previousValue(
  { previous }: Pick<TemplateContents, 'previous'>,
  element: string,
  cell = '',
): Decimal | undefined {
  const text = previous.get(cell === '' ? element : `${element}[${cell}]`)
  return text === undefined ? undefined : decimal(text)
}
