import type { Draft, Operand, Other, Tie } from '../judge/claim.ts'
import { constant, type Expression, of, over, percentOf, sum, times } from '../judge/expression.ts'
import { hasDigitRepair } from '../judge/repair.ts'
import type { Quantity } from '../read/quantities.ts'
import { comparable } from '../read/units.ts'
import {
  addFloats,
  type Context,
  floats,
  isAmount,
  isLevel,
  isPresent,
  matches,
  operand,
  operands,
  shareFitRange,
  statedAs,
} from './context.ts'
import { type ShareItem, shareItems } from './share-items.ts'

/** Where a base comes from, the surest first. */
type Evidence = 'named' | 'carried' | 'far' | 'similar' | 'parts' | 'siblings' | 'near'

const order: readonly Evidence[] = ['named', 'carried', 'far', 'similar', 'parts', 'siblings', 'near']

/** A whole that a share may refer to: one printed number, the sum of its parts, or what another share implies. */
interface Base {
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
  whole?: Quantity
  /** The printed number behind which 其中 names them all, though their shares do not fit it. */
  head?: Quantity | undefined
  /** Their shares add up to 100, as far as the print allows. */
  readonly closed: boolean
}

export function findShares(context: Context): { drafts: Draft[]; groups: ShareGroup[] } {
  const groups = groupsOf(shareItems(context))
  const drafts: Draft[] = []
  const told = new Map<Quantity, { share: Quantity; base: Base }>()
  const proven = new Set<Quantity>()
  let at: number | undefined
  for (const group of groups) {
    const bases = [...toldBases(group, told), ...basesOf(context, group)]
    const best = bestBase(group, bases)
    if (best) group.base = best
    const whole = best?.evidence === 'parts' ? printedWhole(group, bases) : undefined
    if (whole) group.whole = whole
    else if (best?.evidence === 'parts') group.head = headOf(group, bases)
    if (best) group.sound = group.items.every((item) => item.nested || fitOf(item, best) > 0)
    // The wholes of which the paragraph has printed fine shares already.
    const paragraph = group.items[0]?.share.paragraph
    if (paragraph !== at) proven.clear()
    at = paragraph
    for (const item of group.items) {
      drafts.push(draftOf(context, group, item, best, bases, proven))
      if (!item.part || !best || fitOf(item, best) === 0) continue
      told.set(item.part, { share: item.share, base: best })
      if (best.quantity && sharpness(item.share) >= 0.8) proven.add(best.quantity)
    }
  }
  return { drafts, groups }
}

/** A part that was given its share before, in another paragraph, has it of the same whole when it is said again. */
function toldBases(
  group: ShareGroup,
  told: ReadonlyMap<Quantity, { readonly share: Quantity; readonly base: Base }>,
): Base[] {
  return group.items.flatMap((item) => {
    const before = item.part && item.base.keys.length === 0 ? told.get(item.part) : undefined
    const again = before && before.share.paragraph !== item.share.paragraph
    return again ? [{ ...before.base, evidence: 'carried' as const }] : []
  })
}

/** A whole that is printed under the name that the shares refer to, and that all of them nearly fit. */
function printedWhole(group: ShareGroup, bases: readonly Base[]): Quantity | undefined {
  return bases.find(
    (base) =>
      (base.evidence === 'named' || base.evidence === 'carried' || base.evidence === 'far') &&
      base.quantity !== undefined &&
      group.items.every((item) => item.nested || fitOf(item, base) > 0),
  )?.quantity
}

/** 「教师总数952人，其中高级45人，占29.6%；中级60人，占39.5%；初级47人，占30.9%」: shares that make 100 leave nobody out. */
function headOf(group: ShareGroup, bases: readonly Base[]): Quantity | undefined {
  const items = group.items.filter((item) => !item.nested)
  if (!group.closed || !items.every((item) => item.share.among)) return undefined
  const first = items[0]?.share
  return bases.find(
    (base) =>
      (base.evidence === 'named' || base.evidence === 'carried') &&
      base.quantity !== undefined &&
      base.quantity.sentence === first?.sentence &&
      base.quantity.id < first.id,
  )?.quantity
}

/** Neighbouring shares of a paragraph with the same base; a run that reaches 100 ends a group. */
function groupsOf(items: readonly ShareItem[]): ShareGroup[] {
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
  return baseKey(item) === '' && item.share.frame.base === '' && !item.nested && baseKey(last) !== ''
}

