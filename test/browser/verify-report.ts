import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'

/** A small report of our own making, with a swapped share, a wrong total and a truncated last digit in it. */
const PARAGRAPHS = [
  '2017 年全市毕业生 9846 人，就业 9738 人，就业率为 98.90%，比上年（98.22%）上升 0.68 个百分点。',
  '全市共有教职工 1865 人，其中专任教师 1613 人，占教职工总数的 84.69%。',
  '全年招生 8461 人，其中本市生源 7215 人，占招生总数的 85.27%；外市生源 1246 人，占 14.72%。',
  '全市占全省中职在校生的 3.1%。',
] as const

const ROWS = [
  ['学校', '在校生（人）', '教师（人）'],
  ['甲校', '3120', '160'],
  ['乙校', '2045', '118'],
  ['合计', '5156', '278'],
] as const

export async function sampleDocx(): Promise<Buffer> {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ text: '某市中等职业教育质量年度报告（样稿）', heading: HeadingLevel.HEADING_1 }),
          ...PARAGRAPHS.map((text) => new Paragraph({ children: [new TextRun(text)] })),
          new Paragraph('表 1 各校规模'),
          new Table({ rows: ROWS.map((row) => new TableRow({ children: row.map(cell) })) }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
