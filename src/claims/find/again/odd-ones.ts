import type { Quantity } from '../../read/quantities.ts'
import { type Context, isInTableLine, isLevel, isMean, isPresent } from '../context.ts'
import { digitsOf, isOneDigitApart } from '../sums/sum-drafts.ts'
import type { Pair } from './said-again.ts'

/** How often the other value has to stand in the text: the shorter its name and its digits, the oftener. */
const OFTEN = 3
const OFTEN_ENOUGH = 2
/** Characters of a long name, digits of a long number. */
const LONG = 4

/**
 * 「在校生2767人」 four times and 「在校生2757人」 once: a value that a text gives a thing over and over, and another in one place that is
 * one digit off. A thing that the text gives a third value is a thing of several schools or years, and is left alone.
 */
export function oddOnes(context: Context): Pair[] {
  const byName = new Map<string, Quantity[]>()
  for (const quantity of context.quantities) {
    const name = nameOf(quantity)
    if (name === undefined) continue
    const key = `${name} ${measureOf(quantity)} ${quantity.name.scope}`
    const list = byName.get(key)
    if (list) list.push(quantity)
    else byName.set(key, [quantity])
  }
  return [...byName].flatMap(([key, list]) => {
    const values = Map.groupBy(list, ({ token }) => token.digits)
    if (values.size !== 2) return []
    const [[odd], often] = [...values.values()].sort((a, b) => a.length - b.length) as [
      Quantity[],
      Quantity[],
    ]
    const [first] = often
    if (!odd || !first) return []
    const isLong = key.indexOf(' ') >= LONG || digitsOf(first) >= LONG
    const least = isLong ? OFTEN_ENOUGH : OFTEN
    if (values.get(odd.token.digits)?.length !== 1 || often.length < least) return []
    if (!isOneDigitApart(odd.token.digits, first.token.digits) || areOfOtherTimes(odd, often)) return []
    if (often.some(({ sentence }) => sentence === odd.sentence) || isInTableLine(odd, context)) return []
    const before = often.findLast(({ id }) => id < odd.id)
    return before ? [{ earlier: before, later: odd }] : [{ earlier: odd, later: first }]
  })
}

function nameOf(quantity: Quantity): string | undefined {
  const { frame, token, named, among, period } = quantity
  if (!isLevel(quantity) || isMean(quantity) || !isPresent(quantity) || !named || among) return undefined
  if (frame.bound || frame.motion !== undefined || frame.respectively || quantity.comparison) return undefined
  if (token.form !== 'plain' || token.script !== 'arabic' || digitsOf(quantity) < 3) return undefined
  if (period === 'prior' || quantity.unit.text === '' || quantity.cell !== undefined) return undefined
  const name = (quantity.name.keys[0] ?? '')
    .replace(/^(占|按|学校|全校|本校|我校|全日制)+/, '')
    .replace(/^在校$/, '在校生')
  return name.length >= 2 ? name : undefined
}

function measureOf({ unit, token }: Quantity): string {
  return `${/^[人名位]$/.test(unit.text) ? '人' : unit.text} ${token.scaleText} ${token.decimals}`
}

function areOfOtherTimes(odd: Quantity, often: readonly Quantity[]): boolean {
  return often.some(({ year }) => year !== odd.year)
}
