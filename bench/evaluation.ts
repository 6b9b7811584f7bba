import { parse } from 'yaml'
import { assembleCatalog, type Scheme } from '../src/catalog/index.ts'
import { type GivenMark, type RoundSubject, resultOf, seededRandom } from '../src/evaluation/index.ts'
import { decimal, known, type Observed } from '../src/kernel/index.ts'

/** One measurement beside its limit, in milliseconds. */
export interface BenchRow {
  readonly name: string
  readonly ours: number
  readonly limit: number
  /** ours ÷ limit: below 1 is within it. */
  readonly ratio: number
}

/** A scheme of a hundred leaves in five branches: sixty that experts mark, forty scored from values. */
function hundredLeaves(): Scheme {
  const branch = (index: number) => ({
    id: `branch_${index}`,
    name: { zh: `方面${index}`, en: `Branch ${index}` },
    weight: '20',
    criteria: Array.from({ length: 20 }, (_, leaf) => ({
      id: `leaf_${index}_${leaf}`,
      name: { zh: `要点${index}-${leaf}`, en: `Leaf ${index}-${leaf}` },
      weight: '1',
      ...(leaf < 12
        ? { judged: {} }
        : { computed: { value: 'students', score: { function: 'linear', none: '0', full: '1000' } } }),
    })),
  })
  const name = (zh: string, en: string) => ({ zh, en })
  const scheme = {
    id: 'bench',
    version: '1',
    stage: 'issued',
    name: name('测速方案', 'Bench'),
    source: { document: '测速', certainty: 'ours' },
    subject: 'school',
    full: '100',
    marks: ['1', '0.8', '0.65', '0.5'].map((factor, index) => ({
      id: `m${index}`,
      name: name(`${index}`, `${index}`),
      factor,
    })),
    ratings: [{ id: 'any', name: name('合格', 'Qualified'), at_least: '0' }],
    assessors: [{ id: 'expert', name: name('专家', 'Expert'), weight: '1' }],
    criteria: Array.from({ length: 5 }, (_, index) => branch(index)),
  }
  const small = parse(
    `
units: [{ id: person, name: { zh: 人, en: people } }]
forms: [{ id: basics, name: { zh: 表, en: Form }, by: school, sections: [{ title: { zh: 节, en: Section }, elements: [students] }] }]
elements: [{ id: students, name: { zh: 学生, en: Students }, definition: { zh: 学生, en: Students }, unit: person, collected: { form: basics, by: school } }]`,
    { schema: 'failsafe' },
  )
  const catalog = assembleCatalog({
    hash: 'bench',
    chapters: {},
    files: [
      ...(['units', 'forms', 'elements'] as const).map((kind) => ({
        file: `${kind}.yaml`,
        kind,
        content: small[kind],
      })),
      { file: 'schemes.yaml', kind: 'schemes' as const, content: [scheme] },
    ],
  })
  const [only] = catalog.schemes.every()
  if (!only) throw new Error('the scheme was not read')
  return only
}

/** Subjects with seven experts each, from a seed. */
function subjectsOf(scheme: Scheme, count: number): RoundSubject[] {
  const random = seededRandom(`bench ${count}`)
  return Array.from({ length: count }, (_, subject) => {
    const marks: GivenMark[] = []
    const values = new Map<string, Observed>()
    for (const leaf of scheme.leaves) {
      if (leaf.kind === 'computed') values.set(leaf.id, known(decimal(Math.floor(random() * 1000))))
      else
        for (let expert = 0; expert < 7; expert += 1)
          marks.push({
            kind: 'expert',
            assessor: `e${(subject + expert) % 40}`,
            leaf: leaf.id,
            mark: `m${Math.floor(random() * 4)}`,
          })
    }
    return {
      id: `s${subject}`,
      input: {
        values,
        compared: new Map(),
        bounds: new Map(),
        evidence: new Set(),
        marks,
        rulings: new Map(),
      },
    }
  })
}

/** Rounds of 13 and of 500 schools with totals, agreement per leaf and all stability figures. */
export function rows(): BenchRow[] {
  const scheme = hundredLeaves()
  return (
    [
      [13, 200],
      [500, 5000],
    ] as const
  ).map(([schools, limit]) => {
    const subjects = subjectsOf(scheme, schools)
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      resultOf(scheme, subjects, { seed: 'bench' })
      return performance.now() - start
    }).sort((a, b) => a - b)
    const ours = Math.round((times[2] ?? 0) * 10) / 10
    return {
      name: `evaluation: ${schools} schools × 100 leaves × 7 experts, with all stability figures (ms)`,
      ours,
      limit,
      ratio: Math.round((ours / limit) * 1000) / 1000,
    }
  })
}
