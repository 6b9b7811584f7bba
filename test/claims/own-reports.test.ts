import { beforeAll, describe, expect, test } from 'vitest'
import { type FileVerdict, verifyFile } from '../../src/claims/index.ts'
import { buildReport } from '../../src/reports/index.ts'
import { renderReport } from '../../src/reports/node.ts'
import { demonstrationWorld } from '../reports/demonstration-world.ts'

const formats = ['html', 'docx', 'pdf'] as const
const verdicts = new Map<string, FileVerdict>()

beforeAll(async () => {
  const world = demonstrationWorld()
  const report = buildReport(world, world.template('city'), world.unit('qingyuan'), 2017)
  for (const format of formats) {
    const { bytes } = await renderReport(report, format)
    verdicts.set(format, (await verifyFile(bytes, `qingyuan-2017.${format}`)).verdict)
  }
}, 180_000)

describe.each(formats)('the report of Qingyuan 2017 that we render as %s', (format) => {
  const verdict = () => verdicts.get(format) as FileVerdict

  test('says nothing that its own figures contradict', () => {
    expect(verdict().claims.filter(({ severity }) => severity !== 'none')).toEqual([])
  })

  test('has every number classified, and many claims checked', () => {
    const { tokens, summary } = verdict()
    expect(tokens.total).toBeGreaterThan(2000)
    expect(tokens.classified).toBe(tokens.total)
    expect(summary.checked).toBeGreaterThan(150)
  })
})
