import type { Command } from 'commander'
import { factsOf, type ShownValue } from '../../app/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { table } from '../terminal.ts'

export function factsCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('facts'))
    .option('--all', '包括数据项 · include data elements')
    .description('一个机构一年的全部数值 · every value of a unit in a year')
    .addHelpText('after', '\n例 · example:\n  vetted facts --org 清远市 --year 2017')
    .action(({ org, year, all }: OrgAndYear & { all?: boolean }) =>
      run((options) =>
        withApp(options, async (app) => {
          const facts = await factsOf(app, org, year)
          const shown = facts.facts.filter((fact) => all || fact.kind === 'indicator')
          const titles =
            options.lang === 'zh'
              ? ['指标', '数值', '单位', '上年', '变化', '填报']
              : ['indicator', 'value', 'unit', 'last year', 'change', 'reported']
          const rows = shown.map((fact) => [
            fact.name[options.lang],
            fact.printed ?? stateWord(fact.state, options.lang),
            fact.unitLabel[options.lang],
            fact.previous?.printed ?? '—',
            changeText(fact, options.lang),
            `${fact.coverage.reported}/${fact.coverage.expected}`,
          ])
          const right = { align: 'right' } as const
          const columns = titles.map((title, index) => ({
            title,
            ...([1, 3, 5].includes(index) ? right : {}),
          }))
          return { json: facts, text: `${facts.org.name} ${year}\n${table(columns, rows)}` }
        }),
      ),
    )
}

export function stateWord(state: ShownValue['state'], language: 'zh' | 'en'): string {
  const words = {
    zh: { known: '', missing: '未报', not_applicable: '不适用', suppressed: '不公布' },
    en: { known: '', missing: 'missing', not_applicable: 'n/a', suppressed: 'suppressed' },
  }
  return words[language][state]
}

export function changeText({ change }: ShownValue, language: 'zh' | 'en'): string {
  if (!change) return '—'
  const arrow = { up: '▲', down: '▼', same: '＝' }[change.direction]
  if (change.direction === 'same') return arrow
  const growth = change.growth === undefined ? '' : `（${change.growth}%）`
  return `${arrow} ${change.amount} ${change.unitLabel[language]}${growth}`
}
