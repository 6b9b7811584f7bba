import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Command } from 'commander'
import type { AppContext } from '../../app/index.ts'
// Straight from its file: the rest of the application need not be loaded to check a text.
import { commentedFile, type GivenFile, markedPage, type Verified, verifyDocument } from '../../app/verify.ts'
import { summaryText } from '../../claims/index.ts'
import { AppError } from '../../kernel/index.ts'
import { yearArgument } from '../arguments.ts'
import type { Run } from '../main.ts'
import { type GlobalOptions, type Outcome, withApp, words } from '../session.ts'
import { Progress } from '../terminal.ts'

interface VerifyFlags {
  readonly html?: string
  readonly docx?: string
  readonly text?: string
  readonly previous?: string
  readonly facts?: boolean
  readonly org?: string
  readonly year?: number
}

export function verifyCommand(program: Command, run: Run): void {
  program
    .command('verify')
    .argument('<files...>', '.docx .pdf .html .md .txt')
    .option('--html <out>', '标出各处的网页 · the text with its claims marked, as a page')
    .option('--docx <out>', '在原 Word 文件上加批注 · your own Word file with comments')
    .option('--text <out>', '读到的文字，位置以它计 · the text as read, which offsets count in')
    .option(
      '--previous <file>',
      '上一年的报告，核对“上年” · last year’s report, to check values of last year',
    )
    .option('--facts', '与平台数据对照 · compare with the data of the platform')
    .option('--org <org>', '与哪个机构的数据对照 · whose data to compare with')
    .option('--year <year>', '与哪一年的数据对照 · the year to compare with', yearArgument)
    .description('核对文稿中的算术 · check the arithmetic of a report')
    .addHelpText(
      'after',
      `
几个文件时，--html、--docx、--text 指文件夹 · with several files the outputs are folders
退出码 · exit codes: 0 没有错误 no errors, 1 有错误或文件被拒绝 errors or a refusal（待核与提示不算 warnings and notes do not count）
例 · example:
  vetted verify 年报.docx --html 年报-核对.html --docx 年报-批注.docx
  vetted verify 2017.pdf --previous 2016.pdf --json`,
    )
    .action((files: string[], flags: VerifyFlags) =>
      run((options) => {
        const wantsData = flags.facts === true || flags.org !== undefined || flags.year !== undefined
        // Checking a text needs no database, unless it is to be compared with what one holds.
        return wantsData
          ? withApp(options, (app) => verifyAll(files, flags, options, app))
          : verifyAll(files, flags, options, undefined)
      }),
    )
}

async function verifyAll(
  files: readonly string[],
  flags: VerifyFlags,
  options: GlobalOptions,
  app: AppContext | undefined,
): Promise<Outcome> {
  const previous = flags.previous === undefined ? undefined : read(flags.previous)
  const bar = new Progress()
  const all: Verified[] = []
  const refused: { file: string; code: string; message: string }[] = []
  for (const path of files) {
    try {
      const file = read(path)
      const verified = await verifyDocument({
        file,
        previous,
        facts: app && { app, place: { org: flags.org, year: flags.year } },
        progress: (done, of) => bar.show(done, of, file.name),
      })
      writeOutputs(file, verified, flags, options, files.length > 1)
      all.push(verified)
    } catch (error) {
      // One file of several that cannot be read leaves the others theirs.
      if (files.length === 1 || !(error instanceof AppError)) throw error
      refused.push({ file: basename(path), code: error.code, message: await words(error, options.lang) })
    }
  }
  const isWrong = all.some(({ verdict }) => verdict.summary.by_severity.error > 0)
  return {
    json: {
      files: all.map(({ verdict }) => verdict),
      ...(refused.length > 0 ? { refused } : {}),
      summary: summaryOf(all),
    },
    text: [
      ...all.map(({ verdict }) => summaryText(verdict, options.lang)),
      ...refused.map(({ code, message }) => `${code} ${message}`),
    ].join('\n'),
    exitCode: isWrong || refused.length > 0 ? 1 : 0,
  }
}

function summaryOf(all: readonly Verified[]) {
  const total = (of: (verified: Verified) => number) => all.reduce((sum, one) => sum + of(one), 0)
  return {
    files: all.length,
    claims: total(({ verdict }) => verdict.summary.claims),
    checked: total(({ verdict }) => verdict.summary.checked),
    errors: total(({ verdict }) => verdict.summary.by_severity.error),
    warnings: total(({ verdict }) => verdict.summary.by_severity.warning),
    notes: total(({ verdict }) => verdict.summary.by_severity.info),
  }
}

function writeOutputs(
  file: GivenFile,
  verified: Verified,
  flags: VerifyFlags,
  { lang }: GlobalOptions,
  isOneOfSeveral: boolean,
): void {
  const stem = basename(file.name, extname(file.name))
  const put = (out: string, name: string, content: string | Uint8Array) =>
    write(isOneOfSeveral || isFolder(out) ? join(out, name) : out, content)
  if (flags.html !== undefined) put(flags.html, `${stem}.html`, markedPage(verified, lang))
  if (flags.docx !== undefined)
    put(flags.docx, `${stem}.docx`, commentedFile(file, verified, lang, new Date()))
  if (flags.text !== undefined) put(flags.text, `${stem}.txt`, verified.extracted.text)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? /[\\/]$/.test(path)
}

function read(path: string): GivenFile {
  try {
    return { name: basename(path), bytes: readFileSync(path) }
  } catch (cause) {
    throw new AppError(
      'CLM-017',
      { file: path, reason: (cause as NodeJS.ErrnoException).code ?? '' },
      { cause },
    )
  }
}

function write(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, content)
  } catch (cause) {
    throw new AppError(
      'CLM-018',
      { file: path, reason: (cause as NodeJS.ErrnoException).code ?? '' },
      { cause },
    )
  }
}
