import type { Draft, Other, Tie } from '../../judge/claim.ts'
import { constant, of, over, percentOf, sum, times } from '../../judge/expression.ts'
import { hasDigitRepair } from '../../judge/repair.ts'
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
  shareFitRange,
  statedAs,
} from '../context.ts'
import { isOneDigitApart, measureOf } from '../sums/sum-drafts.ts'
import {
  basesOf,
  bestBase,
  headOf,
  impliedBase,
  isLead,
  partsByBase,
  printedWhole,
  toldBases,
} from './share-bases.ts'
import { type Base, fitOf, groupsOf, type ShareGroup, sharpness, weightOf } from './share-groups.ts'
import { type ShareItem, shareItems } from './share-items.ts'

export function findShares(context: Context): { drafts: Draft[]; groups: ShareGroup[] } {
  const groups = groupsOf(shareItems(context))
  const drafts: Draft[] = []
  const told: Told = new Map()
  const proven = new Set<Quantity>()
  const partsOf = partsByBase(groups)
  let at: number | undefined
  for (const group of groups) {
    const bases = [...toldBases(group, told), ...basesOf(context, group, partsOf)]
    const best = bestBase(group, bases)
    if (best) group.base = best
    if (best?.evidence === 'parts') {
      // What the sentence itself prints as their whole comes before one of the same size elsewhere.
      const whole = printedWhole(group, bases)
      const isBeside = whole?.sentence === group.items[0]?.share.sentence
      group.head = isBeside ? undefined : headOf(group, bases)
      group.whole = group.head ? undefined : whole
    }
    if (best) group.sound = group.items.every((item) => item.nested || fitOf(item, best) > 0)
    // The wholes of which the paragraph has printed fine shares already.
    const paragraph = group.items[0]?.share.paragraph
    if (paragraph !== at) proven.clear()
    at = paragraph
    for (const item of group.items) {
      drafts.push(draftOf(context, group, item, best, bases, proven, told))
      if (!item.part) continue
      if (!best || fitOf(item, best) === 0) {
        if (!told.has(item.part)) told.set(item.part, { share: item.share, base: impliedBase(item) })
        continue
      }
      told.set(item.part, { share: item.share, base: best })
      if (best.quantity && sharpness(item.share) >= 0.8) proven.add(best.quantity)
    }
  }
  return { drafts, groups }
}

/** The parts that were given a share of a whole before. */
type Told = Map<Quantity, { share: Quantity; base: Base }>

/** 「少数民族183151人，占24.37%，其中回族176176人，占23.45%」: a bare 占 behind 其中 goes on with the whole of its head. */
function baseOfHead(item: ShareItem, lead: Base, told: Told): Base | undefined {
  const head = lead.quantity && told.get(lead.quantity)
  const goesOn =
    (item.share.among || item.share.inParentheses) &&
    item.share.frame.base === '' &&
    head?.share.paragraph === item.share.paragraph
  return goesOn && fitOf(item, head.base) === 2 ? head.base : undefined
}

/** 「十大城市群……占27.8%」, 「两大岗位占85%」: a small number in characters that counts nothing is part of a name. */
function isPartOfName(part: Quantity | undefined): boolean {
  return part?.token.script === 'chinese' && part.size < 20 && /^[项种类大]?$/.test(part.unit.text)
}

