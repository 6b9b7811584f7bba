import { Decimal, interval } from '../../kernel/index.ts'
import type { Draft } from '../judge/claim.ts'
import { constant, minus, of, over, sum, times } from '../judge/expression.ts'
import type { Quantity } from '../read/quantities.ts'
import {
  type Context,
  isAmount,
  isLevel,
  isPercentage,
  isPresent,
  operand,
  operands,
  statedAs,
} from './context.ts'
import { listAround } from './share-items.ts'

/** 「升学比例为56.23%。……普通中专64.09%；职业学校50.37%；技工学校16.12%」: a whole lies between its parts. */
export function findMiddles(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const rates = sentence.filter(
      (value) => isPercentage(value) && value.named && isPresent(value) && !value.frame.bound,
    )
    const first = rates[0]
    if (rates.length < 2 || !first) continue
    const overall = context
      .around(first, 24, 0)
      .findLast(
        (value) =>
          value.id < first.id &&
          isPercentage(value) &&
          value.named &&
          isPresent(value) &&
          !value.frame.bound &&
          rates.every((rate) => isKindOf(rate, value)),
      )
    if (!overall || new Set(rates.map((rate) => rate.name.keys[0])).size !== rates.length) continue
    const parts = rates.map(of)
    drafts.push({
      kind: 'mean',
      rule: 'mean.between',
      expression: {
        op: 'least',
        of: [
          minus(of(overall), { op: 'least', of: parts }),
          minus({ op: 'greatest', of: parts }, of(overall)),
        ],
      },
      relation: 'at_least',
      stated: { text: '0', range: interval.exactly(new Decimal(0)) },
      operands: [...operands(rates, 'item'), operand(overall, 'whole')],
      tie: 'loose',
    })
  }
  return drafts
}

/** 「三年的就业率分别是96.8%、97.5%和98.1%，三年平均97.47%」: the plain mean of a list. */
export function findListMeans(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    for (const [index, mean] of sentence.entries()) {
      if (!/平均/.test(mean.frame.left) || !(isPercentage(mean) || isLevel(mean)) || mean.frame.bound)
        continue
      const last = sentence.findLastIndex(
        (value, i) => i < index && value.role === mean.role && value.unit.text === mean.unit.text,
      )
      const list = last < 0 ? [] : listAround(sentence, last)
      const middle = list.reduce((total, value) => total + value.size, 0) / list.length
      if (list.length < 2 || middle < mean.low - 1e-9 || middle > mean.high + 1e-9) continue
      drafts.push({
        kind: 'mean',
        rule: 'mean.list',
        expression: over(sum(list.map(of)), constant(list.length)),
        relation: 'equals',
        stated: statedAs(mean),
        operands: [...operands(list, 'item'), operand(mean, 'stated')],
        tie: 'loose',
      })
    }
  }
  return drafts
}

/** 普通中专升学比例 is a kind of 升学比例. */
function isKindOf(part: Quantity, whole: Quantity): boolean {
  const key = whole.name.keys[0] ?? ''
  const own = part.name.keys[0] ?? ''
  return key.length >= 2 && own.length > key.length && own.endsWith(key)
}

interface Weighted {
  readonly count: Quantity
  readonly rate: Quantity
}

/** The rate of the whole is the mean of the groups' rates, weighted by their numbers. */
export function findMeans(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const groups = weightedGroups(sentence)
    const first = groups[0]
    if (groups.length < 2 || !first) continue
    const name = first.rate.name.keys[0]
    const rates = new Set(groups.map((group) => group.rate))
    const overall = context
      .around(first.rate, 30, 0)
      .findLast(
        (rate) =>
          rate.role === 'rate' &&
          !rates.has(rate) &&
          rate.id < first.count.id &&
          (rate.name.keys[0] ?? '').endsWith(name ?? '—') &&
          isPresent(rate) &&
          !rate.frame.bound &&
          fits(groups, rate),
      )
    if (!overall) continue
    drafts.push({
      kind: 'mean',
      rule: 'mean.weighted',
      expression: over(
        sum(groups.map(({ count, rate }) => times(of(count), of(rate)))),
        sum(groups.map(({ count }) => of(count))),
      ),
      relation: 'equals',
      stated: statedAs(overall),
      operands: [
        ...operands(
          groups.flatMap(({ count, rate }) => [count, rate]),
          'item',
        ),
        operand(overall, 'stated'),
      ],
      tie: 'loose',
    })
  }
  return drafts
}

/** 普通中专毕业生18307人，就业率98.74%；职业学校毕业生8532人，就业率98.71%. */
function weightedGroups(sentence: readonly Quantity[]): Weighted[] {
  const groups: Weighted[] = []
  for (const rate of sentence) {
    if (rate.role !== 'rate' || !rate.named || !isPresent(rate)) continue
    const counts = sentence.filter(
      (value) => value.id < rate.id && isAmount(value) && isPresent(value) && value.segment === rate.segment,
    )
    const count = counts.length > 0 ? counts.reduce((a, b) => (b.size > a.size ? b : a)) : undefined
    if (!count || groups.some((group) => group.count === count)) continue
    const known = groups[0]
    if (known && (known.rate.name.keys[0] !== rate.name.keys[0] || known.count.unit.text !== count.unit.text))
      continue
    groups.push({ count, rate })
  }
  return groups
}

function fits(groups: readonly Weighted[], overall: Quantity): boolean {
  const weight = groups.reduce((total, { count }) => total + count.size, 0)
  const mean = groups.reduce((total, { count, rate }) => total + count.size * rate.size, 0) / weight
  const width = overall.high - overall.low
  return mean >= overall.low - width / 2 && mean <= overall.high + width / 2
}
