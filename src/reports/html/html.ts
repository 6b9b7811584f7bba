import type { Language } from '../../kernel/index.ts'
import type { ReportAssets } from '../assets.ts'
import type { Chapter, ReportDocument } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import { titleLines } from '../document/title-lines.ts'
import { chromeWords } from '../words.ts'
import { annexHtml } from './annex.ts'
import { blocksHtml } from './blocks.ts'
import { attributes, escaped } from './markup.ts'
import { reportScript } from './script.ts'
import { reportStyle } from './style.ts'
import { TextWriter } from './text.ts'

export interface HtmlOptions {
  /** Of what stands around the report's own text. */
  readonly language?: Language
  readonly assets?: ReportAssets
  /** Where the report is served: address of a value, with `{org}`, `{year}` and `{name}`. */
  readonly endpoint?: string
  /** Where the report is served: address of a value's page in the explorer. */
  readonly explorer?: string
}

/** The report as one file that needs nothing else: readable without a script, on a phone, in print, in the dark. */
export function renderHtml(document: ReportDocument, options: HtmlOptions = {}): string {
  const language = options.language ?? 'zh'
  const words = chromeWords[language]
  const text = new TextWriter(document)
  const blocks = { text, words, assets: options.assets ?? new Map() }
  const chapters = document.chapters.map((chapter) =>
    chapterHtml(chapter, blocksHtml(chapter.blocks, blocks)),
  )
  const annex = annexHtml({ document, language, text, explorer: options.explorer })
  const synthetic =
    document.synthetic === 'none' ? '' : `<p class="synthetic">${words.synthetic[document.synthetic]}</p>`
  const foreign = language === 'en' ? ' lang="en"' : ''
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(`${document.title}（${document.unit.name}）`)}">
<meta name="generator" content="Vetted">
<title>${escaped(document.title)}</title>
<style>${reportStyle()}</style>
</head>
<body${attributes({ 'data-report': document.id, 'data-catalog': document.template.catalogHash, 'data-endpoint': options.endpoint })}>
<a class="skip" href="#text"${foreign}>${words.skip}</a>
<div class="layout">
<header class="title">
<p class="kicker">${escaped(document.template.name.zh)}</p>
<h1>${titleLines(document.title)
    .map((line) => `<span>${escaped(line)}</span>`)
    .join('')}</h1>
<p class="unit-year">${escaped(document.unit.name)}　${words.reportYear(document.year)}</p>
${synthetic}
<p class="hint"${foreign}>${words.figureHint}</p>
</header>
<nav class="contents" aria-label="${words.contents}">
<h2${foreign}>${words.contents}</h2>
<ol>
${document.chapters
  .filter(({ title }) => title !== '')
  .map(contentsEntry)
  .join('\n')}
<li><a href="#annex"${foreign}>${words.annex}</a></li>
</ol>
</nav>
<main id="text">
${chapters.join('\n')}
${annex}
<footer class="colophon">${words.madeWith}　${escaped(document.id)}　${escaped(document.template.catalogHash.slice(0, 12))}</footer>
</main>
</div>
<aside class="story" hidden aria-label="${words.annex}" data-now="${language === 'zh' ? '系统中的现值：{value}' : 'Value in the system now: {value}'}"><button type="button">${words.close}</button><div></div></aside>
<script>${reportScript}</script>
</body>
</html>
`
}

function chapterHtml(chapter: Chapter, content: string): string {
  if (chapter.title === '') return `<section id="${chapter.id}">\n${content}\n</section>`
  return `<section id="${chapter.id}" aria-labelledby="${chapter.id}-title">
<h2 id="${chapter.id}-title">${escaped(chapter.number)}${escaped(chapter.title)}</h2>
${content}
</section>`
}

function contentsEntry(chapter: Chapter): string {
  const sections = chapter.blocks.flatMap((block) => {
    if (block.kind === 'heading' && block.level === 2) {
      return [
        `<li><a href="#${block.id}">${escaped(block.number)}${escaped(plainText(block.inlines))}</a></li>`,
      ]
    }
    if (block.kind === 'case') {
      return [
        `<li><a href="#${block.id}">${escaped(block.number)}　${escaped(plainText(block.title))}</a></li>`,
      ]
    }
    return []
  })
  const inner = sections.length > 0 ? `<ol>${sections.join('')}</ol>` : ''
  return `<li><a href="#${chapter.id}">${escaped(chapter.number)}${escaped(chapter.title)}</a>${inner}</li>`
}
