import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { type Command, Option } from 'commander'
import { annotated, type ImportOutcome, importFile, programActor, returnedName } from '../../app/index.ts'
import { AppError, type Language } from '../../kernel/index.ts'
import { type OrgAndYear, withOrgAndYear } from '../arguments.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'
import { Progress, table } from '../terminal.ts'
import { written } from './template.ts'

interface ImportArguments extends OrgAndYear {
  readonly register?: string
  readonly mode: 'replace' | 'merge'
  readonly preview?: boolean
  readonly overwrite?: boolean
  readonly returned?: string | true
}

export function importCommand(program: Command, run: Run): void {
  withOrgAndYear(program.command('import').argument('<file>', '.xlsx 或 .csv'))
    .option('--preview', '只看会改什么，不写入 · only show what would change')
    .addOption(
      new Option(
        '--mode <mode>',
        'replace：文件里没有的行删去；merge：保留 · what happens to rows that the file does not have',
      )
        .choices(['replace', 'merge'])
        .default('replace'),
    )
    .option('--register <id>', '单张表属于哪个台账 · the register of a single table')
    .option('--overwrite', '与他人下载后的改动冲突时以文件为准 · the file holds against what others changed')
    .option(
      '--returned [file]',
      '把批注写回一份工作簿 · write the workbook with a comment in every cell at fault',
    )
    .description('导入采集表或台账：全部写入，或一格不写 · import a workbook or table: all of it or nothing')
    .addHelpText(
      'after',
      `
例 · example:
  vetted import 采集表.xlsx --org 清远工贸职业技术学校 --year 2018 --preview
  vetted import 采集表.xlsx --org 清远工贸职业技术学校 --year 2018 --returned 批注.xlsx
  vetted import 学生.csv --org qy-gongmao --year 2018 --register students --mode merge
CSV 可为 UTF-8 或 GB18030，逗号、分号、制表符分隔；列的次序不限 · in any column order
Ctrl-C 停止，不写入任何内容 · Ctrl-C stops it with nothing taken
退出码 · exit codes: 0 已写入（或可以写入） taken, or can be; 1 没有写入 nothing was taken; 130 被 Ctrl-C 停止 stopped`,
    )
    .action(async (file: string, own: ImportArguments) => {
      let isStopped = false
      await run((options) =>
        withApp(options, async (app) => {
          const { org, year, register, mode, preview = false, overwrite = false, returned } = own
          const sent = { name: basename(file), bytes: readFile(file) }
          const bar = new Progress()
          const report = await untilInterrupted((signal) =>
            importFile(
              app,
              programActor('cli'),
              org,
              year,
              sent,
              { register, mode, overwrite },
              { tell: ({ sheet, rows, share }) => bar.part(share, stage(sheet, rows, options.lang)), signal },
              preview,
            ).finally(() => {
              isStopped = signal.aborted
              bar.end()
            }),
          )
          const { outcome } = report
          const out =
            returned === undefined
              ? undefined
              : written(
                  returned === true ? `${dirname(file)}/` : returned,
                  returnedName(sent.name),
                  await annotated(app, sent, report, options.lang),
                )
          return {
            json: out === undefined ? outcome : { ...outcome, returned: out },
            text: outcomeText(outcome, options.lang, out),
            exitCode: outcome.state === 'refused' ? 1 : 0,
          }
        }),
      )
      if (isStopped && process.exitCode !== 0) process.exitCode = STOPPED
    })
}

/** What a shell expects of a program that Ctrl-C has ended. */
const STOPPED = 130

/** Runs work that Ctrl-C, or whoever ends the program, stops; closing in good order is left to the caller. */
async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const onSignal = () => stop.abort(new AppError('JOB-002', {}, { kind: 'refused' }))
  for (const name of SIGNALS) process.on(name, onSignal)
  try {
    return await work(stop.signal)
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

function stage(sheet: string, rows: number, language: Language): string {
  const zh = language === 'zh'
  if (sheet === '') return zh ? '已读完，正在校验' : 'all read, checking'
  return `${sheet}  ${rows.toLocaleString('en')} ${zh ? '行' : 'rows'}`
}

/** @throws AppError IMP-067 */
function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new AppError('IMP-067', { file, reason: (cause as Error).message }, { kind: 'usage', cause })
  }
}

