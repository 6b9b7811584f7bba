import { type Command, Option } from 'commander'
import {
  type AppContext,
  demonstrationAccounts,
  isLoaded,
  loadDemonstration,
  loadQuality,
  loadRound,
} from '../../app/index.ts'
import { CITIES, demonstration, demonstrationRound, qualityStory } from '../../demo/index.ts'
import { accountTable } from '../account-table.ts'
import type { Run } from '../main.ts'
import { type GlobalOptions, type Outcome, withApp } from '../session.ts'
import { Progress } from '../terminal.ts'

export function demoCommand(program: Command, run: Run): void {
  program
    .command('demo')
    .description('演示数据 · demonstration data')
    .command('load')
    .description(
      '载入清远市 2016、2017 年演示数据和填到一半的 2018 年批次（学校分项为合成数据） · load the demonstration city and a round half-way through (school splits are synthetic)',
    )
    .addOption(new Option('--city <city>', '只载入一个市 · one city only').choices([...CITIES]))
    .option(
      '--accounts',
      '在自己的数据库服务器上也建立演示账号 · make the accounts on a server of your own too',
    )
    .addHelpText('after', '\n例 · example:\n  vetted demo load --data ./data')
    .action((own: LoadOptions) => run((options) => withApp(options, (app) => load(app, options, own))))
}

interface LoadOptions {
  readonly city?: string
  readonly accounts?: boolean
}

async function load(
  app: AppContext,
  { lang }: GlobalOptions,
  { city, accounts: onOwnServer = false }: LoadOptions,
): Promise<Outcome> {
  const demo = city === undefined ? demonstration() : demonstration(undefined, [city])
  const wasLoaded = await isLoaded(app, demo)
  const bar = new Progress()
  if (!wasLoaded) await loadDemonstration(app, demo, ({ done, total, label }) => bar.show(done, total, label))
  const round = demonstrationRound()
  const hasPeople = city === undefined || city === round.city
  if (hasPeople) {
    await loadRound(app, round, ({ done, total, label }) => bar.show(done, total, label))
    await loadQuality(app, qualityStory(), ({ done, total, label }) => bar.show(done, total, label))
  }
  const accounts =
    hasPeople && (app.database.cluster || onOwnServer)
      ? await demonstrationAccounts(app, { onOwnServer })
      : []
  const returns = demo.index().length
  const there = { zh: '演示数据已在库中。', en: 'The demonstration is there already.' }
  const fresh = { zh: `已载入 ${returns} 份演示数据。`, en: `Loaded ${returns} demonstration returns.` }
  const text = [(wasLoaded ? there : fresh)[lang], accountTable(accounts, lang)].filter(Boolean).join('\n\n')
  return { json: { loaded: !wasLoaded, returns, accounts }, text }
}
