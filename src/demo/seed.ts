import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import type { RowCell } from '../formula/index.ts'

/*
 * The demonstration's data: what was published, what its contradictions force, and weights for the split over
 * schools. Experts read these files; the code only splits and spells out.
 */

export const DEMO_FOLDER = fileURLToPath(new URL('../../demo', import.meta.url))

const whole = z.number().int().min(0)
const money = z.string().regex(/^\d+\.\d\d$/)
const byYear = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^20\d\d$/), value)

const named = {
  code: z.string(),
  name: z.string(),
  name_en: z.string(),
  aliases: z.array(z.string()).default([]),
}

/** The make-up of the student body in per cent; stays with the people from year to year. */
const share = z.number().min(0).max(100)
const shares = z.strictObject({ female: share, minority: share, rural: share, boarding: share })

const programme = z.strictObject({
  code: z.string(),
  key: z.enum(['none', 'school', 'city', 'province', 'nation']).default('none'),
  weight: z.number().positive().optional(),
  opened: whole.optional(),
  /** `none` where it serves no leading industry. */
  industry: z.literal('none').optional(),
  agreement: z.boolean().default(true),
  teaching: z.boolean().default(true),
  planned: z.boolean().default(false),
})

const school = z.strictObject({
  ...named,
  county: z.string().optional(),
  size: byYear(whole),
  /** Last year in which the school is open. */
  closed_after: whole.optional(),
  /** Last autumn in which it takes entrants. */
  recruits_until: whole.optional(),
  attributes: z.strictObject({
    ownership: z.enum(['public', 'private']),
    school_level: z.string(),
    national_demonstration: z.string(),
    region_position: z.string(),
  }),
  stages: z.strictObject({ digital_campus: z.string(), digital_resource_library: z.string() }),
  founded_year: whole,
  programmes: z.array(programme).min(1),
  directions: z
    .array(z.strictObject({ programme: z.string(), direction: z.string(), opened: whole }))
    .default([]),
  apprenticeship: z.array(z.string()).default([]),
  features: z.array(z.strictObject({ title: z.string(), kind: z.string(), theme: z.string() })).default([]),
  named_classes: z
    .array(z.strictObject({ enterprise: z.string(), programme: z.string(), students: whole, since: whole }))
    .default([]),
  partners: z.array(z.strictObject({ name: z.string(), since: whole, industry: z.string() })).default([]),
  bases_new_local: whole.default(0),
  shares: shares.partial().default({}),
  rules: z.array(z.strictObject({ title: z.string(), topic: z.string(), year: whole })).default([]),
  standards: z.array(z.strictObject({ title: z.string(), programme: z.string(), year: whole })).default([]),
  textbooks: z
    .array(z.strictObject({ title: z.string(), programme: z.string(), editions: whole, year: whole }))
    .default([]),
  projects: z
    .array(
      z.strictObject({
        title: z.string(),
        level: z.string(),
        batch: whole.optional(),
        state: z.string(),
        year: whole,
      }),
    )
    .default([]),
  /** Share of the interns of one programme who stay, in whole per cent. */
  on_post: z.strictObject({ programme: z.string(), share: whole }).optional(),
  honours: z
    .array(z.strictObject({ title: z.string(), level: z.string(), year: whole.optional() }))
    .default([]),
  hosted: z
    .array(z.strictObject({ title: z.string(), level: z.string(), year: whole, participants: whole }))
    .default([]),
  visitors: whole.default(0),
  alumni: z
    .array(z.strictObject({ programme: z.string(), outcome: z.string(), years: byYear(whole) }))
    .default([]),
  farmer_classes: z
    .strictObject({
      classes: whole,
      days: whole,
      people: whole,
      kits: whole,
      places: z.array(z.string()).min(1),
    })
    .optional(),
  model_parts: z
    .array(z.strictObject({ model: z.string(), kind: z.string(), parts: z.array(z.string()) }))
    .default([]),
})

const units = z.strictObject({
  place: z.strictObject({
    nation: z.strictObject(named),
    province: z.strictObject(named),
  }),
  city: z.strictObject({
    ...named,
    id: whole,
    city_code: z.string(),
    prefix: z.string(),
    data_origin: z.string().optional(),
  }),
  shares,
  counties: z.array(z.strictObject(named)),
  providers: z.array(z.strictObject(named)).default([]),
  schools: z.array(school).min(1),
})

const counts = z.record(z.string(), whole)

