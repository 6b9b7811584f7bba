import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Row } from '../formula/index.ts'
import { decimal } from '../kernel/index.ts'
import type { EnteredValue, UnitReturn } from './demonstration.ts'
import { Dice } from './random.ts'
import { schoolReturns } from './returns.ts'
import { DEMO_FOLDER, readSeed, type Seed, type Totals, totalsSchema } from './seed.ts'

/*
 * A round half-way through: the 2018 returns of 清远市, continued from those of 2017 by the same generator from made-up
 * totals. demo/qingyuan/round-2018.yaml says who has come how far and what is wrong where. All of it is synthetic.
 */

const CITY = 'qingyuan'
const FILE = 'round-2018.yaml'

const place = z.strictObject({
  element: z.string().optional(),
  cell: z.string().optional(),
  register: z.string().optional(),
  row: z.int().optional(),
  field: z.string().optional(),
  form: z.string().optional(),
})

const school = z.strictObject({
  /** How far the school has come. `errors`: everything filled in, and something wrong. */
  state: z.enum(['filling', 'errors', 'submitted', 'returned', 'accepted']),
  /** When it was last at work. */
  days_ago: z.int().min(0),
  /** Forms that are filled in; all where left out. */
  forms: z.array(z.string()).optional(),
  values: z.array(z.strictObject({ element: z.string(), add: z.number() })).default([]),
  rows: z
    .array(
      z.strictObject({
        register: z.string(),
        row: z.int().min(1),
        set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    )
    .default([]),
  remarks: z.array(z.strictObject({ place, text: z.string() })).default([]),
  /** Answers to the first remarks. */
  answers: z.array(z.string()).default([]),
})

const schema = z.strictObject({
  year: z.int(),
  title: z.string(),
  opened_days_ago: z.int(),
  days_left: z.int(),
  schools: z.record(z.string(), school),
  reasons: z.record(z.string(), z.string()),
  totals: totalsSchema,
})

export type RoundSchool = z.output<typeof school> & { readonly code: string }

export interface DemonstrationRound {
  /** Code of the city whose bureau opened it. */
  readonly city: string
  readonly year: number
  readonly title: string
  readonly openedDaysAgo: number
  readonly daysLeft: number
  /** Codes of all units that are asked: the city and every school that is open. */
  readonly units: readonly string[]
  /** The schools that have begun, in the order of the file. */
  readonly schools: readonly RoundSchool[]
  /** What a school writes beside a finding. */
  reason(check: string): string
  /** What these schools have filled in so far, one after the other. */
  returns(codes: ReadonlySet<string>): Iterable<UnitReturn>
}

/** The round from the files in demo/. */
export function demonstrationRound(dice = new Dice('2017')): DemonstrationRound {
  const file = schema.parse(parse(readFileSync(join(DEMO_FOLDER, CITY, FILE), 'utf8')))
  const { year } = file
  const seed = continued(readSeed(CITY), year, file.totals)
  const schools = Object.entries(file.schools).map(([code, content]) => ({ ...content, code }))
  const open = seed.units.schools.filter((each) => (each.closed_after ?? year) >= year)
  return {
    city: CITY,
    year,
    title: file.title,
    openedDaysAgo: file.opened_days_ago,
    daysLeft: file.days_left,
    units: [CITY, ...open.map((each) => each.code)],
    schools,
    reason: (check) => file.reasons[check] ?? file.reasons.otherwise ?? '',
    *returns(codes) {
      for (const content of schoolReturns(seed, dice.of(CITY), year, codes)) {
        const own = schools.find((each) => each.code === content.unit)
        if (own) yield marred(content, own)
      }
    },
  }
}

/** The seed with one more year: schools keep the sizes they had. */
function continued(seed: Seed, year: number, totals: Totals): Seed {
  const schools = seed.units.schools.map((each) => ({
    ...each,
    size: { ...each.size, [year]: each.size[String(year - 1)] ?? 0 },
  }))
  return { ...seed, units: { ...seed.units, schools }, totals: new Map([...seed.totals, [year, totals]]) }
}

/** A return with the mistakes that the file puts into it. */
function marred(content: UnitReturn, own: RoundSchool): UnitReturn {
  const entered = content.entered.map((entry): EnteredValue => {
    const slip = own.values.find((each) => each.element === entry.element)
    if (!slip || entry.value.state !== 'known') return entry
    return { ...entry, value: { state: 'known', value: entry.value.value.plus(decimal(String(slip.add))) } }
  })
  const rows = new Map<string, readonly Row[]>(content.rows)
  for (const { register, row, set } of own.rows) {
    rows.set(
      register,
      (rows.get(register) ?? []).map((each, index) => (index === row - 1 ? { ...each, ...set } : each)),
    )
  }
  return { ...content, entered, rows }
}
