import type { Draft } from '../../judge/claim.ts'
import { of, sum } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { type Context, isAmount, isPresent, matches, operand, operands, statedAs } from '../context.ts'

/** How many measures two blocks must have in common. */
const ENOUGH = 3

/**
 * 「普通高校83所；毕业生138834人，招生156222人……。在83所普通高校中，市属普通高校37所；毕业生56991人，招生60681人……」: behind 其中 the same measures
 * in the same order, each of a part.
 */
export function findBlockSubsets(context: Context): Draft[] {
  const drafts: Draft[] = [...listedBelow(context)]
  for (const paragraph of context.paragraphs()) {
    const amounts = paragraph.filter(isPlain)
    for (const [part, whole] of widened(context, amounts)) drafts.push(draftOf(part, whole))
    if (amounts.length < ENOUGH * 2) continue
    for (const start of startsOf(context, amounts)) {
      const pairs = pairsAround(amounts, start)
      if (pairs.length < ENOUGH) continue
      for (const [part, whole] of pairs) drafts.push(draftOf(part, whole))
    }
  }
  return drafts
}

/**
 * 「民办学校19.15万所，……招生1774.33万人，……其中：」 over a paragraph for each kind of school: together they are no more than the whole.
 */
function listedBelow(context: Context): Draft[] {
  const drafts: Draft[] = []
  const { flows } = context.reading
  for (const [index, flow] of flows.entries()) {
    if (!/其中[:：]?$|具体(情况)?(如下|为)[:：]?$|如下[:：]$/.test(flow.text)) continue
    const wholes = context.paragraph(index).filter(isPlain)
    for (const whole of wholes) {
      const isFirst = wholes.find(({ unit }) => unit.text === whole.unit.text) === whole
      const parts: Quantity[] = []
      for (let at = index + 1; at < Math.min(flows.length, index + 12); at++) {
        const own = context.paragraph(at).filter(isPlain)
        const part = own.find((value) => isMeasureOf(whole, value, isFirst))
        if (!part) break
        parts.push(part)
      }
      if (parts.length >= ENOUGH) drafts.push(sumBelow(parts, whole))
    }
  }
  return drafts
}

/** 招生 and 入园, 在校 and 在园; of schools the first number of a paragraph. */
function isMeasureOf(whole: Quantity, part: Quantity, isFirst: boolean): boolean {
  const measure = (value: Quantity) =>
    (value.name.keys[0] ?? '').replace(/在园/, '在校').replace(/入园(儿童)?/, '招生')
  if (whole.unit.text !== part.unit.text || whole.size < part.size) return false
  if (whole.unit.dimension === 'things') return isFirst
  return measure(whole).slice(-2) === measure(part).slice(-2)
}

function sumBelow(parts: readonly Quantity[], whole: Quantity): Draft {
  return {
    kind: 'subset',
    rule: 'subset.listed',
    expression: sum(parts.map(of)),
    relation: 'at_most',
    stated: statedAs(whole),
    operands: [...operands(parts, 'part'), operand(whole, 'whole')],
    tie: 'loose',
  }
}

/** 「特殊教育学校招生239人，在校1149人。特殊教育（含随班就读）招生450人，在校2462人」: the wider count stands behind the narrower. */
function widened(context: Context, amounts: readonly Quantity[]): [Quantity, Quantity][] {
  const sentences = [...Map.groupBy(amounts, ({ sentence }) => sentence).values()]
  return sentences.flatMap((narrow, at) => {
    const wide = sentences[at + 1]
    const [first] = wide ?? []
    if (!wide || !first || first.sentence - (narrow[0]?.sentence ?? 0) > 1) return []
    if (!/\(含[^()]+\)/.test(textOf(context, first))) return []
    const pairs = wide.flatMap((whole): [Quantity, Quantity][] => {
      const part = narrow.find(
        (value) => value.unit.text === whole.unit.text && tailOf(value) === tailOf(whole),
      )
      return part && part.size <= whole.size ? [[part, whole]] : []
    })
    return pairs.length >= 2 ? pairs : []
  })
}

/** The sentence up to its first number. */
function textOf({ reading }: Context, { token }: Quantity): string {
  const text = reading.flows[token.flow.index]?.text ?? ''
  return text.slice(text.lastIndexOf('。', token.start) + 1, token.start)
}

function tailOf({ name }: Quantity): string {
  return (name.keys[0] ?? '').slice(-2)
}

function isPlain(value: Quantity): boolean {
  return isAmount(value) && isPresent(value) && !value.frame.bound && !value.inParentheses && value.named
}

/** Places in a list of values where a sentence begins with 其中 or 在……中. */
function startsOf(context: Context, values: readonly Quantity[]): number[] {
  return values.flatMap((value, at) => {
    const before = values[at - 1]
    if (!before) return []
    if (before.sentence === value.sentence) return value.among && !before.among ? [at] : []
    return /^(其中|在[^,]{2,16}中$)/.test(openingOf(context, value)) ? [at] : []
  })
}

/** The first clause of the sentence that a value stands in. */
function openingOf({ reading }: Context, { clause }: Quantity): string {
  let index = clause.index
  while (reading.clauses[index - 1]?.sentence === clause.sentence) index--
  return reading.clauses[index]?.text ?? ''
}

function pairsAround(values: readonly Quantity[], start: number): [Quantity, Quantity][] {
  const wholes = values.slice(0, start)
  const pairs: [Quantity, Quantity][] = []
  let last = -1
  for (const part of values.slice(start)) {
    const at = wholes.findIndex((whole, index) => index > last && isOfMeasure(whole, part))
    const whole = wholes[at]
    if (!whole || whole.size < part.size) continue
    last = at
    pairs.push([part, whole])
  }
  return pairs
}

function isOfMeasure(whole: Quantity, part: Quantity): boolean {
  return comparable(whole.unit, part.unit) && matches(whole.name, part.name) >= 2
}

function draftOf(part: Quantity, whole: Quantity): Draft {
  return {
    kind: 'subset',
    rule: 'subset.blocks',
    expression: of(part),
    relation: 'at_most',
    stated: statedAs(whole),
    operands: [operand(part, 'part'), operand(whole, 'whole')],
    tie: 'loose',
  }
}
