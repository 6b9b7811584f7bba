import { Command, CommanderError, Option } from 'commander'
import { catalogCommand } from './commands/catalog.ts'
import { checkCommand } from './commands/check.ts'
import { demoCommand } from './commands/demo.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { explainCommand } from './commands/explain.ts'
import { factsCommand } from './commands/facts.ts'
import { migrateCommand } from './commands/migrate.ts'
import { orgCommand } from './commands/org.ts'
import { reconcileCommand } from './commands/reconcile.ts'
import { reportCommand } from './commands/report.ts'
import { serveCommand } from './commands/serve.ts'
import { type GlobalOptions, type Outcome, print, report } from './session.ts'

/** Adds a command whose outcome is printed and whose refusals become messages and exit codes. */
export type Run = (work: (options: GlobalOptions) => Promise<Outcome | undefined>) => Promise<void>

const program = new Command('vetted')
  .description('有据：中等职业教育质量保证平台 · quality assurance for secondary vocational education')
  .option('--data <dir>', '数据文件夹 · data folder', process.env.VETTED_DATA ?? './data')
  .option('--database-url <url>', '自己的 PostgreSQL · a PostgreSQL of your own', process.env.DATABASE_URL)
  .option('--json', '标准输出为一个 JSON 文档 · one JSON document on stdout')
  .addOption(
    new Option('--lang <lang>', '语言 · language')
      .choices(['zh', 'en'])
      .default(process.env.VETTED_LANG === 'en' ? 'en' : 'zh'),
  )
  .addHelpText(
    'after',
    `
退出码 · exit codes: 0 正常 fine, 1 有发现或被拒绝 findings or refusal, 2 用法不对 wrong usage, 3 程序故障 a fault of ours`,
  )
  .showHelpAfterError('（vetted --help 查看用法 · for usage）')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()

const run: Run = async (work) => {
  const options = program.opts<GlobalOptions>()
  try {
    const outcome = await work(options)
    if (outcome) print(options, outcome)
  } catch (error) {
    report(error, options)
  }
}

for (const add of [
  serveCommand,
  demoCommand,
  orgCommand,
  catalogCommand,
  checkCommand,
  factsCommand,
  explainCommand,
  evaluateCommand,
  reportCommand,
  reconcileCommand,
  migrateCommand,
]) {
  add(program, run)
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  const wasAsked =
    error.code === 'commander.help' ||
    error.code === 'commander.helpDisplayed' ||
    error.code === 'commander.version'
  process.exitCode = wasAsked && error.exitCode === 0 ? 0 : 2
}
