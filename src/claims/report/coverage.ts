import type { Bilingual } from '../../kernel/index.ts'
import type { JudgedClaim } from '../judge/index.ts'
import { sourceRange } from '../read/flow.ts'
import { NORM_WORDS } from '../read/lexicon.ts'
import type { NumberToken } from '../read/numbers.ts'
import type { Quantity } from '../read/quantities.ts'
import type { Reading } from '../read/reading.ts'
import type { SentenceCount, TokenClass, TokenCount, TokenNote } from './document.ts'

/** What every number of the text was understood as, and which sentences were not. */
export function coverageOf(
  reading: Reading,
  claims: readonly JudgedClaim[],
): { tokens: TokenCount; sentences: SentenceCount } {
  return { tokens: tokensOf(reading, claims), sentences: sentencesOf(reading) }
}

const classes: readonly TokenClass[] = [
  'claim_operand',
  'open_operand',
  'standalone',
  'norm',
  'date',
  'identifier',
  'label',
  'ordinal',
  'section',
  'reference',
  'page',
]

function tokensOf(reading: Reading, claims: readonly JudgedClaim[]): TokenCount {
  const checked = new Set<NumberToken>()
  const open = new Set<NumberToken>()
  for (const claim of claims) {
    const into = claim.verdict === 'unverifiable' ? open : checked
    for (const { quantity } of claim.draft.operands) {
      into.add(quantity.token)
      for (const token of quantity.frame.ratioWith) into.add(token)
    }
  }
  const quantityOf = new Map<NumberToken, Quantity>()
  for (const quantity of [...reading.quantities, ...reading.cells]) quantityOf.set(quantity.token, quantity)
  const byKind = Object.fromEntries(classes.map((name) => [name, 0])) as Record<TokenClass, number>
  const list: TokenNote[] = []
  for (const [index, token] of reading.tokens.entries()) {
    const kind = classOf(reading.kinds[index] ?? 'quantity', token, quantityOf.get(token), checked, open)
    byKind[kind]++
    const [start, end] = sourceRange(token.flow, token.start, Math.max(token.end, token.unitEnd))
    list.push({ start, end, kind })
  }
  return { total: list.length, classified: list.length, by_kind: byKind, list }
}

const normWord = new RegExp(NORM_WORDS.join('|'))

function classOf(
  kind: Reading['kinds'][number],
  token: NumberToken,
  quantity: Quantity | undefined,
  checked: ReadonlySet<NumberToken>,
  open: ReadonlySet<NumberToken>,
): TokenClass {
  if (checked.has(token)) return 'claim_operand'
  if (open.has(token)) return 'open_operand'
  if (kind !== 'quantity') return kind
  if (quantity?.role === 'band') return 'label'
  if (quantity && normWord.test(quantity.clause.text)) return 'norm'
  return 'standalone'
}

const unnamed: Bilingual = {
  zh: '没有读出这个数说的是什么',
  en: 'what this number counts could not be read',
}

/** A sentence is read when every quantity in it has something to be a quantity of. */
function sentencesOf(reading: Reading): SentenceCount {
  const bySentence = new Map<number, Quantity[]>()
  for (const quantity of reading.quantities) {
    const list = bySentence.get(quantity.sentence)
    if (list) list.push(quantity)
    else bySentence.set(quantity.sentence, [quantity])
  }
  const unread: SentenceCount['unread'][number][] = []
  for (const quantities of bySentence.values()) {
    const lost = quantities.find((quantity) => isLost(quantity, quantities))
    if (!lost) continue
    const first = lost.clause.at[0]
    const last = lost.clause.at.at(-1)
    if (first === undefined || last === undefined) continue
    const [start, end] = sourceRange(lost.clause.flow, first, last + 1)
    unread.push({ start, end, text: reading.extracted.text.slice(start, end), reason: unnamed })
  }
  const all = new Set<number>()
  for (const clause of reading.clauses)
    if (clause.text !== '' && (clause.flow.block.kind !== 'cell' || bySentence.has(clause.sentence)))
      all.add(clause.sentence)
  return { total: all.size, with_numbers: bySentence.size, read: bySentence.size - unread.length, unread }
}

function isLost(quantity: Quantity, sentence: readonly Quantity[]): boolean {
  if (quantity.role === 'band' || quantity.named || quantity.topic !== '' || quantity.within !== '')
    return false
  // Words in a cell are of what heads its row.
  if (quantity.clause.flow.block.kind === 'cell') return false
  if (quantity.role === 'share' || quantity.frame.motion !== undefined || quantity.behind !== undefined)
    return false
  if (quantity.frame.right.length > 0 || quantity.unit.dimension === 'time') return false
  return !sentence.some((other) => other !== quantity && other.id < quantity.id && other.named)
}
