import type { SheetDraft, WorkbookDraft } from '../workbook.ts'
import { ChecksSheet } from './checks-sheet.ts'
import type { TemplateContents } from './contents.ts'
import { coverSheet } from './cover-sheet.ts'
import { formSheet } from './form-sheet.ts'
import { ListsSheet } from './lists-sheet.ts'
import { metaOf, metaSheet } from './meta-sheet.ts'
import { planTemplate } from './plan.ts'
import { registerSheet } from './register-sheet.ts'
import { ValuesSheet } from './values-sheet.ts'
import { wordsIn } from './words.ts'

/** A workbook for one unit and year, and which checks run in it. */
export interface Template {
  readonly workbook: WorkbookDraft
  /** Codes of value checks that live in the workbook, and of those that run after upload. */
  readonly live: readonly string[]
  readonly later: readonly string[]
}

export function makeTemplate(contents: TemplateContents): Template {
  const words = wordsIn(contents.catalog, contents.language)
  const plan = planTemplate(contents)
  const lists = new ListsSheet(contents.catalog, contents.year, contents.language)
  const values = new ValuesSheet(contents, plan, lists)
  const checks = new ChecksSheet(contents, values, words)
  const tools = { contents, lists, values, checks: checks.live, words }
  const body: SheetDraft[] = plan.sheets.map((entry) =>
    entry.kind === 'form' ? formSheet(entry, tools) : registerSheet(entry, tools),
  )
  const sheets = [
    coverSheet(contents, plan, words),
    checks.sheet,
    ...body,
    values.sheet,
    lists.sheet,
    metaSheet(metaOf(contents, plan)),
  ]
  return {
    workbook: {
      sheets,
      names: lists.names(),
      title: words('bookTitle', { unit: contents.unit.name, year: contents.year }),
      creator: 'Vetted',
      created: contents.generatedAt,
    },
    live: checks.live.map(({ check }) => check.code),
    later: checks.later,
  }
}
