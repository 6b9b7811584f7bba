import { type Catalog, type ProgrammeRule, programmeFigures } from '../../catalog/index.ts'
import { type EvaluationContext, evaluateCondition, referencesOf } from '../../formula/index.ts'
import {
  type Bilingual,
  fillBoth,
  isInForce,
  isKnown,
  known,
  MISSING,
  type Observed,
  printed,
  type ReportingYear,
  toBase,
} from '../../kernel/index.ts'

/** Figures of one programme at one school in one year, in the units that programmeFigures declares. */
export type Figures = ReadonlyMap<string, Observed>

/** A rule with what it came to. */
export interface RuleOutcome {
  readonly rule: ProgrammeRule
  readonly outcome: 'holds' | 'holds_not' | 'undecided'
  /** The rule's message with the figures in it, where it holds. */
  readonly message: Bilingual
  /** The figures it looked at, as they are printed. */
  readonly figures: readonly ShownFigure[]
}

export interface ShownFigure {
  readonly id: string
  readonly name: Bilingual
  readonly unit: string
  readonly state: Observed['state']
  readonly printed: string | undefined
}

/** What the yearly filing says of a programme. */
export interface FilingVerdict {
  readonly verdict: 'file' | 'refuse' | 'undecided'
  readonly outcomes: readonly RuleOutcome[]
}

/** What is proposed for a programme, and by which rule. */
export interface Proposal {
  readonly action: string
  /** Undefined where no rule holds and the programme is kept. */
  readonly by: RuleOutcome | undefined
  /** Rules that would have come first and could not be decided for want of a figure. */
  readonly undecided: readonly RuleOutcome[]
}

/** Judges a programme for the yearly filing: one refusing rule that holds is enough. */
export function judgeFiling(catalog: Catalog, year: ReportingYear, figures: Figures): FilingVerdict {
  const outcomes = outcomesOf(catalog, 'filing', year, figures)
  const refusing = outcomes.filter(({ rule }) => rule.severity === 'refuse')
  const verdict = refusing.some(({ outcome }) => outcome === 'holds')
    ? 'refuse'
    : refusing.some(({ outcome }) => outcome === 'undecided')
      ? 'undecided'
      : 'file'
  return { verdict, outcomes }
}

/** Proposes what to do with a programme: the first rule that holds decides; where none does, it is kept. */
export function propose(catalog: Catalog, year: ReportingYear, figures: Figures): Proposal {
  const outcomes = outcomesOf(catalog, 'adjustment', year, figures)
  const at = outcomes.findIndex(({ outcome }) => outcome === 'holds')
  const by = outcomes[at]
  const before = by ? outcomes.slice(0, at) : outcomes
  return {
    action: by?.rule.action ?? 'keep',
    by,
    undecided: before.filter(({ outcome }) => outcome === 'undecided'),
  }
}

function outcomesOf(
  catalog: Catalog,
  purpose: ProgrammeRule['purpose'],
  year: ReportingYear,
  figures: Figures,
): RuleOutcome[] {
  const context = new FigureContext(catalog, figures)
  return catalog.programmeRules
    .every()
    .filter((rule) => rule.purpose === purpose && isInForce(rule.in_force, year))
    .map((rule) => {
      const truth = evaluateCondition(rule.when, context)
      const named = [...new Set(referencesOf(rule.when).map(({ reference }) => reference.name))]
      return {
        rule,
        outcome: truth === true ? 'holds' : truth === false ? 'holds_not' : 'undecided',
        message: fillBoth(rule.message, paramsOf(figures)),
        figures: named.flatMap((id) => shown(id, figures)),
      }
    })
}

function paramsOf(figures: Figures): Record<string, string> {
  return Object.fromEntries(
    programmeFigures.map(({ id }) => [id, shown(id, figures)[0]?.printed ?? '—'] as const),
  )
}

function shown(id: string, figures: Figures): ShownFigure[] {
  const figure = programmeFigures.find((candidate) => candidate.id === id)
  if (!figure) return []
  const observed = figures.get(id) ?? MISSING
  return [
    {
      id,
      name: figure.name,
      unit: figure.unit,
      state: observed.state,
      printed: isKnown(observed) ? printed(observed.value, figure.decimals) : undefined,
    },
  ]
}

/** Every figure as it is printed, for the page that shows what a proposal rests on. */
export function shownFigures(figures: Figures): ShownFigure[] {
  return programmeFigures.flatMap(({ id }) => shown(id, figures))
}

/** Finds figures for the conditions of rules. A figure that is not there is missing: the rule stays undecided. */
class FigureContext implements EvaluationContext {
  readonly #catalog: Catalog
  readonly #figures: Figures

  constructor(catalog: Catalog, figures: Figures) {
    this.#catalog = catalog
    this.#figures = figures
  }

  reference({ name }: { readonly name: string }): Observed {
    const observed = this.#figures.get(name) ?? MISSING
    const declared = programmeFigures.find((figure) => figure.id === name)
    const unit = declared && this.#catalog.units.parse(declared.unit)
    if (!isKnown(observed)) return observed
    return unit ? known(toBase(observed.value, unit)) : MISSING
  }

  cells(): readonly Observed[] {
    return []
  }

  rows(): undefined {
    return undefined
  }

  attribute(): undefined {
    return undefined
  }

  unit(text: string) {
    return this.#catalog.units.parse(text)
  }

  previous(): undefined {
    return undefined
  }

  panel(): readonly EvaluationContext[] {
    return []
  }
}
