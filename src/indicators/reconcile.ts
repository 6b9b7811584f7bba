import type { Truth } from '../formula/index.ts'
import {
  type Bilingual,
  Decimal,
  decimal,
  decimalsOf,
  fromBase,
  type Interval,
  interval,
  isKnown,
  type Observed,
  printed as printedNumber,
  rounded,
  type Unit,
  type UnitSystem,
  ZERO,
} from '../kernel/index.ts'
import { type Meaning, meaningOf, type PublishedFact, type PublishedMapping } from './published.ts'

/**
 * equal: the same number; equal_after_rounding: the same where the printed number ends; matches_word: within what
 * the words allow (多, 近, 以上), or the statement holds; class: no quantity, named for what it is;
 * different: neither; unknown: we hold no value.
 */
export type ReconcileVerdict =
  | 'equal'
  | 'equal_after_rounding'
  | 'matches_word'
  | 'class'
  | 'different'
  | 'unknown'

/** One thing printed about a fact: its value, last year's, the change or the growth. */
export interface ReconciledPart {
  readonly what: 'value' | 'prior' | 'change' | 'growth'
  readonly printed: string
  /** Our number in the printed unit, four decimals at most; the state where there is none. */
  readonly ours: string
  readonly verdict: ReconcileVerdict
}

export interface ReconciledFact {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly meaning: Meaning
  readonly parts: readonly ReconciledPart[]
  /** The gravest of the parts. */
  readonly verdict: ReconcileVerdict
  /** Every difference is one that the published figures themselves force. */
  readonly isForced: boolean
  /** Why the published figures cannot all hold, with the arithmetic; or how an unclear base was read. */
  readonly note: Bilingual | undefined
}

export interface Reconciliation {
  readonly facts: readonly ReconciledFact[]
  readonly counts: Readonly<Record<ReconcileVerdict, number>>
  /** Facts unknown to us, or different in a way that the published figures do not force: ours to mend. */
  readonly unexplained: readonly string[]
}

/** Where to look: code of the org unit (undefined: the document's own) and how many years before the document's. */
export interface Place {
  readonly org: string | undefined
  readonly yearsBack: number
}

/** Our side: values and truths of formulas. */
export interface Lookup {
  /** In base units, with the unit that the definition declares. */
  value(formula: string, place: Place): { readonly observed: Observed; readonly measure: Unit }
  holds(formula: string, place: Place): Truth
}

/** Puts published figures beside ours, one by one. */
export function reconcile(mapping: PublishedMapping, ours: Lookup, units: UnitSystem): Reconciliation {
  const facts = mapping.facts.map((fact) => reconcileFact(fact, ours, units))
  const counts = { equal: 0, equal_after_rounding: 0, matches_word: 0, class: 0, different: 0, unknown: 0 }
  for (const { verdict } of facts) counts[verdict] += 1
  const unexplained = facts
    .filter(({ verdict, isForced }) => verdict === 'unknown' || (verdict === 'different' && !isForced))
    .map(({ id }) => id)
  return { facts, counts, unexplained }
}

function reconcileFact(fact: PublishedFact, ours: Lookup, units: UnitSystem): ReconciledFact {
  const meaning = meaningOf(fact)
  const parts = partsOf(fact, meaning, ours, units)
  const verdict = parts.map((part) => part.verdict).reduce(graver)
  const different = parts.filter((part) => part.verdict === 'different')
  const isForced = different.length > 0 && different.every(({ what }) => fact.differs?.includes(what))
  return { id: fact.id, key: fact.key, name: fact.name, meaning, parts, verdict, isForced, note: fact.note }
}

function partsOf(fact: PublishedFact, meaning: Meaning, ours: Lookup, units: UnitSystem): ReconciledPart[] {
  const { value } = fact.printed
  const place = { org: fact.at, yearsBack: 0 }
  switch (meaning.kind) {
    case 'class':
      return [{ what: 'value', printed: value, ours: meaning.name, verdict: 'class' }]
    case 'holds': {
      const truth = ours.holds(meaning.condition, place)
      const verdict = typeof truth === 'boolean' ? (truth ? 'matches_word' : 'different') : 'unknown'
      return [{ what: 'value', printed: value, ours: String(truth === true), verdict }]
    }
    case 'rule':
      return valueParts(fact, [meaning.parameter], ours, units)
    default:
      return valueParts(fact, meaning.formulas, ours, units)
  }
}