/** Shares of people and shares of schools have no whole in common. */
function sameWhole(open: readonly ShareItem[], item: ShareItem): boolean {
  const other = open.find((candidate) => candidate.part)?.part
  return !other || !item.part || comparable(other.unit, item.part.unit)
}

function baseKey(item: ShareItem): string {
  return item.base.keys[0] ?? ''
}

function isClosed(items: readonly ShareItem[]): boolean {
  const outer = items.filter((item) => !item.nested)
  if (outer.length < 2) return false
  const total = addFloats(outer.map((item) => item.share))
  return total.low <= 100.0001 && total.high >= 99.9999
}

function basesOf(context: Context, group: ShareGroup): Base[] {
  const bases = new Map<Quantity, Base>()
  const add = (quantity: Quantity, evidence: Evidence) => {
    const known = bases.get(quantity)
    if (known && order.indexOf(known.evidence) <= order.indexOf(evidence)) return
    bases.set(quantity, {
      evidence,
      range: floats(quantity),
      expression: of(quantity),
      operands: [operand(quantity, 'whole')],
      quantity,
    })
  }
  for (const item of group.items) {
    for (const part of item.parts.slice(0, 1)) {
      const own = new Set(group.items.flatMap((member) => member.parts))
      const fitting = (candidate: Quantity) =>
        isAmount(candidate) && comparable(candidate.unit, part.unit) && !own.has(candidate)
      namedBases(context, item, fitting, add)
      carriedBases(context, item, fitting, add)
      for (const candidate of context.around(item.share, 24, 6)) {
        if (fitting(candidate) && candidate.size >= part.size && isPresent(candidate)) add(candidate, 'near')
      }
    }
  }
  const found = [...bases.values()]
  const parts = partsBase(group)
  if (parts) found.push(parts)
  const siblings = siblingBase(group)
  if (siblings) found.push(siblings)
  return found.sort((a, b) => order.indexOf(a.evidence) - order.indexOf(b.evidence))
}

function namedBases(
  context: Context,
  item: ShareItem,
  fitting: (candidate: Quantity) => boolean,
  add: (quantity: Quantity, evidence: Evidence) => void,
): void {
  if (item.base.keys.length === 0) return
  for (const candidate of context.named(item.base, item.share.id)) {
    if (!fitting(candidate)) continue
    const close = candidate.paragraph === item.share.paragraph && isPresent(candidate)
    add(candidate, close && sameScope(item, candidate) ? 'named' : 'far')
  }
  for (const candidate of context.around(item.share, 60, 30)) {
    if (!fitting(candidate) || candidate.size < (item.part?.size ?? 0) * 0.999) continue
    if (matches(item.base, candidate.name) >= 1 && candidate.section === item.share.section)
      add(candidate, 'similar')
  }
}

/** 占全国毕业生总数的 does not name the 毕业生 of a city. */
function sameScope(item: ShareItem, candidate: Quantity): boolean {
  return item.base.scope === '' || candidate.name.scope === '' || item.base.scope === candidate.name.scope
}

/** The whole that 其中 or 「N名学生中」 carries, in the sentence or the one before. */
function carriedBases(
  context: Context,
  item: ShareItem,
  fitting: (candidate: Quantity) => boolean,
  add: (quantity: Quantity, evidence: Evidence) => void,
): void {
  const { share } = item
  const sentence = context.sentence(share.sentence).filter((quantity) => quantity.id < share.id)
  const head = sentence.filter((quantity) => fitting(quantity) && !quantity.among && isPresent(quantity))
  const lead = head.find((quantity) => /^[^,。]{0,14}[中里内]$/.test(quantity.frame.right))
  if (isElsewhere(item) && !head.some((quantity) => matches(item.base, quantity.name) >= 1)) return
  const evidenceOf = (quantity: Quantity): Evidence =>
    matches(item.base, quantity.name) >= 2 ? 'named' : 'carried'
  if (lead) add(lead, evidenceOf(lead))
  const printed = sentence.find((quantity) => quantity.token === share.frame.baseToken)
  if (printed && fitting(printed)) add(printed, 'named')
  for (const inner of context.sentence(share.sentence)) {
    if (fitting(inner) && standsInBase(item, inner)) add(inner, 'named')
  }
  if (share.among) {
    const last = head.at(-1)
    if (last) add(last, evidenceOf(last))
    else if (sentence.every((quantity) => quantity.among || !isLevel(quantity))) {
      const before = context
        .sentenceBefore(share)
        .filter((quantity) => fitting(quantity) && isPresent(quantity))
      for (const candidate of before) add(candidate, 'carried')
    }
  }
  if (item.nested && share.clause.parent) {
    const outer = sentence
      .filter((quantity) => fitting(quantity) && quantity.clause.index === share.clause.parent?.clause)
      .at(-1)
    if (outer) add(outer, 'carried')
  }
}