function draftOf(
  context: Context,
  group: ShareGroup,
  item: ShareItem,
  best: Base | undefined,
  bases: readonly Base[],
  proven: ReadonlySet<Quantity>,
  told: Told,
): Draft {
  if (item.parts.length === 0 || isPartOfName(item.part)) return unverifiable(item, 'part_missing')
  const ranked = best ? [best, ...bases.filter((base) => base !== best)] : bases
  const usable = ranked.filter(
    (base) => !base.operands.some((o) => o.quantity === item.share) && !isOfAnotherSentence(item, base),
  )
  const own = usable.filter(
    (base) => base === best || (base.evidence !== 'near' && (base.evidence !== 'siblings' || !best)),
  )
  const fitting = fittingBase(item, best, own)
  const printed = fitting && slipOfBase(item, fitting, own)
  if (printed) return draft(item, printed, 'likely')
  if (fitting && !namesAnother(item, fitting, bases)) return draft(item, fitting, 'named')
  const joined = joinedParts(context, item, own)
  if (joined) return joined
  const two = fitting ? undefined : ofTwo(context, item)
  if (two) return two
  const nearBy = usable.filter((base) => base.evidence === 'near' && fitOf(item, base) === 2)
  const near = nearBy.find(({ quantity }) => quantity?.sentence === item.share.sentence) ?? nearBy[0]
  // 「专业教师92人，占专任教师62.2%。高级职称46人，占31.1%」: a bare 占 in the next sentence may go back to the paragraph's whole.
  const isBare = item.baseText === '' && item.base.keys.length === 0 && weightOf(item) >= 0.5
  const isAfresh = group.items.some(
    (other) => other.share.sentence < item.share.sentence && other.base.keys.length > 0,
  )
  // 「255名教职工中，专任教师182人，占71.37%。专任教师182人，硕士21人，占11.54%」: a whole of its own sentence comes before that of the last.
  const isOwn =
    near?.quantity?.sentence === item.share.sentence && best?.quantity?.sentence !== item.share.sentence
  const isInParagraph = near?.quantity?.paragraph === item.share.paragraph
  if (!fitting && near && isBare && (isOwn || (isAfresh && isInParagraph))) return draft(item, near, 'loose')
  const isBest =
    best && own.includes(best) && group.items.some((other) => other !== item && fitOf(other, best) > 0)
  // A bare 占 may turn to a number that was itself a part: 「专任教师2100人，占教职工的81.7%；高级职称630人，占30%」.
  const turned = fitting ? undefined : partOfPart(group, item)
  if (turned) return draft(item, turned, 'loose')
  const lead = isBest ? best : (own.find((base) => base.evidence !== 'siblings') ?? own[0])
  if (fitting) return wrongBase(item, fitting)
  if (!lead) {
    const beside = usable.filter(
      (base) => base.evidence === 'near' && base.quantity?.sentence === item.share.sentence,
    )
    const head = headOfParagraph(context, item, usable)
    const money = usable.find((base) => base.quantity !== undefined && isMoneyOf(item, base.quantity))
    const only = near ?? (beside.length === 1 ? beside[0] : undefined) ?? head ?? money
    if (!only) return unverifiable(item, 'base_missing')
    return {
      ...draft(item, only, 'loose'),
      nearMiss: only === head || only === money || mayBeMeant(item, only),
    }
  }
  if (item.doubtful) return aboutPeople(group, item, usable, proven) ?? unverifiable(item, 'base_missing')
  const outer = baseOfHead(item, lead, told)
  if (outer) return draft(item, outer, 'loose')
  const isLoose = (isBare && isAfresh) || isCarriedElsewhere(group, item, lead)
  const tie = isLoose ? 'loose' : tieOf(group, item, lead)
  if (tie !== 'loose') return { ...draft(item, lead, tie), others: near ? [otherBase(item, near)] : [] }
  // 「专任教师200人，硕士55人，占26.32%」: the one larger number of its own sentence.
  const beside = usable.filter(
    (base) => base.evidence === 'near' && base.quantity?.sentence === item.share.sentence,
  )
  const meant = [
    ...own.filter((base) => mayBeMeant(item, base) || isProven(group, item, base) || isIn(proven, base)),
    ...(isBare && beside.length === 1 ? beside : []),
  ].slice(0, 6)
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

/** 「月薪在1000元以下的有597人，低薪人数占5.47%」: so many people by another word, of a whole of which the text gives other shares. */
function aboutPeople(
  group: ShareGroup,
  item: ShareItem,
  bases: readonly Base[],
  proven: ReadonlySet<Quantity>,
): Draft | undefined {
  const { part, share } = item
  const isCounted =
    part?.unit.dimension === 'people' && share.id === part.id + 1 && /人数$/.test(share.frame.left)
  if (!isCounted || weightOf(item) < 0.8) return undefined
  return bases
    .filter((base) => isProven(group, item, base) || isIn(proven, base))
    .map((base) => ({ ...draft(item, base, 'loose'), nearMiss: true, complete: true }))
    .find(hasDigitRepair)
}

/** 「在首批公布的15家工厂中」, 「新进24人中」 carry a whole for their own sentence; for another only where it fits. */
function isOfAnotherSentence(item: ShareItem, base: Base): boolean {
  const at = base.quantity?.sentence
  if (base.evidence !== 'carried' || at === undefined || fitOf(item, base) > 0) return false
  return at > item.share.sentence || (at !== item.share.sentence && isLead(base))
}

/** 「资助学生1356人次，其中春季661人，占在校学生的28%」: the words name another whole than the one that 其中 carries. */
function isCarriedElsewhere(group: ShareGroup, item: ShareItem, base: Base): boolean {
  if (base.evidence !== 'carried' || !base.quantity || item.base.keys.length === 0) return false
  if (matches(item.base, base.quantity.name) >= 2 || isCalledAlike(item, base.quantity)) return false
  return !group.items.some((other) => other !== item && fitOf(other, base) > 0)
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
        measureOf(quantity) === measureOf(part) &&
        quantity.size > part.size,
    )
  const [head] = larger
  if (!head || larger.length !== 1 || head.among || head.inParentheses || head.frame.bound) return undefined
  return bases.find((base) => base.quantity === head)
}

