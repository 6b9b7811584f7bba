import { z } from 'zod'
import { inputsOf, parse } from '../formula/index.ts'

/*
 * Published figures and what each of them is in our catalog. A figure is an element, an indicator, a count over a
 * register, a rule, a statement that can be tested, or no quantity at all; there is no seventh.
 */

const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/)
const formulas = z.union([z.string(), z.array(z.string()).min(1)])

const printed = z.strictObject({
  /** As printed, words and all. */
  value: z.string(),
  /** The numbers in it: one, several (第十、十一届), or none where it is a word. */
  numbers: z.array(decimalText),
  unit: z.string(),
  qualifier: z.string().optional(),
})

const mappedFact = z
  .strictObject({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    printed,
    /** Last year's figure; `derived` where it was not printed but follows from the printed change. */
    prior: z
      .strictObject({ value: z.string(), number: decimalText, derived: z.literal('true').optional() })
      .optional(),
    change: z.strictObject({ amount: decimalText, unit: z.string(), word: z.string() }).optional(),
    growth: z.strictObject({ amount: decimalText }).optional(),
    element: formulas.optional(),
    indicator: formulas.optional(),
    count: formulas.optional(),
    rule: z.string().optional(),
    holds: z.string().optional(),
    class: z.enum(['year', 'number_in_name', 'edition', 'qualitative']).optional(),
    /** Code of the org unit; the document's own where left out. */
    at: z.string().optional(),
    /** Unit of the catalog in which the figure is printed; the definition's own where left out. */
    unit: z.string().optional(),
    /** What differs of necessity, because the published figures contradict one another; the note has the arithmetic. */
    differs: z
      .array(z.enum(['value', 'prior', 'change', 'growth']))
      .min(1)
      .optional(),
    /** The arithmetic of a contradiction, or how an unclear base was read. */
    note: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  })
  .refine(
    (fact) =>
      [fact.element, fact.indicator, fact.count, fact.rule, fact.holds, fact.class].filter(
        (means) => means !== undefined,
      ).length === 1,
    'one_meaning',
  )
  .refine((fact) => fact.differs === undefined || fact.note !== undefined, 'note_missing')

const mapping = z.strictObject({
  document: z.strictObject({ title: z.string(), org: z.string(), year: z.string() }),
  facts: z.array(mappedFact).min(1),
})

export type PublishedFact = z.output<typeof mappedFact>
export type PublishedMapping = z.output<typeof mapping>

/** What a figure is. */
export type Meaning =
  | { readonly kind: 'element' | 'indicator' | 'count'; readonly formulas: readonly string[] }
  | { readonly kind: 'rule'; readonly parameter: string }
  | { readonly kind: 'holds'; readonly condition: string }
  | { readonly kind: 'class'; readonly name: NonNullable<PublishedFact['class']> }

/** @throws ZodError naming the fact and field where the content is not of the shape */
export function parseMapping(content: unknown): PublishedMapping {
  return mapping.parse(content)
}

export function meaningOf(fact: PublishedFact): Meaning {
  const list = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value)
  if (fact.element !== undefined) return { kind: 'element', formulas: list(fact.element) }
  if (fact.indicator !== undefined) return { kind: 'indicator', formulas: list(fact.indicator) }
  if (fact.count !== undefined) return { kind: 'count', formulas: list(fact.count) }
  if (fact.rule !== undefined) return { kind: 'rule', parameter: fact.rule }
  if (fact.holds !== undefined) return { kind: 'holds', condition: fact.holds }
  return { kind: 'class', name: fact.class ?? 'qualitative' }
}

const numeric = z.union([z.number(), z.string()])
const givenFact = z.looseObject({
  id: z.string(),
  value: z.unknown(),
  value_printed: z.string(),
  value_numeric: z.unknown().optional(),
  unit: z.string(),
  qualifier: z.string().optional(),
  prior_value: numeric.optional(),
  prior_value_numeric: z.number().optional(),
  derived: z.boolean().optional(),
  stated_change: z.looseObject({ value: z.number(), unit: z.string(), word: z.string() }).optional(),
  stated_growth: z.looseObject({ value: z.number() }).optional(),
})
const givenFile = z.looseObject({ facts: z.array(givenFact) })

type Figures = Pick<PublishedFact, 'printed' | 'prior' | 'change' | 'growth'>

/** The figures of a reader's own list of published facts, by id. */
export function parseFigures(content: unknown): Map<string, Figures> {
  return new Map(givenFile.parse(content).facts.map((fact) => [fact.id, figuresOf(fact)]))
}

/** The mapping with a reader's figures in the place of ours; ids that the mapping does not have are named. */
export function withFigures(
  ours: PublishedMapping,
  figures: ReadonlyMap<string, Figures>,
): { mapping: PublishedMapping; unmapped: readonly string[] } {
  const facts = ours.facts.flatMap((fact): PublishedFact[] => {
    const given = figures.get(fact.id)
    if (!given) return []
    const { printed: _, prior: _p, change: _c, growth: _g, ...meaning } = fact
    return [{ ...meaning, ...given }]
  })
  const known = new Set(ours.facts.map((fact) => fact.id))
  return { mapping: { ...ours, facts }, unmapped: [...figures.keys()].filter((id) => !known.has(id)) }
}

function figuresOf(fact: z.output<typeof givenFact>): Figures {
  const { stated_change: change, stated_growth: growth, prior_value: prior } = fact
  return {
    printed: {
      value: fact.value_printed,
      numbers: numbersOf(fact),
      unit: fact.unit,
      ...(fact.qualifier === undefined ? {} : { qualifier: fact.qualifier }),
    },
    ...(prior === undefined
      ? {}
      : {
          prior: {
            value: String(prior),
            number: String(fact.prior_value_numeric ?? prior),
            ...(fact.derived ? { derived: 'true' as const } : {}),
          },
        }),
    ...(change && { change: { amount: String(change.value), unit: change.unit, word: change.word } }),
    ...(growth && { growth: { amount: String(growth.value) } }),
  }
}

function numbersOf({ value, value_printed, value_numeric }: z.output<typeof givenFact>): string[] {
  // The printed text keeps its zeros (3.0); a number read from JSON has lost them.
  if (/^\d+(\.\d+)?$/.test(value_printed)) return [value_printed]
  const numbers = value_numeric === undefined ? value : value_numeric
  if (typeof numbers === 'number') return [String(numbers)]
  if (typeof numbers === 'object' && numbers !== null) {
    return Object.values(numbers)
      .filter((part) => typeof part === 'number')
      .map(String)
  }
  return []
}

/** Registers whose own rows the mapping counts, by the org code that keeps them (`''` for the document's own). */
export function rowsNeeded(mapping: PublishedMapping): Map<string, Set<string>> {
  const needed = new Map<string, Set<string>>()
  for (const fact of mapping.facts) {
    const meaning = meaningOf(fact)
    const formulas =
      meaning.kind === 'holds' ? [meaning.condition] : meaning.kind === 'count' ? meaning.formulas : []
    for (const formula of formulas) {
      for (const register of inputsOf(parse(formula)).registers) {
        const org = fact.at ?? ''
        const registers = needed.get(org) ?? new Set<string>()
        needed.set(org, registers.add(register))
      }
    }
  }
  return needed
}
