import { beforeAll, expect, test } from 'vitest'
import {
  type AnnexEntry,
  buildReport,
  eachBlock,
  inlinesOf,
  printedFacts,
  type ReportDocument,
  validateReport,
} from '../../src/reports/index.ts'
import { factDigest, renderReport } from '../../src/reports/node.ts'
import { type DemonstrationWorld, demonstrationWorld } from './demonstration-world.ts'
import { expectGolden } from './golden.ts'
import { readDocx, readHtml, readPdf } from './read-back.ts'

let world: DemonstrationWorld
const reports = new Map<string, ReportDocument>()

beforeAll(() => {
  world = demonstrationWorld()
  for (const [unit, template] of units) {
    reports.set(unit, buildReport(world, world.template(template), world.unit(unit), 2017))
  }
})

const units = [
  ['qingyuan', 'city'],
  ['lanchuan', 'city'],
  ['qy-gongmao', 'school'],
] as const

function reportOf(unit: string): ReportDocument {
  const report = reports.get(unit)
  if (!report) throw new Error(`no report of ${unit}`)
  return report
}

const bytesOf = async (report: ReportDocument, format: 'html' | 'docx' | 'pdf') =>
  (await renderReport(report, format)).bytes

/** Figures of the text with their entries, charts left out: their values stand in drawings. */
function figuresOf(report: ReportDocument): string[] {
  const entries = new Map(report.facts.map((fact) => [fact.key, fact.entry]))
  const figures: string[] = []
  eachBlock(report, (block) => {
    const texts = block.kind === 'chart' ? [block.caption, block.finding] : inlinesOf(block)
    for (const inline of texts.flat()) {
      if (inline.kind === 'figure') figures.push(`${entries.get(inline.fact)} ${inline.number}${inline.unit}`)
    }
  })
  return figures.sort()
}

test.each(units)('the report of %s breaks none of its laws', (unit) => {
  expect(validateReport(reportOf(unit))).toEqual([])
})

test.each(units)('page, Word and PDF of %s yield the same facts', async (unit) => {
  const report = reportOf(unit)
  const digest = factDigest(printedFacts(report))
  expect(factDigest(readHtml(new TextDecoder().decode(await bytesOf(report, 'html'))).facts)).toBe(digest)
  expect(factDigest(readDocx(await bytesOf(report, 'docx')).facts)).toBe(digest)
  expect(factDigest((await readPdf(await bytesOf(report, 'pdf'))).facts)).toBe(digest)
})

test.each(units)(
  'every figure in the text of %s leads to its entry, in page, Word and PDF alike',
  async (unit) => {
    const report = reportOf(unit)
    const entries = new Map(report.facts.map((fact) => [fact.id, String(fact.entry)]))
    const byEntry = (figures: readonly string[]) =>
      figures.map((figure) => figure.replace(/^F\d+/, (id) => entries.get(id) ?? id)).sort()
    const expected = figuresOf(report)
    expect(byEntry(readHtml(new TextDecoder().decode(await bytesOf(report, 'html'))).figures)).toEqual(
      expected,
    )
    expect(byEntry(readDocx(await bytesOf(report, 'docx')).figures)).toEqual(expected)
    expect(byEntry((await readPdf(await bytesOf(report, 'pdf'))).figures)).toEqual(expected)
  },
)

test.each(['html', 'docx', 'pdf'] as const)('two runs give the same bytes: %s', async (format) => {
  const first = await bytesOf(reportOf('qingyuan'), format)
  await bytesOf(reportOf('lanchuan'), format)
  const again = buildReport(world, world.template('city'), world.unit('qingyuan'), 2017)
  expect(Buffer.from(await bytesOf(again, format)).equals(Buffer.from(first))).toBe(true)
})

test('the PDF is tagged, names its title and language, and opens with its chapters', async () => {
  const pdf = await readPdf(await bytesOf(reportOf('qingyuan'), 'pdf'))
  expect(pdf.isTagged).toBe(true)
  expect(pdf.info).toMatchObject({
    Title: '清远市中等职业教育质量年度报告（2017年）',
    Author: '清远市',
    Language: 'zh-CN',
  })
  expect(pdf.outline).toEqual([
    '一、基本情况',
    '二、学生发展',
    '三、质量保障措施',
    '四、校企合作',
    '五、社会贡献',
    '六、政府履行职责',
    '七、特色创新',
    '八、党建工作',
    '九、主要问题和改进措施',
    '附件　报告数字的来历',
  ])
})

test('the report of the city has three tables, seven charts and three cases', () => {
  const numbers: string[] = []
  eachBlock(reportOf('qingyuan'), (block) => {
    if ('number' in block && /^[表图案]/.test(block.number)) numbers.push(block.number)
  })
  expect(numbers.sort()).toEqual(
    ['图1', '图2', '图3', '图4', '图5', '图6', '图7', '案例1', '案例2', '案例3', '表1', '表2', '表3'].sort(),
  )
})

test('no personal data reach a report', async () => {
  const html = new TextDecoder().decode(await bytesOf(reportOf('qy-gongmao'), 'html'))
  expect(html).not.toMatch(/\d{17}[\dX]/)
  expect(html).not.toMatch(/\b1[3-9]\d{9}\b/)
})

const readings: Readonly<Record<string, (report: ReportDocument) => Promise<string>>> = {
  'qingyuan-2017.html.txt': async (report) =>
    readHtml(new TextDecoder().decode(await bytesOf(report, 'html'))).text,
  'qingyuan-2017.docx.txt': async (report) => readDocx(await bytesOf(report, 'docx')).text,
  'qingyuan-2017.pdf.txt': async (report) => (await readPdf(await bytesOf(report, 'pdf'))).text,
  'qingyuan-2017.trace.txt': async (report) => report.annex.map(traceLine).join('\n'),
}

test.each(Object.keys(readings))(
  'the report of Qingyuan 2017 reads as it was last read and accepted: %s',
  async (name) => {
    const report = reportOf('qingyuan')
    const text = await readings[name]?.(report)
    expectGolden(
      name,
      `${withoutAnnex(text ?? '').replaceAll(report.template.catalogHash.slice(0, 12), '(catalog)')}\n`,
    )
  },
)

/** The annex says the same as the trace, at ten times the length: the trace is kept for both. */
function withoutAnnex(text: string): string {
  const at = [...text.matchAll(/附件\s*报告数字的来历/g)].at(-1)?.index
  return text.slice(0, at)
}

function traceLine(entry: AnnexEntry): string {
  const inputs = entry.inputs.map(
    ({ label, shown, year, depth }) => `${'>'.repeat(depth)}${year} ${label.zh} ${shown.text}`,
  )
  const schools = entry.schools.map((school) => `${school.code} ${school.now.text}/${school.before.text}`)
  return [
    `${entry.number} ${entry.unit.code}.${entry.name}[${entry.cell}] ${entry.now.text} (${entry.before.text})`,
    `  ${entry.formula?.zh ?? entry.origin}`,
    ...inputs.map((input) => `  ${input}`),
    `  ${schools.join(' ')}`,
  ].join('\n')
}
