import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Dice } from './random.ts'
import { DEMO_FOLDER } from './seed.ts'

/*
 * What was judged, what was done about it, and which programmes were applied for in the demonstration city:
 * demo/qingyuan/quality.yaml tells it, src/app/demonstration plays it. All of it is synthetic, save for the names of
 * the two programmes that were opened in 2017.
 */

/** A fixed day for what is long over; days before today for what is under way. */
const time = { at: z.string().optional(), days_ago: z.int().optional(), days_left: z.int().optional() }
const level = z.int().min(0).max(3)

const subject = z.strictObject({
  org: z.string(),
  key: z.string().optional(),
  /** 0 strong … 3 weak: about which marks it gets. */
  level,
  until: z.enum(['open', 'submitted', 'scoring', 'scored', 'confirmed', 'published']).optional(),
  /** How many sheets are in, where scoring is under way. */
  sheets: z.int().optional(),
  reply: z.string().optional(),
  answer: z.string().optional(),
  revise: z.record(z.string(), z.string()).default({}),
})

const round = z.strictObject({
  title: z.string(),
  scheme: z.string(),
  year: z.int(),
  ...time,
  seed: z.string(),
  panel: z.int(),
  until: z.enum(['published']).optional(),
  subjects: z.array(subject),
})

const goal = z.strictObject({
  org: z.string(),
  /** Name within this file; absent for a goal in words. */
  id: z.string(),
  level: z.enum(['school', 'programme', 'course', 'teacher', 'student']),
  title: z.string(),
  value: z.string().optional(),
  at_least: z.string().optional(),
  at_most: z.string().optional(),
  by: z.int().optional(),
  owner: z.string(),
  parent: z.string().optional(),
})

const problem = z.strictObject({
  /** The goal that opened it, or what somebody found. */
  goal: z.string().optional(),
  hand: z.string().optional(),
  org: z.string().optional(),
  /** The year whose data opened it. */
  opened: z.int().default(2016),
  until: z.enum(['analysed', 'planned', 'done', 'closed', 'waived']),
  cause: z.string(),
  measure: z.string().default(''),
  owner: z.string().default(''),
  due_on: z.string().default(''),
  report: z.string().optional(),
  effect: z.string().default(''),
  file: z.string().optional(),
  waiver: z.string().default(''),
})

const application = z.strictObject({
  org: z.string(),
  programme: z.string(),
  year: z.int(),
  ...time,
  until: z.enum(['draft', 'submitted', 'panel', 'rejected', 'filed']),
  level,
  entrants: z.int(),
  asked: z.int(),
  jobs: z.string(),
  sheets: z.int().optional(),
  reason: z.string().default(''),
  opinion: z.strictObject({ agrees: z.boolean(), document: z.string(), text: z.string() }).optional(),
})

const texts = z.strictObject({ opinion: z.string(), measure: z.string(), effect: z.string() })

const schema = z.strictObject({
  city: z.string(),
  experts: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      employer: z.string(),
      home: z.string().optional(),
      avoids: z.array(z.string()).default([]),
      competences: z.array(z.string()),
    }),
  ),
  rounds: z.array(round),
  words: z.record(z.string(), z.array(z.string())),
  diagnosis_words: z.record(z.string(), texts),
  standards: z.array(
    z.strictObject({
      org: z.string(),
      level: goal.shape.level,
      title: z.string(),
      body: z.string(),
      document: z.string().optional(),
      version: z.string(),
    }),
  ),
  goals: z.array(goal),
  problems: z.array(problem),
  windows: z.array(
    z.strictObject({
      year: z.int(),
      opens: z.string().optional(),
      closes: z.string().optional(),
      days_ago: z.int().optional(),
      days_left: z.int().optional(),
      notice_days: z.int(),
      panel: z.int(),
      prefix: z.string(),
    }),
  ),
  applications: z.array(application),
  demand: z.strictObject({
    source: z.enum(['vacancies', 'survey', 'imported']),
    document: z.string(),
    series: z.array(
      z.strictObject({
        occupation: z.string(),
        from: z.int(),
        sample: z.int(),
        counts: z.array(z.int().min(0)),
      }),
    ),
  }),
})

export type QualityStory = z.output<typeof schema>
export type StoryRound = QualityStory['rounds'][number]
export type StorySubject = StoryRound['subjects'][number]
export type StoryApplication = QualityStory['applications'][number]
export type StoryProblem = QualityStory['problems'][number]

export function qualityStory(): QualityStory {
  return schema.parse(parse(readFileSync(join(DEMO_FOLDER, 'qingyuan', 'quality.yaml'), 'utf8')))
}

/**
 * The place of a mark among a scheme's marks, about as good as the subject is: the same for the same names.
 * @param count how many marks there are, the best first
 */
export function likelyMark(count: number, about: number, ...names: readonly string[]): number {
  const dice = new Dice('quality').of(...names)
  const step = dice.pick(0, [-1, 0, 0, 0, 1])
  return Math.min(count - 1, Math.max(0, about + step))
}

/** One of some sentences, the same for the same names. */
export function likelyWords(words: readonly string[], ...names: readonly string[]): string {
  return words.length === 0 ? '' : new Dice('words').of(...names).pick(0, words)
}
