import type { NumberToken } from '../read/numbers.ts'
import type { Quantity } from '../read/quantities.ts'
import type { Draft, Judged } from './claim.ts'
import { type Expression, printedRange, quantitiesIn, type RangeOf } from './expression.ts'
import { type Floats, floatFit, floatsOf, lastPlaceFloats } from './float-range.ts'
import { lastPlaceRange } from './print.ts'
import { type Fit, fitWith, type Interval } from './verdict.ts'

export type RepairKind =
  | 'digit'
  | 'swapped_digits'
  | 'lost_digit'
  | 'extra_digit'
  | 'point'
  | 'swapped_values'
  | 'shifted_list'
  | 'unit'
  | 'base'

/** What would make a claim hold: other digits for some numbers, or another reading. */
export interface Repair {
  readonly kind: RepairKind
  readonly changes: readonly Change[]
  /** Other claims that would then hold, and claims that would no longer. */
  readonly mends: number
  readonly breaks: number
  /** For `unit` and `base`: which reading. */
  readonly reading?: Judged['fits']
}

export interface Change {
  readonly token: NumberToken
  readonly from: string
  readonly to: string
}

/** How a claim that was judged by its arithmetic stands as printed; one that stays open was not. */
const fitOfVerdict: Readonly<Record<Judged['verdict'], Fit | undefined>> = {
  consistent: 'fits',
  last_digit: 'last_digit',
  contradicted: 'apart',
  base_unclear: 'apart',
  unverifiable: undefined,
}

/** Claims by the number tokens that they use. */
export class ClaimIndex {
  readonly #byToken = new Map<NumberToken, Draft[]>()
  readonly #printed = new Map<Draft, Fit | undefined>()

  constructor(claims: Iterable<Judged>) {
    for (const { draft, verdict } of claims) {
      if (!draft.expression || draft.known) continue
      const fit = fitOfVerdict[verdict]
      if (fit) this.#printed.set(draft, fit)
      for (const token of tokensOf(draft)) {
        const list = this.#byToken.get(token)
        if (list) list.push(draft)
        else this.#byToken.set(token, [draft])
      }
    }
  }

