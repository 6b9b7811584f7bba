import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Reconciled, reconcile } from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { table } from '../terminal.ts'

export function reconcileCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('reconcile'))
    .option('--published <file>', '已公布数字的 JSON 文件 · JSON file of published figures')
    .option('--all', '列出全部，不只列不等的 · list all, not only what is not equal')
    .description('已公布的数字与本系统逐条核对 · published figures beside ours, line by line')
    .addHelpText(
      'after',
      '\n例 · example:\n  vetted reconcile --org 清远市 --year 2017 --published facts.json',
    )
    .action(({ org, year, published, all }: OrgAndYear & { published?: string; all?: boolean }) =>
      run((options) => {
        const given = published === undefined ? undefined : readJson(published)
        return withApp(options, async (app) => {
          const result = await reconcile(app, org, year, given)
          const isOpen = result.unexplained.length > 0 || result.unmapped.length > 0
          return {
            json: result,
            text: resultText(result, options.lang, all === true),
            exitCode: isOpen ? 1 : 0,
          }
        })
      }),
    )
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new AppError(
      'REC-002',
      { reason: `${file}: ${(cause as Error).message}` },
      { kind: 'usage', cause },
    )
  }
}

const words = {
  zh: {
    equal: '相等',
    equal_after_rounding: '按印出的位数相等',
    matches_word: '符合所用的词',
    class: '不是数量',
    different: '不等',
    unknown: '本系统无此数',
  },
  en: {
    equal: 'equal',
    equal_after_rounding: 'equal after rounding',
    matches_word: 'fits the word',
    class: 'no quantity',
    different: 'different',
    unknown: 'not held',
  },
} as const
const partWords = {
  zh: { value: '本年', prior: '上年', change: '增减', growth: '增幅' },
  en: { value: 'value', prior: 'prior', change: 'change', growth: 'growth' },
} as const

function resultText(result: Reconciled, language: 'zh' | 'en', all: boolean): string {
  const shown = result.facts.filter(({ verdict }) => all || verdict === 'different' || verdict === 'unknown')
  const titles =
    language === 'zh'
      ? ['编号', '名称', '', '公布', '本系统', '结论']
      : ['id', 'name', '', 'published', 'ours', 'verdict']
  const rows = shown.flatMap((fact) =>
    fact.parts.map((part, index) => [
      index === 0 ? fact.id : '',
      index === 0 ? fact.name : '',
      partWords[language][part.what],
      part.printed,
      part.ours,
      words[language][part.verdict],
    ]),
  )
  const notes = shown.filter((fact) => fact.note).map((fact) => `${fact.id} ${fact.note?.[language]}`)
  const counts = Object.entries(result.counts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${words[language][verdict as keyof (typeof words)['zh']]} ${count}`)
    .join(language === 'zh' ? '，' : ', ')
  const head =
    language === 'zh'
      ? `${result.org.name} ${result.year}：${result.facts.length} 条，${counts}；未对应 ${result.unmapped.length} 条`
      : `${result.org.name} ${result.year}: ${result.facts.length} facts, ${counts}; ${result.unmapped.length} unmapped`
  const body =
    rows.length > 0
      ? table(
          titles.map((title) => ({ title })),
          rows,
        )
      : ''
  return [head, body, ...notes].filter((part) => part !== '').join('\n')
}
