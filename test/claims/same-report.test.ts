import { beforeAll, expect, test } from 'vitest'
import { type FileVerdict, verifyFile } from '../../src/claims/index.ts'
import { readCorpus, runCase } from './corpus.ts'
import { docxOf, pdfOf } from './documents.ts'

/** One report of the corpus's prose, consistent and not, as three kinds of file. */
const paragraphs = readCorpus()
  .filter(
    (entry) => !entry.text.includes('\n') && !entry.previous && runCase(entry).verdict.claims.length > 0,
  )
  .map(({ text }) => text)
const verdicts = new Map<string, FileVerdict>()

beforeAll(async () => {
  const text = new TextEncoder().encode(paragraphs.join('\n\n'))
  const files = [
    ['txt', text],
    ['docx', await docxOf(paragraphs)],
    ['pdf', await pdfOf(paragraphs)],
  ] as const
  for (const [kind, bytes] of files) verdicts.set(kind, (await verifyFile(bytes, `report.${kind}`)).verdict)
}, 120_000)

test.each(['docx', 'pdf'])('at least 99 of 100 findings are the same in the %s', (kind) => {
  const left = findings('txt')
  const total = left.length
  let more = 0
  for (const finding of findings(kind)) {
    const at = left.indexOf(finding)
    if (at < 0) more++
    else left.splice(at, 1)
  }
  expect(total).toBeGreaterThan(500)
  expect(left.length, left.join('\n')).toBeLessThanOrEqual(total / 100)
  expect(more).toBeLessThanOrEqual(total / 100)
})

/** What is said of which number; how the quote is joined depends on where lines and paragraphs end. */
function findings(kind: string): string[] {
  const claims = verdicts.get(kind)?.claims ?? []
  return claims.map(({ rule, stated, verdict }) => `${rule} ${stated} ${verdict}`)
}