  /** How a claim stands as printed; asked for once per repair of every number that it uses. */
  asPrinted(draft: Draft): Fit | undefined {
    if (!this.#printed.has(draft)) this.#printed.set(draft, fitWith(draft, printedRange))
    return this.#printed.get(draft)
  }

  using(tokens: readonly NumberToken[]): Draft[] {
    return [...new Set(tokens.flatMap((token) => this.#byToken.get(token) ?? []))]
  }
}

function tokensOf(draft: Draft): Set<NumberToken> {
  const tokens = new Set<NumberToken>()
  if (draft.expression) for (const quantity of quantitiesIn(draft.expression)) tokens.add(quantity.token)
  if (draft.stated.quantity) tokens.add(draft.stated.quantity.token)
  return tokens
}

/** The smallest repairs of a claim, those first that mend most other claims. */
export function repairsOf(claim: Judged, index: ClaimIndex, limit = 5): Repair[] {
  const { draft } = claim
  const repairs: Repair[] = []
  if (claim.fits) {
    const kind =
      claim.fits.what.code.includes('point') || claim.fits.what.code.includes('percent') ? 'unit' : 'base'
    repairs.push({ kind, changes: [], mends: 0, breaks: 0, reading: claim.fits })
  }
  for (const { token, to, kind } of digitRepairs(draft, true)) {
    const changes = [{ token, from: token.digits, to }]
    repairs.push({ kind, changes, ...effect(changes, draft, index) })
  }
  return repairs.sort(byWorth).slice(0, limit)
}

const kindOrder: readonly RepairKind[] = [
  'unit',
  'base',
  'swapped_values',
  'shifted_list',
  'digit',
  'swapped_digits',
  'lost_digit',
  'extra_digit',
  'point',
]

function byWorth(a: Repair, b: Repair): number {
  return (
    b.mends - b.breaks - (a.mends - a.breaks) ||
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    Math.abs(Number(a.changes[0]?.to ?? 0) - Number(a.changes[0]?.from ?? 0)) -
      Math.abs(Number(b.changes[0]?.to ?? 0) - Number(b.changes[0]?.from ?? 0))
  )
}

/** What changed numbers do to all other claims that use them. */
export function effect(
  changes: readonly Change[],
  except: Draft | undefined,
  index: ClaimIndex,
): { mends: number; breaks: number } {
  const range = changedRange(changes)
  const floats = changedFloats(changes)
  let mends = 0
  let breaks = 0
  for (const draft of index.using(changes.map((change) => change.token))) {
    if (draft === except) continue
    const before = index.asPrinted(draft)
    const after = floatFit(draft, floats, Number(draft.stated.unit ?? 0)) ?? fitWith(draft, range)
    if (before === 'apart' && after !== 'apart') mends++
    if (before !== 'apart' && after === 'apart') breaks++
  }
  return { mends, breaks }
}

export function changedRange(changes: readonly Change[]): RangeOf {
  const changed = new Map<Quantity, Interval>()
  return (quantity) => {
    const change = changeOf(changes, quantity.token)
    if (!change) return quantity.range
    const range = changed.get(quantity) ?? lastPlaceRange(quantity, change.to)
    changed.set(quantity, range)
    return range
  }
}

/** Whether one digit, or two neighbours that changed places, would explain the mismatch. */
export function hasDigitRepair(draft: Draft): boolean {
  return digitRepairs(draft, false, 1).length > 0
}

interface DigitRepair {
  readonly token: NumberToken
  readonly to: string
  readonly kind: RepairKind
}

/** Slips of the hand in one number that would explain the mismatch; no more than `most`. */
function digitRepairs(draft: Draft, lostToo: boolean, most = Number.POSITIVE_INFINITY): DigitRepair[] {
  const { expression } = draft
  const found: DigitRepair[] = []
  if (!expression) return found
  const quantities = quantitiesIn(expression)
  const stated = draft.stated.quantity
  const all = stated && !quantities.includes(stated) ? [...quantities, stated] : quantities
  if (all.length > 40) return found
  const target = targetOf(draft)
  for (const { token, size } of all) {
    if (token.script !== 'arabic' || token.form !== 'plain') continue
    const printed = Number(token.digits) || 1
    const nearlyFits = nearFit(target, expression, token)
    for (const { to, value, kind } of variants(token.digits, lostToo)) {
      if (!nearlyFits((value / printed) * size)) continue
      const changes = [{ token, from: token.digits, to }]
      if (!holdsWith(draft, changes, changedRange(changes))) continue
      found.push({ token, to, kind })
      if (found.length >= most) return found
    }
  }
  return found
}

/** Whether a claim holds with changed numbers; most often floating point can tell. */
function holdsWith(draft: Draft, changes: readonly Change[], range: RangeOf): boolean {
  return (floatFit(draft, changedFloats(changes), 0) ?? fitWith(draft, range)) === 'fits'
}

/** What `changedRange` has exactly, in floating point. */
function changedFloats(changes: readonly Change[]): (quantity: Quantity) => Floats {
  return (quantity) => {
    const change = changeOf(changes, quantity.token)
    return change ? lastPlaceFloats(quantity, change.to) : quantity
  }
}

function changeOf(changes: readonly Change[], token: NumberToken): Change | undefined {
  for (const change of changes) if (change.token === token) return change
  return undefined
}

interface Variant {
  readonly to: string
  readonly value: number
  readonly kind: RepairKind
}

/** One number takes part in many claims, and texts repeat their numbers. */
const knownVariants: readonly [Map<string, readonly Variant[]>, Map<string, readonly Variant[]>] = [
  new Map(),
  new Map(),
]
const mostKnown = 2000

/** Printed numbers that differ from one by a slip of the hand. */
function variants(digits: string, lostToo: boolean): readonly Variant[] {
  const known = knownVariants[lostToo ? 1 : 0]
  const already = known.get(digits)
  if (already) return already
  const made = [...slips(digits, lostToo)].map(([to, kind]) => ({ to, value: Number(to), kind }))
  if (known.size >= mostKnown) known.clear()
  known.set(digits, made)
  return made
}

function slips(digits: string, lostToo: boolean): Map<string, RepairKind> {
  const found = new Map<string, RepairKind>()
  const add = (to: string, kind: RepairKind) => {
    if (to !== digits && !found.has(to) && isPlain(to)) found.set(to, kind)
  }
  for (let i = 0; i < digits.length; i++) {
    if (!isDigit(digits.charAt(i))) continue
    for (let d = 0; d <= 9; d++) add(digits.slice(0, i) + String(d) + digits.slice(i + 1), 'digit')
  }
  for (let i = 0; i + 1 < digits.length; i++) {
    // Two digits are neighbours across the point too: 84.69 for 86.49.
    const next = isDigit(digits.charAt(i + 1)) ? i + 1 : i + 2
    const a = digits.charAt(i)
    const b = digits.charAt(next)
    if (isDigit(a) && isDigit(b))
      add(digits.slice(0, i) + b + digits.slice(i + 1, next) + a + digits.slice(next + 1), 'swapped_digits')
  }
  if (!lostToo) return found
  for (let i = 0; i <= digits.length; i++) {
    for (let d = 0; d <= 9; d++) add(digits.slice(0, i) + String(d) + digits.slice(i), 'lost_digit')
  }
  if (digits.length > 1)
    for (let i = 0; i < digits.length; i++)
      if (isDigit(digits.charAt(i))) add(digits.slice(0, i) + digits.slice(i + 1), 'extra_digit')
  const point = digits.indexOf('.')
  if (point > 0) {
    const bare = digits.replace('.', '')
    add(`${bare.slice(0, point - 1)}.${bare.slice(point - 1)}`, 'point')
    add(`${bare.slice(0, point + 1)}.${bare.slice(point + 1)}`, 'point')
  }
  return found
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

function isPlain(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)
}

interface Target {
  readonly stated: Quantity | undefined
  readonly middle: number
  readonly width: number
  readonly equals: boolean
}

function targetOf(draft: Draft): Target {
  const { range, quantity } = draft.stated
  const { low, high } = quantity?.range === range ? quantity : floatsOf(range)
  return {
    stated: quantity,
    middle: (low + high) / 2,
    width: high - low,
    equals: draft.relation === 'equals',
  }
}

/** A look in floating point before the exact one: whether the claim could hold with another size of one number. */
function nearFit(target: Target, expression: Expression, token: NumberToken): (size: number) => boolean {
  if (!target.equals) return () => true
  let tried = 0
  const at = (q: Quantity) => (q.token === token ? tried : q.size)
  return (size) => {
    tried = size
    const value = floatOf(expression, at)
    if (value === undefined) return true
    const middle = target.stated ? at(target.stated) : target.middle
    const width = Math.max(target.width, Math.abs(middle) * 0.03, 1e-9)
    return Math.abs(value - middle) <= width * 2
  }
}

/** The same look for numbers that changed places; where print or words leave room, only the exact one decides. */
function couldFit(draft: Draft, changes: readonly Change[]): boolean {
  const { expression, stated } = draft
  if (!expression || draft.bound || draft.relation !== 'equals') return true
  const at = (quantity: Quantity) => {
    const change = changeOf(changes, quantity.token)
    return change ? (quantity.size * Number(change.to)) / (Number(change.from) || 1) : quantity.size
  }
  const value = floatOf(expression, at)
  if (value === undefined || !Number.isFinite(value)) return true
  const target = targetOf(draft)
  const middle = stated.quantity ? at(stated.quantity) : target.middle
  // A difference is as loose as its terms are large; a quotient as its own size.
  const isDifference = expression.op === 'minus' || expression.op === 'sum'
  const size = isDifference
    ? Math.max(...quantitiesIn(expression).map((quantity) => Math.abs(at(quantity))), Math.abs(middle))
    : Math.max(Math.abs(middle), Math.abs(value))
  return Math.abs(value - middle) <= Math.max(target.width * 2, size * 0.1, 1e-9)
}

const startOf = { sum: 0, greatest: Number.NEGATIVE_INFINITY, least: Number.POSITIVE_INFINITY }

function floatOf(expression: Expression, at: (quantity: Quantity) => number): number | undefined {
  switch (expression.op) {
    case 'quantity':
      return at(expression.of)
    case 'constant':
      return expression.size
    case 'sum':
    case 'greatest':
    case 'least': {
      let total = startOf[expression.op]
      for (const part of expression.of) {
        const value = floatOf(part, at)
        if (value === undefined) return undefined
        if (expression.op === 'sum') total += value
        else total = expression.op === 'greatest' ? Math.max(total, value) : Math.min(total, value)
      }
      return total
    }
    default: {
      const left = floatOf(expression.left, at)
      const right = floatOf(expression.right, at)
      if (left === undefined || right === undefined) return undefined
      if (expression.op === 'minus') return left - right
      if (expression.op === 'times') return left * right
      if (expression.op === 'over') return right === 0 ? undefined : left / right
      return right <= 0 || left <= 0 ? undefined : (left / right) ** (1 / expression.years) - 1
    }
  }
}

/**
 * Two claims of one kind that both fail and both hold once two of their numbers change places: rows of a table or
 * values of a list that were swapped.
 */
export function swapRepairs(claims: readonly Judged[], index: ClaimIndex): Map<Judged, Repair> {
  const found = new Map<Judged, Repair>()
  const failing = claims.filter((claim) => isFailing(claim) && claim.draft.stated.quantity)
  for (const [i, a] of failing.entries()) {
    for (const b of failing.slice(i + 1, i + 24)) {
      if (a.draft.kind !== b.draft.kind || found.has(a) || found.has(b)) continue
      for (const [x, y] of exchangeable(a.draft, b.draft)) {
        const changes: Change[] = [
          { token: x, from: x.digits, to: y.digits },
          { token: y, from: y.digits, to: x.digits },
        ]
        if (!couldFit(a.draft, changes) || !couldFit(b.draft, changes)) continue
        const range = changedRange(changes)
        if (!holdsWith(a.draft, changes, range) || !holdsWith(b.draft, changes, range)) continue
        const repair: Repair = { kind: 'swapped_values', changes, ...effect(changes, undefined, index) }
        found.set(a, repair)
        found.set(b, repair)
        break
      }
    }
  }
  return found
}

export function isFailing(claim: Judged): boolean {
  return (
    claim.verdict === 'contradicted' ||
    (claim.verdict === 'base_unclear' && claim.draft.expression !== undefined)
  )
}

/** Numbers that play the same part in two claims. */
function exchangeable(a: Draft, b: Draft): [NumberToken, NumberToken][] {
  const pairs: [NumberToken, NumberToken][] = []
  for (const one of a.operands) {
    for (const other of b.operands) {
      if (one.role !== other.role || one.quantity.token === other.quantity.token) continue
      if (one.role === 'stated' || one.role === 'part' || one.role === 'now')
        pairs.push([one.quantity.token, other.quantity.token])
    }
  }
  return pairs
}
