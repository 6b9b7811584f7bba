import { Command, CommanderError, Option } from 'commander'
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
    await report(error, options)
  }
}

type Add = (program: Command, run: Run) => void

/** Every command with the file that holds it. A start reads only the one it was asked for; help reads them all. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
  org: async () => (await import('./commands/org.ts')).orgCommand,
  catalog: async () => (await import('./commands/catalog.ts')).catalogCommand,
  template: async () => (await import('./commands/template.ts')).templateCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  facts: async () => (await import('./commands/facts.ts')).factsCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  reconcile: async () => (await import('./commands/reconcile.ts')).reconcileCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  account: async () => (await import('./commands/account.ts')).accountCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  restore: async () => (await import('./commands/backup.ts')).restoreCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
}

const named = Object.keys(commands).filter((name) => process.argv.includes(name))
const isHelp = named.length === 0 || process.argv.includes('help')
for (const [name, load] of Object.entries(commands)) {
  if (isHelp || named.includes(name)) (await load())(program, run)
}

// A reader that has seen enough, as `| head` has, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

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
