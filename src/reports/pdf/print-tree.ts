import { chartAlt, panelAlt } from '../charts/alt.ts'
import { annexLines, annexTitle, factItem } from '../document/annex-words.ts'
import type { AnnexEntry, Block, Inline, ReportDocument, Table } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import { titleLines } from '../document/title-lines.ts'
import { chromeWords } from '../words.ts'

type Run = readonly (readonly [string, ...unknown[]])[]

/** The report as the typesetting template reads it, with a file name for each drawing. */
export function printTree(document: ReportDocument, drawing: (chartId: string, panel: number) => string) {
  const words = chromeWords.zh
  const entryOf = new Map(document.facts.map((fact) => [fact.key, String(fact.entry)]))
  const run = (inlines: readonly Inline[]): Run =>
    inlines.map((inline, index) => part(inline, endOf(inlines[index - 1]), startOf(inlines[index + 1])))
  const part = (inline: Inline, before: string, after: string): readonly [string, ...unknown[]] => {
    switch (inline.kind) {
      case 'text':
      case 'word':
        return ['t', inline.text]
      case 'figure': {
        const text = `${inline.number}${inline.unit}`
        const lead = isIdeograph(before) && !isIdeograph(text.slice(0, 1))
        const trail = isIdeograph(after) && !isIdeograph(text.slice(-1))
        return ['f', entryOf.get(inline.fact) ?? '', text, lead, trail]
      }
      case 'strong':
        return ['b', run(inline.inlines)]
    }
  }
  const blockOf = (block: Block): unknown => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
      case 'note':
        return { ...block, inlines: run(block.inlines) }
      case 'list':
        return { ...block, items: block.items.map(run) }
      case 'table':
        return {
          ...block,
          columns: columnWidths(block),
          caption: run(block.caption),
          head: block.head.map(run),
          rows: block.rows.map((row) => ({ total: row.total, cells: row.cells.map(run) })),
          notes: block.notes.map(run),
        }
      case 'chart':
        return {
          kind: block.kind,
          id: block.id,
          number: block.number,
          caption: run(block.caption),
          finding: run(block.finding),
          foot: run(block.foot),
          alt: chartAlt(block),
          panels: block.panels.map((panel, index) => ({
            measure: panel.unit === '' ? panel.measure : `${panel.measure}（${panel.unit}）`,
            file: drawing(block.id, index),
            alt: panelAlt(panel),
          })),
        }
      case 'case':
        return { ...block, title: run(block.title), blocks: block.blocks.map(blockOf) }
      case 'image':
        return { ...block, caption: run(block.caption), alt: plainText(block.caption) }
    }
  }
  return {
    title: document.title,
    'title-lines': titleLines(document.title),
    author: document.unit.name,
    keywords: [document.unit.name, String(document.year), document.template.name.zh],
    description: `${document.title}（${document.unit.name}，${document.year} 年度）`,
    kicker: document.template.name.zh,
    'unit-name': document.unit.name,
    'year-text': words.reportYear(document.year),
    synthetic: document.synthetic === 'none' ? null : words.synthetic[document.synthetic],
    hint: words.figureHint,
    colophon: `${words.madeWith}　${document.id}　${document.template.catalogHash.slice(0, 12)}`,
    words: {
      contents: words.contents,
      annex: words.annex,
      lead: words.annexLead,
      columns: [words.number, words.story, words.item, words.printed, words.exact, words.id],
    },
    chapters: document.chapters.map((chapter) => ({ ...chapter, blocks: chapter.blocks.map(blockOf) })),
    annex: document.annex.map((entry) => printEntry(document, entry)),
    'facts-json': JSON.stringify(
      document.facts.map(({ id, key, exact, printed, unitText }) => ({ id, key, exact, printed, unitText })),
    ),
  }
}

function printEntry(document: ReportDocument, entry: AnnexEntry) {
  const facts = document.facts.filter((fact) => fact.entry === entry.number)
  return {
    number: String(entry.number),
    title: annexTitle(document, entry),
    lines: annexLines(entry, chromeWords.zh),
    facts: facts.map((fact) => ({
      id: fact.id,
      item: factItem(fact, chromeWords.zh),
      printed: `${fact.printed}${fact.unitText}`,
      exact: fact.exact,
    })),
  }
}

function startOf(inline: Inline | undefined): string {
  return inline ? plainText([inline]).slice(0, 1) : ''
}

function endOf(inline: Inline | undefined): string {
  return inline ? plainText([inline]).slice(-1) : ''
}

/** Between these and Latin letters or digits the layout leaves a thin space. */
function isIdeograph(char: string): boolean {
  return /[\u4e00-\u9fff]/.test(char)
}

/** Columns of numbers take what they need, columns of words share the rest by the length of their longest text. */
function columnWidths(table: Table): string[] {
  return table.head.map((head, column) => {
    if (table.numeric.includes(column)) return 'auto'
    const texts = [head, ...table.rows.map((row) => row.cells[column] ?? [])].map(
      (cell) => plainText(cell).length,
    )
    const longest = Math.max(1, ...texts)
    return longest <= 4 ? 'auto' : String(Math.min(30, longest))
  })
}
