import { constant, of, over, sum, times } from '../../judge/expression.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
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
} from '../context.ts'
import {
  type Base,
  baseKey,
  type Evidence,
  fitOf,
  type ShareGroup,
  surest,
  weightOf,
  widthOf,
} from './share-groups.ts'
import { isOfPlan, type ShareItem } from './share-items.ts'

/** A part that was given its share before, in another paragraph, has it of the same whole when it is said again. */
export function toldBases(
  group: ShareGroup,
  told: ReadonlyMap<Quantity, { readonly share: Quantity; readonly base: Base }>,
): Base[] {
  return group.items.flatMap((item) => {
    const before = item.part && item.base.keys.length === 0 ? told.get(item.part) : undefined
    const again =
      before && before.base.evidence !== 'siblings' && before.share.paragraph !== item.share.paragraph
    return again ? [{ ...before.base, evidence: 'carried' as const }] : []
  })
}

/** A whole that is printed under the name that the shares refer to, and that all of them nearly fit. */
export function printedWhole(group: ShareGroup, bases: readonly Base[]): Quantity | undefined {
  return bases.find(
    (base) =>
      base.evidence !== 'parts' &&
      base.evidence !== 'siblings' &&
      base.quantity !== undefined &&
      // One that is only near has to fit without a rest: 37.1% of 19503 is 37.1% of 19486 too.
      group.items.every((item) => item.nested || fitOf(item, base) >= (base.evidence === 'near' ? 2 : 1)),
  )?.quantity
}

/** 「教师总数952人，其中高级45人，占29.6%；中级60人，占39.5%；初级47人，占30.9%」: shares that make 100 leave nobody out. */
export function headOf(group: ShareGroup, bases: readonly Base[]): Quantity | undefined {
  const items = group.items.filter((item) => !item.nested)
  if (!group.closed) return undefined
  const isAmong = items.every((item) => item.share.among)
  const first = items[0]?.share
  return bases.find(
    (base) =>
      (isAmong || isLead(base) || base.quantity?.token === first?.frame.baseToken) &&
      (base.evidence === 'named' || base.evidence === 'carried') &&
      base.quantity !== undefined &&
      base.quantity.sentence === first?.sentence &&
      base.quantity.id < first.id,
  )?.quantity
}

/** 「直接就业的453人中，」 */
export function isLead({ evidence, quantity }: Base): boolean {
  return (
    evidence === 'carried' && quantity !== undefined && /^[^,。]{0,14}[中里内]$/.test(quantity.frame.right)
  )
}

/** 「企业吸纳33.5万人，占总就业人数的72.2%；……占总就业人数的9.3%」: what is a part of the named whole is not that whole. */
export function partsByBase(groups: readonly ShareGroup[]): ReadonlyMap<string, ReadonlySet<Quantity>> {
  const parts = new Map<string, Set<Quantity>>()
  for (const group of groups) {
    for (const item of group.items) {
      const key = baseKey(item)
      if (key === '' || item.parts.length !== 1) continue
      const known = parts.get(key) ?? new Set()
      parts.set(key, known.add(item.parts[0] as Quantity))
    }
  }
  return parts
}

