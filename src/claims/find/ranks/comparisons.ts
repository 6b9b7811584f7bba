import type { Draft } from '../../judge/claim.ts'
import { type Expression, minus, of, sum } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPresent, matches, operands, sameMeasure, spanOf } from '../context.ts'
import { ownName } from './main-ranks.ts'
import { isValue, zero } from './ranks.ts'

const more = '快于|高于|多于|大于|优于|强于|好于|长于|超过'
const less = '慢于|低于|少于|小于|短于|不及|不如|仅次于'
const compared = new RegExp(`(${more}|${less})了?`)

/** Two printed values and a word that says which is the greater. */
export function findComparisons(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const word = clause.parent ? null : compared.exec(clause.text)
    if (!word) continue
    const aside = asides(context, clause, word.index)
    const named = aside ? undefined : bothNamed(context, clause, word)
    const pair =
      aside ?? named?.pair ?? behindValue(context, clause, word) ?? saidElsewhere(context, clause, word)
    if (!pair) continue
    const [first, second] = pair
    const above = new RegExp(more).test(word[0])
    const all = aside ? [second, ...joinedTo(context, clause, second)] : [second]
    const other = otherSide(clause, all, above)
    drafts.push({
      kind: 'rank',
      rule: 'rank.compared',
      expression: above ? minus(of(first), other) : minus(other, of(first)),
      // 「仅次于」 may stand between two that are alike.
      relation: word[0] === '仅次于' ? 'at_least' : 'above',
      stated: zero(),
      operands: operands([first, ...all], 'item'),
      tie: aside || named?.sure ? 'likely' : 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

type PairOfValues = readonly [Quantity, Quantity]

/** 「一线城市的就业满意度（72%）略高于“新一线”城市（68%）」: two values in parentheses and the word between them. */
function asides(context: Context, clause: Clause, at: number): PairOfValues | undefined {
  const aside = context
    .sentence(clause.sentence)
    .filter((value) => value.clause.parent?.clause === clause.index && isValue(value) && !value.frame.bound)
  const placeOf = (value: Quantity) => value.clause.parent?.at ?? 0
  const first = aside.findLast((value) => placeOf(value) <= at)
  const second = aside.find((value) => placeOf(value) > at)
  return first && second && sameMeasure(first, second) ? [first, second] : undefined
}

/** 「低于本科毕业生（90.3%）和专科毕业生（93.6%）」, 「超过粤东（65所）、粤西（72所）和粤北（60所）之和」 */
function joinedTo(context: Context, clause: Clause, second: Quantity): Quantity[] {
  const joined: Quantity[] = []
  let at = second.clause.parent?.at ?? 0
  for (const value of context.sentence(clause.sentence)) {
    const place = value.clause.parent?.at ?? 0
    if (value.clause.parent?.clause !== clause.index || place <= at) continue
    if (!/^[^,]{0,2}[和与及、]/.test(clause.text.slice(at, place)) || !isOfKind(value, undefined)) break
    if (!sameMeasure(value, second)) break
    joined.push(value)
    at = place
  }
  return joined
}

function otherSide(clause: Clause, values: readonly Quantity[], above: boolean): Expression {
  if (values.length === 1) return of(values[0] as Quantity)
  if (/之和|总和|合计/.test(clause.text)) return sum(values.map(of))
  return { op: above ? 'greatest' : 'least', of: values.map(of) }
}

const adverbs = /(?:明显|远远|略微|大大|显著|首次|总体|仍然|均|略|远|稍|也|仍|还|则|已|又|要|大|普遍)+$/
const attributes = /(?:的|所占)*(人数|总数|数量|数|比例|占比|比重|率)?$/

/** 「男教师68人，女教师142人，男教师少于女教师」: both are named, each has one value in the sentence. */
function bothNamed(
  context: Context,
  clause: Clause,
  word: RegExpExecArray,
): { readonly pair: PairOfValues; readonly sure: boolean } | undefined {
  if (clause.numbers.length > 0) return undefined
  const left = clause.text
    .slice(0, word.index)
    .replace(adverbs, '')
    .replace(/^(?:其中|可见|但|而|(?:从)?(?:整体|总体)(?:上|来看|而言)*)+/, '')
  const attribute = attributes.exec(left)?.[1]
  const one = left.replace(attributes, '')
  const other = clause.text.slice(word.index + word[0].length).replace(attributes, '')
  if (one.length < 2 || other.length < 2 || one.includes(other) || other.includes(one)) return undefined
  const wantsPercent = /比例|占比|比重|率/.test(attribute ?? '')
  const own = context.sentence(clause.sentence)
  // 「本科就业率91.0%，高职92.0%。高职就业率高于本科」: a sentence without numbers speaks of the one before it.
  const sentence = own.length > 0 ? own : sentenceBefore(context, clause)
  const values = sentence.filter(
    (value) =>
      isOfKind(value, undefined) && (attribute === undefined || (value.unit.text === '%') === wantsPercent),
  )
  const owned = (thing: string) => values.filter((value) => ownName(sentence, value).includes(thing))
  const [firsts, seconds] = [owned(one), owned(other)]
  for (const first of firsts) {
    const alike = (value: Quantity) => value.role === first.role && value.unit.text === first.unit.text
    const second = seconds.find(alike)
    if (!second || second === first) continue
    if (firsts.filter(alike).length > 1 || seconds.filter(alike).length > 1) return undefined
    const sure = [first, second].every(
      (value) => value.year === first.year && value.among === first.among && value.period === first.period,
    )
    return { pair: [first, second], sure }
  }
  return undefined
}

function sentenceBefore(context: Context, clause: Clause): readonly Quantity[] {
  const before = context.sentence(clause.sentence - 1)
  return before[0]?.paragraph === clause.flow.index ? before : []
}

/** 「其后为天津（54.4%），高于广州（45.3%）」: what stands before the clause against what stands behind the word. */
function behindValue(context: Context, clause: Clause, word: RegExpExecArray): PairOfValues | undefined {
  const subject = clause.text.slice(0, word.index).replace(adverbs, '').replace(attributes, '')
  const sentence = context.sentence(clause.sentence)
  const second = sentence.find(
    (value) => value.clause.parent?.clause === clause.index || isOfOther(clause, value, word),
  )
  const first = sentence.findLast(
    (value) =>
      value.clause.index < clause.index && isOfKind(value, undefined) && value.comparison === undefined,
  )
  // 「女教师142人，……，女教师人数超过男教师（68人）」
  if (subject !== '' && !(first && subject.length >= 2 && ownName(sentence, first).includes(subject)))
    return undefined
  if (!first || !second || !isOfKind(second, undefined) || !sameMeasure(first, second)) return undefined
  const own = first.clause.parent?.clause ?? first.clause.index
  // 「高级（28.6%）低于中级（45.3%），高于初级（21.2%）」 goes on with the first.
  if (compared.test(context.reading.clauses[own]?.text ?? '')) return undefined
  return clause.index - own <= 3 ? [first, second] : undefined
}

/** 「高于新一线城市的68%」, but not 「高于上年的68%」 or 「超过60%」. */
function isOfOther(clause: Clause, value: Quantity, word: RegExpExecArray): boolean {
  const own = clause.numbers.find((number) => number.token === value.token)
  if (!own || value.clause !== clause) return false
  return /^[^\d]{2,16}的$/.test(clause.text.slice(word.index + word[0].length, own.from))
}

/** 「外出农民工……增长1.5%；本地农民工……增长2.0%，增速仍快于外出农民工增速」: both values stand before the word. */
function saidElsewhere(context: Context, clause: Clause, word: RegExpExecArray): PairOfValues | undefined {
  if (clause.numbers.length > 0) return undefined
  const other = clause.text.slice(word.index + word[0].length)
  const kind = /(增速|增幅|涨幅|降幅|增长率)/.test(clause.text) ? 'growth' : undefined
  const name = nameOf(other.replace(/的?(增速|增幅|涨幅|降幅|增长率|水平)+$/, ''))
  if (name.keys.length === 0) return undefined
  const before = context
    .sentence(clause.sentence)
    .filter((value) => value.clause.index < clause.index && isOfKind(value, kind))
  const first = before.at(-1)
  if (!first) return undefined
  const second = context
    .around(first, 30, 0)
    .findLast(
      (value) =>
        value.id < first.id &&
        isOfKind(value, kind) &&
        value.role === first.role &&
        sameMeasure(value, first) &&
        matches(nameOfOwner(context, value), name) >= 2,
    )
  return second && [first, second]
}

function isOfKind(value: Quantity, kind: 'growth' | undefined): boolean {
  if (value.frame.bound || !isPresent(value)) return false
  return kind === 'growth' ? value.role === 'growth' : isValue(value)
}

/** A rate of growth is that of the amount before it. */
function nameOfOwner(context: Context, value: Quantity): Quantity['name'] {
  if (value.role !== 'growth' || value.named) return value.name
  const owner = context.around(value, 3, 0).findLast((other) => other.role === 'level' && isPresent(other))
  return owner && owner.sentence === value.sentence ? owner.name : value.name
}
