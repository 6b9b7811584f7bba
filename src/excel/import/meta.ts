import { z } from 'zod'
import { AppError } from '../../kernel/index.ts'
import type { RawBook, RawCell } from '../read/sheet.ts'
import { TEMPLATE_VERSION, type TemplateMeta } from '../template/meta-sheet.ts'
import { hiddenSheets } from '../template/plan.ts'

const metaSchema = z.object({
  version: z.number().int(),
  catalog: z.string(),
  unit: z.string(),
  unitName: z.string(),
  year: z.number().int(),
  generatedAt: z.string(),
  marks: z.record(z.string(), z.string()),
  sheets: z.array(z.string()),
})

/**
 * What a workbook of ours says about itself; undefined for any other file.
 * @throws AppError IMP-017 made by another version, IMP-019 its hidden sheet is damaged
 */
export async function readMeta(book: RawBook): Promise<TemplateMeta | undefined> {
  const sheet = book.sheets.find((candidate) => candidate.name === hiddenSheets.meta)
  if (!sheet) return undefined
  const found: Record<string, unknown> = {}
  for await (const rows of sheet.rows()) {
    for (const { cells } of rows) {
      const [name, value] = [cells[0], cells[1]].map(textIn)
      if (name === undefined || value === undefined) continue
      try {
        found[name] = JSON.parse(value)
      } catch (cause) {
        throw new AppError('IMP-019', {}, { cause })
      }
    }
  }
  if (typeof found.version === 'number' && found.version !== TEMPLATE_VERSION) {
    throw new AppError('IMP-017', { have: found.version, want: TEMPLATE_VERSION })
  }
  const result = metaSchema.safeParse(found)
  if (!result.success) throw new AppError('IMP-019', {}, { cause: result.error })
  return result.data
}

function textIn(cell: RawCell | undefined): string | undefined {
  return cell?.kind === 'text' ? cell.text : undefined
}
