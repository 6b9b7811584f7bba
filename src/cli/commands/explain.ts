import type { Command } from 'commander'
import { type Explained, explain } from '../../app/index.ts'
import type { Trace } from '../../indicators/index.ts'
import { isKnown, printed } from '../../kernel/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { table } from '../terminal.ts'
import { changeText, stateWord } from './facts.ts'

export function explainCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('explain').argument('<indicator>', '指标或数据项 · indicator or element'))
    .description('一个数值怎么来的：公式、输入、各校 · how a value came about')
    .addHelpText('after', '\n例 · example:\n  vetted explain employment_rate --org 清远市 --year 2017')
    .action((id: string, { org, year }: OrgAndYear) =>
      run((options) =>
        withApp(options, async (app) => {
          const explained = await explain(app, id, org, year)
          return { json: explained, text: explainedText(explained, options.lang) }
        }),
      ),
    )
}

function explainedText({ org, value, trace, schools }: Explained, language: 'zh' | 'en'): string {
  const zh = language === 'zh'
  const lines = [
    `${zh ? org.name : org.nameEn} ${trace.year}  ${value.name[language]}：${value.printed ?? stateWord(value.state, language)} ${value.unitLabel[language]}`,
    `${zh ? '上年' : 'last year'} ${value.previous?.printed ?? '—'}  ${changeText(value, language)}`,
    ...traceLines(trace, language, 0),
  ]
  if (schools.length > 0) {
    const first = schools[0]
    const titles = [
      zh ? '学校' : 'school',
      value.name[language],
      ...(first?.inputs.map((input) => input.name[language]) ?? []),
    ]
    const columns = titles.map((title, index) =>
      index === 0 ? { title } : { title, align: 'right' as const },
    )
    const rows = schools.map((school) => [
      zh ? school.org.name : school.org.nameEn,
      school.value.printed ?? stateWord(school.value.state, language),
      ...school.inputs.map((input) => input.printed ?? stateWord(input.state, language)),
    ])
    const synthetic = schools.some((school) => school.org.isSynthetic)
    lines.push('', table(columns, rows))
    if (synthetic)
      lines.push(zh ? '（学校分项为合成演示数据）' : '(School values are synthetic demonstration data.)')
  }
  return lines.join('\n')
}

const origins = {
  zh: { entered: '填报', counted: '台账汇总', rolled_up: '各校之和', computed: '计算', parameter: '规定值' },
  en: {
    entered: 'entered',
    counted: 'counted from rows',
    rolled_up: 'sum over schools',
    computed: 'computed',
    parameter: 'set by rule',
  },
} as const

function traceLines(trace: Trace, language: 'zh' | 'en', depth: number): string[] {
  const shown = isKnown(trace.observed)
    ? printed(trace.observed.value, trace.decimals)
    : stateWord(trace.observed.state, language)
  const formula = trace.formula ? ` ＝ ${trace.formula[language]}` : ''
  const line = `${'  '.repeat(depth)}${trace.label[language]} ${trace.year}：${shown}${formula}  〔${origins[language][trace.origin]} ${trace.coverage.reported}/${trace.coverage.expected}〕`
  return [line, ...trace.inputs.flatMap((input) => traceLines(input, language, depth + 1))]
}
