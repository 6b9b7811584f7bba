import type { Draft } from '../../judge/claim.ts'
import { type Expression, minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operands, spanOf } from '../context.ts'
import { ownName } from './main-ranks.ts'
import { isValue, zero } from './ranks.ts'

/** How many numbers before and behind the words their values may stand. */
const REACH = 16

const words =
  /(学历|年级|学位|层次)[^,]*越[高低]|倒挂|随着?(?:学历|年级|学位|学历层次|办学层次)[^,]*(?:提高|提升|升高|增加|上升)/

/** Levels of education, from the lowest. */
const levels: readonly RegExp[] = [
  /初中/,
  /中职|中专|普高|高中|技工/,
  /专科|高职|大专/,
  /本科/,
  /硕士|研究生/,
  /博士/,
]
const grades: readonly RegExp[] = [/一年级|高一|大一/, /二年级|高二|大二/, /三年级|高三|大三/, /四年级|大四/]

/** 「研究生87.73%、本科生91.81%、专科生95.99%，学历越高，初次就业率越低」: the values go down as the levels go up. */
export function findLevelRanks(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    if (clause.parent || !/越|倒挂|随/.test(clause.text) || !words.test(clause.text)) continue
    const falls = fallsWithLevel(context, clause)
    if (falls === undefined) continue
    const scale = /年级/.test(clause.text) ? grades : levels
    const values = levelled(context, clause, scale)
    if (values.length < 2) continue
    const gaps: Expression[] = values
      .slice(1)
      .map((value, at) =>
        falls ? minus(of(values[at] as Quantity), of(value)) : minus(of(value), of(values[at] as Quantity)),
      )
    drafts.push({
      kind: 'rank',
      rule: 'rank.levels',
      expression: { op: 'least', of: gaps },
      relation: 'at_least',
      stated: zero(),
      operands: operands(values, 'item'),
      tie: 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

/** 「学历越高，就业率越低」 may take two clauses. */
function fallsWithLevel(context: Context, clause: Clause): boolean | undefined {
  const next = context.reading.clauses[clause.index + 1]
  const text = next && next.sentence === clause.sentence ? `${clause.text},${next.text}` : clause.text
  if (/不存在|没有|未出现|不再/.test(text)) return undefined
  if (/倒挂/.test(text)) return true
  const turn =
    /越([高低])[^越]*越([高低大小多少好差强弱])/.exec(text) ??
    /(提高|提升|升高|增加|上升)[^,]*,?[^,]*?(提高|提升|升高|增加|上升|下降|降低|减少|递减|走低)/.exec(text)
  if (!turn) return undefined
  const down = /低|小|少|差|弱|降|减/
  return down.test(turn[1] ?? '') !== down.test(turn[2] ?? '')
}

/** One value for each level, from the lowest level up, in the sentence of the words or the nearest that has them. */
function levelled(context: Context, clause: Clause, scale: readonly RegExp[]): Quantity[] {
  const near = context.aroundClause(clause, REACH, REACH)
  const sentences = [...new Set(near.map((value) => value.sentence))].sort(
    (a, b) => Math.abs(a - clause.sentence) - Math.abs(b - clause.sentence),
  )
  for (const index of sentences) {
    const found = ofLevels(context.sentence(index), scale)
    if (found.length >= 2) return found
  }
  return []
}

function ofLevels(sentence: readonly Quantity[], scale: readonly RegExp[]): Quantity[] {
  const values = sentence.filter((value) => isValue(value) && !value.frame.bound)
  const kinds = new Set(values.map((value) => `${value.role} ${value.unit.text}`))
  for (const kind of kinds) {
    const alike = values.filter((value) => `${value.role} ${value.unit.text}` === kind)
    const placed = alike.map((value) => ({ value, level: levelOf(ownName(sentence, value), scale) }))
    const known = placed.filter(({ level }) => level >= 0)
    // Two values of one level are of two things or of two years.
    if (known.length >= 2 && new Set(known.map(({ level }) => level)).size === known.length)
      return known.sort((a, b) => a.level - b.level).map(({ value }) => value)
  }
  return []
}

function levelOf(name: string, scale: readonly RegExp[]): number {
  const found = scale.flatMap((level, at) => (level.test(name) ? [at] : []))
  return found.length === 1 ? (found[0] ?? -1) : -1
}
