import { expect, test } from 'vitest'
import { readCatalog } from './files.ts'
import { runExamples } from './index.ts'

test('the catalog loads, and every example in every definition comes out as written', () => {
  const { catalog } = readCatalog()
  const { run, failed } = runExamples(catalog)
  expect(failed).toEqual([])
  expect(run).toBeGreaterThan(0)
})
