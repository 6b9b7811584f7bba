import type { Draft } from '../../judge/claim.ts'
import { of, over, times } from '../../judge/expression.ts'
import { hasDigitRepair } from '../../judge/repair.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable, unitFactor } from '../../read/units.ts'
import { type Context, isLevel, isPresent } from '../context.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import { levelsNear, near, type Pair, pairDraft, pairThatFits, quotient } from './quotients.ts'

const perHead =
  /年均|每10万|每十万|人均|户均|生均|师均|班均|校均|平均每|每(个|名|位|所|人|户|生|百|千|万|校|班|平方公里)|百(名|人)学?生|平均|密度/

/** 平均每户2.90人, 生均图书32册, 每10万人15467人: a total over the number of heads, both near. */
export function perHeadDraft(context: Context, mean: Quantity): Draft | undefined {
  if (!isLevel(mean) || !isPresent(mean)) return undefined
  const words = mean.clause.text
  if (!perHead.test(words)) return product(context, mean)
  const hundreds = /每(10|十)万/.test(words)
    ? 100_000
    : /每万/.test(words)
      ? 10_000
      : /每千/.test(words)
        ? 1000
        : /每百|每100|百(名|人)学?生/.test(words)
          ? 100
          : 1
  const divisor = mean.unit.text.split('/')[1]
  const scale =
    divisor === undefined
      ? hundreds
      : unitFactor({ text: divisor, dimension: 'bare', exact: false }).toNumber()
  const students = /生均|每生/.test(words) ? context.paragraph(mean.paragraph).filter(isStudents) : []
  const values = [...students, ...levelsNear(context, mean, 14)].filter(
    (value) => value !== mean && !perHead.test(value.clause.text),
  )
  if (digitsOf(mean) < 2) return undefined
  const yearly = meanOfYears(context, mean)
  if (yearly) return yearly
  const pair = pairThatFits(values, mean, scale)
  const named = headsBeside(context, mean)
  const beside = named && {
    ...quotient(mean, named, scale, 'per_head', 'per_head.mean', 'loose'),
    nearMiss: true,
    complete: named.isPlain,
  }
  // Of fourteen numbers around it two may fit by chance: those that its own sentence names come first.
  const inSentence = pair
    ? [pair.part, pair.whole].filter(({ sentence }) => sentence === mean.sentence).length
    : 0
  const isByChance = inSentence === 0 || (inSentence === 1 && named?.isPlain === true)
  if (pair && !(isByChance && beside && hasDigitRepair(beside)))
    return quotient(mean, pair, scale, 'per_head', 'per_head.mean', 'loose')
  const far = named ? undefined : (pupilsElsewhere(context, mean, scale) ?? countedElsewhere(context, mean))
  if (far) return quotient(mean, far, scale, 'per_head', 'per_head.far', 'loose')
  const classes = beside ? undefined : classSize(context, mean)
  return classes
    ? { ...quotient(mean, classes, 1, 'per_head', 'per_head.classes', 'loose'), nearMiss: true }
    : beside
}

/** 「共有49个班：一年级19个班……。平均班额为53.0人」: the pupils of the whole text over the classes right before, where it gives but one number of each. */
function classSize(context: Context, mean: Quantity): Pair | undefined {
  if (!/平均班额|班均/.test(mean.clause.text)) return undefined
  const classes = context
    .around(mean, 8, 0)
    .filter(
      (value) =>
        value.id < mean.id &&
        value.paragraph === mean.paragraph &&
        isLevel(value) &&
        /班/.test(`${value.unit.text}${value.frame.right.slice(0, 4)}`),
    )
  const all = classes.find((value) => classes.every(({ size }) => size <= value.size))
  const pupils = ['在校生', '在校学生', '学生']
    .flatMap((name) => context.named(nameOf(name), mean.id, NAMED))
    .filter((value) => isStudents(value) && !value.frame.bound && !isOfPart(value) && digitsOf(value) >= 3)
  const [part] = pupils
  return part && all && new Set(pupils.map(({ size }) => size)).size === 1 ? { part, whole: all } : undefined
}

/** How many numbers of the name 在校生 or 学生 are tried, wherever the text prints them. */
const NAMED = 8