/** 占GDP, 占一般公共预算支出: a whole that no sentence carries unless it prints it. */
function isElsewhere(item: ShareItem): boolean {
  return /gdp|生产总值|财政支出|预算支出|总人口|常住人口/i.test(item.base.keys[0] ?? '')
}

/** 「占参加考核人数（180人）的70%」: the number of the base, right inside its name. */
function standsInBase({ share }: ShareItem, candidate: Quantity): boolean {
  const parent = candidate.clause.parent
  if (!parent || parent.clause !== share.clause.index) return false
  const number = share.clause.numbers.find((own) => own.token === share.token)
  return (
    number !== undefined &&
    parent.at <= number.from &&
    share.clause.text.lastIndexOf('占', parent.at - 1) >= 0
  )
}

/** Shares that make 100 and whose parts are all printed: the parts together are the whole. */
function partsBase(group: ShareGroup): Base | undefined {
  const items = group.items.filter((item) => !item.nested)
  const parts = items.map((item) => item.part)
  if (!group.closed || items.length < 2 || parts.some((part) => part === undefined)) return undefined
  const all = parts.filter((part) => part !== undefined)
  const first = all[0]
  if (!first || new Set(all).size !== all.length || all.some((part) => !comparable(part.unit, first.unit)))
    return undefined
  return {
    evidence: 'parts',
    range: addFloats(all),
    expression: sum(all.map(of)),
    operands: operands(all, 'sibling'),
  }
}

/** What the most exact of the other shares says the whole is: 1270 people are 10.28 %. */
function siblingBase(group: ShareGroup): Base | undefined {
  const items = group.items.filter((item) => item.part && item.share.size > 0 && !item.doubtful)
  if (items.length < (items.every((item) => baseKey(item) === '') ? 3 : 2)) return undefined
  const implied = items.map((item) => ({ item, range: impliedRange(item), weight: weightOf(item) }))
  const agreeing = (at: (typeof implied)[number]) =>
    implied
      .filter((other) => other !== at && other.range.low <= at.range.high && at.range.low <= other.range.high)
      .reduce((sum, other) => sum + other.weight, 0)
  // A blurred share (28 people are 0.02 %) agrees with everything and proves nothing.
  const best = implied
    .filter(({ weight }) => weight >= 0.8)
    .map((at) => ({
      at,
      votes: agreeing(at),
      sharp: at.item.share.size / Math.max(1e-12, widthOf(at.item.share)),
    }))
    .sort((a, b) => b.votes - a.votes || b.sharp - a.sharp)[0]
  const part = best?.at.item.part
  const oneBase = items.every(
    (item) => baseKey(item) !== '' && item.share.sentence - (items[0]?.share.sentence ?? 0) <= 1,
  )
  if (!best || !part || (best.votes === 0 && !oneBase)) return undefined
  const { share } = best.at.item
  return {
    evidence: 'siblings',
    range: best.at.range,
    expression: times(over(of(part), of(share)), constant(100)),
    operands: [operand(part, 'sibling'), operand(share, 'sibling_share')],
    quantity: share,
  }
}

function impliedRange(item: ShareItem): { low: number; high: number } {
  const part = item.part ? floats(item.part) : { low: 0, high: 0 }
  const share = floats(item.share)
  return {
    low: (part.low / share.high) * 100,
    high: share.low > 0 ? (part.high / share.low) * 100 : Number.POSITIVE_INFINITY,
  }
}

function widthOf(quantity: Quantity): number {
  const range = floats(quantity)
  return range.high - range.low
}

function fitOf(item: ShareItem, base: Base): 0 | 1 | 2 {
  return item.parts.length === 0 ? 0 : shareFitRange(addFloats(item.parts), base.range, item.share)
}

/** The base that most shares fit; among equals the one with the surer evidence. */
function bestBase(group: ShareGroup, bases: readonly Base[]): Base | undefined {
  const printed = bestOf(
    group,
    bases.filter((base) => base.evidence !== 'siblings'),
  )
  const whole = group.items.reduce((sum, item) => sum + weightOf(item), 0)
  if (printed && printed.score >= whole * 0.5) return printed.base
  const best = bestOf(group, bases)
  if (!best || (best.base.evidence === 'near' && best.score < 0.4)) return undefined
  return best.base
}

