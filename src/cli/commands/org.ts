import type { Command } from 'commander'
import { type ListedUnit, listUnits, showUnit } from '../../app/index.ts'
import { yearArgument } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { table } from '../terminal.ts'

export function orgCommand(program: Command, run: Run): void {
  const org = program.command('org').description('机构 · organisational units')
  org
    .command('list')
    .description('全部机构，按隶属关系 · all units, each under its parent')
    .option('--year <year>', '报告年度 · reporting year', yearArgument)
    .addHelpText('after', '\n例 · example:\n  vetted org list --year 2016')
    .action(({ year }: { year?: number }) =>
      run((options) =>
        withApp(options, async (app) => {
          const units = await listUnits(app, year)
          return {
            json: units,
            text: units.length > 0 ? unitTable(units, options.lang) : emptyText(options.lang),
          }
        }),
      ),
    )
  org
    .command('show')
    .argument('<org>', '代码或名称 · code or name')
    .option('--year <year>', '报告年度 · reporting year', yearArgument)
    .description('一个机构：名称、隶属、沿革 · one unit: names, place, history')
    .addHelpText('after', '\n例 · example:\n  vetted org show 清远市')
    .action((name: string, { year }: { year?: number }) =>
      run((options) =>
        withApp(options, async (app) => {
          const unit = await showUnit(app, name, year)
          const facts: [string, string][] = [
            ['代码 code', unit.code],
            ['名称 name', `${unit.name} · ${unit.nameEn}`],
            ['层级 level', unit.level],
            ['别名 aliases', unit.aliases.join('、') || '—'],
            ['隶属 under', unit.lineage.map((parent) => parent.name).join(' ‹ ') || '—'],
            [
              '属性 attributes',
              Object.entries(unit.attributes)
                .map(([key, value]) => `${key}=${value}`)
                .join(' ') || '—',
            ],
            ['有数据的年度 years', unit.years.join('、') || '—'],
            ...unit.versions.map(({ inForce, name: then, status }): [string, string] => [
              `${inForce.from ?? ''}–${inForce.to ?? ''}`,
              `${then} ${status}`,
            ]),
          ]
          return { json: unit, text: table([{ title: '' }, { title: '' }], facts).trim() }
        }),
      ),
    )
}

function unitTable(units: readonly ListedUnit[], language: 'zh' | 'en'): string {
  const titles =
    language === 'zh' ? ['机构', '代码', '层级', '有数据的年度'] : ['unit', 'code', 'level', 'years']
  return table(
    titles.map((title) => ({ title })),
    units.map((unit) => [
      '  '.repeat(unit.depth) + (language === 'zh' ? unit.name : unit.nameEn),
      unit.code,
      unit.level,
      unit.years.join(' '),
    ]),
  )
}

function emptyText(language: 'zh' | 'en'): string {
  return language === 'zh'
    ? '还没有机构。用 vetted demo load 载入演示数据。'
    : 'There are no org units yet. Load the demonstration with vetted demo load.'
}
