import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import {
  type AppContext,
  demonstrationAccounts,
  isLoaded,
  loadDemonstration,
  loadQuality,
  loadRound,
  makeReport,
  pruneOldTrail,
  reportFormats,
  startWorker,
  writeReport,
} from '../../app/index.ts'
import { demonstration, demonstrationRound, qualityStory } from '../../demo/index.ts'
import { httpApp, isWebBuilt, listen } from '../../http/index.ts'
import { AppError, type Language } from '../../kernel/index.ts'
import { isAlive, markText, ownMark, parseMark } from '../../store/index.ts'
import { accountTable } from '../account-table.ts'
import { portArgument } from '../arguments.ts'
import type { Run } from '../main.ts'
import { type GlobalOptions, withApp } from '../session.ts'
import { Progress } from '../terminal.ts'

export function serveCommand(program: Command, run: Run): void {
  program
    .command('serve')
    .option('--port <port>', '端口 · port', portArgument, 4600)
    .option('--host <address>', '监听地址 · address to listen on', '127.0.0.1')
    .option('--demo', '库为空时先载入演示数据 · load the demonstration first where the database is empty')
    .description('启动网站和接口 · serve the site and the API')
    .addHelpText('after', '\n例 · example:\n  vetted serve --port 8080 --data /srv/vetted')
    .action((own: ServeOptions) => run((options) => serve(options, own)))
}

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly demo?: boolean
}

async function serve(options: GlobalOptions, { port, host, demo }: ServeOptions): Promise<undefined> {
  if (!isWebBuilt()) await buildWeb(options.lang)
  await withApp(options, async (app) => {
    const release = claimFolder(app.database.cluster?.dataFolder, port)
    try {
      if (demo) await loadDemo(app, options.lang)
      await startWorker(app)
      keepTrailShort(app)
      const server = await listen(httpApp(app), port, host)
      const address = `http://${host === '127.0.0.1' ? 'localhost' : host}:${server.port}`
      say(options.lang, `有据已启动：${address}`, `Vetted is at ${address}`)
      if (demo) await sayAccounts(app, options.lang)
      if (options.json) process.stdout.write(`${JSON.stringify({ address })}\n`)
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
      })
      await server.close()
    } finally {
      release()
    }
  })
  return undefined
}

async function loadDemo(app: AppContext, language: Language): Promise<void> {
  const world = demonstration()
  if (!(await isLoaded(app, world))) {
    say(
      language,
      '首次启动，正在载入演示数据（清远市 2016、2017 年）……',
      'First start: loading the demonstration city …',
    )
    const bar = new Progress()
    await loadDemonstration(app, world, ({ done, total, label }) => bar.show(done, total, label))
    say(language, '正在生成年度质量报告……', 'Writing the annual quality report …')
    const files = await writeReport(await makeReport(app, 'qingyuan', 2017), reportFormats, 'out')
    say(language, `报告已写入：${files.join('、')}`, `Reports: ${files.join(', ')}`)
  }
  const bar = new Progress()
  await loadRound(app, demonstrationRound(), ({ done, total, label }) => bar.show(done, total, label))
  await loadQuality(app, qualityStory(), ({ done, total, label }) => bar.show(done, total, label))
}

/** Demonstration accounts belong to the embedded database alone; elsewhere nobody is let in by a printed password. */
async function sayAccounts(app: AppContext, language: Language): Promise<void> {
  if (!app.database.cluster) return
  process.stderr.write(`${accountTable(await demonstrationAccounts(app), language)}\n`)
}

const DAY = 86_400_000

/** Once a day what is older than the operator keeps logs for goes. */
function keepTrailShort(app: AppContext): void {
  const prune = () => {
    // The next day tries again; a database that is away says so to whoever works with it.
    pruneOldTrail(app).catch(() => undefined)
  }
  prune()
  // It keeps no program alive: not one that is ending, nor one whose port was taken.
  setInterval(prune, DAY).unref()
}

async function buildWeb(language: Language): Promise<void> {
  say(language, '首次启动，正在生成网页……', 'First start: building the pages …')
  const { build } = await import('vite')
  // Named in full: the command may be called from anywhere.
  await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
  })
}

/**
 * One server per data folder: two would both believe themselves alone. Commands join the running one's database.
 * @throws AppError SRV-002 naming the address of the one that runs
 */
function claimFolder(folder: string | undefined, port: number): () => void {
  if (folder === undefined) return () => undefined
  const file = join(folder, 'server')
  if (existsSync(file)) {
    const [mark, at] = readFileSync(file, 'utf8').trim().split(' ')
    const holder = parseMark(mark ?? '')
    if (holder && isAlive(holder)) {
      throw new AppError('SRV-002', { folder, pid: holder.pid, port: at ?? '' }, { kind: 'unavailable' })
    }
  }
  writeFileSync(file, `${markText(ownMark())} ${port}\n`)
  return () => rmSync(file, { force: true })
}

function say(language: Language, zh: string, en: string): void {
  process.stderr.write(`${language === 'zh' ? zh : en}\n`)
}