function bestOf(group: ShareGroup, bases: readonly Base[]): { base: Base; score: number } | undefined {
  let best: { base: Base; score: number } | undefined
  for (const base of bases) {
    const score = group.items.reduce((sum, item) => {
      const fit = base.operands.some((o) => o.quantity === item.share) ? 0 : fitOf(item, base)
      return sum + weightOf(item) * (fit === 2 ? 1 : fit === 1 ? 0.6 : 0)
    }, 0)
    if (score === 0 && base.evidence !== 'named' && base.evidence !== 'carried') continue
    const blur = base.range.high > 0 ? (base.range.high - base.range.low) / base.range.high : 1
    const worth =
      score +
      (base.evidence === 'named' ? 0.5 : base.evidence === 'near' ? -0.5 : 0) -
      // The sum of the parts always fits them; a printed whole that fits as well is the one meant.
      (base.evidence === 'parts' ? 0.2 : 0) -
      (blur > 1e-3 ? 0.3 : 0)
    if (!best || worth > best.score + 1e-9) best = { base, score: worth }
  }
  return best
}

function draftOf(
  context: Context,
  group: ShareGroup,
  item: ShareItem,
  best: Base | undefined,
  bases: readonly Base[],
  proven: ReadonlySet<Quantity>,
): Draft {
  if (item.parts.length === 0) return unverifiable(item, 'part_missing')
  const ranked = best ? [best, ...bases.filter((base) => base !== best)] : bases
  const usable = ranked.filter((base) => !base.operands.some((o) => o.quantity === item.share))
  const own = usable.filter(
    (base) => base === best || (base.evidence !== 'near' && (base.evidence !== 'siblings' || !best)),
  )
  const fitting = fittingBase(item, best, own)
  const printed = fitting && slipOfBase(item, fitting, own)
  if (printed) return draft(item, printed, 'likely')
  if (fitting && !namesAnother(item, fitting, bases)) return draft(item, fitting, 'named')
  const joined = joinedParts(context, item, own)
  if (joined) return joined
  const near = usable.find((base) => base.evidence === 'near' && fitOf(item, base) === 2)
  const isBest =
    best && own.includes(best) && group.items.some((other) => other !== item && fitOf(other, best) > 0)
  // A bare 占 may turn to a number that was itself a part: 「专任教师2100人，占教职工的81.7%；高级职称630人，占30%」.
  const turned = fitting ? undefined : partOfPart(group, item)
  if (turned) return draft(item, turned, 'loose')
  const lead = isBest ? best : (own.find((base) => base.evidence !== 'siblings') ?? own[0])
  if (fitting) return unclearBase(item, fitting)
  if (!lead) {
    const beside = usable.filter(
      (base) => base.evidence === 'near' && base.quantity?.sentence === item.share.sentence,
    )
    const head = headOfParagraph(context, item, usable)
    const only = near ?? (beside.length === 1 ? beside[0] : undefined) ?? head
    if (!only) return unverifiable(item, 'base_missing')
    return { ...draft(item, only, 'loose'), nearMiss: only === head || mayBeMeant(item, only) }
  }
  if (item.doubtful) return unverifiable(item, 'base_missing')
  const tie = tieOf(group, item, lead)
  if (tie !== 'loose') return { ...draft(item, lead, tie), others: near ? [otherBase(item, near)] : [] }
  const meant = own
    .filter((base) => mayBeMeant(item, base) || isProven(group, item, base) || isIn(proven, base))
    .slice(0, 6)
  return (
    meant
      .map((base) => ({
        ...draft(item, base, 'loose'),
        nearMiss: true,
        complete: isProven(group, item, base),
      }))
      .find(hasDigitRepair) ?? unverifiable(item, 'base_missing')
  )
}

function isIn(wholes: ReadonlySet<Quantity>, base: Base): boolean {
  return base.quantity !== undefined && wholes.has(base.quantity)
}

/** Another share of the group, printed finely, is one of this whole. */
function isProven(group: ShareGroup, item: ShareItem, base: Base): boolean {
  return group.items.some(
    (other) =>
      other !== item && other.part !== item.part && weightOf(other) >= 0.8 && fitOf(other, base) === 2,
  )
}

