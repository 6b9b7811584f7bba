import { expect, test } from 'vitest'
import { type CorpusCase, readCorpus, runCase } from './corpus.ts'

const cases = readCorpus()

test('the corpus has three hundred sentences of our own, each for one trap', () => {
  expect(cases.length).toBeGreaterThanOrEqual(300)
  expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length)
})

test.each(
  cases.map((entry, index) => [`${entry.file} ${index}: ${entry.text.trim().slice(0, 60)}`, entry] as const),
)('%s', (_, entry: CorpusCase) => {
  const { missing, accusations, verdict } = runCase(entry)
  const found = verdict.claims.map(
    (claim) => `${claim.kind} ${claim.stated ?? '~'} ${claim.verdict} ${claim.severity}`,
  )
  expect({ missing, accusations: accusations.map(({ quote }) => quote), found }).toEqual({
    missing: [],
    accusations: [],
    found,
  })
  expect(verdict.tokens.classified).toBe(verdict.tokens.total)
})
