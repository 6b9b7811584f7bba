import { execFile } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The office program of this machine; undefined where there is none (Debian: apt-get install libreoffice-calc). */
function officeProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const folder of [
    ...folders,
    '/usr/lib/libreoffice/program',
    '/Applications/LibreOffice.app/Contents/MacOS',
  ]) {
    const file = join(folder, 'soffice')
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not here.
    }
  }
  return undefined
}

/** Why tests with an office program are left out on this machine; undefined where they run. */
export async function officeMissing(): Promise<string | undefined> {
  if (!officeProgram())
    return 'LibreOffice is not installed on this machine (apt-get install libreoffice-calc)'
  try {
    const probe = Buffer.from('a,b\n1,=A2+1\n')
    await reSaved(probe, 'csv')
    return undefined
  } catch (error) {
    return `LibreOffice Calc does not run here: ${(error as Error).message.slice(0, 200)}`
  }
}

/** A file opened, computed and saved again as .xlsx by LibreOffice, as another office program would. */
export async function reSaved(bytes: Uint8Array, extension: 'xlsx' | 'csv' = 'xlsx'): Promise<Uint8Array> {
  const program = officeProgram()
  if (!program) throw new Error('no office program')
  const folder = mkdtempSync(join(tmpdir(), 'vetted-office-'))
  try {
    writeFileSync(join(folder, `in.${extension}`), bytes)
    await promisify(execFile)(
      program,
      [
        `-env:UserInstallation=file://${join(folder, 'profile')}`,
        '--headless',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        join(folder, 'out'),
        join(folder, `in.${extension}`),
      ],
      { timeout: 180_000, env: { ...process.env, HOME: folder } },
    )
    return readFileSync(join(folder, 'out', 'in.xlsx'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
