import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { textDocument, verifyText } from '../src/claims/browser.ts'
import { type FileVerdict, verifyFile } from '../src/claims/index.ts'
import { buildReport } from '../src/reports/index.ts'
import { renderReport } from '../src/reports/node.ts'
import { readCorpus, runCase } from '../test/claims/corpus.ts'
import { docxOf, pdfOf } from '../test/claims/documents.ts'
import { rightReport } from '../test/claims/right-reports.ts'
import { demonstrationWorld } from '../test/reports/demonstration-world.ts'
import { alterDigits, seeded } from './claims/alteration.ts'

/*
 * How good and how fast the checker is, as a table: on the labelled texts where they are at hand (../shared, or the
 * folder that CLAIMS_DEV names), and on sentences of our own.
 */

interface Row {
  readonly name: string
  readonly value: string
  readonly bar?: string
  readonly holds?: boolean
}

const rows: Row[] = []
const share = (part: number, of: number) => (of === 0 ? 1 : part / of)
const percent = (value: number) => `${(value * 100).toFixed(2)} %`

function add(name: string, value: number, least: number, counts: string): void {
  rows.push({
    name,
    value: `${percent(value)}  (${counts})`,
    bar: `≥ ${percent(least)}`,
    holds: value >= least,
  })
}

function limit(name: string, milliseconds: number, most: number): void {
  rows.push({
    name,
    value: `${(milliseconds / 1000).toFixed(2)} s`,
    bar: `≤ ${most} s`,
    holds: milliseconds <= most * 1000,
  })
}

async function ownCorpus(): Promise<void> {
  const corpus = readCorpus()
  const results = corpus.map(runCase)
  const expected = corpus.reduce((sum, { expect }) => sum + expect.length, 0)
  const missing = results.reduce((sum, { missing: lost }) => sum + lost.length, 0)
  const accused = results.reduce((sum, { accusations }) => sum + accusations.length, 0)
  add(
    'own sentences: claims found with the right verdict',
    share(expected - missing, expected),
    0.95,
    `${expected - missing} of ${expected} in ${corpus.length} sentences`,
  )
  rows.push({
    name: 'own sentences: unexpected errors and warnings',
    value: String(accused),
    bar: '0',
    holds: accused === 0,
  })
  tokens(
    'own sentences',
    results.map(({ verdict }) => verdict),
  )
  let tried = 0
  let flagged = 0
  for (const { entry, verdict } of results) {
    const isClean = verdict.claims.every(({ severity }) => severity === 'none')
    if (!isClean || entry.previous !== undefined) continue
    const measured = alterDigits(entry.text, 2, seeded(7))
    tried += measured.tried
    flagged += measured.flagged
  }
  add(
    'own sentences: one altered digit is noticed',
    share(flagged, tried),
    0.99,
    `${flagged} of ${tried} outside rounding`,
  )
}

function tokens(name: string, verdicts: readonly FileVerdict[]): void {
  const total = verdicts.reduce((sum, verdict) => sum + verdict.tokens.total, 0)
  const classified = verdicts.reduce((sum, verdict) => sum + verdict.tokens.classified, 0)
  add(`${name}: numbers classified`, share(classified, total), 1, `${classified} of ${total}`)
}

