import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
  WidthType,
} from 'docx'
import { annexLines, annexTitle, factItem } from '../document/annex-words.ts'
import type { Fact, ReportDocument } from '../document/document.ts'
import { chromeWords } from '../words.ts'
import { type BlockWriter, headBorders, threeLines } from './blocks.ts'
import { GREY, HEI, TEXT_WIDTH } from './style.ts'

const widths = [560, 3885, 1000, 1200, 1600, 600] as const

/** The annex as a table: for each quantity its story, for each printed fact a row that the text links to. */
export function annexBlocks(document: ReportDocument, writer: BlockWriter): (Paragraph | Table)[] {
  const words = chromeWords.zh
  const heads = [words.number, words.story, words.item, words.printed, words.exact, words.id]
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: heads.map((text, column) =>
      cell(
        column,
        [new Paragraph({ style: 'ReportAnnex', children: [new TextRun({ text, font: HEI })] })],
        headBorders,
      ),
    ),
  })
  const rows = document.annex.flatMap((entry) => {
    const facts = document.facts.filter((fact) => fact.entry === entry.number)
    const story = [
      new Paragraph({
        style: 'ReportAnnex',
        children: [new TextRun({ text: annexTitle(document, entry), bold: true })],
      }),
      ...annexLines(entry, words).map(
        (line) =>
          new Paragraph({ style: 'ReportAnnex', children: [new TextRun({ text: line, color: GREY })] }),
      ),
    ]
    return facts.map((fact, index) => factRow(fact, index, facts.length, entry.number, story, writer))
  })
  return [
    new Paragraph({ style: 'ReportNote', children: [new TextRun({ text: words.annexLead })] }),
    new Table({
      rows: [head, ...rows],
      columnWidths: [...widths],
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      borders: threeLines,
    }),
  ]
}

function factRow(
  fact: Fact,
  index: number,
  count: number,
  number: number,
  story: readonly Paragraph[],
  writer: BlockWriter,
): TableRow {
  const merge = count === 1 ? undefined : index === 0 ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE
  const text = (content: string, right = false) =>
    new Paragraph({
      style: 'ReportAnnex',
      ...(right ? { alignment: AlignmentType.RIGHT } : {}),
      children: [new TextRun({ text: content })],
    })
  const empty = () => [new Paragraph({ style: 'ReportAnnex' })]
  return new TableRow({
    cantSplit: true,
    children: [
      cell(0, index === 0 ? [text(String(number))] : empty(), undefined, merge),
      cell(1, index === 0 ? story : empty(), undefined, merge),
      cell(2, [text(factItem(fact, chromeWords.zh))]),
      cell(3, [
        new Paragraph({
          style: 'ReportAnnex',
          alignment: AlignmentType.RIGHT,
          children: writer.bookmarked(fact.id, [new TextRun({ text: `${fact.printed}${fact.unitText}` })]),
        }),
      ]),
      cell(4, [text(fact.exact, true)]),
      cell(5, [text(fact.id)]),
    ],
  })
}

function cell(
  column: number,
  children: readonly Paragraph[],
  borders?: typeof headBorders,
  verticalMerge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType],
): TableCell {
  return new TableCell({
    width: { size: widths[column] ?? 600, type: WidthType.DXA },
    margins: { left: 50, right: 50, top: 30, bottom: 30 },
    ...(borders ? { borders } : {}),
    ...(verticalMerge ? { verticalMerge } : {}),
    children: [...children],
  })
}
