import type { Command } from 'commander'
import { type ComputedEvaluation, evaluateComputed } from '../../app/index.ts'
import type { Language } from '../../kernel/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { table } from '../terminal.ts'
import { stateWord } from './facts.ts'

export function evaluateCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('evaluate').argument('<scheme>', '评价方案 · scheme of evaluation'))
    .description('按评价方案计算数据类要点的得分 · score the computed criteria of a scheme')
    .addHelpText(
      'after',
      `
例 · example:
  vetted evaluate teaching_inspection --org 清远市 --year 2017
  vetted evaluate establishment_scorecard --org qy-gongmao --year 2017 --json
全部方案 · all schemes: vetted catalog list schemes`,
    )
    .action((scheme: string, { org, year }: OrgAndYear) =>
      run((options) =>
        withApp(options, async (app) => {
          const evaluated = await evaluateComputed(app, scheme, org, year)
          return { json: evaluated, text: evaluatedText(evaluated, options.lang) }
        }),
      ),
    )
}

function evaluatedText(evaluated: ComputedEvaluation, language: Language): string {
  const zh = language === 'zh'
  const { scheme, org, year, subjects, judged } = evaluated
  const stage = { draft: ['草案', 'draft'], trial: ['试行', 'on trial'], issued: ['正式', 'issued'] }[
    scheme.stage
  ]
  const lines = [
    `${zh ? org.name : org.nameEn} ${year}  ${scheme.name[language]} ${scheme.version}（${stage[zh ? 0 : 1]}）`,
  ]
  if (scheme.weightsCertainty === 'ours')
    lines.push(zh ? '权重为示意，请按本地文件替换。' : 'The weights are examples; replace them by your own.')
  if (judged > 0)
    lines.push(
      zh
        ? `另有 ${judged} 个要点由人评，不在此表。`
        : `${judged} more criteria are marked by people and are not in here.`,
    )
  lines.push(
    '',
    subjects.length === 1 ? leavesTable(evaluated, language) : subjectsTable(evaluated, language),
  )
  if (subjects.some((subject) => subject.org.isSynthetic))
    lines.push(zh ? '（学校数据为合成演示数据）' : '(School values are synthetic demonstration data.)')
  return lines.join('\n')
}

function subjectsTable({ subjects, scheme }: ComputedEvaluation, language: Language): string {
  const zh = language === 'zh'
  const right = { align: 'right' } as const
  const titles = zh ? ['学校', '得分', '满分', '待补数据'] : ['school', 'points', 'of', 'data missing']
  const columns = titles.map((title, index) => (index === 0 ? { title } : { title, ...right }))
  const isProgramme = scheme.subject === 'programme'
  const rows = [...subjects]
    .sort((a, b) => Number(b.points) / Number(b.possible) - Number(a.points) / Number(a.possible))
    .map((subject) => [
      `${zh ? subject.org.name : subject.org.nameEn}${isProgramme ? ` ${subject.subjectName}` : ''}`,
      subject.points,
      subject.possible,
      String(subject.leaves.filter((leaf) => leaf.state === 'withheld').length),
    ])
  return table(columns, rows)
}

function leavesTable({ subjects }: ComputedEvaluation, language: Language): string {
  const zh = language === 'zh'
  const [subject] = subjects
  if (!subject) return ''
  const right = { align: 'right' } as const
  const titles = zh
    ? ['要点', '数值', '单位', '得分', '满分', '计分办法']
    : ['criterion', 'value', 'unit', 'points', 'of', 'rule']
  const columns = titles.map((title, index) => ({ title, ...([1, 3, 4].includes(index) ? right : {}) }))
  const rows = subject.leaves.map((leaf) => [
    leaf.name[language],
    leaf.value.printed ?? stateWord(leaf.value.state, language),
    leaf.value.unitLabel[language],
    leaf.state === 'scored' ? leaf.points : '—',
    leaf.weight,
    leaf.rule?.[language] ?? '',
  ])
  return `${table(columns, rows)}\n${zh ? '合计' : 'total'} ${subject.points} / ${subject.possible}`
}
