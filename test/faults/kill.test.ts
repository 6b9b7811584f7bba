import { expect, test } from 'vitest'
import { killRounds } from './kill.ts'

// One round each here; npm run test:kill runs twenty.
test.each([
  ['program', 'load'],
  ['database', 'load'],
  ['program', 'recompute'],
  ['database', 'recompute'],
] as const)(
  'after kill -9 of the %s during %s the next start is clean and whole',
  async (victim, work) => {
    const { clean, troubles } = await killRounds(victim, work, 1, 7)
    expect(troubles).toEqual([])
    expect(clean).toBe(1)
  },
  600_000,
)