/** The whole printed in the sentence itself, where it is one digit off the same whole printed elsewhere, which fits. */
function slipOfBase(item: ShareItem, fitting: Base, own: readonly Base[]): Base | undefined {
  const elsewhere = fitting.quantity
  if (!elsewhere || elsewhere.sentence === item.share.sentence) return undefined
  const isPrinted = ({ quantity }: Base) => quantity?.token === item.share.frame.baseToken
  if (fitting.evidence === 'named' && !own.some(isPrinted)) return undefined
  return own.find(
    (base) =>
      (base.evidence === 'named' || isLead(base)) &&
      base.quantity?.sentence === item.share.sentence &&
      measureOf(base.quantity) === measureOf(elsewhere) &&
      matches(base.quantity.name, elsewhere.name) >= 2 &&
      isOneDigitApart(base.quantity.token.digits, elsewhere.token.digits),
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

/** The words name a base that the text does not print, and the share fits a number of another name. */
function namesAnother(item: ShareItem, base: Base, bases: readonly Base[]): boolean {
  if (item.base.keys.length === 0 || !base.quantity) return false
  if (base.evidence !== 'near' && base.evidence !== 'carried') return false
  if (isCalledAlike(item, base.quantity)) return false
  // 占外贸总值的 of 外贸进出口总值: other words for the one number that it fits, unless the text prints what they name.
  return bases.some((other) => other.evidence === 'named') && !isMoneyOf(item, base.quantity)
}

/** 学校教师总数 and 「专兼职教师共计31名」, 专任教师 and 学校专任教师: the same noun, where the words say that it is the whole. */
function isCalledAlike(item: ShareItem, quantity: Quantity): boolean {
  const [one = '', two = ''] = [item.base.keys[0], quantity.name.keys[0]]
  let tail = 0
  while (tail < Math.min(one.length, two.length) && one.at(-1 - tail) === two.at(-1 - tail)) tail++
  return tail >= 4 || (tail >= 2 && /总(人)?数|全部|总量/.test(item.baseText))
}

/** 高校资助总额 and 资助总金额: the sum of money, by the same word for what it is spent on. */
function isMoneyOf(item: ShareItem, quantity: Quantity): boolean {
  if (quantity.unit.dimension !== 'money') return false
  const stem = (key: string | undefined) => (key ?? '').replace(/(总?金额|资金|总额|经费|支出|费用|费)$/, '')
  const [one, two] = [stem(item.base.keys[0]), stem(quantity.name.keys[0])]
  return Math.min(one.length, two.length) >= 2 && (one.endsWith(two) || two.endsWith(one))
}

/** How sure a mismatch with this base is. */
function tieOf(group: ShareGroup, item: ShareItem, base: Base): Tie {
  // 「千兆用户1.21亿户，占比近两成」: round words are said of what the speaker has in mind.
  if (item.share.unit.dimension === 'tenths' && base.evidence !== 'named') return 'loose'
  // 「项目793个，其中12条重点产业链项目占比达84.4%」: chains are no projects.
  const isOfOthers =
    item.part?.unit.dimension === 'things' &&
    base.quantity !== undefined &&
    base.quantity.unit.text !== item.part.unit.text
  if (isOfOthers) return 'loose'
  // 「十大城市群……占27.8%」: a small number in characters is part of a name.
  if (item.part?.token.script === 'chinese' && item.part.size < 100 && base.evidence !== 'named')
    return 'loose'
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
      return isAgreed(group, item, base) ? 'likely' : 'loose'
    case 'near':
      return 'loose'
  }
}

/** What one share says of the whole another says too, or both are of one noun and of a base that the words name. */
function isAgreed(group: ShareGroup, item: ShareItem, base: Base): boolean {
  const others = group.items.filter((other) => other !== item && other.share !== base.quantity)
  if (others.some((other) => fitOf(other, base) > 0)) return true
  const source = group.items.find((other) => other.share === base.quantity)
  const [one, two] = [source?.part?.name.text.slice(-2), item.part?.name.text.slice(-2)]
  return item.base.keys.length > 0 && one !== undefined && one === two && !item.part?.frame.respectively
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
    // A fraction that is said (三分之二, 4/7) is never exact.
    bound: item.share.frame.bound ?? (item.share.token.form === 'fraction' ? 'about' : undefined),
    fallback: { code: 'base_missing', params: { base: item.baseText } },
    nearMiss: mayBeMeant(item, base),
  }
}

