import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TableOfContents,
  TextRun,
} from 'docx'
import type { ReportAssets } from '../assets.ts'
import type { ReportDocument } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import { titleLines } from '../document/title-lines.ts'
import { chromeWords } from '../words.ts'
import { ANNEX_PLACE } from './annex.ts'
import { BlockWriter, bookmarkName } from './blocks.ts'
import { finishPackage } from './package.ts'
import { headingPages } from './pages.ts'
import {
  HEADING_NUMBERS,
  headingLevels,
  LINE,
  LIST_NUMBERS,
  listLevels,
  PAGE,
  SONG,
  styles,
} from './style.ts'

/**
 * The report as a Word document in the form of GB/T 9704: styles, contents, captions and page numbers are Word's own,
 * charts can be edited, figures lead to the annex. The same document gives the same bytes.
 */
export async function renderDocx(
  document: ReportDocument,
  assets: ReportAssets = new Map(),
): Promise<Uint8Array> {
  const words = chromeWords.zh
  const writer = new BlockWriter(document.facts, assets)
  const chapters = document.chapters.flatMap((chapter) => [
    ...(chapter.title === ''
      ? []
      : [writer.heading([new TextRun({ text: chapter.title })], 'Heading1', 0, chapter.id)]),
    ...writer.blocks(chapter.blocks),
  ])
  // A document without figures of its own, as a result of an evaluation, has no annex.
  const annexParts = [
    new Paragraph({
      style: 'Heading1',
      pageBreakBefore: true,
      numbering: false,
      children: writer.bookmarked('annex', [new TextRun({ text: words.annex })]),
    }),
    new Paragraph({ style: 'ReportNote', children: [new TextRun({ text: words.annexLead })] }),
    new Paragraph({ children: [new TextRun({ text: ANNEX_PLACE })] }),
  ]
  const page = { size: PAGE.size, margin: PAGE.margin }
  const grid = { type: 'lines' as const, linePitch: LINE }
  const file = new Document({
    title: document.title,
    subject: `${document.unit.name} ${words.reportYear(document.year)}`,
    creator: document.unit.name,
    lastModifiedBy: document.unit.name,
    description: document.id,
    keywords: `${document.template.name.zh}; ${document.unit.name}; ${document.year}`,
    evenAndOddHeaderAndFooters: true,
    styles,
    numbering: {
      config: [
        { reference: HEADING_NUMBERS, levels: headingLevels },
        { reference: LIST_NUMBERS, levels: listLevels },
      ],
    },
    sections: [
      { properties: { page, grid }, children: cover(document) },
      {
        properties: {
          type: SectionType.ODD_PAGE,
          page: { ...page, pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL } },
          grid,
        },
        footers: {
          default: footer(AlignmentType.RIGHT),
          even: footer(AlignmentType.LEFT),
        },
        children: [...chapters, ...(document.annex.length === 0 ? [] : annexParts)],
      },
    ],
  })
  const bytes = await Packer.toBuffer(file)
  return finishPackage(new Uint8Array(bytes), document)
}

function cover(document: ReportDocument) {
  const words = chromeWords.zh
  const blank = () => new Paragraph({ style: 'ReportCover', children: [] })
  return [
    ...Array.from({ length: 5 }, blank),
    ...titleLines(document.title).map(
      (line) => new Paragraph({ style: 'Title', children: [new TextRun({ text: line })] }),
    ),
    ...Array.from({ length: 6 }, blank),
    new Paragraph({ style: 'ReportCover', children: [new TextRun({ text: document.unit.name })] }),
    new Paragraph({
      style: 'ReportCover',
      children: [new TextRun({ text: words.reportYear(document.year) })],
    }),
    ...(document.synthetic === 'none'
      ? []
      : [
          blank(),
          new Paragraph({
            style: 'ReportNote',
            children: [new TextRun({ text: words.synthetic[document.synthetic] })],
          }),
        ]),
    new Paragraph({
      style: 'ReportCover',
      pageBreakBefore: true,
      children: [new TextRun({ text: words.contents, font: SONG, size: 36 })],
    }),
    new TableOfContents(words.contents, {
      hyperlink: true,
      headingStyleRange: '1-2',
      stylesWithLevels: [],
      useAppliedParagraphOutlineLevel: true,
      cachedEntries: contents(document),
    }),
  ]
}

/** Contents as the field would gather them, so that they can be read before Word brings them up to date. */
function contents(document: ReportDocument) {
  const pages = headingPages(document)
  const entry = (title: string, level: number, id: string) => {
    const page = pages.get(id)
    return { title, level, href: bookmarkName(id), ...(page === undefined ? {} : { page }) }
  }
  const titled = document.chapters.filter((chapter) => chapter.title !== '')
  const entries = titled.flatMap((chapter) => [
    entry(`${chapter.number}${chapter.title}`, 1, chapter.id),
    ...chapter.blocks.flatMap((block) => {
      if (block.kind === 'heading' && block.level === 2) {
        return [entry(`${block.number}${plainText(block.inlines)}`, 2, block.id)]
      }
      if (block.kind === 'case') {
        return [entry(`${block.number}　${plainText(block.title)}`, 2, block.id)]
      }
      return []
    }),
  ])
  return document.annex.length === 0 ? entries : [...entries, entry(chromeWords.zh.annex, 1, 'annex')]
}

/** — 1 — in 4号, one character in from the outer edge. */
function footer(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer {
  const inset = alignment === AlignmentType.LEFT ? { left: 280 } : { right: 280 }
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: inset,
        spacing: { line: 360, lineRule: LineRuleType.EXACT },
        children: [new TextRun({ font: SONG, size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}
