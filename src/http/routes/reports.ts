import type { Hono } from 'hono'
import { type AppContext, type ReportFormat, ReportShelf, reportFormats } from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { answerProblem } from '../problems.ts'

/** Reports as plain pages and files: /report/qingyuan/2017, and the same with .docx or .pdf behind it. */
export function reportPages(hono: Hono, app: AppContext): ReportShelf {
  const shelf = new ReportShelf(app)
  hono.get('/report/:org/:file', async (context) => {
    try {
      const { org, file } = context.req.param()
      const { year, format } = wanted(file)
      const language = context.req.query('lang') === 'en' ? 'en' : 'zh'
      const report = await shelf.rendered(org, year, format, language)
      const name = encodeURIComponent(report.fileName)
      context.header('content-type', report.mediaType)
      context.header('cache-control', 'no-cache')
      if (format !== 'html') context.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      return context.body(new Uint8Array(report.bytes))
    } catch (error) {
      return answerProblem(app, error, context)
    }
  })
  return shelf
}

function wanted(file: string): { year: number; format: ReportFormat } {
  const [, year, extension = 'html'] = /^(\d{4})(?:\.(\w+))?$/.exec(file) ?? []
  const format = reportFormats.find((candidate) => candidate === extension)
  if (year === undefined || !format)
    throw new AppError('RPT-013', { file, formats: reportFormats.join('、') }, { kind: 'not_found' })
  return { year: Number(year), format }
}
