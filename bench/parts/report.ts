import { Document, Packer, Paragraph, TextRun } from 'docx'
import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { type AppContext, makeReport, reportFormats } from '../../src/app/index.ts'
import { eachBlock, inlinesOf, type ReportDocument } from '../../src/reports/index.ts'
import { RenderPool } from '../../src/reports/node.ts'
import { launchChromium } from '../../test/browser/chromium.ts'
import { type Line, medianOf, once } from '../measure.ts'

const RUNS = 7
const SECOND = 1000

/** (a) The report of Qingyuan 2017, warm: all three formats together, and each beside what else could make it. */
export async function report(app: AppContext): Promise<Line[]> {
  const pool = new RenderPool()
  try {
    const { document } = await makeReport(app, 'qingyuan', 2017)
    const together = await medianOf(RUNS, async () => {
      const { document: fresh } = await makeReport(app, 'qingyuan', 2017)
      await Promise.all(reportFormats.map((format) => pool.render(fresh, format, {})))
    })
    const docx = await medianOf(RUNS, () => pool.render(document, 'docx', {}))
    const pdf = await medianOf(RUNS, () => pool.render(document, 'pdf', {}))
    const { bytes } = await pool.render(document, 'html', {})
    const figures = document.facts.length
    return [
      {
        name: '(a) report 2017 from the database as page, Word and PDF together',
        ours: together,
        against: 'limit',
        theirs: SECOND,
        bar: 1,
      },
      await besideDocxtemplater(document, docx),
      await besideChromium(new TextDecoder().decode(bytes), pdf, figures),
    ]
  } finally {
    await pool.close()
  }
}

/** The peer fills the same texts, figure by figure, without charts, contents, page numbers or the annex. */
async function besideDocxtemplater(document: ReportDocument, ours: number): Promise<Line> {
  const { template, values } = await peerTemplate(document)
  const theirs = await medianOf(RUNS, () => {
    const peer = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true })
    peer.render(values)
    return peer.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' })
  })
  return {
    name: '(a) its Word document, with native charts and the annex of every figure',
    ours,
    against: 'docxtemplater filling the same paragraphs (no charts, no annex)',
    theirs,
  }
}

async function peerTemplate(document: ReportDocument) {
  const values: Record<string, string> = {}
  const paragraphs: Paragraph[] = []
  eachBlock(document, (block) => {
    const runs = inlinesOf(block)
      .flat()
      .map((inline) => {
        if (inline.kind === 'figure') {
          const key = `f${Object.keys(values).length}`
          values[key] = `${inline.number}${inline.unit}`
          return new TextRun(`{${key}}`)
        }
        return new TextRun(inline.kind === 'text' ? inline.text : '')
      })
    paragraphs.push(new Paragraph({ children: runs }))
  })
  const template = await Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }))
  return { template, values }
}

async function besideChromium(html: string, ours: number, figures: number): Promise<Line> {
  const name = `(a) its PDF, tagged, with an outline and an annex of ${figures} figures`
  const browser = await once(launchChromium).catch((error: Error) => error)
  if (browser instanceof Error) return { name, skipped: `no Chromium: ${browser.message.split('\n')[0]}` }
  try {
    const page = await browser.result.newPage()
    const theirs = await medianOf(3, async () => {
      await page.setContent(html)
      await page.pdf({ format: 'A4', tagged: true, outline: true })
    })
    return { name, ours, against: 'Chromium, already running, printing the page', theirs }
  } finally {
    await browser.result.close()
  }
}