/** Whether one wrong digit would be worth a word: the base stands in the same sentence, or was named under this heading. */
function mayBeMeant(item: ShareItem, base: Base): boolean {
  // 「2.5万公里，占世界三分之二」 is of what another text prints.
  if (base.evidence === 'near' && /^(全?世界|全球|全国|全省)/.test(item.baseText)) return false
  if (base.evidence === 'near') return base.quantity?.sentence === item.share.sentence
  return base.evidence !== 'far' || base.quantity?.section === item.share.section
}

/** 「教职工286人，其中双师型教师120人，占专任教师的41.96%；专任教师236人」: what the words name does not give it, what 其中 carries does. */
function wrongBase(item: ShareItem, base: Base): Draft {
  const fits = draft(item, base, 'likely')
  return {
    ...fits,
    known: {
      verdict: 'base_unclear',
      severity: 'warning',
      reason: {
        code: 'wrong_base',
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

/** 「企业兼职教师45人，占专兼职教师总数的16.01%，专任教师236人」: the whole is the part and the other that stands beside it. */
function ofTwo(context: Context, item: ShareItem): Draft | undefined {
  const { part, share } = item
  if (!part || item.parts.length !== 1 || weightOf(item) < 0.9) return undefined
  if (!/总(数|量|额|人数)|合计|全部/.test(item.baseText)) return undefined
  const other = context
    .around(share, 4, 4)
    .find(
      (value) =>
        value !== part &&
        isAmount(value) &&
        isPresent(value) &&
        value.sentence === share.sentence &&
        value.unit.text === part.unit.text &&
        shareFitRange(floats(part), addFloats([part, value]), share) === 2,
    )
  if (!other) return undefined
  return draft(
    item,
    {
      evidence: 'siblings',
      range: addFloats([part, other]),
      expression: sum([part, other].map(of)),
      operands: operands([other], 'sibling'),
    },
    'loose',
  )
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
