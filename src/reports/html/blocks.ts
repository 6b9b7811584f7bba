import type { ReportAssets } from '../assets.ts'
import type { Block, Inline, Table } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import type { ChromeWords } from '../words.ts'
import { chartFigure } from './chart.ts'
import { escaped } from './markup.ts'
import type { TextWriter } from './text.ts'

export interface BlockContext {
  readonly text: TextWriter
  readonly words: ChromeWords
  readonly assets: ReportAssets
}

export function blocksHtml(blocks: readonly Block[], context: BlockContext): string {
  return blocks.map((block) => blockHtml(block, context)).join('\n')
}

function blockHtml(block: Block, context: BlockContext): string {
  const text = (inlines: readonly Inline[]) => context.text.html(inlines)
  switch (block.kind) {
    case 'heading': {
      const tag = block.level === 2 ? 'h3' : 'h4'
      return `<${tag} id="${block.id}">${escaped(block.number)}${text(block.inlines)}</${tag}>`
    }
    case 'paragraph':
      return `<p>${text(block.inlines)}</p>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${text(item)}</li>`).join('')}</${tag}>`
    }
    case 'table':
      return tableHtml(block, context)
    case 'chart':
      return chartFigure(block, context)
    case 'case':
      return `<section class="case" id="${block.id}" aria-labelledby="${block.id}-title">
<h3 id="${block.id}-title"><span class="label">${escaped(block.number)}</span>${text(block.title)}</h3>
${blocksHtml(block.blocks, context)}
</section>`
    case 'image': {
      const asset = context.assets.get(block.file)
      if (!asset) return ''
      const source = `data:${asset.mime};base64,${base64(asset.bytes)}`
      return `<figure class="picture" id="${block.id}"><img src="${source}" width="${asset.width}" height="${asset.height}" alt="${escaped(plainText(block.caption))}"><figcaption>${text(block.caption)}</figcaption></figure>`
    }
    case 'note':
      return `<p class="note">${text(block.inlines)}</p>`
  }
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function tableHtml(table: Table, { text }: BlockContext): string {
  const cellClass = (column: number) => (table.numeric.includes(column) ? ' class="num"' : '')
  const head = table.head
    .map((cell, column) => `<th scope="col"${cellClass(column)}>${text.html(cell)}</th>`)
    .join('')
  const rows = table.rows.map((row) => {
    const cells = row.cells.map((cell, column) => `<td${cellClass(column)}>${text.html(cell)}</td>`).join('')
    return `<tr${row.total ? ' class="total"' : ''}>${cells}</tr>`
  })
  const notes = table.notes.map((note) => `<p class="note">${text.html(note)}</p>`).join('')
  return `<div class="table" id="${table.id}">
<div class="scroll" role="region" tabindex="0" aria-labelledby="${table.id}-caption">
<table><caption id="${table.id}-caption"><span class="label">${escaped(table.number)}</span>${text.html(table.caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
</div>${notes}
</div>`
}
