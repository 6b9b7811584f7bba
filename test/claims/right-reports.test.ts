import { expect, test } from 'vitest'
import { textDocument, verifyText } from '../../src/claims/browser.ts'
import { rightReport } from './right-reports.ts'

const reports = Array.from({ length: 160 }, (_, index) => rightReport(index + 1)).map((report) => ({
  ...report,
  verdict: verifyText(textDocument(report.text, 'right.txt')),
}))

test('a right report is accused of nothing, however its facts are put together', () => {
  const accused = reports.flatMap(({ verdict }) =>
    verdict.claims
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ message, quote }) => `${message.zh} | ${quote}`),
  )
  expect(accused).toEqual([])
})

test('what its sentences state is found and holds', () => {
  const missed: string[] = []
  for (const { text, sentences, verdict } of reports) {
    let at = 0
    for (const { text: sentence, kinds } of sentences) {
      const start = text.indexOf(sentence, at)
      at = start + sentence.length
      const found: string[] = verdict.claims
        .filter((claim) => claim.verdict !== 'unverifiable' && claim.end > start && claim.start < at)
        .map(({ kind }) => kind)
      for (const kind of kinds) {
        const index = found.indexOf(kind)
        if (index < 0) missed.push(`${kind}: ${sentence}`)
        else found.splice(index, 1)
      }
    }
  }
  expect(missed).toEqual([])
})
