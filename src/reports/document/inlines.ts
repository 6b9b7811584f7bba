import type { Block, FigureInline, Inline, ReportDocument } from './document.ts'

/** Visits every block of a report, those inside cases included. */
export function eachBlock(document: ReportDocument, visit: (block: Block, chapter: string) => void): void {
  const walk = (blocks: readonly Block[], chapter: string): void => {
    for (const block of blocks) {
      visit(block, chapter)
      if (block.kind === 'case') walk(block.blocks, chapter)
    }
  }
  for (const chapter of document.chapters) walk(chapter.blocks, chapter.id)
}

/** Every stretch of running text in a block, in reading order. */
export function inlinesOf(block: Block): (readonly Inline[])[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.inlines]
    case 'list':
      return [...block.items]
    case 'table':
      return [block.caption, ...block.head, ...block.rows.flatMap((row) => row.cells), ...block.notes]
    case 'chart':
      return [block.caption, block.finding, chartFigures(block), block.foot]
    case 'case':
      return [block.title]
    case 'image':
      return [block.caption]
  }
}

function chartFigures(chart: Extract<Block, { kind: 'chart' }>): FigureInline[] {
  return chart.panels.flatMap((panel) => [
    ...panel.series.flatMap((series) => series.points.flatMap((point) => (point ? [point.figure] : []))),
    ...(panel.line ? [panel.line.point.figure] : []),
  ])
}

/** Every inline of a report, inner ones included. */
export function eachInline(document: ReportDocument, visit: (inline: Inline, chapter: string) => void): void {
  const walk = (inlines: readonly Inline[], chapter: string): void => {
    for (const inline of inlines) {
      visit(inline, chapter)
      if (inline.kind === 'strong') walk(inline.inlines, chapter)
    }
  }
  eachBlock(document, (block, chapter) => {
    for (const inlines of inlinesOf(block)) walk(inlines, chapter)
  })
}

export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(inlineText).join('')
}

function inlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'word':
      return inline.text
    case 'figure':
      return `${inline.number}${inline.unit}`
    case 'strong':
      return plainText(inline.inlines)
  }
}
