import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, isPresent, operands, spanOf } from '../context.ts'
import { zero } from '../ranks/ranks.ts'

/** How many numbers before the words the aim and the value are looked for. */
const BEFORE = 10

const short =
  /相差甚远|差距(?:较|很|还|仍)?大|(?:还|仍|尚)?有(?:一定|较大|不小)?的?差距|尚未达到|仍未达到|还未达到|没有达到|低于(?:这一|该)?(?:标准|要求|目标)/
const reached =
  /(?:已|均|都|全部)?(?:达到|符合|超过|高于|优于)(?:了)?(?:这一|该|国家|省定|规定的?|上述)?(?:标准|要求|目标)/
const aim = /标准|目标|要求|最佳|规定|应|不低于|不高于/

/**
 * 「该比值为19.59∶1。然而，“生师比”的最佳比例是16∶1，目前与这个目标还相差甚远」: an aim that is printed, and the value of the same name that is said
 * to fall short of it or to have reached it. Fewer pupils to a teacher are better.
 */
export function findTargets(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    const own = ownTarget(context, clause)
    if (own) return [own]
    const isShort = short.test(clause.text)
    if (clause.parent || clause.numbers.length > 0 || isShort === reached.test(clause.text)) return []
    const before = context
      .before(clause.flow.at[clause.at[0] ?? 0] ?? 0, BEFORE)
      .filter((value) => isUsable(value) && value.paragraph === clause.flow.index)
    const target = before.findLast((value) => aim.test(`${value.frame.left}${value.clause.text}`))
    if (!target || clause.index - target.clause.index > 2) return []
    const value = before.findLast((other) => other.id < target.id && isOfOne(other, target))
    return value ? [draftOf(clause, value, target, isShort)] : []
  })
}

const past = /(?:超额完成|完成|达到|实现|超过|高于|优于|好于|低于|符合|满足)了?[^,]{0,24}$/
const named = /^的?[^,]{0,8}(?:标准|要求|目标|任务|指标|规定|下限|底线|红线)/

/** 「就业率达到90.19%，超额完成了绩效考核86%的目标」, 「生师比优化至19:1，优于设置标准要求的20:1」: the aim stands in the clause itself. */
function ownTarget(context: Context, clause: Clause): Draft | undefined {
  if (clause.parent || !past.test(clause.text.slice(0, clause.numbers[0]?.from ?? 0))) return undefined
  if (/未|没有|尚|才能|力争|争取|预计|将/.test(clause.text)) return undefined
  const sentence = context.sentence(clause.sentence)
  const target = sentence.find((value) => value.clause.index === clause.index)
  if (!target || !(isUsable(target) || isMeanLevel(target))) return undefined
  const own = clause.numbers.find(({ token }) => token === target.token)
  const words = clause.text.slice(0, own?.from ?? 0)
  if (!named.test(target.frame.right) && !/标准|要求|目标|规定|下限/.test(words)) return undefined
  const value = sentence.findLast(
    (other) =>
      other.id < target.id &&
      clause.index - other.clause.index <= 2 &&
      other.role === target.role &&
      isOfOne(other, target),
  )
  return value ? draftOf(clause, value, target, false) : undefined
}

/** 生均校舍建筑面积23.5平方米 */
function isMeanLevel(value: Quantity): boolean {
  return value.role === 'level' && value.unit.text !== '' && isPresent(value) && !value.frame.bound
}

function isUsable(value: Quantity): boolean {
  return (isPercentage(value) || value.role === 'ratio') && isPresent(value)
}

/** Of one kind, and neither an aim nor of another time. */
function isOfOne(value: Quantity, target: Quantity): boolean {
  return (
    value.role === target.role &&
    value.unit.text === target.unit.text &&
    !aim.test(value.clause.text) &&
    !value.frame.bound
  )
}

function draftOf(clause: Clause, value: Quantity, target: Quantity, isShort: boolean): Draft {
  const lessIsBetter = value.role === 'ratio' || /流失|辍学|退学/.test(value.name.text)
  const [more, less] = isShort === lessIsBetter ? [value, target] : [target, value]
  return {
    kind: 'threshold',
    rule: 'threshold.target',
    expression: minus(of(more), of(less)),
    relation: 'at_least',
    stated: zero(),
    operands: operands([value, target], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}
