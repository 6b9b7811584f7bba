import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textDocument, verifyText } from '../../src/claims/browser.ts'
import { extract } from '../../src/claims/index.ts'
import { AppError } from '../../src/kernel/index.ts'
import { readCorpus } from './corpus.ts'

const sentences = readCorpus().map(({ text }) => text)
const verify = (text: string) => verifyText(textDocument(text, 'text.txt'))

/** Pieces that reports are made of, and pieces that nobody would write, in any order. */
const pieces = fc.oneof(
  fc.constantFrom(...sentences),
  fc.constantFrom(
    '占',
    '其中',
    '分别为',
    '比上年',
    '（',
    '）',
    '、',
    '，',
    '。',
    '：',
    '“',
    '|',
    '\n',
    '　',
    '…',
  ),
  fc.constantFrom(
    '%',
    '个百分点',
    '万人',
    '亿元',
    '倍',
    '成',
    '折半',
    '二十三',
    '０１２',
    '1,234.5',
    '12:1',
    '½',
    '-',
  ),
  fc.nat({ max: 10 ** 9 }).map(String),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))

test('any text gets an answer in which every number is classified and every offset points at its words', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const verdict = verify(text)
      const source = textDocument(text, 'text.txt').text
      expect(verdict.tokens.classified).toBe(verdict.tokens.total)
      for (const claim of verdict.claims) {
        expect(claim.end).toBeLessThanOrEqual(source.length)
        expect(claim.start).toBeLessThanOrEqual(claim.end)
        for (const { text: words, start, end } of claim.operands)
          expect(unspaced(source.slice(start, end))).toBe(unspaced(words))
        const [first] = claim.spans
        if (first) expect(unspaced(claim.quote).startsWith(unspaced(source.slice(...first)))).toBe(true)
      }
    }),
    { numRuns: 150, seed: 20171009 },
  )
})

test('a text is read the same way twice', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(verify(text)).toEqual(verify(text))
    }),
    { numRuns: 40, seed: 4 },
  )
})

test('bytes of any kind are read or refused with a code, under each name that we take', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('a.txt', 'a.md', 'a.html', 'a.docx', 'a.pdf', 'a.xyz'),
      fc.constantFrom('', '%PDF-1.7\n', 'PK\x03\x04', '<html>', '<!DOCTYPE html><table><tr>'),
      async (bytes, name, head) => {
        const given = new Uint8Array([...new TextEncoder().encode(head), ...bytes])
        const outcome = await extract(given, name, { seconds: 20 }).then(
          () => 'read',
          (error: unknown) => (error instanceof AppError ? error.code : error),
        )
        expect(String(outcome)).toMatch(/^(read|CLM-0\d\d)$/)
      },
    ),
    { numRuns: 40, seed: 4 },
  )
}, 120_000)

test('twice the text takes no more than about twice the time', () => {
  // As long as a chapter, however long the corpus grows.
  const page = `${sentences
    .filter((text) => !text.includes('|'))
    .join('\n')
    .slice(0, 30_000)}\n`
  const time = (copies: number) => {
    const text = page.repeat(copies)
    const started = performance.now()
    verify(text)
    return performance.now() - started
  }
  time(2)
  const four = Math.min(time(4), time(4))
  const sixteen = Math.min(time(16), time(16))
  expect(sixteen / four).toBeLessThan(8)
})

/* Shapes on which a careless expression takes exponential or quadratic time. */
test.each([
  ['digits', '1'.repeat(100_000)],
  ['points', '1.'.repeat(50_000)],
  ['commas', '1,'.repeat(50_000)],
  ['list', '甲、'.repeat(50_000)],
  ['opening brackets', '（'.repeat(100_000)],
  ['quotes', '“1'.repeat(50_000)],
  ['blanks', `占${' '.repeat(100_000)}%`],
  ['Chinese numerals', '一'.repeat(100_000)],
  ['bars', '|1'.repeat(50_000)],
  ['shares', '占10%，'.repeat(20_000)],
  ['other words', '其中'.repeat(50_000)],
])('100,000 characters of %s are read within seconds', (_, text) => {
  const started = performance.now()
  verify(text)
  expect(performance.now() - started).toBeLessThan(20_000)
})

function unspaced(text: string): string {
  return text.replace(/\s+/g, '')
}
