import { SheetDraft } from '../workbook.ts'
import type { TemplateContents } from './contents.ts'
import { hiddenSheets, type TemplatePlan } from './plan.ts'

/** Counts up when the layout changes so that an older workbook can no longer be read as this one. */
export const TEMPLATE_VERSION = 1

/** What a workbook of ours says about itself: for whom, for when, by which definitions, from which draft. */
export interface TemplateMeta {
  readonly version: number
  readonly catalog: string
  readonly unit: string
  readonly unitName: string
  readonly year: number
  readonly generatedAt: string
  /** Marks of the draft as it was: by register, and `entries`. */
  readonly marks: Readonly<Record<string, string>>
  /** Ids of the forms and registers that were handed out: `form/school_staff`, `register/staff`. */
  readonly sheets: readonly string[]
}

export function metaOf(contents: TemplateContents, plan: TemplatePlan): TemplateMeta {
  return {
    version: TEMPLATE_VERSION,
    catalog: contents.catalog.hash,
    unit: contents.unit.code,
    unitName: contents.unit.name,
    year: contents.year,
    generatedAt: contents.generatedAt.toISOString(),
    marks: contents.marks,
    sheets: plan.sheets.map((sheet) =>
      sheet.kind === 'form' ? `form/${sheet.form.id}` : `register/${sheet.register.id}`,
    ),
  }
}

/** The hidden sheet that carries the metadata, one name and one JSON value per row. */
export function metaSheet(meta: TemplateMeta): SheetDraft {
  const sheet = new SheetDraft(hiddenSheets.meta)
  sheet.visibility = 'veryHidden'
  for (const [row, [name, value]] of Object.entries(meta).entries()) {
    sheet.put(row, 0, { value: name })
    sheet.put(row, 1, { value: JSON.stringify(value) })
  }
  return sheet
}
