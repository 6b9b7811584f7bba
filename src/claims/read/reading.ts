import type { ExtractedText } from '../text.ts'
import { classify, type TokenKind } from './classify.ts'
import { type Clause, ClauseReader } from './clauses.ts'
import { type Flow, flowsOf } from './flow.ts'
import { type NumberToken, scanNumbers } from './numbers.ts'
import { type Quantity, QuantityReader, settlePeriods } from './quantities.ts'
import { yearCells } from './year-cells.ts'

/** Everything that the grammar understood of a document. */
export interface Reading {
  readonly extracted: ExtractedText
  readonly flows: readonly Flow[]
  readonly tokens: readonly NumberToken[]
  readonly kinds: readonly TokenKind[]
  readonly clauses: readonly Clause[]
  readonly quantities: readonly Quantity[]
  /** The numbers of table cells, apart from those of the running text. */
  readonly cells: readonly Quantity[]
  /** The heading that each flow stands under, as a number that grows. */
  readonly sections: readonly number[]
  /** The flow of the heading that each flow stands under. */
  readonly headings: readonly (number | undefined)[]
}

export type Progress = (done: number, of: number) => void

export function readText(extracted: ExtractedText, progress?: Progress): Reading {
  const flows = flowsOf(extracted)
  const years = yearCells(extracted)
  const tokens: NumberToken[] = []
  const kinds: TokenKind[] = []
  const clauseReader = new ClauseReader()
  const quantityReader = new QuantityReader('text')
  const cellReader = new QuantityReader('cells')
  const sections: number[] = []
  const headings: (number | undefined)[] = []
  let section = 0
  let heading: number | undefined
  for (const flow of flows) {
    if (flow.block.kind === 'heading') {
      section++
      heading = flow.index
    }
    sections.push(section)
    headings.push(heading)
    const own = scanNumbers(flow, tokens.length)
    const ownKinds = classify(own, years.has(flow.block.ranges[0]?.[0] ?? -1))
    const first = tokens.length
    tokens.push(...own)
    kinds.push(...ownKinds)
    if (!isProse(flow) || own.length > MOST_NUMBERS) continue
    const from = clauseReader.count
    clauseReader.read(flow, own)
    const reader = flow.block.kind === 'cell' && !isSentence(flow, own) ? cellReader : quantityReader
    reader.read(clauseReader.clauses(from), (token) => ownKinds[token.id - first] === 'quantity', section)
    progress?.(flow.index + 1, flows.length)
  }
  return {
    extracted,
    flows,
    tokens,
    kinds,
    cells: cellReader.quantities,
    clauses: clauseReader.clauses(0),
    quantities: settlePeriods(quantityReader.quantities),
    sections,
    headings,
  }
}

/** A paragraph with more numbers than any author would write is data: its numbers are counted, not combined. */
const MOST_NUMBERS = 1500

/**
 * 「年级分布 | 一年级786人，二年级823人，三年级549人」: a cell with words around several numbers is running text that stands in a table.
 */
function isSentence({ text }: Flow, numbers: readonly NumberToken[]): boolean {
  if (numbers.length === 0 || text.length < 8 || !/[\u4e00-\u9fff]{2}/.test(text)) return false
  const words = text.match(/[\u4e00-\u9fff]/g)?.length ?? 0
  return words >= 4 && (numbers.length >= 2 || /[,。;]/.test(text)) && /[,。;、:(]/.test(text)
}

/** Cells of tables are read as a grid, furniture of pages not at all. */
function isProse(flow: Flow): boolean {
  const kind = flow.block.kind
  return kind !== 'page_number' && kind !== 'header' && kind !== 'footer'
}
