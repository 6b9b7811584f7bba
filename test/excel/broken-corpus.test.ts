import { describe, expect, test } from 'vitest'
import { placeName } from '../../src/excel/import/fault.ts'
import { type ImportEvent, readReturn } from '../../src/excel/import/read-return.ts'
import { cellName } from '../../src/excel/read/sheet.ts'
import type { Row } from '../../src/formula/index.ts'
import { AppError } from '../../src/kernel/index.ts'
import { target } from './corpus/base.ts'
import { mutators } from './corpus/mutators.ts'
import type { Specimen } from './corpus/specimen.ts'
import { random } from './seeded.ts'

/**
 * Broken files of many kinds, made from good ones by chance with a seed. The usual run takes a few of each kind;
 * `npm run test:broken` (VETTED_BROKEN=50) takes more than two thousand and prints the table.
 */
const EACH = Number(process.env.VETTED_BROKEN ?? 8)
const SEED = 20_170_901

interface Reading {
  readonly refusal: string | undefined
  /** Code and cell of everything that was told: `IMP-031 学生台账!C5`. */
  readonly told: readonly string[]
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

async function read({ name, bytes, register }: Specimen): Promise<Reading> {
  const told: string[] = []
  const rows = new Map<string, Row[]>()
  let here: Extract<ImportEvent, { kind: 'register' }> | undefined
  try {
    for await (const event of readReturn(name, bytes, { ...target, ...(register ? { register } : {}) })) {
      if (event.kind === 'faults') {
        for (const { code, place } of event.faults) told.push(`${code} ${place.sheet}!${placeName(place)}`)
      } else if (event.kind === 'register') {
        here = event
      } else if (event.kind === 'rows') {
        for (const { findings, number } of event.rows) {
          for (const { code, at } of findings) {
            for (const field of at.fields ?? []) {
              const column = here?.columns[field]
              if (column !== undefined) told.push(`${code} ${here?.sheet}!${cellName(column, number)}`)
            }
          }
        }
        rows.set(event.register, [...(rows.get(event.register) ?? []), ...event.rows.map((row) => row.row)])
      }
    }
    return { refusal: undefined, told, rows }
  } catch (error) {
    // Anything but a refusal of ours is a crash.
    if (!(error instanceof AppError)) throw error
    return { refusal: error.code, told, rows }
  }
}

function judge({ expected }: Specimen, reading: Reading): string {
  switch (expected.outcome) {
    case 'refused':
      return expected.codes.includes(reading.refusal ?? '') ? 'refused' : wrong(reading)
    case 'told': {
      const places = expected.codes.map((code) => `${code} ${expected.sheet}!${expected.cell ?? ''}`)
      const isTold = reading.told.some((told) => places.some((place) => told.startsWith(place)))
      return reading.refusal === undefined && isTold ? 'told' : wrong(reading)
    }
    case 'read':
      return reading.refusal === undefined && same(reading.rows.get(expected.register), expected.rows)
        ? 'read'
        : wrong(reading)
    case 'safe':
      if (reading.refusal !== undefined) return 'refused'
      if (reading.told.some((told) => told.startsWith('IMP'))) return 'told'
      return same(reading.rows.get(expected.register), expected.rows) ? 'read' : wrong(reading)
  }
}

function same(a: readonly Row[] | undefined, b: readonly Row[]): boolean {
  const inOrder = (rows: readonly Row[] = []) =>
    JSON.stringify(rows.map((row) => Object.entries(row).sort(([x], [y]) => (x < y ? -1 : 1))))
  return inOrder(a) === inOrder(b)
}

function wrong({ refusal, told, rows }: Reading): string {
  const read = [...rows].map(([register, list]) => `${register} ${list.length}`).join(', ')
  return `WRONG: ${refusal ?? 'not refused'}; told ${told.slice(0, 6).join('; ') || 'nothing'}; read ${read}`
}

const table: string[] = []

describe(`broken files, ${EACH} of each of ${Object.keys(mutators).length} kinds`, () => {
  test.each(Object.entries(mutators))(
    '%s',
    async (kind, mutate) => {
      const outcomes = new Map<string, number>()
      for (let index = 0; index < EACH; index += 1) {
        const seed = SEED + index * 7919
        const specimen = await mutate(random(seed), seed)
        const outcome = judge(specimen, await read(specimen))
        expect([kind, index, outcome]).toEqual([kind, index, expect.not.stringMatching(/^WRONG/)])
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
      table.push(`${kind}\t${[...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`)
    },
    600_000,
  )

  test('are of more than twenty kinds', () => {
    expect(Object.keys(mutators).length).toBeGreaterThan(20)
    if (process.env.VETTED_BROKEN) console.log(table.join('\n'))
  })
})
