import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { copyFolder, preparedData } from '../browser/site/site.ts'

/* `vetted verify` as a person calls it: what it is compared with, and what is said when that does not fit. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vetted-verify-'))

const folders = [folder]

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

const put = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const report = put(
  'now.txt',
  '清远市中等职业教育质量年度报告（2017年）\n\n2017年，全市中职学校毕业生9846人，比上年的10087人减少241人。\n',
)

interface Answer {
  readonly code: number
  readonly said: string
  readonly errors: string
}

function verify(...args: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'bin', 'vetted.mjs'), 'verify', ...args],
      { cwd: folder },
      (error, said, errors) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said, errors }),
    )
  })
}

test('a value “of last year” that last year’s report prints otherwise is a warning with that value', async () => {
  const previous = put(
    '2016.txt',
    '清远市中等职业教育质量年度报告（2016年）\n\n2016年，全市中职学校毕业生10187人。\n',
  )
  const { code, said } = await verify(report, '--previous', previous)
  expect(said).toContain('本报告所说的上年数与上一年报告中的「10187人」不一致')
  expect(said).not.toContain('请确认用的是')
  expect(code).toBe(0)
}, 60_000)

test('a report of another year, given as last year’s, is told of', async () => {
  const old = put(
    '2014.txt',
    '清远市中等职业教育质量年度报告（2014年）\n\n2014年，全市中职学校毕业生10187人。\n',
  )
  const { said } = await verify(report, '--previous', old)
  expect(said).toContain('本报告写的是 2017 年，交来的上一年报告「2014.txt」写的是 2014 年')
  expect(said).toContain('请确认用的是 2016 年的报告')
}, 60_000)

test('a broken or missing report of last year is refused by its name, and nothing is printed', async () => {
  const broken = await verify(report, '--previous', put('2016.pdf', '%PDF-1.7\nbroken'))
  expect(broken).toMatchObject({ code: 1, said: '' })
  expect(broken.errors).toContain('CLM-003 「2016.pdf」已损坏或不完整')
  const missing = await verify(report, '--previous', join(folder, 'nowhere.pdf'))
  expect(missing).toMatchObject({ code: 1, said: '' })
  expect(missing.errors).toContain('CLM-017')
  expect(missing.errors).toContain('nowhere.pdf')
}, 60_000)

test('a text is compared with accepted data of the unit and year that it names, or that are named', async () => {
  const data = mkdtempSync(join(tmpdir(), 'vetted-verify-data-'))
  folders.push(data)
  copyFolder(await preparedData(), data)
  const compared = put(
    'facts.txt',
    '清远市中等职业教育质量年度报告（2017年）\n\n2017年，全市毕业生9846人，就业人数9783人。\n',
  )
  const named = await verify(compared, '--facts', '--data', data)
  expect(named.errors).toBe('')
  expect(named.said).toMatch(/平台数据「[^」]*」为 9738人，与文中的「9783人」不一致/)
  const other = await verify(compared, '--facts', '--year', '2016', '--data', data)
  expect(other.said).toContain('本报告写的是 2017 年，对照的是 2016 年的平台数据')
  const none = await verify(compared, '--facts', '--org', '清远市', '--year', '2009', '--data', data)
  expect(none).toMatchObject({ code: 1, said: '' })
  expect(none.errors).toContain('清远市在 2009 年没有数据。有数据的年份：2016、2017')
  const nobody = await verify(put('plain.txt', '毕业生3人。\n'), '--facts', '--data', data)
  expect(nobody.code).toBe(2)
  expect(nobody.errors).toContain('CLM-020')
}, 240_000)

test('one file of several that cannot be read is named, and the others are checked', async () => {
  const empty = put('empty.txt', '')
  const { code, said } = await verify('--json', empty, report)
  expect(code).toBe(1)
  const { files, refused } = JSON.parse(said)
  expect(files).toHaveLength(1)
  expect(files[0].summary.claims).toBeGreaterThan(0)
  expect(refused).toMatchObject([{ file: 'empty.txt', code: 'CLM-013' }])
  expect((await verify('--json', empty)).code).toBe(1)
})
