import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, sum, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isAmount,
  isLevel,
  isMean,
  isPercentage,
  isPresent,
  operand,
  operands,
  statedAs,
} from '../context.ts'
import { listAround } from '../shares/share-items.ts'

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
    drafts.push(between(rates, overall, 'mean.between'))
  }
  return drafts
}

/** Levels of education and kinds of place, of which a whole is made. */
const kinds = /研究生|博士|硕士|本科|专科|高职|中专|技工|城镇|城市|农村|乡村/

/** How many numbers before and behind the parts their whole may stand. */
const REACH = 16

/**
 * 「研究生就业率82.53%，本科毕业生86.59%，专科毕业生88.56%。在总就业率87.14%中……」, 「平均规模9298人，其中，本科学校13100人，高职学校5904人」: a
 * mean of kinds that are named lies between theirs.
 */
export function findMeansOfKinds(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const parts = sentence.filter((value) => isPlainValue(value) && isOfKind(context, value))
    const [first, second] = parts
    const alike =
      first && parts.filter((value) => value.role === first.role && value.unit.text === first.unit.text)
    if (!first || !second || !alike || alike.length < 2) continue
    const attribute = attributeOf(first)
    const whole = context
      .around(first, REACH, REACH + alike.length)
      .filter(
        (value) =>
          !alike.includes(value) &&
          isPlainValue(value) &&
          value.role === first.role &&
          value.unit.text === first.unit.text &&
          value.paragraph >= first.paragraph - 2 &&
          !isOfKind(context, value) &&
          isMeanOf(value, first, attribute),
      )
      .sort((a, b) => Math.abs(a.id - first.id) - Math.abs(b.id - first.id))[0]
    if (whole) drafts.push(between(alike, whole, 'mean.kinds'))
  }
  return drafts
}

function isPlainValue(value: Quantity): boolean {
  const isRatio = value.role === 'ratio' && value.frame.ratioWith.every(({ value: side }) => side.eq(1))
  return (isLevel(value) || isPercentage(value) || isRatio) && isPresent(value) && !value.frame.bound
}

function isOfKind(context: Context, value: Quantity): boolean {
  const before = context.quantities[value.id - 1]
  const owner = before && before.segment === value.segment ? before.name.text : ''
  return kinds.test(value.name.text) || (kinds.test(owner) && value.role === 'rate')
}

/** 就业率 of 毕业研究生就业率; the later parts leave it out. */
function attributeOf(value: Quantity): string {
  return (value.name.keys[0] ?? '').slice(-3)
}

function isMeanOf(whole: Quantity, part: Quantity, attribute: string): boolean {
  const isBefore = whole.sentence === part.sentence && whole.id < part.id && part.among
  if (part.role === 'rate') {
    // 「落实率为93.41%，其中本科生93.01%，硕士研究生96.03%」: the parts leave the rate out.
    if (isBefore && !/率|比/.test(part.name.text) && /率$/.test(whole.name.text)) return true
    return attribute.length === 3 && (whole.name.keys[0] ?? '').endsWith(attribute)
  }
  // 「生师比为17.73:1，其中，本科学校17.69:1，高职学校17.77:1」
  if (part.role === 'ratio') return isBefore
  // 「居民人均可支配收入37279元，……城镇常住居民人均可支配收入47595元，农村……28864元」
  const tail = (whole.name.keys[0] ?? '').slice(-6)
  const isCalledAlike = tail.length === 6 && (part.name.keys[0] ?? '').endsWith(tail)
  return isMean(whole) && whole.id < part.id && (isBefore || isCalledAlike)
}

function between(parts: readonly Quantity[], whole: Quantity, rule: string): Draft {
  const values = parts.map(of)
  return {
    kind: 'mean',
    rule,
    expression: {
      op: 'least',
      of: [minus(of(whole), { op: 'least', of: values }), minus({ op: 'greatest', of: values }, of(whole))],
    },
    relation: 'at_least',
    stated: { text: '0', range: interval.exactly(new Decimal(0)) },
    operands: [...operands(parts, 'item'), operand(whole, 'whole')],
    tie: 'loose',
  }
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
