import { type Name, NO_NAME, nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { type Context, isAmount, isLevel, isPresent, matches } from '../context.ts'

/** A stated share with the part that it is a share of, as the words tie them. */
export interface ShareItem {
  readonly share: Quantity
  /** The number that is said to be so many per cent; absent where none is printed. */
  readonly part: Quantity | undefined
  /** Several parts taken together: 两项合计占. */
  readonly parts: readonly Quantity[]
  readonly base: Name
  readonly baseText: string
  /** In parentheses or behind 其中: part of a part. */
  readonly nested: boolean
  /** The clause of the share names another thing than its part: only believed where the arithmetic holds. */
  readonly doubtful: boolean
}

const joint = /(合计|共|总共|两者|二者|三者|两项|三项|四项|之和|加起来|一起)$/

/** The shares of a text with their parts, in its order. */
export function shareItems(context: Context): ShareItem[] {
  const items: ShareItem[] = []
  const used = new Map<Quantity, Set<string>>()
  for (const sentence of context.sentences()) {
    let said: { base: Name; text: string } | undefined
    for (const [index, share] of sentence.entries()) {
      if (share.role !== 'share' || (isOfPlan(share) && !printsPlan(sentence, share))) continue
      const baseText = (share.frame.base ?? '').replace(/^[到了据]+/, '')
      const named = nameOf(ownBase(sentence, index, baseText))
      const within = named.keys.length === 0 && share.within ? nameOf(share.within) : NO_NAME
      // 「占就业总人数的55.79%；……占15.32%」: a bare 占 goes on with the base that the sentence named.
      // 「教育支出占一般公共预算支出的14.8%；其中市县级支出26832亿元，占89.0%」: behind 其中 it is that of its head.
      const bare = named.keys.length === 0 && share.frame.base === '' && !share.inParentheses && !share.among
      const base = named.keys.length > 0 ? named : bare && said ? said.base : within
      if (named.keys.length > 0 && !share.inParentheses) said = { base: named, text: baseText }
      const baseKey = base.keys[0] ?? ''
      const parts = joinedBefore(sentence, index)
      const part = parts.length > 1 ? undefined : partOf(context, sentence, index, baseKey, used)
      if (part) {
        const bases = used.get(part) ?? new Set()
        bases.add(baseKey)
        used.set(part, bases)
      }
      items.push({
        share,
        part,
        parts: parts.length > 1 ? parts : part ? [part] : [],
        base: base.keys.length > 0 || !bare || !part ? base : wholeInWords(part),
        baseText: baseText || (bare && said ? said.text : share.within),
        nested: share.inParentheses && share.behind === undefined,
        doubtful: part !== undefined && isDoubtful(share, part),
      })
    }
  }
  return items
}

/** 「专任教师中女教师3578人，占72.89%」: the whole stands before 中 in the words of the part. */
function wholeInWords({ frame }: Quantity): Name {
  const whole =
    /^([\u4e00-\u9fff]{2,8}?)(?:当|之)?(?<![初高其集])中(?![专职学等小])[\u4e00-\u9fff]{2,}$/.exec(frame.left)
  return whole?.[1] === undefined ? NO_NAME : nameOf(whole[1])
}

/** 「分别占实习生和毕业生的100%和34.80%」: the k-th share is that of the k-th whole. */
function ownBase(sentence: readonly Quantity[], index: number, text: string): string {
  const share = sentence[index]
  const bases = text.split(/[、和与及]/)
  if (!share?.frame.respectively || bases.length < 2) return text
  const list = listAround(sentence, index)
  return list.length === bases.length ? (bases[list.indexOf(share)] ?? text) : text
}

/** 「国防费支出65亿元，占预算数的90.36%」: each is of what was planned for it, which the text need not print. */
export function isOfPlan({ frame }: Quantity): boolean {
  return (
    frame.baseToken === undefined &&
    /^(年初|全年|本年|上年|调整|原定|年度)?(预算|计划|任务|目标)(数|安排|总数)?$/.test(frame.base ?? '')
  )
}

/** 「年初预算为4628万元，支出决算为4733万元，完成年初预算的102.27%」 */
function printsPlan(sentence: readonly Quantity[], share: Quantity): boolean {
  return sentence.some(
    (value) =>
      value.id < share.id &&
      isLevel(value) &&
      /(预算|计划|目标|任务)(数|总数|总额|安排|人数)?(为|是)?$/.test(value.name.text),
  )
}

function partOf(
  context: Context,
  sentence: readonly Quantity[],
  index: number,
  baseKey: string,
  used: ReadonlyMap<Quantity, ReadonlySet<string>>,
): Quantity | undefined {
  const share = sentence[index]
  if (!share) return undefined
  if (share.behind !== undefined) {
    const parent = context.quantities[share.behind]
    return parent && isLevel(parent) ? parent : undefined
  }
  const aligned = alignedPart(sentence, index)
  if (aligned !== undefined) return aligned ?? undefined
  if (share.named) {
    const own = namedPart(context, share)
    if (own) return own
  }
  // 「236名专任教师中，35岁以下的占42.37%，有100人」
  const behind = share.named ? following(sentence, index) : undefined
  if (behind && /^(有|即|为)/.test(behind.clause.text)) return behind
  for (let i = index - 1; i >= 0; i--) {
    const before = sentence[i]
    if (!before) break
    if (before.inParentheses && !share.inParentheses) continue
    if (before.role === 'band' && before.clause.index === share.clause.index) break
    if (share.inParentheses && !before.inParentheses && before.clause.index !== share.clause.parent?.clause)
      break
    if (!isAmount(before) || !isPresent(before) || before.token === share.frame.baseToken) continue
    if (isPrintedBase(before) && share.clause.parent === undefined) continue
    if (used.get(before)?.has(baseKey)) return following(sentence, index)
    return before
  }
  return following(sentence, index)
}

/** The 136 of 「占专业课教师（136人）的82.35%，占专任教师的57.44%」 is what the first is a share of. */
function isPrintedBase({ clause, name }: Quantity): boolean {
  return clause.parent !== undefined && /占[^,]*$/.test(name.text)
}

function isDoubtful(share: Quantity, part: Quantity): boolean {
  if (isLastOfList(share, part)) return true
  // 「168个海湾优良水质面积比例超过85%」 is no share of the number of bays.
  if (
    share.named &&
    share.clause.index === part.clause.index &&
    /(面积|金额|产值|收入|数量|人口)$/.test(share.name.text)
  )
    return part.unit.dimension === 'things'
  if (!share.named || share.clause.index === part.clause.index || share.behind !== undefined) return false
  return matches(share.name, part.name) === 0
}

/** 「山东和广东各7所、江苏6所，占40%」: the share may be that of the whole list. */
function isLastOfList(share: Quantity, part: Quantity): boolean {
  const numbers = part.clause.numbers
  const at = numbers.findIndex((number) => number.token === part.token)
  const before = numbers[at - 1]
  if (!before || share.behind !== undefined || share.clause.index === part.clause.index) return false
  const between = part.clause.text.slice(before.unitTo, numbers[at]?.from)
  return before.token.unit.text === part.unit.text && between.includes('、') && /各/.test(part.clause.text)
}

/** 「占总数的13%，为53万人」, 「占13%（53万人）」: the part behind its share. */
function following(sentence: readonly Quantity[], index: number): Quantity | undefined {
  const share = sentence[index]
  const next = sentence[index + 1]
  if (!share || !next || !isLevel(next)) return undefined
  if (next.behind === share.id) return next
  const apart = next.clause.index - share.clause.index
  const opens = /^(为|有|即|计|共计?|约)+$/.test(
    next.frame.clause.text.slice(0, next.clause.numbers[0]?.from ?? 0),
  )
  return apart === 1 && opens ? next : undefined
}

/** 「……分别为A、B、C，占比分别为x、y、z」: the k-th share belongs to the k-th number; null where the lists differ. */
function alignedPart(sentence: readonly Quantity[], index: number): Quantity | null | undefined {
  const shares = listAround(sentence, index)
  if (shares.length < 2) return undefined
  const first = shares[0]
  const at = first ? sentence.indexOf(first) : -1
  // 「分别占专任教师200人的30%和40%」: the whole that the words print stands between the lists.
  const start = first?.frame.baseToken && sentence[at - 1]?.token === first.frame.baseToken ? at - 1 : at
  const place = sentence[index]
  const before = sentence[start - 1]
  if (!before || !place || !isLevel(before)) return null
  const joined = listAround(sentence, start - 1)
  const levels = joined.length === 1 ? listedBefore(sentence, start) : joined
  if (levels.length !== shares.length) return null
  return levels[shares.indexOf(place)] ?? null
}

/** 「其中高级45人，中级60人，初级47人，分别占……」: the amounts of one kind right before the shares. */
function listedBefore(sentence: readonly Quantity[], start: number): Quantity[] {
  const last = sentence[start - 1]
  const listed: Quantity[] = []
  for (let i = start - 1; i >= 0; i--) {
    const before = sentence[i]
    if (!last || !before || !isAmount(before) || !isPresent(before) || before.inParentheses) break
    if (before.unit.text !== last.unit.text || before.among !== last.among) break
    listed.unshift(before)
  }
  return listed
}

/** The run of joined numbers (97.89%和97.01%) that one belongs to. */
export function listAround(sentence: readonly Quantity[], index: number): Quantity[] {
  let from = index
  while (from > 0 && sentence[from]?.frame.continues) from--
  let to = index + 1
  while (sentence[to]?.frame.continues) to++
  return sentence.slice(from, to)
}

/** The numbers that 两项合计 takes together; where it names things of its own (捐赠及其他合计), those that bear their names. */
function joinedBefore(sentence: readonly Quantity[], index: number): Quantity[] {
  const left = sentence[index]?.frame.left ?? ''
  if (!joint.test(left)) return []
  const list = listBefore(sentence, index)
  const own = left.replace(joint, '').replace(joint, '')
  if (nameOf(own).keys.length === 0 || /^(上述|以上|以下|这|该|前|两|二|三|四|各)/.test(own)) return list
  const named = list.filter((part) => {
    const key = part.name.keys[0] ?? ''
    return key.length >= 2 && (own.includes(key) || own.includes(key.slice(0, 2)))
  })
  return named.length >= 2 ? named : []
}

function listBefore(sentence: readonly Quantity[], index: number): Quantity[] {
  const share = sentence[index]
  const levels: Quantity[] = []
  for (let i = index - 1; i >= 0; i--) {
    const before = sentence[i]
    if (!before || !isLevel(before) || !isPresent(before) || before.inParentheses) continue
    if (levels[0] && !comparable(levels[0].unit, before.unit)) continue
    if (share && before.among !== share.among) break
    levels.unshift(before)
  }
  return levels
}

/** 「第一产业增加值占……」: the number that the clause names, where the text prints one under this very name. */
function namedPart(context: Context, share: Quantity): Quantity | undefined {
  const key = share.name.keys[0] ?? ''
  if (key.length < 3) return undefined
  const previous = context
    .named(share.name, share.id)
    .filter((candidate) => candidate.id < share.id && isPresent(candidate))
  return previous.find(
    (candidate) => matches(candidate.name, share.name) === 3 && share.paragraph - candidate.paragraph <= 1,
  )
}