/** 「图书馆藏书12.6万册，生均36.9册」, and the pupils in another chapter: the number before it over theirs. */
function pupilsElsewhere(context: Context, mean: Quantity, scale: number): Pair | undefined {
  const isOfPupils = /生均|每生|每百名?学?生|每名学生/.test(mean.clause.text)
  const isOfClasses = /班额|每班|班均/.test(mean.clause.text)
  if (!isOfPupils && !isOfClasses) return undefined
  const pupils = ['在校生', '学生', '在校学生', '各年级学生']
    .flatMap((name) => context.named(nameOf(name), mean.id, NAMED))
    .filter((value) => isStudents(value) && !value.frame.bound && !isOfPart(value) && digitsOf(value) >= 3)
  const before = context
    .around(mean, isOfClasses ? 4 : 3, 0)
    .filter(
      (value) => value.id < mean.id && value.sentence === mean.sentence && isLevel(value) && isPresent(value),
    )
  for (const part of isOfClasses ? pupils : before) {
    for (const whole of isOfClasses ? before : pupils) {
      const isCounted = isOfClasses ? /^个?班?$/.test(whole.unit.text) : comparable(part.unit, mean.unit)
      if (isCounted && part !== whole && whole.size > 0 && near((part.size / whole.size) * scale, mean))
        return { part, whole }
    }
  }
  return undefined
}

/** 「企业128家、学校42所……企业投入设备4862万元，平均每家38.0万元」: by the count word, further up in the paragraph. */
function countedElsewhere(context: Context, mean: Quantity): Pair | undefined {
  const word = /每([家所个名人班项期次])/.exec(mean.clause.text)?.[1]
  const part = context.quantities[mean.id - 1]
  if (
    !word ||
    !part ||
    part.sentence !== mean.sentence ||
    !isLevel(part) ||
    !comparable(part.unit, mean.unit)
  )
    return undefined
  const whole = context
    .around(mean, 24, 0)
    .findLast(
      (value) =>
        value.id < part.id &&
        value.paragraph === mean.paragraph &&
        value.unit.text === word &&
        isLevel(value) &&
        digitsOf(value) >= 2 &&
        near(part.size / value.size, mean),
    )
  return whole ? { part, whole } : undefined
}

/** 女生, 一年级学生 and 住校生 are not all of them. */
function isOfPart({ name, among }: Quantity): boolean {
  return among || /男|女|[一二三]年级|住校|贫困|实习|订单/.test(name.text)
}

function isStudents(value: Quantity): boolean {
  return (
    isLevel(value) &&
    isPresent(value) &&
    /^[人名]$/.test(value.unit.text) &&
    /在校|学生/.test(value.name.text)
  )
}

/** 「近三年累计投入1.26亿元，年均投入4200万元」: a sum over the years that the sentence counts. */
function meanOfYears(context: Context, mean: Quantity): Draft | undefined {
  if (!/年均|平均每年|每年平均/.test(mean.clause.text)) return undefined
  const sentence = context.sentence(mean.sentence)
  const years = sentence.find(
    (value) => value.id < mean.id && value.unit.text === '年' && value.size >= 2 && value.size <= 20,
  )
  const total = sentence.find(
    (value) =>
      value.id < mean.id && isLevel(value) && comparable(value.unit, mean.unit) && value.size > mean.size,
  )
  if (!years || !total) return undefined
  const parts = { part: total, whole: years }
  const draft = pairDraft(mean, parts, over(of(total), of(years)), 'per_head', 'per_head.yearly', 'loose')
  return { ...draft, nearMiss: /累计|共|合计/.test(total.clause.text) }
}

/** What 生均, 校均, 每百名学生 … divide by: by its unit, or for 生 by its name. */
const heads: readonly {
  readonly words: RegExp
  readonly unit: RegExp
  readonly name?: RegExp
  readonly converted?: true
}[] = [
  { words: /生均|每生|每(百|千|万|10万|十万)?名?学?生/, unit: /^[人名]$/, name: /生/, converted: true },
  { words: /师均|每名教师/, unit: /^[人名]$/, name: /教师/ },
  { words: /人均|每人|每(百|千|万|10万|十万)人/, unit: /^([人名]|人次)$/ },
  { words: /校均|每所|每校/, unit: /^[所个]$/ },
  { words: /户均|每户|每个家庭户/, unit: /^户$/ },
  { words: /每家|每个企业/, unit: /^[家个]$/, name: /企业|单位|公司|机构/ },
  { words: /班均|每班|每个班/, unit: /^个?班?$/ },
]

