import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import {
  type ClaimReport,
  type FileVerdict,
  textDocument,
  type Verdict,
  verifyText,
} from '../../src/claims/browser.ts'

/** One sentence (or short text) of our own with what a careful reader would say of it. */
export interface CorpusCase {
  readonly file: string
  readonly text: string
  readonly expect: readonly Expected[]
  readonly previous?: string
  /** Traps for the reader: says what the case is about. */
  readonly why?: string
}

export interface Expected {
  readonly kind: string
  /** Digits of the stated number; undefined where the words state none. */
  readonly stated: string | undefined
  readonly verdict: Verdict
}

const verdicts: Readonly<Record<string, Verdict>> = {
  ok: 'consistent',
  last: 'last_digit',
  bad: 'contradicted',
  base: 'base_unclear',
  open: 'unverifiable',
}

const folder = new URL('./corpus/', import.meta.url)

export function readCorpus(): CorpusCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const entries: { text: string; expect: string[]; previous?: string; why?: string }[] = parse(
        readFileSync(new URL(name, folder), 'utf8'),
      )
      return entries.map((entry) => ({ ...entry, file: name, expect: entry.expect.map(expectedOf) }))
    })
}

function expectedOf(line: string): Expected {
  const [kind = '', stated = '~', verdict = ''] = line.split(' ')
  const known = verdicts[verdict]
  if (!known) throw new Error(`the corpus expects an unknown verdict: ${line}`)
  return { kind, stated: stated === '~' ? undefined : stated, verdict: known }
}

function verifyCase(entry: CorpusCase): FileVerdict {
  const previous = entry.previous === undefined ? undefined : textDocument(entry.previous, 'previous.txt')
  return verifyText(textDocument(entry.text, 'case.txt'), previous ? { previous } : {})
}

export interface CaseResult {
  readonly entry: CorpusCase
  readonly missing: readonly Expected[]
  /** Errors and warnings that nobody expects. */
  readonly accusations: readonly ClaimReport[]
  readonly verdict: FileVerdict
}

export function runCase(entry: CorpusCase): CaseResult {
  const verdict = verifyCase(entry)
  const left = [...verdict.claims]
  const missing: Expected[] = []
  for (const expected of entry.expect) {
    const index = left.findIndex((claim) => matches(claim, expected))
    if (index < 0) missing.push(expected)
    else left.splice(index, 1)
  }
  const excused = new Set(
    entry.expect
      .filter((e) => e.verdict === 'contradicted' || e.verdict === 'base_unclear')
      .map((e) => e.verdict),
  )
  const accusations = left.filter(
    (claim) => (claim.severity === 'error' || claim.severity === 'warning') && excused.size === 0,
  )
  return { entry, missing, accusations, verdict }
}

function matches(claim: ClaimReport, expected: Expected): boolean {
  if (claim.kind !== expected.kind || claim.verdict !== expected.verdict) return false
  if (expected.stated === undefined) return true
  return claim.stated !== null && digits(claim.stated) === expected.stated
}

function digits(text: string): string {
  const plain = text.normalize('NFKC').replace(/[,，\s]/g, '')
  return /-?\d+(\.\d+)?/.exec(plain)?.[0] ?? chinese[plain.charAt(0)] ?? plain
}

const chinese: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
}
