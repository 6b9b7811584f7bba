import { afterAll, beforeAll, expect, test } from 'vitest'
import { Bench } from './durability.ts'

// One round each here; npm run test:durability runs fifty.
let bench: Bench
beforeAll(async () => {
  bench = new Bench()
  await bench.prepare()
}, 120_000)
afterAll(() => bench.close(), 60_000)

test.each([
  ['server', 'import'],
  ['database', 'submit'],
  ['server', 'accept'],
] as const)(
  'after kill -9 of the %s during %s every acknowledged save is there and nothing is done by half',
  async (victim, work) => {
    const { clean, troubles } = await bench.run(work, victim, 1)
    expect(troubles).toEqual([])
    expect(clean).toBe(1)
  },
  120_000,
)
