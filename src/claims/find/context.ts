import { Decimal } from '../../kernel/index.ts'
import type { Operand, OperandRole, Span, Stated } from '../judge/claim.ts'
import { lastPlace } from '../judge/verdict.ts'
import type { Clause } from '../read/clauses.ts'
import { type Name, nameMatch } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import type { Reading } from '../read/reading.ts'
import { comparable, isPercent } from '../read/units.ts'

/** What the finders share: the quantities of the text by sentence, paragraph and name. */
export class Context {
  readonly reading: Reading
  readonly quantities: readonly Quantity[]
  /** Last year's report, where one was given. */
  readonly previous: Context | undefined
  readonly #bySentence = new Map<number, Quantity[]>()
  readonly #byParagraph = new Map<number, Quantity[]>()
  readonly #byKey = new Map<string, Quantity[]>()

  constructor(reading: Reading, previous?: Reading) {
    this.reading = reading
    this.previous = previous && new Context(previous)
    this.quantities = reading.quantities
    for (const quantity of reading.quantities) {
      append(this.#bySentence, quantity.sentence, quantity)
      append(this.#byParagraph, quantity.paragraph, quantity)
      if (isLevel(quantity) || isPercentage(quantity)) {
        for (const key of quantity.name.keys) append(this.#byKey, key, quantity)
      }
    }
  }

  sentences(): Iterable<readonly Quantity[]> {
    return this.#bySentence.values()
  }

  sentence(index: number): readonly Quantity[] {
    return this.#bySentence.get(index) ?? []
  }

  /** The quantities of the sentence before the one that a quantity stands in, where it is not far. */
  sentenceBefore(quantity: Quantity): readonly Quantity[] {
    const first = this.sentence(quantity.sentence)[0]
    const last = first && this.quantities[first.id - 1]
    return last && first.paragraph - last.paragraph <= 1 ? this.sentence(last.sentence) : []
  }

  paragraphs(): Iterable<readonly Quantity[]> {
    return this.#byParagraph.values()
  }

  paragraph(index: number): readonly Quantity[] {
    return this.#byParagraph.get(index) ?? []
  }

  /** Amounts with one of the keys of a name, wherever they stand; at most `limit`, the nearest to `near` first. */
  named(name: Name, near: number, limit = 12): Quantity[] {
    return this.valuesNamed(name, near, limit * 2)
      .filter(isLevel)
      .slice(0, limit)
  }

  /** Like `named`, percentages included. */
  valuesNamed(name: Name, near: number, limit = 12): Quantity[] {
    const found = new Set<Quantity>()
    for (const key of name.keys) {
      const list = this.#byKey.get(key) ?? []
      const at = firstFrom(list, near)
      for (const quantity of list.slice(Math.max(0, at - limit), at + limit)) found.add(quantity)
    }
    return [...found].sort((a, b) => Math.abs(a.id - near) - Math.abs(b.id - near)).slice(0, limit)
  }

  /** The quantities of the running text before an offset of the extracted text, the last `count` of them. */
  before(offset: number, count: number): readonly Quantity[] {
    let low = 0
    let high = this.quantities.length
    while (low < high) {
      const middle = (low + high) >> 1
      const quantity = this.quantities[middle]
      if (quantity && (quantity.token.flow.at[quantity.token.start] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return this.quantities.slice(Math.max(0, low - count), low)
  }

  /** The quantities around the end of a clause. */
  aroundClause({ flow, at }: Clause, before: number, behind: number): readonly Quantity[] {
    const own = this.before((flow.at[at.at(-1) ?? 0] ?? 0) + 1, before)
    const from = (own.at(-1)?.id ?? -1) + 1
    return [...own, ...this.quantities.slice(from, from + behind)]
  }

  /** The quantities around one, in the order of the text. */
  around(quantity: Quantity, before: number, after: number): readonly Quantity[] {
    return this.quantities.slice(Math.max(0, quantity.id - before), quantity.id + after + 1)
  }
}

/** Where the first quantity stands in a list that is not before `id`; lists are in the order of the text. */
export function firstFrom(list: readonly Quantity[], id: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.id ?? 0) < id) low = middle + 1
    else high = middle
  }
  return low
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

export function isLevel(quantity: Quantity): boolean {
  return quantity.role === 'level' && !isPercent(quantity.unit) && quantity.unit.dimension !== 'point'
}

/** An amount that can be a part or a whole. */
export function isAmount(quantity: Quantity): boolean {
  return (
    isLevel(quantity) &&
    !isMean(quantity) &&
    quantity.unit.dimension !== 'time' &&
    quantity.unit.dimension !== 'age'
  )
}

/** An average or a value per head is no part and no whole of anything. */
export function isMean(quantity: Quantity): boolean {
  return quantity.mean
}

export function isPercentage(quantity: Quantity): boolean {
  return quantity.role === 'share' || quantity.role === 'rate'
}

/** Whether the number tells the present state and not what was before. */
export function isPresent(quantity: Quantity): boolean {
  return quantity.period !== 'prior' && quantity.frame.motion !== 'from'
}

export function sameMeasure(a: Quantity, b: Quantity): boolean {
  return comparable(a.unit, b.unit) || (isPercentage(a) && isPercentage(b))
}

/** 全国 and 全省: both say of whom they speak, and not of the same. */
export function isOtherScope(a: Quantity, b: Quantity): boolean {
  return a.name.scope !== b.name.scope && a.name.scope !== '' && b.name.scope !== ''
}

export function statedAs(quantity: Quantity): Stated {
  const unit = lastPlace(quantity.token)
  const text = quantity.token.flow.text.slice(
    quantity.token.start,
    Math.max(quantity.token.end, quantity.token.unitEnd),
  )
  return { quantity, text, range: quantity.range, ...(unit === undefined ? {} : { unit }) }
}

/** A total that the words do not print: 100 %. */
export function statedConstant(value: number | string, unit: string | undefined): Stated {
  const exact = new Decimal(value)
  return { text: String(value), range: { low: exact, high: exact }, ...(unit === undefined ? {} : { unit }) }
}

export function operand(quantity: Quantity, role: OperandRole): Operand {
  return { quantity, role }
}

export function operands(quantities: readonly Quantity[], role: OperandRole): Operand[] {
  return quantities.map((quantity) => ({ quantity, role }))
}

export function matches(a: Name, b: Name): number {
  return nameMatch(a, b)
}

/**
 * Cheap test in floating point, before the exact one: how far part / whole is from the stated share, for rounded
 * operands.
 */
export function shareFitRange(
  part: { low: number; high: number },
  whole: { low: number; high: number },
  stated: Quantity,
): 0 | 1 | 2 {
  if (whole.low <= 0) return 0
  const scale = percentScale(stated)
  const from = (part.low / whole.high) * scale
  const to = (part.high / whole.low) * scale
  const low = stated.low
  const high = stated.high
  const width = Math.max(high - low, 1e-9)
  const slack = Math.abs(to) * 1e-9
  if (to >= low - slack && from <= high + slack) return 2
  return to >= low - width && from <= high + width ? 1 : 0
}

export function percentScale(quantity: Quantity): number {
  const dimension = quantity.unit.dimension
  return dimension === 'permille' ? 1000 : dimension === 'tenths' ? 10 : 100
}

export function floats(quantity: Quantity): { low: number; high: number } {
  return quantity
}

export function addFloats(parts: readonly Quantity[]): { low: number; high: number } {
  let low = 0
  let high = 0
  for (const part of parts) {
    low += part.low
    high += part.high
  }
  return { low, high }
}

/** A whole clause, as a part of what a claim is made of. */
export function spanOf(clause: Clause): Span {
  return { flow: clause.flow.index, start: clause.at[0] ?? 0, end: (clause.at.at(-1) ?? 0) + 1 }
}

/** Not so a line of a table whose cells were not told apart: it names more than one thing. */
export function isInSentence(quantity: Quantity, context: Context): boolean {
  return /[，。；,;]/.test(quantity.token.flow.text) && !isInTableLine(quantity, context)
}

/** Wide gaps give away a line of a table that was not seen as one. */
export function isInTableLine({ token }: Quantity, { reading }: Context): boolean {
  const { flow, start, end } = token
  const from = flow.at[Math.max(0, start - 24)] ?? 0
  const to = flow.at[Math.min(flow.text.length - 1, end + 8)] ?? from
  const source = reading.extracted.text
  // 119 教师培训…… at the start of a line is its number in a list.
  const at = flow.at[start] ?? 0
  if (/^\n[^\S\n]*\d+ \S/.test(source.slice(at - 1, at + 12))) return true
  return /\S[^\S\n]{2,}\S/.test(source.slice(from, to))
}

/** The words of its clause before a number, those of earlier numbers included. */
export function wordsBefore({ clause, token }: Quantity): string {
  const own = clause.numbers.find((number) => number.token === token)
  return clause.text.slice(0, own?.from ?? 0)
}