/** Faults and findings that a terminal shows; --json and the returned workbook hold more. */
const SHOWN = 20

function outcomeText(outcome: ImportOutcome, language: Language, returned: string | undefined): string {
  const zh = language === 'zh'
  const state = {
    imported: zh ? '已写入' : 'imported',
    previewed: zh ? '可以导入，还没有写入' : 'can be imported; nothing was written',
    refused: zh ? '没有写入' : 'nothing was imported',
  }[outcome.state]
  const lines = [`${outcome.org.name} ${outcome.year}  ${outcome.file}：${state}`]
  // Once a file has faults nobody counts on what it would have changed.
  const isCounted = outcome.faults.count === 0
  if (isCounted && outcome.forms.length + outcome.registers.length > 0)
    lines.push('', changes(outcome, language))
  if (outcome.untouched.length > 0)
    lines.push(
      zh
        ? `另有 ${outcome.untouched.length} 个台账空着，保持原样。`
        : `${outcome.untouched.length} registers were left blank and stay as they are.`,
    )
  for (const note of outcome.notes) lines.push(`· ${note.code} ${note.message[language]}`)
  if (outcome.conflicts.length > 0) {
    const names = outcome.conflicts.map((name) => name[language]).join(zh ? '、' : ', ')
    lines.push(
      zh
        ? `下载之后有人改过：${names}。重新下载，或加 --overwrite 以文件为准。`
        : `Changed by others since the download: ${names}. Download again, or add --overwrite.`,
    )
  }
  const { faults, findings } = outcome
  if (faults.count > 0) {
    lines.push('', zh ? `${faults.count} 处要改：` : `${faults.count} cells need mending:`)
    lines.push(...listed(faults.shown, faults.count, language))
    if (returned === undefined)
      lines.push(
        zh
          ? '加 --returned 可得到逐格批注的工作簿。'
          : 'Add --returned for the workbook with a comment in each of them.',
      )
  }
  if (findings) {
    const { errors, toExplain, explained, filled, expected } = findings.summary
    lines.push(
      '',
      zh
        ? `校验：${errors} 项要改正，${toExplain} 项要说明（已说明 ${explained}），已填 ${filled}／${expected}`
        : `Checks: ${errors} to correct, ${toExplain} to explain (${explained} explained), ${filled} of ${expected} filled in`,
    )
    lines.push(...listed(findings.shown, findings.shown.length, language))
  }
  if (returned !== undefined) lines.push('', zh ? `批注已写入 ${returned}` : `Comments are in ${returned}`)
  return lines.join('\n')
}

function listed(shown: ImportOutcome['faults']['shown'], count: number, language: Language): string[] {
  const lines = shown.slice(0, SHOWN).map(({ code, sheet, cell, message }) => {
    const place = [sheet, cell].filter((part) => part !== '').join('!')
    return `  ${code} ${place === '' ? '' : `${place} `}${message[language]}`
  })
  const more = count - lines.length
  if (more > 0) lines.push(language === 'zh' ? `  …… 还有 ${more} 处` : `  … ${more} more`)
  return lines
}

function changes({ forms, registers }: ImportOutcome, language: Language): string {
  const zh = language === 'zh'
  const right = { align: 'right' } as const
  const titles = zh ? ['表', '新增', '改动', '删去', '不变'] : ['table', 'new', 'changed', 'gone', 'same']
  return table(
    titles.map((title, index) => (index === 0 ? { title } : { title, ...right })),
    [
      ...forms.map(({ name, entered, changed, cleared, same, kept }) =>
        [name[language], entered, changed, cleared, same + kept].map(String),
      ),
      ...registers.map(({ name, added, changed, removed, same }) =>
        [name[language], added, changed, removed, same].map(String),
      ),
    ],
  )
}