/** 「现有学校13所，其中民办3所。……省级重点7所，占53.8%」: what the paragraph began with is the only whole that it prints. */
function headOfParagraph(context: Context, item: ShareItem, bases: readonly Base[]): Base | undefined {
  const { part, share } = item
  if (!part || item.base.keys.length > 0 || item.nested) return undefined
  const larger = context
    .paragraph(share.paragraph)
    .filter(
      (quantity) =>
        quantity.id < part.id &&
        isAmount(quantity) &&
        isPresent(quantity) &&
        quantity.unit.text === part.unit.text &&
        quantity.size > part.size,
    )
  const [head] = larger
  if (!head || larger.length !== 1 || head.among || head.inParentheses || head.frame.bound) return undefined
  return bases.find((base) => base.quantity === head)
}

/** The whole printed in the sentence itself, where it is one digit off the same whole printed elsewhere, which fits. */
function slipOfBase(item: ShareItem, fitting: Base, own: readonly Base[]): Base | undefined {
  const elsewhere = fitting.quantity
  if (!elsewhere || fitting.evidence === 'named' || elsewhere.sentence === item.share.sentence)
    return undefined
  return own.find(
    (base) =>
      base.evidence === 'named' &&
      base.quantity?.sentence === item.share.sentence &&
      base.quantity.unit.text === elsewhere.unit.text &&
      matches(base.quantity.name, elsewhere.name) >= 2 &&
      isOneDigitApart(base.quantity.token.digits, elsewhere.token.digits),
  )
}

/** 8865 and 1865: as many digits, one of them another. */
export function isOneDigitApart(a: string, b: string): boolean {
  return (
    a.length === b.length && a.length >= 3 && [...a].filter((char, i) => char !== b.charAt(i)).length === 1
  )
}

/** A part before it of which a bare 占 is the share. */
function partOfPart(group: ShareGroup, item: ShareItem): Base | undefined {
  if (item.share.frame.base !== '' || weightOf(item) < 0.4) return undefined
  for (const other of group.items) {
    const quantity = other.part
    if (other === item || !quantity || quantity.sentence !== item.share.sentence) continue
    if (quantity.id > item.share.id || item.parts.includes(quantity)) continue
    const base: Base = {
      evidence: 'near',
      range: floats(quantity),
      expression: of(quantity),
      operands: [operand(quantity, 'whole')],
      quantity,
    }
    if (fitOf(item, base) === 2) return base
  }
  return undefined
}

/** The group's base where the share fits it, else the surest other one that it fits. */
function fittingBase(item: ShareItem, best: Base | undefined, own: readonly Base[]): Base | undefined {
  // Shares of a whole that they name are not of what two of them happen to make.
  const isNamed = best?.evidence === 'named' && item.base.keys.length > 0
  const exact = own.find((base) => fitOf(item, base) === 2 && !(isNamed && base.evidence === 'parts'))
  if (best && own.includes(best) && fitOf(item, best) > 0) {
    const surer =
      exact && (exact.evidence === 'named' || exact.evidence === 'carried') && best.evidence !== 'named'
    return surer ? exact : best
  }
  const sharp = exact && (weightOf(item) >= 0.5 || exact.evidence === 'named' || exact.evidence === 'carried')
  if (sharp) return exact
  const named = own.some((base) => base.evidence === 'named')
  return own.find(
    (base) => fitOf(item, base) === 1 && (named ? base.evidence === 'named' : base.evidence !== 'similar'),
  )
}

/** How much a fit proves: 67.63 % hardly fits by chance, 0.02 % fits many wholes. */
function weightOf(item: ShareItem | undefined): number {
  return item ? sharpness(item.share) : 0
}

function sharpness(share: Quantity): number {
  return Math.min(1, Math.max(0.05, Math.log10(share.size / Math.max(1e-12, widthOf(share))) / 3))
}

/** The words name a base that the text does not print, and the share fits a number of another name. */
function namesAnother(item: ShareItem, base: Base, bases: readonly Base[]): boolean {
  if (item.base.keys.length === 0 || !base.quantity) return false
  if (base.evidence !== 'near' && base.evidence !== 'carried') return false
  if (base.evidence === 'carried') return bases.some((other) => other.evidence === 'named')
  return true
}

