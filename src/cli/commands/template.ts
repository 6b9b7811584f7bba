import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { programActor, workbookFor } from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'

export function templateCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('template'))
    .option('--out <file>', '写到的文件或文件夹 · file or folder to write to', '.')
    .option('--forms <ids>', '只要这些表，逗号分隔 · these forms only, comma-separated')
    .description('生成一个机构一年的采集表（Excel） · make the year’s workbook of an org unit')
    .addHelpText(
      'after',
      `
例 · example:
  vetted template --org 清远工贸职业技术学校 --year 2018 --out 采集表.xlsx
  vetted template --org qy-gongmao --year 2018 --forms school_staff --lang en
填好后 · once filled in: vetted import 采集表.xlsx --org … --year …`,
    )
    .action(({ org, year, out, forms }: OrgAndYear & { out: string; forms?: string }) =>
      run((options) =>
        withApp(options, async (app) => {
          const { name, bytes } = await workbookFor(app, programActor('cli'), org, year, {
            language: options.lang,
            forms: forms?.split(',').map((id) => id.trim()),
          })
          const file = written(out, name, bytes)
          const size = `${Math.ceil(bytes.length / 1024)} KB`
          const text = options.lang === 'zh' ? `已写入 ${file}（${size}）` : `Wrote ${file} (${size})`
          return { json: { file: resolve(file), bytes: bytes.length }, text }
        }),
      ),
    )
}

/**
 * Writes to a file, or under its own name into a folder.
 * @throws AppError IMP-068 where that cannot be written
 */
export function written(out: string, name: string, bytes: Uint8Array): string {
  const isFolder = out.endsWith('/') || (existsSync(out) && statSync(out).isDirectory())
  const file = isFolder ? join(out, name) : out
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  } catch (cause) {
    throw new AppError('IMP-068', { file, reason: (cause as Error).message }, { kind: 'unavailable', cause })
  }
  return file
}
