import { type Decimal, decimal, isKnown, printed, rounded } from '../../kernel/index.ts'
import type { FigureInline, Inline } from '../document/document.ts'
import type { DirectionWords, PrintOptions } from '../template/template.ts'
import { PLAIN, type Printed, print } from './print.ts'
import type { Gap, ReportRun, Setting, Subject } from './run.ts'

/** Filled inlines, and what could not be filled. */
export interface Filled {
  readonly inlines: readonly Inline[]
  readonly gaps: readonly Gap[]
}

export const NOTHING: Filled = { inlines: [], gaps: [] }

export function filled(...inlines: Inline[]): Filled {
  return { inlines, gaps: [] }
}

export function gap(label: string, state: Gap['state'] = 'missing'): Filled {
  return { inlines: [], gaps: [{ label, state }] }
}

export function words(text: string): Inline {
  return { kind: 'text', text, origin: 'template' }
}

/** The value of a subject as a figure; a gap where it is not known. In tables the unit stands in the head. */
export function valueFigure(
  run: ReportRun,
  subject: Subject,
  setting: Setting,
  options: PrintOptions = PLAIN,
): Filled {
  const { observed } = subject.now
  if (!isKnown(observed)) return gap(labelOf(run, subject), observed.state)
  const scaled = options.scaled && !setting.inTable
  const text = print(run.catalog.units, subject.what, observed.value, { ...options, scaled })
  const withUnit = options.withUnit ?? !setting.inTable
  const shown: Printed = { number: text.number, unit: withUnit ? text.unit : '' }
  return filled(run.figure(subject, 'value', observed.value.toFixed(), shown, subject.what.unit))
}

/** How a gap names what it lacks: with the year and the unit where they are not the report's own. */
export function labelOf(run: ReportRun, subject: Subject): string {
  const year = subject.year === run.year ? '' : `${subject.year}年`
  const unit = subject.unit.id === run.unit.id ? '' : subject.unit.name
  return `${unit}${year}${subject.what.label.zh}`
}

/** The difference between two years as their printed forms show it, so that a reader who subtracts finds it. */
export interface Difference {
  readonly sign: -1 | 0 | 1
  /** Without sign, printed in the subject's unit. */
  readonly amount: Printed
  readonly exact: Decimal
  readonly unitId: string
  /** In per cent of the earlier value, with sign; undefined for shares and where the earlier value is zero. */
  readonly growth: Decimal | undefined
}

export function differenceOf(run: ReportRun, subject: Subject): Difference | undefined {
  const before = run.before(subject)?.observed
  const now = subject.now.observed
  if (!before || !isKnown(before) || !isKnown(now)) return undefined
  const { what } = subject
  const exact = now.value.minus(before.value)
  const shown = rounded(now.value, what.decimals).minus(rounded(before.value, what.decimals))
  const isPoint = what.isShare
  const amount = isPoint
    ? { number: printed(shown.abs(), what.decimals), unit: '个百分点' }
    : what.style === 'plain'
      ? print(run.catalog.units, what, shown.abs(), PLAIN)
      : { number: printed(shown.abs(), what.decimals), unit: '' }
  return {
    sign: shown.isZero() ? 0 : shown.isPositive() ? 1 : -1,
    amount,
    exact,
    unitId: isPoint ? 'percentage_point' : what.unit,
    growth: isPoint || before.value.isZero() ? undefined : exact.div(before.value.abs()).times(100),
  }
}

export function changeFigure(run: ReportRun, subject: Subject, difference: Difference): FigureInline {
  return run.figure(subject, 'change', difference.exact.toFixed(), difference.amount, difference.unitId)
}

export function growthFigure(run: ReportRun, subject: Subject, growth: Decimal): FigureInline {
  const text = { number: printed(growth.abs(), GROWTH_DECIMALS), unit: '%' }
  return run.figure(subject, 'growth', growth.toFixed(), text, 'percent')
}

const GROWTH_DECIMALS = 2

/** The word that the sign of a subject's change chooses, tied to the fact that decided it. */
export function directionWord(
  run: ReportRun,
  subject: Subject,
  difference: Difference,
  chosen: DirectionWords,
): Inline {
  const fact = run.fact(subject, 'change', difference.exact.toFixed(), difference.amount, difference.unitId)
  const text = difference.sign > 0 ? chosen.up : difference.sign < 0 ? chosen.down : chosen.same
  return { kind: 'word', text, sign: difference.sign, facts: [fact.key] }
}

const shareWords: DirectionWords = { up: '上升', down: '下降', same: '持平' }
const quantityWords: DirectionWords = { up: '增加', down: '减少', same: '持平' }
const ratioWords: DirectionWords = { up: '上升', down: '下降', same: '持平' }
const growthWords: DirectionWords = { up: '增长', down: '下降', same: '持平' }

/** The template's words, or the trade's: shares rise and fall, quantities increase and decrease. */
export function directionWords(
  subject: Subject,
  given: DirectionWords,
  style: 'amount' | 'growth',
): DirectionWords {
  const { what } = subject
  const usual =
    style === 'growth'
      ? growthWords
      : what.isShare
        ? shareWords
        : what.style === 'plain'
          ? quantityWords
          : ratioWords
  return { up: given.up || usual.up, down: given.down || usual.down, same: given.same || usual.same }
}

/** Whether a change is too small to be called one: below the share of the earlier value that a parameter sets. */
export function isSteady(run: ReportRun, difference: Difference, parameter: string | undefined): boolean {
  if (parameter === undefined || !difference.growth) return false
  const values = run.catalog.parameters.get(parameter)?.values ?? []
  const inForce = values.filter(({ from }) => from <= run.year).sort((a, b) => b.from - a.from)[0]
  return inForce !== undefined && difference.growth.abs().lt(decimal(inForce.value))
}