export function basesOf(
  context: Context,
  group: ShareGroup,
  partsOf: ReadonlyMap<string, ReadonlySet<Quantity>>,
): Base[] {
  const bases = new Map<Quantity, Base>()
  const add = (quantity: Quantity, evidence: Evidence) => {
    const known = bases.get(quantity)
    if (known && surest.indexOf(known.evidence) <= surest.indexOf(evidence)) return
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
      const parts = item.share.frame.base ? partsOf.get(baseKey(item)) : undefined
      const fitting = (candidate: Quantity) =>
        isAmount(candidate) &&
        !isNarrower(candidate, item.baseText) &&
        comparable(candidate.unit, part.unit) &&
        !isOtherKind(candidate, part) &&
        !own.has(candidate) &&
        !(parts?.has(candidate) && candidate.sentence === item.share.sentence)
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
  return found.sort((a, b) => surest.indexOf(a.evidence) - surest.indexOf(b.evidence))
}

/** 1235万载重吨 of 5个省市, 168个 of 2023: a number without a unit is no whole of things, nor the reverse. */
function isOtherKind(whole: Quantity, part: Quantity): boolean {
  const [bare, other] = whole.unit.text === '' ? [whole, part] : [part, whole]
  return (
    bare.unit.text === '' &&
    other.unit.dimension === 'things' &&
    (bare.token.scaleText !== '' || whole === bare)
  )
}

const kinds = /民办|公办|私立|公立|农村|城镇|女|男|少数民族|困难|住宿|寄宿|外来|留守|随迁/

/** 「民办学校280所，……占全市各级各类学校的19.25%」: one kind of them is no whole of all. */
function isNarrower({ name, topic, named }: Quantity, base: string): boolean {
  const kind = base === '' ? null : kinds.exec(named ? name.text : `${topic}${name.text}`)
  return kind !== null && !base.includes(kind[0])
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
    const isBehind = candidate.sentence > item.share.sentence
    const isLess = candidate.size < (item.part?.size ?? 0) * 0.999
    if (isLess && candidate.sentence !== item.share.sentence) continue
    const close = candidate.paragraph === item.share.paragraph && isPresent(candidate) && !isBehind
    const isNamed = close && sameScope(item, candidate) && !isOfEntry(item, candidate)
    add(candidate, isNamed ? 'named' : 'far')
  }
  for (const candidate of context.around(item.share, 60, 30)) {
    if (!fitting(candidate) || candidate.size < (item.part?.size ?? 0) * 0.999) continue
    if (matches(item.base, candidate.name) >= 1 && candidate.section === item.share.section)
      add(candidate, 'similar')
  }
}

/** 占入境外国人的 does not name all foreigners that are counted at the border. */
function isOfEntry({ base }: ShareItem, { name }: Quantity): boolean {
  const kind = /入境|出境|应届|往届|新增|免签/.exec(base.keys[0] ?? '')?.[0]
  return kind !== undefined && !name.text.includes(kind)
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
  // What is smaller than its part is no whole of it.
  const sentence = context
    .sentence(share.sentence)
    .filter(
      (quantity) =>
        quantity.id < share.id &&
        !isOfAnotherTime(quantity) &&
        !(quantity.unit.dimension === 'things' && quantity.size < (item.part?.size ?? 0)),
    )
  const head = sentence.filter((quantity) => fitting(quantity) && !quantity.among && isPresent(quantity))
  const lead = head.find((quantity) => /^[^,。]{0,14}[中里内]$/.test(quantity.frame.right))
  if (isElsewhere(item) && !head.some((quantity) => matches(item.base, quantity.name) >= 1)) return
  // 「全校教师152人；其中双师型教师71人，占全市双师型教师的12.3%」: of a wider whole than the sentence carries.
  if (head.length > 0 && head.every((quantity) => isOfEntry(item, quantity))) return
  const { scope } = nameOf(share.frame.base ?? '')
  const isWider = /[国省市区县州]$/.test(scope) && !share.frame.baseToken
  if (isWider && !head.some(({ name }) => name.scope === scope)) return
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

/** 「在校生3312人，较2017年的3256人增加56人；其中女生占48.0%」: of those that there are now. */
function isOfAnotherTime({ comparison, frame }: Quantity): boolean {
  return frame.motion === 'by' || comparison?.kind === 'year' || comparison?.kind === 'prior'
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
  const own = group.items.filter((item) => item.part && item.share.size > 0 && !item.doubtful)
  // 「占其所持股份的81.44%，占公司总股本的9.2%」 are of two wholes.
  const items = own.filter((item) => baseKey(item) === baseKey(own[0] as ShareItem) && !isOfPlan(item.share))
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
  return impliedBase(best.at.item)
}

/** What a part and its share say that the whole is, where nobody prints it. */
export function impliedBase(item: ShareItem): Base {
  const { share, parts } = item
  return {
    evidence: 'siblings',
    range: impliedRange(item),
    expression: times(over(sum(parts.map(of)), of(share)), constant(100)),
    operands: [...operands(parts, 'sibling'), operand(share, 'sibling_share')],
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

/** The base that most shares fit; among equals the one with the surer evidence. */
export function bestBase(group: ShareGroup, bases: readonly Base[]): Base | undefined {
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
