import type { Block, ReportDocument } from '../../reports/index.ts'
import { type RenderedReport, RenderPool } from '../../reports/node.ts'
import type { AppContext } from '../context.ts'
import type { OrgRef } from '../explain.ts'

/*
 * Blocks for what evaluation prints. Its numbers are points and marks, not figures of the annual report: they come
 * from the stored result and are set as data.
 */

export type PaperFormat = 'docx' | 'pdf'
type Inlines = Extract<Block, { kind: 'paragraph' }>['inlines']

export interface Paper {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly org: OrgRef
  readonly year: number
  readonly isSynthetic: boolean
  readonly chapters: readonly { readonly title: string; readonly blocks: readonly Block[] }[]
}

const words = (text: string): Inlines => [{ kind: 'text', text, origin: 'data' }]
export const paragraph = (text: string): Block => ({ kind: 'paragraph', inlines: words(text) })
export const note = (text: string): Block => ({ kind: 'note', about: 'coverage', inlines: words(text) })

/** Tables are numbered through the whole paper. */
export class Tables {
  #count = 0

  table(
    caption: string,
    head: readonly string[],
    rows: readonly (readonly string[])[],
    numeric: readonly number[] = [],
    notes: readonly string[] = [],
  ): Block {
    this.#count += 1
    return {
      kind: 'table',
      id: `table-${this.#count}`,
      number: `表${this.#count}`,
      caption: words(caption),
      head: head.map(words),
      rows: rows.map((cells) => ({ total: cells[0] === TOTAL, cells: cells.map(words) })),
      notes: notes.map(words),
      numeric,
    }
  }
}

export const TOTAL = '合计'

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

function paperDocument(app: AppContext, paper: Paper): ReportDocument {
  const { org } = paper
  return {
    schema: 'vetted.report/1',
    id: paper.id,
    template: { id: 'evaluation', name: { zh: paper.kind, en: paper.kind }, catalogHash: app.catalog.hash },
    unit: { code: org.code, name: org.name, nameEn: org.nameEn, level: org.level },
    year: paper.year,
    title: paper.title,
    synthetic: paper.isSynthetic || org.isSynthetic ? 'all' : 'none',
    chapters: paper.chapters.map(({ title, blocks }, index) => ({
      id: `chapter-${index + 1}`,
      number: `${NUMBERS[index] ?? String(index + 1)}、`,
      title,
      blocks,
    })),
    facts: [],
    annex: [],
    notices: [],
  }
}

let pool: RenderPool | undefined

/** Sets a paper in a thread of its own, so that the server goes on answering. */
export async function printPaper(
  app: AppContext,
  paper: Paper,
  format: PaperFormat,
): Promise<RenderedReport> {
  pool ??= new RenderPool()
  const rendered = await pool.render(paperDocument(app, paper), format)
  return { ...rendered, fileName: `${paper.title}.${format}` }
}
