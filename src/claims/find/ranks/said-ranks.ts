import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPresent, operands, spanOf } from '../context.ts'
import { isValue, zero } from './ranks.ts'

/** How many numbers before and behind a ranking the values that it ranks may stand. */
const BEFORE = 24
const BEHIND = 24

const most = '高|多|大|好|快|长'
const least = '低|少|小|差|慢|短'
const isFirst = new RegExp(`^(.{2,20}?)(?:相对)?最(?:(${most})|(${least}))的?(?:还|就)?(?:是|为)(.{2,14})$`)
const hasMost = new RegExp(`^(.{2,14}?)的?([^的]{2,8})(?:相对)?最(?:(${most})|(${least}))$`)
const passes =
  /^(.{2,14}?)的?([^的]{3,10}?)(?:首次|再次|已经?|均|明显|仍|持续)*(超过|高于|低于)(?!全|上|去|前)(.{2,10})$/

/**
 * Rankings in words whose values stand in other sentences: 「落实率最低的是本科生。……本科毕业生……，落实率为87.91%；高职毕业生……」,
 * 「高职就业率首次超过本科」. The thing that leads is found by what its number is called.
 */
export function findSaidRanks(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    if (clause.parent || !/最|超过|高于|低于/.test(clause.text)) continue
    if (clause.numbers.some(({ token }) => !/^[年届]/.test(clause.flow.text.slice(token.end)))) continue
    const text = clause.text.replace(/^.*(看|显示|其中|表明)/, '').replace(/^\d{4}[年届]/, '')
    const said = ranking(text)
    if (said) drafts.push(...rankDrafts(context, clause, said))
    const [, one, attribute, word, other] = passes.exec(text) ?? []
    if (one && attribute && other)
      drafts.push(...passDrafts(context, clause, one, attribute, other, word === '低于'))
  }
  return drafts
}

interface Ranking {
  readonly attribute: string
  readonly thing: string
  readonly isMost: boolean
}

function ranking(text: string): Ranking | undefined {
  const first = isFirst.exec(text)
  if (first) return { attribute: tail(first[1] ?? ''), thing: first[4] ?? '', isMost: first[2] !== undefined }
  const has = hasMost.exec(text)
  return has ? { attribute: has[2] ?? '', thing: has[1] ?? '', isMost: has[3] !== undefined } : undefined
}

function tail(text: string): string {
  return text.replace(/^.*[的中,]/, '').slice(-6)
}

/** The values of one attribute in one sentence, of which one belongs to the thing that is said to lead. */
function rankDrafts(context: Context, clause: Clause, said: Ranking): Draft[] {
  for (const sentence of sentencesAround(context, clause)) {
    const values = sentence.filter((value) => isOfAttribute(value, said.attribute))
    if (values.length < 2) continue
    const owned = values.filter((value) => ownerOf(context, value).includes(stem(said.thing)))
    const [main] = owned
    if (!main || owned.length !== 1) continue
    const others = values.filter(
      (value) => value !== main && value.role === main.role && value.unit.text === main.unit.text,
    )
    if (others.length === 0) continue
    return [ranked(clause, main, others, said.isMost)]
  }
  return []
}

function passDrafts(
  context: Context,
  clause: Clause,
  one: string,
  attribute: string,
  other: string,
  below: boolean,
): Draft[] {
  const near = sentencesAround(context, clause).flat()
  const owned = (thing: string, not: string) => {
    const found = near.filter((value) => {
      const owner = ownerOf(context, value)
      return isOfAttribute(value, attribute) && owner.includes(stem(thing)) && !owner.includes(stem(not))
    })
    return new Set(found.map((value) => value.size)).size === 1 ? found[0] : undefined
  }
  const [first, second] = [owned(one, other), owned(other, one)]
  if (!first || !second || first.role !== second.role || first.unit.text !== second.unit.text) return []
  return [ranked(clause, first, [second], !below)]
}

function sentencesAround(context: Context, clause: Clause): (readonly Quantity[])[] {
  const near = context.aroundClause(clause, BEFORE, BEHIND)
  return [...new Set(near.map((value) => value.sentence))].map((index) => context.sentence(index))
}

function isOfAttribute(value: Quantity, attribute: string): boolean {
  if (!isValue(value) || !isPresent(value) || value.frame.bound) return false
  const key = value.name.keys[0] ?? ''
  const words = stem(attribute)
  return words.length >= 2 && (key.endsWith(words) || key.endsWith(words.slice(-3)))
}

/** What the value belongs to: its own name with those of the numbers before it in its part of the sentence. */
function ownerOf(context: Context, value: Quantity): string {
  return context
    .sentence(value.sentence)
    .filter((other) => other.segment === value.segment && other.id <= value.id)
    .map((other) => `${other.topic}${other.name.text}`)
    .join(' ')
}

/** 本科 of 本科生, 高职高专 of 高职高专毕业生. */
function stem(words: string): string {
  return words.replace(/(应届|20\d\d届)/g, '').replace(/(毕业)?(学生|生|人数|类|专业)$/, '')
}

function ranked(clause: Clause, main: Quantity, others: readonly Quantity[], isMost: boolean): Draft {
  return {
    kind: 'rank',
    rule: 'rank.said',
    expression: isMost
      ? minus(of(main), { op: 'greatest', of: others.map(of) })
      : minus({ op: 'least', of: others.map(of) }, of(main)),
    relation: 'at_least',
    stated: zero(),
    operands: operands([main, ...others], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}
