import { isKnown } from '../../kernel/index.ts'
import type { Inline as TemplateInline } from '../template/template.ts'
import {
  changeFigure,
  type Difference,
  differenceOf,
  directionWord,
  directionWords,
  type Filled,
  filled,
  gap,
  growthFigure,
  isSteady,
  labelOf,
  valueFigure,
  words,
} from './figures.ts'
import type { ReportRun, Setting, Subject } from './run.ts'

/**
 * How a value differs from last year's: 比上年（98.22%）上升0.68个百分点, 增加695人, 增长12.99%. Word, amount and unit
 * all come from the two values; where there is no earlier one, nothing is said and the gap is told.
 */
export function fillChange(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'change' }>,
  setting: Setting,
): Filled {
  const subject = run.subject(inline.quantity, inline.placement, setting)
  if (!subject) return gap(inline.quantity.text)
  if (!isKnown(subject.now.observed)) return gap(labelOf(run, subject), subject.now.observed.state)
  const difference = differenceOf(run, subject)
  if (!difference) return gap(`上年${labelOf(run, subject)}`)
  if (inline.style === 'growth') return growth(run, inline, subject, difference)
  const chosen = directionWords(subject, inline.words, 'amount')
  const steady = isSteady(run, difference, inline.steady)
  const near = inline.words.near ?? '基本持平'
  const word = steady ? { ...chosen, up: near, down: near } : chosen
  const parts = [directionWord(run, subject, difference, word)]
  if (difference.sign !== 0 && !steady) {
    parts.push(changeFigure(run, subject, difference))
    if (inline.withGrowth && difference.growth) {
      parts.push(words(difference.sign > 0 ? '，增幅为' : '，降幅为'))
      parts.push(growthFigure(run, subject, difference.growth))
    }
  }
  if (inline.style === 'change') return filled(...parts)
  const before = valueFigure(run, earlier(run, subject), setting, { ...EARLIER })
  const lead = difference.sign === 0 || steady ? '与上年（' : '比上年（'
  return { inlines: [words(lead), ...before.inlines, words('）'), ...parts], gaps: before.gaps }
}

const EARLIER = {
  decimals: undefined,
  withUnit: true,
  approx: undefined,
  words: false,
  scaled: true,
}

/** The same subject a year before, as a subject of its own. */
export function earlier(run: ReportRun, subject: Subject): Subject {
  const now = run.before(subject)
  return now ? { ...subject, year: subject.year - 1, now } : subject
}

function growth(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'change' }>,
  subject: Subject,
  difference: Difference,
): Filled {
  if (!difference.growth) return gap(`${labelOf(run, subject)}增幅`, 'not_applicable')
  const word = directionWord(run, subject, difference, directionWords(subject, inline.words, 'growth'))
  return difference.sign === 0 ? filled(word) : filled(word, growthFigure(run, subject, difference.growth))
}

/**
 * A word chosen by signs alone: 有所改善. Of several quantities the majority decides; where rises and falls balance,
 * “same” speaks. By merit, up means better in the indicator's own judgement.
 */
export function fillWord(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'word' }>,
  setting: Setting,
): Filled {
  const facts: string[] = []
  let balance = 0
  for (const quantity of inline.quantities) {
    const subject = run.subject(quantity, inline.placement, setting)
    const difference = subject && differenceOf(run, subject)
    if (!subject || !difference) return gap(subject ? `上年${labelOf(run, subject)}` : quantity.text)
    const { amount, exact, unitId } = difference
    facts.push(run.fact(subject, 'change', exact.toFixed(), amount, unitId).key)
    const turned = inline.byMerit && subject.what.better === 'lower' ? -1 : 1
    balance += difference.sign * turned
  }
  const sign = balance > 0 ? 1 : balance < 0 ? -1 : 0
  const text = sign > 0 ? inline.words.up : sign < 0 ? inline.words.down : inline.words.same
  return filled({ kind: 'word', text, sign, facts })
}
