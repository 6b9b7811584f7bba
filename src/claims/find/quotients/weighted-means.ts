import type { Draft } from '../../judge/claim.ts'
import { of, over, sum, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPresent, operand, operands, statedAs } from '../context.ts'

/** How many numbers before the parts of a mean their sizes may stand. */
const BEFORE = 60

/** What divides a whole into kinds, of which one name has one. */
const kindWords =
  /硕士|博士|研究生|本科|专科|高职|普通中专|成人中专|职业高中|职高|技工|中专|城镇|农村|城市|男生|女生|男|女|东部|中部|西部|公办|民办/

/**
 * 「本科生8170人，硕士1208人，博士17人。……落实率93.41%，其中本科93.01%，硕士96.03%，博士100.00%」: where a mean lies between those of its kinds
 * and the text prints how many there are of each, it is their weighted mean. Told only where it holds.
 */
export function findWeightedMeans(context: Context, means: readonly Draft[]): Draft[] {
  const drafts: Draft[] = []
  const seen = new Set<Quantity>()
  for (const mean of means) {
    const parts = mean.operands.filter(({ role }) => role === 'item').map(({ quantity }) => quantity)
    const whole = mean.operands.find(({ role }) => role === 'whole')?.quantity
    if (!whole || parts.length < 2 || seen.has(whole)) continue
    const kinds = parts.map((part) => kindOf(context, part))
    if (kinds.some((kind) => kind === undefined) || new Set(kinds).size !== kinds.length) continue
    const sizes = sizesOf(context, parts[0] as Quantity, kinds as string[])
    if (!sizes) continue
    seen.add(whole)
    drafts.push({
      kind: 'mean',
      rule: 'mean.weighted',
      expression: over(
        sum(parts.map((part, at) => times(of(part), of(sizes[at] as Quantity)))),
        sum(sizes.map(of)),
      ),
      relation: 'equals',
      stated: statedAs(whole),
      operands: [...operands(parts, 'item'), ...operands(sizes, 'part'), operand(whole, 'stated')],
      tie: 'loose',
    })
  }
  return drafts
}

function kindOf(context: Context, part: Quantity): string | undefined {
  const own = kindWords.exec(part.name.text)?.[0]
  if (own) return own
  const before = context.quantities[part.id - 1]
  return before && before.segment === part.segment ? kindWords.exec(before.name.text)?.[0] : undefined
}

/** Of each kind one count, all of one unit and near each other: the last such before the parts. */
function sizesOf(context: Context, first: Quantity, kinds: readonly string[]): Quantity[] | undefined {
  const before = context
    .around(first, BEFORE, kinds.length * 3)
    .filter(
      (value) =>
        isAmount(value) && isPresent(value) && !value.frame.bound && /^[人名所]?$/.test(value.unit.text),
    )
  const found = kinds.map((kind) => before.findLast(({ name }) => kindWords.exec(name.text)?.[0] === kind))
  const [one] = found
  const isOfOne = found.every((size) => size !== undefined && size.unit.text === one?.unit.text)
  if (!isOfOne || !one) return undefined
  const sizes = found as Quantity[]
  return new Set(sizes).size === sizes.length &&
    sizes.every((size) => Math.abs(size.sentence - one.sentence) <= 3)
    ? sizes
    : undefined
}