function valueParts(
  fact: PublishedFact,
  formulas: readonly string[],
  ours: Lookup,
  units: UnitSystem,
): ReconciledPart[] {
  const look = (formula: string, yearsBack: number): Decimal | undefined => {
    const { observed, measure } = ours.value(formula, { org: fact.at, yearsBack })
    const unit = fact.unit === undefined ? measure : (units.parse(fact.unit) ?? measure)
    return isKnown(observed) ? fromBase(observed.value, unit) : undefined
  }
  const values = formulas.map((formula) => look(formula, 0))
  const { numbers, value: text, qualifier } = fact.printed
  const verdicts = values.map((value, index) => compared(value, numbers[index], qualifier))
  const parts: ReconciledPart[] = [
    {
      what: 'value',
      printed: text,
      ours: values.map(shown).join(' : '),
      verdict: verdicts.reduce(graver),
    },
  ]
  const [first = '', now] = [formulas[0], values[0]]
  if (!fact.prior && !fact.change && !fact.growth) return parts
  const before = look(first, 1)
  if (fact.prior) {
    parts.push({
      what: 'prior',
      printed: fact.prior.value,
      ours: shown(before),
      verdict: compared(before, fact.prior.number, undefined),
    })
  }
  if (fact.change) parts.push(changePart(fact, fact.change, now, before))
  if (fact.growth) parts.push(growthPart(fact, fact.growth.amount, now, before))
  return parts
}

function compared(
  ours: Decimal | undefined,
  number: string | undefined,
  qualifier: string | undefined,
): ReconcileVerdict {
  if (!ours || number === undefined) return 'unknown'
  const published = decimal(number)
  if (qualifier !== undefined) return fitsWord(ours, published, qualifier) ? 'matches_word' : 'different'
  return numbersAgree(ours, number)
}

function numbersAgree(ours: Decimal, number: string): ReconcileVerdict {
  if (ours.eq(decimal(number))) return 'equal'
  return rounded(ours, decimalsOf(number)).eq(decimal(number)) ? 'equal_after_rounding' : 'different'
}

/** 近 N: at most a tenth below; N 多: above, by less than one of its last non-zero digit; 以上, 不少于: no less. */
function fitsWord(ours: Decimal, published: Decimal, qualifier: string): boolean {
  if (qualifier.includes('近')) return ours.lt(published) && ours.gte(published.times('0.9'))
  if (qualifier.includes('多')) return ours.gt(published) && ours.lt(published.plus(lastDigit(published)))
  return ours.gte(published)
}

/** One of the last digit that is not zero: 10 for 40, 100 for 8600, 1000 for 2000. */
function lastDigit(value: Decimal): Decimal {
  let size = new Decimal(1)
  while (!value.isZero() && value.mod(size.times(10)).isZero()) size = size.times(10)
  return size
}

const FALLING = ['减少', '下降', '降低', '减幅']

function changePart(
  fact: PublishedFact,
  { amount, unit, word }: NonNullable<PublishedFact['change']>,
  now: Decimal | undefined,
  before: Decimal | undefined,
): ReconciledPart {
  const printed = `${word} ${amount} ${unit}`
  if (!now || !before) return { what: 'change', printed, ours: shown(undefined), verdict: 'unknown' }
  const change = now.minus(before)
  const signed = FALLING.includes(word) ? change.neg() : change
  const verdict = signed.lt(0)
    ? 'different'
    : roundedOrDerived(signed, amount, () => printedChange(fact, word))
  return { what: 'change', printed, ours: shown(change), verdict }
}

function growthPart(
  fact: PublishedFact,
  amount: string,
  now: Decimal | undefined,
  before: Decimal | undefined,
): ReconciledPart {
  const printed = `${amount}%`
  if (!now || !before || before.isZero()) {
    return { what: 'growth', printed, ours: shown(undefined), verdict: 'unknown' }
  }
  const growth = now.minus(before).div(before).times(100)
  const falls = fact.change !== undefined && FALLING.includes(fact.change.word)
  const signed = falls ? growth.neg() : growth
  return {
    what: 'growth',
    printed,
    ours: shown(growth),
    verdict: signed.lt(0) ? 'different' : numbersAgree(signed, amount),
  }
}

/** A change that was worked out from printed numbers may differ from ours in their last digit, and no more. */
function roundedOrDerived(
  ours: Decimal,
  amount: string,
  derived: () => Interval | undefined,
): ReconcileVerdict {
  const verdict = numbersAgree(ours, amount)
  if (verdict !== 'different') return verdict
  const allowed = derived()
  const fits = allowed && interval.contains(allowed, ours) && interval.contains(allowed, decimal(amount))
  return fits ? 'equal_after_rounding' : 'different'
}

/** What the printed value and the printed prior allow for the change, as a positive amount. */
function printedChange(fact: PublishedFact, word: string): Interval | undefined {
  const [number] = fact.printed.numbers
  if (number === undefined || !fact.prior) return undefined
  const [later, earlier] = [interval.asPrinted(number), interval.asPrinted(fact.prior.number)]
  return FALLING.includes(word) ? interval.minus(earlier, later) : interval.minus(later, earlier)
}

const gravity: readonly ReconcileVerdict[] = [
  'equal',
  'class',
  'matches_word',
  'equal_after_rounding',
  'unknown',
  'different',
]

function graver(a: ReconcileVerdict, b: ReconcileVerdict): ReconcileVerdict {
  return gravity.indexOf(a) >= gravity.indexOf(b) ? a : b
}

function shown(value: Decimal | undefined): string {
  if (!value) return '—'
  return printedNumber(value.isZero() ? ZERO : value, Math.min(value.decimalPlaces(), 4))
}
