import { existsSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { type BackupSummary, backup, restore } from '../../app/index.ts'
import type { Language } from '../../kernel/index.ts'
import type { Run } from '../main.ts'
import { type Outcome, withApp } from '../session.ts'
import { Progress } from '../terminal.ts'

export function backupCommand(program: Command, run: Run): void {
  program
    .command('backup')
    .argument('<out>', '备份文件 · file to write')
    .description(
      '把全部数据备份到一个文件；密钥 secret.key 不在其中，请另行保管 · back up everything but the key',
    )
    .addHelpText('after', '\n例 · example:\n  vetted backup vetted-2018-10-01.jsonl.gz --data ./data')
    .action((out: string) =>
      run((options) =>
        withApp(options, async (app) => {
          const bar = new Progress()
          const summary = await backup(app, out, ({ table, rows }) => bar.show(rows, rows + 1, table))
          bar.show(1, 1, '')
          return outcome(options.lang, summary, { zh: '已备份', en: 'Backed up' })
        }),
      ),
    )
}

export function restoreCommand(program: Command, run: Run): void {
  program
    .command('restore')
    .argument('<in>', '备份文件 · file to read')
    .description(
      '把备份恢复到空的库里，全部恢复或全不恢复 · restore a backup into an empty database, all or nothing',
    )
    .addHelpText(
      'after',
      '\n先把原来的 secret.key 放进新的数据文件夹 · put the former secret.key into the new folder first\n例 · example:\n  vetted restore vetted-2018-10-01.jsonl.gz --data ./restored',
    )
    .action((file: string) =>
      run((options) =>
        withApp(options, async (app) => {
          const bar = new Progress()
          const summary = await restore(app, file, ({ table, rows }) => bar.show(rows, rows + 1, table))
          bar.show(1, 1, '')
          return outcome(options.lang, summary, { zh: '已恢复', en: 'Restored' })
        }),
      ),
    )
}

function outcome(
  language: Language,
  summary: BackupSummary,
  done: Readonly<Record<Language, string>>,
): Outcome {
  const { file, tables, rows, files, missing, digest } = summary
  const size = existsSync(file) ? statSync(file).size : 0
  const megabytes = (size / 1024 / 1024).toFixed(1)
  const zh = language === 'zh'
  const stored = zh ? `、对象存储里的 ${files} 份材料` : `, ${files} files of the object store`
  const text = [
    zh
      ? `${done.zh} ${tables} 张表、${rows} 行${files > 0 ? stored : ''}（${file}，${megabytes} MB）。`
      : `${done.en} ${tables} tables, ${rows} rows${files > 0 ? stored : ''} (${file}, ${megabytes} MB).`,
    ...(missing === 0
      ? []
      : [
          zh
            ? `有 ${missing} 份材料登记在册，但对象存储里没有，或内容已变，未能备份。`
            : `${missing} files on record are not in the object store, or not with the same bytes; they are not backed up.`,
        ]),
    zh ? `数据校验值 ${digest}` : `Digest ${digest}`,
  ].join('\n')
  return { json: { ...summary, bytes: size }, text, exitCode: missing === 0 ? 0 : 1 }
}