/** The heads and the total that the words around a mean name, where the sentence prints one of each. */
function headsBeside(context: Context, mean: Quantity): (Pair & { readonly isPlain: boolean }) | undefined {
  const kind = heads.find(({ words }) => words.test(mean.clause.text))
  if (!kind) return undefined
  const others = context
    .sentence(mean.sentence)
    .filter(
      (value) =>
        value !== mean &&
        isLevel(value) &&
        isPresent(value) &&
        !value.among &&
        !value.frame.bound &&
        !perHead.test(value.clause.text),
    )
  const counted = others.filter(
    (value) => kind.unit.test(value.unit.text) && (kind.name?.test(value.name.text) ?? true),
  )
  const totals = others.filter(
    (value) => !counted.includes(value) && comparable(value.unit, mean.unit) && value.size > mean.size,
  )
  const called = totals.filter((value) => value.id === mean.behind || sharesNoun(value, mean))
  const part = totals.length === 1 ? totals[0] : called.length === 1 ? called[0] : undefined
  const [whole] = counted
  // What a pupil has is often divided by other pupils than those that are printed.
  if (part && whole && counted.length === 1)
    return { part, whole, isPlain: kind.converted !== true || isReckonedBy(whole) }
  // 「大学文化程度人口21836万人，全国人口141178万人，每10万人中……15467人」: people for every so many people.
  const [one, two] = counted
  if (totals.length > 0 || counted.length !== 2 || !one || !two || !comparable(one.unit, mean.unit))
    return undefined
  return one.size < two.size
    ? { part: one, whole: two, isPlain: true }
    : { part: two, whole: one, isPlain: true }
}

/** 「按在校生2767人计，生均29.6册」: the words say by what is divided. */
function isReckonedBy({ clause }: Quantity): boolean {
  return /^按/.test(clause.text)
}

/** 建筑面积 and 生均建筑面积. */
function sharesNoun(total: Quantity, mean: Quantity): boolean {
  const noun = total.name.keys[0] ?? ''
  return noun.length >= 2 && mean.name.text.includes(noun.slice(-2))
}

const speaking = new WeakMap<readonly Quantity[], boolean>()

/** Whether a sentence has a word by which something is reckoned; asked for each of its numbers. */
function speaksOfRates(sentence: readonly Quantity[]): boolean {
  const known = speaking.get(sentence)
  if (known !== undefined) return known
  const speaks = sentence.some((value) => /按|每|人均|生均|平均|标准/.test(value.clause.text))
  speaking.set(sentence, speaks)
  return speaks
}

/** 「按16:1计算，需116.88万人」, 「每人3500元，共9465.4万元」: a number of the sentence times or over another. */
function product(context: Context, result: Quantity): Draft | undefined {
  const sentence = context.sentence(result.sentence)
  if (digitsOf(result) < 3 || !speaksOfRates(sentence)) return undefined
  const ratios = sentence.filter(
    (value) => value.role === 'ratio' && value.frame.ratioWith[0]?.digits === '1' && value.id < result.id,
  )
  const levels = sentence.filter((value) => isLevel(value) && value !== result && value.id < result.id)
  const computed =
    /按|计算|测算/.test(sentence.map((value) => value.clause.text).join(',')) && ratios.length === 1
  const only = levels.filter((value) => value.unit.dimension !== 'time')
  for (const ratio of ratios) {
    for (const value of levels) {
      if (near(value.size / ratio.size, result)) {
        return pairDraft(
          result,
          { part: value, whole: ratio },
          over(of(value), of(ratio)),
          'per_head',
          'per_head.ratio',
          'loose',
        )
      }
    }
  }
  const ratio = ratios[0]
  const value = only[0]
  if (computed && ratio && value && only.length === 1) {
    const parts = { part: value, whole: ratio }
    return {
      ...pairDraft(result, parts, over(of(value), of(ratio)), 'per_head', 'per_head.ratio', 'loose'),
      nearMiss: true,
    }
  }
  const rates = levels.filter((value) => /每|人均|生均|平均|标准/.test(value.clause.text))
  for (const rate of rates) {
    for (const value of levels) {
      if (value !== rate && near(value.size * rate.size, result)) return productDraft(result, value, rate)
    }
  }
  const [onlyRate] = rates
  const counted = levels.filter(
    (value) => value.unit.dimension === 'people' || value.unit.dimension === 'visits',
  )
  const [people] = counted
  // 「按每人1000元发放，360人次共36万元」: nothing else in the sentence could be meant.
  const isOnly =
    onlyRate &&
    rates.length === 1 &&
    people &&
    counted.length === 1 &&
    levels.length === 2 &&
    /每(人|生|名|个?学生)/.test(onlyRate.clause.text) &&
    comparable(onlyRate.unit, result.unit) &&
    (result.frame.total || /共|合计|总/.test(result.clause.text))
  return isOnly ? { ...productDraft(result, people, onlyRate), nearMiss: true, complete: true } : undefined
}

function productDraft(result: Quantity, value: Quantity, rate: Quantity): Draft {
  const parts = { part: value, whole: rate }
  return pairDraft(result, parts, times(of(value), of(rate)), 'per_head', 'per_head.product', 'loose')
}
