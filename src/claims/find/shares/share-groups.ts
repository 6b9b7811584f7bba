import type { Operand } from '../../judge/claim.ts'
import type { Expression } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { addFloats, floats, shareFitRange } from '../context.ts'
import type { ShareItem } from './share-items.ts'

/** Where a base comes from, the surest first. */
export type Evidence = 'named' | 'carried' | 'far' | 'similar' | 'parts' | 'siblings' | 'near'

export const surest: readonly Evidence[] = ['named', 'carried', 'far', 'similar', 'parts', 'siblings', 'near']

/** A whole that a share may refer to: one printed number, the sum of its parts, or what another share implies. */
export interface Base {
  readonly evidence: Evidence
  readonly range: { readonly low: number; readonly high: number }
  readonly expression: Expression
  readonly operands: readonly Operand[]
  readonly quantity?: Quantity
}

/** Shares that stand together and refer to one whole. */
export interface ShareGroup {
  readonly items: readonly ShareItem[]
  /** Every share of the group fits its base. */
  sound?: boolean
  /** The base that most of them fit, where one was found. */
  base?: Base
  /** A printed number that all of them fit, were it only to the last digit. */
  whole?: Quantity | undefined
  /** The printed number behind which 其中 names them all, though their shares do not fit it. */
  head?: Quantity | undefined
  /** Their shares add up to 100, as far as the print allows. */
  readonly closed: boolean
}

/** Neighbouring shares of a paragraph with the same base; a run that reaches 100 ends a group. */
export function groupsOf(items: readonly ShareItem[]): ShareGroup[] {
  const groups: ShareGroup[] = []
  let open: ShareItem[] = []
  const close = () => {
    if (open.length > 0) groups.push({ items: open, closed: isClosed(open) })
    open = []
  }
  for (const item of items) {
    const last = open.at(-1)
    const joins =
      last &&
      last.share.paragraph === item.share.paragraph &&
      sameWhole(open, item) &&
      (baseKey(last) === baseKey(item) || goesOn(last, item)) &&
      !turnsToPart(open, item) &&
      item.share.sentence - last.share.sentence <= 1 &&
      // 其中 turns to the parts of what was said before it.
      (last.share.among || !item.share.among) &&
      !(isClosed(open) && !item.nested)
    if (!joins) close()
    open.push(item)
  }
  close()
  return groups
}

/** A bare 占 in the next sentence still speaks of the base before it. */
function goesOn(last: ShareItem, item: ShareItem): boolean {
  // 「本省3021人，占87.1%；其中珠三角占本省的78.0%。到西部46人，占1.3%」: what 其中 turned to has ended.
  if (last.share.among && last.share.sentence !== item.share.sentence) return false
  return baseKey(item) === '' && item.share.frame.base === '' && !item.nested && baseKey(last) !== ''
}

/** 「专任教师1512人，占教职工的80.6%。专任教师本科以上学历1463人，占96.8%」: the next sentence speaks of a part that was. */
function turnsToPart(open: readonly ShareItem[], item: ShareItem): boolean {
  const key = item.part?.named ? (item.part.name.keys[0] ?? '') : ''
  if (baseKey(item) !== '' || item.share.sentence === open.at(-1)?.share.sentence) return false
  return open.some(({ part }) => {
    const other = part?.named ? (part.name.keys[0] ?? '') : ''
    return other.length >= 3 && key.length > other.length && key.startsWith(other)
  })
}

/** Shares of people and shares of schools have no whole in common. */
function sameWhole(open: readonly ShareItem[], item: ShareItem): boolean {
  const other = open.find((candidate) => candidate.part)?.part
  return !other || !item.part || comparable(other.unit, item.part.unit)
}

export function baseKey(item: ShareItem): string {
  return item.base.keys[0] ?? ''
}

function isClosed(items: readonly ShareItem[]): boolean {
  const outer = items.filter((item) => !item.nested)
  if (outer.length < 2) return false
  const total = addFloats(outer.map((item) => item.share))
  return total.low <= 100.0001 && total.high >= 99.9999
}

export function widthOf(quantity: Quantity): number {
  const range = floats(quantity)
  return range.high - range.low
}

export function fitOf(item: ShareItem, base: Base): 0 | 1 | 2 {
  return item.parts.length === 0 ? 0 : shareFitRange(addFloats(item.parts), base.range, item.share)
}

/** How much a fit proves: 67.63 % hardly fits by chance, 0.02 % fits many wholes. */
export function weightOf(item: ShareItem | undefined): number {
  return item ? sharpness(item.share) : 0
}

export function sharpness(share: Quantity): number {
  return Math.min(1, Math.max(0.05, Math.log10(share.size / Math.max(1e-12, widthOf(share))) / 3))
}