/** The labelled texts with their own scoring; both are outside the clone. */
async function labelled(): Promise<void> {
  const folder = process.env.CLAIMS_DEV ?? fileURLToPath(new URL('../../shared/claims-dev', import.meta.url))
  if (!existsSync(join(folder, 'texts'))) {
    process.stderr.write(`${folder} is not there: the labelled texts were not measured\n`)
    return
  }
  const verdicts: FileVerdict[] = []
  let tried = 0
  let flagged = 0
  for (const name of readdirSync(join(folder, 'texts')).sort()) {
    const { verdict, extracted } = await verifyFile(readFileSync(join(folder, 'texts', name)), name)
    verdicts.push(verdict)
    const measured = alterDigits(extracted, 1, seeded(7))
    tried += measured.tried
    flagged += measured.flagged
  }
  tokens('labelled texts', verdicts)
  add(
    'labelled texts: one altered digit is noticed',
    share(flagged, tried),
    0.99,
    `${flagged} of ${tried} outside rounding`,
  )
  const scratch = mkdtempSync(join(tmpdir(), 'vetted-claims-'))
  try {
    const output = join(scratch, 'output.json')
    writeFileSync(output, JSON.stringify(verdicts))
    process.stdout.write(execFileSync('python3', [join(folder, 'score.py'), output], { encoding: 'utf8' }))
  } catch (error) {
    process.stderr.write(`score.py did not run: ${(error as Error).message.split('\n')[0]}\n`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** How many right reports of our own are altered, every number that is checked once. */
const RIGHT_REPORTS = 12

function rightReports(): void {
  let tried = 0
  let flagged = 0
  for (let seed = 1; seed <= RIGHT_REPORTS; seed++) {
    const measured = alterDigits(rightReport(seed).text, 1, seeded(seed))
    tried += measured.tried
    flagged += measured.flagged
  }
  add(
    'right reports: one altered digit is noticed',
    share(flagged, tried),
    0.99,
    `${flagged} of ${tried} outside rounding`,
  )
}

/** A page of a report has some 700 characters. */
const PAGE = 700

/** Numbers drawn of the whole report, each altered once. */
const DRAWN = 60

/** A whole clean report of ours, the city's of 2017, with one digit altered in each of some of its numbers. */
async function wholeReport(): Promise<void> {
  const world = demonstrationWorld()
  const report = buildReport(world, world.template('city'), world.unit('qingyuan'), 2017)
  const { bytes } = await renderReport(report, 'html')
  const { extracted } = await verifyFile(bytes, 'report.html')
  const measured = alterDigits(extracted, 1, seeded(2017), DRAWN)
  add(
    'a whole report of ours: one altered digit is noticed',
    share(measured.flagged, measured.tried),
    0.99,
    `${measured.flagged} of ${measured.tried} outside rounding`,
  )
  for (const [kind, { tried, flagged }] of [...measured.byKind].sort((a, b) => b[1].tried - a[1].tried))
    rows.push({ name: `  its numbers in claims of kind ${kind}`, value: `${flagged} of ${tried} noticed` })
}

async function speed(): Promise<void> {
  const prose = readCorpus()
    .map(({ text }) => text)
    .filter((text) => !text.includes('\n'))
  const ofPages = (pages: number) => {
    const paragraphs: string[] = []
    for (let length = 0, index = 0; length < pages * PAGE; index++) {
      const own = prose.slice((index * 3) % prose.length, ((index * 3) % prose.length) + 3).join('')
      paragraphs.push(own)
      length += own.length
    }
    return paragraphs
  }
  const forty = ofPages(40)
  const text = forty.join('\n\n')
  limit(
    '40 pages from text, reading alone',
    await best(3, () => verifyText(textDocument(text, 'a.txt'))),
    0.3,
  )
  limit(
    '40 pages from text, file and worker included',
    await best(3, () => verifyFile(new TextEncoder().encode(text), 'a.txt')),
    2,
  )
  const pdf = pdfOf(forty)
  limit('40 pages from PDF', await best(3, () => verifyFile(pdf, 'a.pdf')), 2)
  const docx = await docxOf(forty)
  limit('40 pages from Word', await best(3, () => verifyFile(docx, 'a.docx')), 2)
  const hundred = await best(1, () => verifyText(textDocument(ofPages(100).join('\n\n'), 'a.txt')))
  const thousand = await best(1, () => verifyText(textDocument(ofPages(1000).join('\n\n'), 'a.txt')))
  rows.push({
    name: '1,000 pages against 100 pages of text',
    value: `${(thousand / hundred).toFixed(1)} ×  (${(thousand / 1000).toFixed(1)} s)`,
    bar: '≤ 15 ×',
    holds: thousand / hundred <= 15,
  })
}

async function best(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return Math.min(...times)
}

function print(): void {
  const width = Math.max(...rows.map(({ name }) => name.length))
  const middle = Math.max(...rows.map(({ value }) => value.length))
  for (const { name, value, bar = '', holds } of rows) {
    const mark = holds === undefined ? ' ' : holds ? '✓' : '✗'
    process.stdout.write(`${mark} ${name.padEnd(width)}  ${value.padEnd(middle)}  ${bar}\n`)
  }
}

await ownCorpus()
await labelled()
await wholeReport()
rightReports()
await speed()
print()
