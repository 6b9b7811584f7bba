import { type Bilingual, Decimal, decimal } from '../../kernel/index.ts'
import type { Fact, Inline, ReportDocument } from './document.ts'
import { eachInline } from './inlines.ts'

/** Something in a finished report that breaks one of its laws. */
export interface DocumentFault {
  readonly law: 'untagged_number' | 'unequal_print' | 'wrong_direction' | 'unknown_fact' | 'no_annex_entry'
  readonly chapter: string
  readonly text: string
  readonly detail: Bilingual
}

/**
 * The laws of a finished report: no number outside a figure, a quantity printed alike wherever it stands, direction
 * words that agree with their figures, and an annex entry behind each.
 */
export function validateReport(document: ReportDocument): DocumentFault[] {
  const facts = new Map(document.facts.map((fact) => [fact.key, fact]))
  const entries = new Set(document.annex.map((entry) => entry.number))
  const printed = new Map<string, { unit: string; text: string }>()
  const faults: DocumentFault[] = []
  eachInline(document, (inline, chapter) => {
    const fault = (law: DocumentFault['law'], text: string, zh: string, en: string) =>
      faults.push({ law, chapter, text, detail: { zh, en } })
    switch (inline.kind) {
      case 'text':
        if (inline.origin === 'template' && /[0-9０-９]/.test(inline.text)) {
          fault('untagged_number', inline.text, '数字没有出处', 'a number without its source')
        }
        break
      case 'figure': {
        const fact = facts.get(inline.fact)
        if (!fact) fault('unknown_fact', inline.number, '数字没有对应的事实', 'a figure without its fact')
        else if (!entries.has(fact.entry)) {
          fault('no_annex_entry', inline.number, '附件里没有这个数字', 'the annex does not hold this figure')
        } else if (!isPrintOf(inline, fact)) {
          fault(
            'unequal_print',
            inline.number,
            `与精确值 ${fact.exact} 不符`,
            `does not print the exact value ${fact.exact}`,
          )
        }
        const other = printed.get(inline.fact)
        const unit = inline.unit || other?.unit || ''
        if (other && other.unit === unit && other.text !== inline.number && !isApproximate(inline.number)) {
          fault(
            'unequal_print',
            inline.number,
            `同一数值另一处写作 ${other.text}`,
            `the same quantity is printed ${other.text} elsewhere`,
          )
        }
        if (!other && !isApproximate(inline.number)) printed.set(inline.fact, { unit, text: inline.number })
        break
      }
      case 'word':
        if (!agrees(inline, facts)) {
          fault('wrong_direction', inline.text, '与数值的增减方向不符', 'contradicts the sign of its figures')
        }
        break
      case 'strong':
        break
    }
  })
  return faults
}

function isApproximate(text: string): boolean {
  return /[多近不到]/.test(text)
}

/** Whether a printed number can stand for the exact value: within half a unit of its last place, at its scale. */
function isPrintOf({ number, unit }: Extract<Inline, { kind: 'figure' }>, fact: Fact): boolean {
  if (isApproximate(number) || /[:：一二两三四五六七八九十零]/.test(number)) return true
  const text = number.replace('万', '')
  const value = decimal(text).times(number.endsWith('万') ? 10000 : 1)
  const exact = fact.measure === 'value' ? decimal(fact.exact) : decimal(fact.exact).abs()
  const scale = scaleBetween(unit, fact)
  const places = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0
  // A change is the difference of two printed numbers: it may stray by one unit of the last place.
  const room = new Decimal(10).pow(-places).times(fact.measure === 'change' ? '1' : '0.5')
  return value.times(scale).minus(exact).abs().lte(room.times(scale))
}

/** How many of the fact's unit one of the printed unit is: 万元 over 元 is 10 000. */
function scaleBetween(printedUnit: string, fact: Fact): Decimal {
  const own = scaleOf(
    fact.unitId.startsWith('ten_thousand') ? '万' : fact.unitId.startsWith('hundred_million') ? '亿' : '',
  )
  if (printedUnit === '') return decimal(1)
  return scaleOf(printedUnit).div(own)
}

function scaleOf(unit: string): Decimal {
  return decimal(unit.startsWith('亿') ? 100_000_000 : unit.startsWith('万') ? 10_000 : 1)
}

function agrees(
  { facts: keys, sign }: Extract<Inline, { kind: 'word' }>,
  facts: ReadonlyMap<string, Fact>,
): boolean {
  if (keys.length !== 1) return keys.every((key) => facts.has(key))
  const fact = facts.get(keys[0] ?? '')
  if (!fact) return false
  const exact = decimal(fact.exact)
  if (sign === 0) return decimal(printedNumber(fact)).isZero()
  return sign > 0 ? exact.gt(0) : exact.lt(0)
}

function printedNumber(fact: Fact): string {
  return /^\d+(\.\d+)?$/.test(fact.printed) ? fact.printed : '0'
}
