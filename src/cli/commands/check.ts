import type { Command } from 'commander'
import { type CheckedUnit, checkUnits } from '../../app/index.ts'
import { yearArgument } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { Progress } from '../terminal.ts'

export function checkCommand(program: Command, run: Run): void {
  program
    .command('check')
    .option('--org <org>', '机构，省略则为全部 · org unit, all where left out')
    .requiredOption('--year <year>', '报告年度 · reporting year', yearArgument)
    .description('校验数据 · check the data')
    .addHelpText('after', '\n例 · example:\n  vetted check --org 清远市 --year 2017')
    .action(({ org, year }: { org?: string; year: number }) =>
      run((options) =>
        withApp(options, async (app) => {
          const bar = new Progress()
          const checked = await checkUnits(app, org, year, (done, total, label) =>
            bar.show(done, total, label),
          )
          const open = checked.some((unit) => unit.findings.some(isOpen))
          return {
            json: checked,
            text: checked.map((unit) => unitText(unit, options.lang)).join('\n'),
            exitCode: open ? 1 : 0,
          }
        }),
      ),
    )
}

/** Errors are open until they are mended; what needs a reason, until it has one. */
function isOpen({ severity, explanation }: CheckedUnit['findings'][number]): boolean {
  return severity === 'error' || (severity === 'explain' && explanation === undefined)
}

const marks = { error: '✗', explain: '?', note: '·' } as const

function unitText(unit: CheckedUnit, language: 'zh' | 'en'): string {
  const head =
    language === 'zh'
      ? `${unit.org.name} ${unit.year}：通过 ${unit.passed} 项，发现 ${unit.findings.length} 项，未能校验 ${unit.notChecked.length} 项，台账 ${unit.rows} 行`
      : `${unit.org.nameEn} ${unit.year}: ${unit.passed} passed, ${unit.findings.length} findings, ${unit.notChecked.length} not checked, ${unit.rows} rows`
  const shown = unit.findings.slice(0, 50).map((finding) => {
    const place = finding.at.register ? ` [${finding.at.register} #${finding.at.row}]` : ''
    const reason =
      finding.explanation === undefined
        ? ''
        : language === 'zh'
          ? `  说明：${finding.explanation}`
          : `  reason: ${finding.explanation}`
    return `  ${isOpen(finding) ? marks[finding.severity] : '✓'} ${finding.code}${place} ${finding.message[language]}${reason}`
  })
  const more = unit.findings.length - shown.length
  if (more > 0)
    shown.push(
      language === 'zh'
        ? `  ……另有 ${more} 项，用 --json 查看全部`
        : `  … and ${more} more; see all with --json`,
    )
  return [head, ...shown].join('\n')
}