export const totalsSchema = z.strictObject({
  students: z.strictObject({
    grades: counts,
    entrants: whole,
    part_time: whole,
    transferred_in: whole,
    /** Left other than by graduating; only for the first year, later ones follow from the year before. */
    left: whole.optional(),
    final_year: whole,
    junior_graduates: whole,
    waived: whole,
    grants: whole,
    fitness_tested: whole,
    fitness_passed: whole,
    enlisted: whole,
  }),
  facilities: z.strictObject({
    land_area: whole,
    building_area: whole,
    equipment_value: money,
    fixed_assets: money,
    practice_stations: whole,
    books: whole,
    books_added: whole,
    computers: whole,
    e_books: whole,
    periodicals: whole,
    student_reading_seats: whole,
    teacher_reading_seats: whole,
    multimedia_classrooms: whole,
    internet_bandwidth: whole,
  }),
  staff: z.strictObject({
    roles: z.strictObject({ full_time_teacher: whole, manager: whole, support: whole, worker: whole }),
    professional: whole,
    practice: whole,
    dual_qualified: whole,
    degrees: counts,
    titles: counts,
    /** Joined in the year; only for the first year, later ones follow from the year before. */
    joined: whole.optional(),
    left: whole,
    programme_leaders: whole,
    head_teachers: whole,
    counsellors: whole,
    trained: whole,
    practised: whole,
    external: whole,
  }),
  graduates: z.strictObject({
    total: whole,
    certificate: whole,
    destinations: counts,
    matched: whole,
    sectors: counts,
    localities: counts,
    settlements: counts,
    pearl_river_delta: whole,
    recommended_to_pearl_river_delta: whole,
    recommended_elsewhere: whole,
    wage_from_4200: whole,
    wage_from_2160: whole,
    insured: whole,
    contracted: whole,
    offers: z.strictObject({ posts: whole, reserved: whole, filled: whole }),
  }),
  cooperation: z.strictObject({
    enterprises: whole,
    named_class_enterprises: whole,
    investors: whole,
    investment: money,
    cooperation_agreements: whole,
  }),
  internship: z.strictObject({
    post: whole,
    following: whole,
    observation: whole,
    matched: whole,
    on_post: whole,
  }),
  quality: z.strictObject({
    moral_activities: whole,
    moral_visits: whole,
    general_passed: whole,
    skill_passed: whole,
    discipline: whole,
    clubs: whole,
    volunteering: whole,
  }),
  satisfaction: z.record(z.string(), z.tuple([whole, whole])),
  training: z.strictObject({ trainings: whole, visits: whole, upper_visits: whole, shadowing: whole }),
  contests: z.strictObject({
    student_provincial: whole,
    teacher_provincial: whole,
    teacher_national: whole,
    city_entrants: whole,
    city_prizes: whole,
    /** Entrants and prizes of the invitation contest by school. */
    invitation: z
      .record(
        z.string(),
        z.strictObject({
          entrants: whole,
          team_first: whole.default(0),
          team_other: whole.default(0),
          individual_first: whole.default(0),
          individual_other: whole.default(0),
        }),
      )
      .default({}),
    /** School whose teachers won the first prize of the provincial head-teacher contest. */
    head_teacher_first: z.string().optional(),
  }),
  service: z.strictObject({
    training_visits: whole,
    training_people: whole,
    appraisals: whole,
    appraisals_passed: whole,
    assistance_items: whole,
    assistance_visits: whole,
    ethnic_items: whole,
  }),
  finance: z.strictObject({
    budget_students: whole,
    expense: money,
    public_funds: money,
    /** Teacher training in public funds spent, in tenths of a per cent. */
    training_permille: whole,
    insurance_per_intern: whole,
  }),
  courses: z.strictObject({
    total: whole,
    joint: whole,
    project_based: whole,
    standards: whole,
    textbooks: whole,
  }),
})

const cell: z.ZodType<RowCell> = z.union([z.string(), z.number(), z.boolean(), z.null()])
const row = z.record(z.string(), cell)
/** A list may stand within a list: years share rows by reference. */
const rowList = z.array(z.union([row, z.array(row)]))
const member = z.strictObject({
  kind: z.string(),
  names: z.array(z.string()).optional(),
  count: whole.optional(),
  pattern: z.string().optional(),
  own_schools: z.union([z.literal('all'), z.array(z.string())]).optional(),
  lead: z.union([z.string(), z.boolean()]).optional(),
})
const city = z.strictObject({
  entered: z.record(z.string(), z.string()),
  rows: z.record(z.string(), rowList),
  members: z.record(z.string(), z.array(member)).default({}),
})

export type CitySeed = z.output<typeof units>
export type SchoolSeed = z.output<typeof school>
export type ProgrammeSeed = z.output<typeof programme>
export type Totals = z.output<typeof totalsSchema>
export type CityYearSeed = z.output<typeof city>

export interface Seed {
  readonly units: CitySeed
  readonly totals: ReadonlyMap<number, Totals>
  readonly city: ReadonlyMap<number, CityYearSeed>
  /** Reasons by year, unit and check code. */
  readonly explanations: Readonly<Record<string, Record<string, Record<string, string>>>>
}

/**
 * Reads one city of demo/.
 * @throws ZodError naming the field where a file is not of the shape
 */
export function readSeed(city_: string): Seed {
  const read = (file: string): unknown =>
    parse(readFileSync(join(DEMO_FOLDER, city_, file), 'utf8'), { merge: true })
  const years = <T>(value: Record<string, T>) =>
    new Map(Object.entries(value).map(([year, content]) => [Number(year), content]))
  return {
    units: units.parse(read('units.yaml')),
    totals: years(byYear(totalsSchema).parse(read('totals.yaml'))),
    city: years(byYear(city).parse(read('city.yaml'))),
    explanations: byYear(z.record(z.string(), z.record(z.string(), z.string()))).parse(
      read('explanations.yaml'),
    ),
  }
}
