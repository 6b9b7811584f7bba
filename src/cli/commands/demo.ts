import { type Command, Option } from 'commander'
import { isLoaded, loadDemonstration } from '../../app/index.ts'
import { CITIES, demonstration } from '../../demo/index.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { Progress } from '../terminal.ts'

export function demoCommand(program: Command, run: Run): void {
  program
    .command('demo')
    .description('演示数据 · demonstration data')
    .command('load')
    .description(
      '载入清远市 2016、2017 年演示数据（学校分项为合成数据） · load the demonstration city (school splits are synthetic)',
    )
    .addOption(new Option('--city <city>', '只载入一个市 · one city only').choices([...CITIES]))
    .addHelpText('after', '\n例 · example:\n  vetted demo load --data ./data')
    .action(({ city }: { city?: string }) =>
      run((options) =>
        withApp(options, async (app) => {
          const demo = city === undefined ? demonstration() : demonstration(undefined, [city])
          const wasLoaded = await isLoaded(app, demo)
          if (!wasLoaded) {
            const bar = new Progress()
            await loadDemonstration(app, demo, ({ done, total, label }) => bar.show(done, total, label))
          }
          const returns = demo.index().length
          const text =
            options.lang === 'zh'
              ? wasLoaded
                ? '演示数据已在库中。'
                : `已载入 ${returns} 份演示数据。`
              : wasLoaded
                ? 'The demonstration is there already.'
                : `Loaded ${returns} demonstration returns.`
          return { json: { loaded: !wasLoaded, returns }, text }
        }),
      ),
    )
}