/** How sure a mismatch with this base is. */
function tieOf(group: ShareGroup, item: ShareItem, base: Base): Tie {
  const support = group.items
    .filter((other) => other !== item && fitOf(other, base) > 0)
    .reduce((sum, other) => sum + weightOf(other), 0)
  switch (base.evidence) {
    case 'named':
      return 'named'
    case 'carried':
      return support > 0.5 ? 'named' : 'likely'
    case 'far':
    case 'similar':
      return support > 1.5 ? 'named' : support > 0.6 ? 'likely' : 'loose'
    case 'parts':
      return support > 0.6 || isSplit(group) ? 'likely' : 'loose'
    case 'siblings':
      return support > 0 ? 'likely' : 'loose'
    case 'near':
      return 'loose'
  }
}

/** 「本地就业640人，占80%；异地就业160人，占20%」: shares that make 100, each right behind its part. */
function isSplit(group: ShareGroup): boolean {
  const items = group.items.filter((item) => !item.nested)
  return (
    group.closed &&
    items.every(
      (item) =>
        item.part &&
        !item.doubtful &&
        item.share.id - item.part.id === 1 &&
        item.share.clause.index - item.part.clause.index <= 1,
    )
  )
}

function draft(item: ShareItem, base: Base, tie: Tie): Draft {
  const whole = base.expression
  const part = sum(item.parts.map(of))
  const scale =
    item.share.unit.dimension === 'permille' ? 1000 : item.share.unit.dimension === 'tenths' ? 10 : 100
  return {
    kind: 'share',
    rule: `share.${base.evidence}`,
    expression: scale === 100 ? percentOf(part, whole) : times(over(part, whole), constant(scale)),
    relation: 'equals',
    stated: statedAs(item.share),
    operands: [...operands(item.parts, 'part'), ...base.operands, operand(item.share, 'stated')],
    tie,
    bound: item.share.frame.bound,
    fallback: { code: 'base_missing', params: { base: item.baseText } },
    nearMiss: mayBeMeant(item, base),
  }
}

/** Whether one wrong digit would be worth a word: the base stands in the same sentence, or was named under this heading. */
function mayBeMeant(item: ShareItem, base: Base): boolean {
  if (base.evidence === 'near') return base.quantity?.sentence === item.share.sentence
  return base.evidence !== 'far' || base.quantity?.section === item.share.section
}

function unclearBase(item: ShareItem, base: Base): Draft {
  const fits = draft(item, base, 'likely')
  return {
    ...fits,
    known: {
      verdict: 'base_unclear',
      severity: 'warning',
      reason: {
        code: 'base_not_printed',
        params: {
          named: item.baseText,
          fits:
            base.quantity?.token.flow.text.slice(base.quantity.token.start, base.quantity.token.unitEnd) ??
            '',
        },
      },
    },
  }
}

function otherBase(item: ShareItem, base: Base): Other {
  const { expression, operands: used } = draft(item, base, 'loose')
  const quantity = base.quantity
  return {
    what: {
      code: 'other_base',
      params: {
        fits: quantity ? quantity.token.flow.text.slice(quantity.token.start, quantity.token.unitEnd) : '',
      },
    },
    expression: expression ?? base.expression,
    operands: used,
    excuses: true,
  }
}

/** The share may be that of several numbers together: 「A 12人，B 15人，占……」. */
function joinedParts(context: Context, item: ShareItem, bases: readonly Base[]): Draft | undefined {
  const sentence = context.sentence(item.share.sentence)
  const index = sentence.indexOf(item.share)
  const levels = sentence.slice(0, index).filter((quantity) => isLevel(quantity) && isPresent(quantity))
  const last = levels.at(-1)
  if (!last) return undefined
  const alike = levels.filter((quantity) => comparable(quantity.unit, last.unit))
  for (let count = 2; count <= Math.min(4, alike.length); count++) {
    const parts = alike.slice(-count)
    const several = { ...item, parts }
    const base = bases.find(
      (candidate) =>
        candidate.evidence !== 'near' &&
        !parts.some((p) => candidate.operands.some((o) => o.quantity === p)) &&
        fitOf(several, candidate) === 2,
    )
    if (base) return draft(several, base, 'loose')
  }
  return undefined
}

function unverifiable(item: ShareItem, code: string): Draft {
  return {
    kind: 'share',
    rule: 'share.open',
    expression: undefined,
    relation: 'equals',
    stated: statedAs(item.share),
    operands: [...operands(item.parts, 'part'), operand(item.share, 'stated')],
    tie: 'loose',
    known: { verdict: 'unverifiable', severity: 'none', reason: { code, params: { base: item.baseText } } },
  }
}
