import { likeness } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { hasPairOf } from '../changes/changes.ts'
import {
  type Context,
  firstFrom,
  isInTableLine,
  isLevel,
  isOtherScope,
  isPercentage,
  matches,
  sameMeasure,
} from '../context.ts'
import { digitsOf, isOneDigitApart } from '../sums/sum-drafts.ts'

/** A clause that stands more often than this is a form that each place fills in anew. */
const MOST_AGAIN = 100

/**
 * Numbers that the text says again. Which two are the same quantity is decided by their words and their number of
 * digits, never by their values: a pair that holds is one of which a slip in either would have been noticed.
 */
export class Twins {
  readonly quantities: readonly Quantity[]
  readonly #context: Context
  readonly #byValue = new Map<string, Quantity[]>()
  /** By all digits but one, 1248_0 for each of the places, and by neighbours in either order. */
  readonly #byMask = new Map<string, Quantity[]>()
  readonly #byWords = new Map<string, Quantity[]>()
  readonly #masks = new Map<Quantity, readonly string[]>()
  readonly #words = new Map<Quantity, string>()

  constructor(context: Context) {
    this.#context = context
    this.quantities = context.quantities.filter(isStated)
    for (const quantity of this.quantities) {
      append(this.#byValue, valueKey(quantity), quantity)
      const masks = masksOf(quantity)
      this.#masks.set(quantity, masks)
      for (const mask of masks) append(this.#byMask, mask, quantity)
      const words = wordsAround(quantity)
      if (words === undefined) continue
      this.#words.set(quantity, words)
      append(this.#byWords, words, quantity)
    }
  }

  /** The last number before it that says the same, and is the same. */
  sameBefore(quantity: Quantity): Quantity | undefined {
    return this.#equals(quantity).findLast((other) => other.id < quantity.id)
  }

  /** A number that says the same and is one digit off, where no other says the same and is the same. */
  nearlySame(quantity: Quantity): Quantity | undefined {
    if (this.#equals(quantity).length > 0) return undefined
    const said = this.#inTheSameWords(quantity)
    const values = new Set(said.map((other) => other.token.digits))
    const [again] = said
    if (again && values.size === 1 && isOneDigitApart(again.token.digits, quantity.token.digits)) return again
    return (this.#masks.get(quantity) ?? masksOf(quantity))
      .flatMap((mask) => nearest(this.#byMask.get(mask), quantity))
      .find(
        (other) =>
          other.size !== quantity.size &&
          other.token.decimals === quantity.token.decimals &&
          (this.#isTwin(other, quantity) ||
            // A headline says what its text says; the text says more than its headline.
            (this.#isHeadlined(other, quantity) &&
              (isHeadline(quantity) || this.#equals(other).length === 0))),
      )
  }

  readonly #equal = new Map<Quantity, readonly Quantity[]>()

  #equals(quantity: Quantity): readonly Quantity[] {
    const known = this.#equal.get(quantity) ?? this.#findEquals(quantity)
    this.#equal.set(quantity, known)
    return known
  }

  #findEquals(quantity: Quantity): Quantity[] {
    const said = this.#inTheSameWords(quantity)
    return nearest(this.#byValue.get(valueKey(quantity)), quantity).filter(
      (other) =>
        other !== quantity &&
        (said.includes(other) || this.#isTwin(other, quantity) || this.#isHeadlined(other, quantity)),
    )
  }

  /** The others of a clause that is the same but for its number; none where such clauses differ by nature. */
  #inTheSameWords(quantity: Quantity): readonly Quantity[] {
    const words = this.#words.get(quantity)
    const group = words === undefined ? [] : (this.#byWords.get(words) ?? [])
    if (words === undefined || group.length < 2 || group.length > MOST_AGAIN) return []
    if (this.#isLined(quantity)) return []
    // Three digits are soon one digit apart: that takes more than one witness, or many words.
    const places = digitsOf(quantity)
    if (places < 4 && group.length < 3 && words.length < 14) return []
    const others = nearest(group, quantity).filter(
      (other) => other !== quantity && !isOtherTime(other, quantity) && !this.#isLined(other),
    )
    return new Set(others.map((other) => other.size)).size === 1 ? others : []
  }

  #isTwin(a: Quantity, b: Quantity): boolean {
    if (a.sentence === b.sentence || !sameMeasure(a, b) || isOtherTime(a, b)) return false
    if (b.role === 'ratio' || a.role === 'ratio')
      return a.role === b.role && likeness(a.name.text, b.name.text) >= 0.4
    return !isOtherScope(a, b) && this.#isCalledTheSame(a, b) && !this.#isLined(a) && !this.#isLined(b)
  }

  readonly #lined = new Map<Quantity, boolean>()

  /** Whether it stands in a line of a table that was not seen as one; asked for once. */
  #isLined(quantity: Quantity): boolean {
    const known = this.#lined.get(quantity) ?? isInTableLine(quantity, this.#context)
    this.#lined.set(quantity, known)
    return known
  }

  #isHeadlined(a: Quantity, b: Quantity): boolean {
    return isHeadlined(a, b) && !this.#isLined(a) && !this.#isLined(b)
  }

  #isCalledTheSame(a: Quantity, b: Quantity): boolean {
    const match = matches(a.name, b.name)
    const places = Math.min(digitsOf(a), digitsOf(b))
    // 「2012年共资助各阶段教育学生8431.84万人次」, 「从2012年的8413.84万人次」: six digits of one year, one slip apart.
    if (places >= 6 && typeof a.period === 'number' && a.period === b.period && isSpokenAlike(a, b))
      return true
    if (match < 2) return false
    if (places >= 5) return true
    const key = a.name.keys[0] ?? ''
    if (match < 3 || key !== b.name.keys[0] || !a.named || !b.named || a.unit.text !== b.unit.text)
      return false
    if (places === 3) return key.length >= 10
    return (
      key.length >= 4 &&
      !(a.section === b.section && a.paragraph === b.paragraph) &&
      likeness(`${a.topic}${a.name.text}`, `${b.topic}${b.name.text}`) >= 0.8
    )
  }
}

/** Two things that one text prints side by side. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/收入|拨款/, /支出|投入/],
  [/男/, /女/],
  [/招生/, /毕业|在校/],
  [/城/, /乡|农/],
  [/中央/, /地方/],
  [/预算/, /决算/],
]

function isSpokenAlike(a: Quantity, b: Quantity): boolean {
  const other = opposites.some(
    ([one, two]) => [a, b].some((x) => one.test(x.name.text)) && [a, b].some((x) => two.test(x.name.text)),
  )
  return a.unit.text === b.unit.text && a.unit.text !== '' && !other && hasPairOf(a.name.text, b.name.text)
}

/** How many numbers before and behind one are compared with it: a long text repeats itself without end. */
const NEAREST = 8

/** Those of a list, which is in the order of the text, that stand nearest to a number on either side; and its first. */
function nearest(list: readonly Quantity[] | undefined, { id }: Quantity): readonly Quantity[] {
  if (!list || list.length <= 2 * NEAREST + 1) return list ?? []
  const at = firstFrom(list, id)
  const near = list.slice(Math.max(0, at - NEAREST), at + NEAREST + 1)
  const [first] = list
  return first && !near.includes(first) ? [first, ...near] : near
}

export function isHeadline({ token: { flow } }: Quantity): boolean {
  return (
    flow.block.kind === 'heading' || (flow.index < 3 && flow.text.length <= 42 && !/[。；;]/.test(flow.text))
  )
}

/** 0 a headline, 1 the lead – a short paragraph at the head of the text that says what is to come –, 2 the text. */
function depthOf(quantity: Quantity): 0 | 1 | 2 {
  if (isHeadline(quantity)) return 0
  const { flow } = quantity.token
  return flow.index < 2 && flow.text.length <= 110 && (flow.text.match(/。/g) ?? []).length <= 2 ? 1 : 2
}

/** One stands in a headline, and the other under it by a name that the first may have shortened. */
function isHeadlined(a: Quantity, b: Quantity): boolean {
  return (
    depthOf(a) !== depthOf(b) &&
    sameMeasure(a, b) &&
    !isOtherTime(a, b) &&
    !isOtherScope(a, b) &&
    a.role !== 'ratio' &&
    a.unit.text === b.unit.text &&
    (Math.min(digitsOf(a), digitsOf(b)) >= (a.size === b.size && a.token.decimals > 0 ? 3 : 4) ||
      isLongNamed(a, b)) &&
    matches(a.name, b.name) >= 2
  )
}

/** 高等教育毛入学率60.2%: three digits are enough under a long name that both have. */
function isLongNamed(a: Quantity, b: Quantity): boolean {
  const [key = ''] = a.name.keys
  return (
    key.length >= 6 &&
    key === b.name.keys[0] &&
    a.token.decimals > 0 &&
    Math.min(digitsOf(a), digitsOf(b)) >= 3
  )
}

/** Two different years, or one of them said to be the year before. */
export function isOtherTime(a: Quantity, b: Quantity): boolean {
  if (a.period === 'prior' || b.period === 'prior') return a.period !== b.period
  return a.period !== undefined && b.period !== undefined && a.period !== b.period
}

export function isStated(quantity: Quantity): boolean {
  if (quantity.frame.bound || quantity.frame.motion === 'by') return false
  if (quantity.role === 'ratio') return true
  // 245 at the head of a line numbers it.
  if (quantity.token.start === 0 && quantity.unit.text === '') return false
  return (
    (isLevel(quantity) || isPercentage(quantity)) &&
    quantity.token.form === 'plain' &&
    digitsOf(quantity) >= 3
  )
}

function valueKey(quantity: Quantity): string {
  const others = quantity.frame.ratioWith.map((token) => token.digits).join(':')
  return `${measureKey(quantity)} ${quantity.size} ${others}`
}

function measureKey(quantity: Quantity): string {
  return quantity.role === 'level' ? quantity.unit.dimension : quantity.role === 'ratio' ? 'ratio' : 'rate'
}

function masksOf(quantity: Quantity): string[] {
  const { digits, scaleText } = quantity.token
  // Three digits are only told by a long name: there are too many of them to compare.
  const long = quantity.token.decimals > 0 ? 6 : 10
  const isShort = digitsOf(quantity) < 4 && (quantity.name.keys[0] ?? '').length < long
  if (quantity.role === 'ratio' || digitsOf(quantity) < 3 || isShort) return []
  const masks: string[] = []
  for (let at = 0; at < digits.length; at++) {
    if (!isDigit(digits.charAt(at))) continue
    masks.push(`${digits.slice(0, at)}_${digits.slice(at + 1)}`)
    const [one, two] = [digits.charAt(at), digits.charAt(at + 1)]
    // Two neighbours that changed places have this in common.
    if (isDigit(two) && one !== two)
      masks.push(`${digits.slice(0, at)}(${one < two ? one + two : two + one})${digits.slice(at + 2)}`)
  }
  return masks.map((mask) => `${measureKey(quantity)} ${scaleText} ${mask}`)
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

/** The clause without its number, where it has one number and says what that counts. */
function wordsAround(quantity: Quantity): string | undefined {
  const { clause, token } = quantity
  const [only] = clause.numbers
  if (clause.numbers.length !== 1 || only?.token !== token || !quantity.named) return undefined
  const words = `${clause.text.slice(0, only.from)}#${clause.text.slice(only.to)}`
  return words.length >= 9 ? words : undefined
}

function append(map: Map<string, Quantity[]>, key: string, value: Quantity): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
