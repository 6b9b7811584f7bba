import { type Command, InvalidArgumentError } from 'commander'
import { makeReport, type ReportFormat, reportFormats, writeReport } from '../../app/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { Progress } from '../terminal.ts'

export function reportCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('report'))
    .option('--format <formats>', `格式，逗号分隔 · formats: ${reportFormats.join(',')}`, formatsArgument, [
      ...reportFormats,
    ])
    .option('--out <dir>', '输出文件夹 · output folder', './out')
    .description('生成年度质量报告 · write the annual quality report')
    .addHelpText(
      'after',
      '\n例 · example:\n  vetted report --org 清远市 --year 2017 --format html,docx,pdf --out out',
    )
    .action(({ org, year, format, out }: OrgAndYear & { format: ReportFormat[]; out: string }) =>
      run((options) =>
        withApp(options, async (app) => {
          const bar = new Progress()
          bar.show(0, format.length + 1, options.lang === 'zh' ? '汇总数据' : 'gathering')
          const made = await makeReport(app, org, year)
          const files: string[] = []
          for (const [index, one] of format.entries()) {
            bar.show(index + 1, format.length + 1, one)
            files.push(...(await writeReport(made, [one], out)))
          }
          bar.show(format.length + 1, format.length + 1, '')
          const { notices, facts } = made.document
          const said = notices.map((notice) => `  · ${notice.text[options.lang]}`)
          const summary =
            options.lang === 'zh'
              ? `${made.document.title}：${facts.length} 个数字，事实摘要 ${made.factDigest.slice(0, 12)}`
              : `${made.document.title}: ${facts.length} figures, fact digest ${made.factDigest.slice(0, 12)}`
          return {
            json: {
              title: made.document.title,
              files,
              facts: facts.length,
              factDigest: made.factDigest,
              notices,
            },
            text: [summary, ...files.map((file) => `  ${file}`), ...said].join('\n'),
          }
        }),
      ),
    )
}

function formatsArgument(text: string): ReportFormat[] {
  const wanted = text.split(',').map((part) => part.trim())
  const known = reportFormats.filter((format) => wanted.includes(format))
  if (known.length === 0 || known.length !== new Set(wanted).size) {
    throw new InvalidArgumentError(
      `应为 ${reportFormats.join('、')} · one or more of ${reportFormats.join(', ')}`,
    )
  }
  return known
}
