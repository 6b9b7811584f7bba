import type { Draft } from '../../judge/claim.ts'
import { constant } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operand, statedAs } from '../context.ts'

/** How far from its number a list may begin, and how far it is read. */
const REACH = 26
const LONGEST = 400

const counting =
  /^(类|种|项|个|所|家|大|门|方面?|层|级|名|位|部|部分|阶段|方向|板块|环节|层次|维度|条|届|步|省|市|县|校|轮|次|间|座|栋|支|只|人|)$/

/**
 * Counts of lists that no 、 in front of the number shows: 「“甲”“乙”“丙”三类」, 「医学和工学两个学科」, 「三大奖（甲、乙、丙）」,
 * 「由三所学校——甲、乙（国家级）和丙合并」, 「8个地市，其中，甲27项，乙6项，……」. Said only where the items are as many.
 */
export function findListKinds(context: Context, known: readonly Draft[]): Draft[] {
  const counted = new Set(known.map(({ stated }) => stated.quantity))
  const drafts: Draft[] = []
  for (const quantity of context.quantities) {
    if (!mayCount(quantity) || counted.has(quantity)) continue
    const range = listBehind(quantity) ?? listBefore(quantity)
    if (range) drafts.push(draft(quantity, range))
  }
  return drafts
}

interface Range {
  readonly start: number
  readonly end: number
}

function mayCount({ token, role, cell }: Quantity): boolean {
  return (
    role === 'level' &&
    cell === undefined &&
    token.decimals === 0 &&
    token.scaleText === '' &&
    token.value.gte(2) &&
    token.value.lte(40) &&
    counting.test(token.unit.text)
  )
}

/** The list that the words behind the number open, where it has as many items. */
function listBehind({ token, size }: Quantity): Range | undefined {
  const { text } = token.flow
  const from = token.unitEnd
  const near = text.slice(from, from + REACH)
  const opens =
    /^[^,。;:()、\d]{0,14}\(/.exec(near) ??
    /^[^。;:、\d]{0,20}?(?:——|--|:)/.exec(near) ??
    /^[^。;:、\d]{0,20}?(?:分别|依次|主要)?(?:为|是|包括|有):?(?=[^,。;、]{2,20}、)/.exec(near)
  if (opens) {
    const start = from + opens[0].length
    const isAside = opens[0].endsWith('(')
    const end = endOfList(text, start, isAside)
    if (itemsOf(text.slice(start, end)).some((count) => count === size)) return { start, end }
  }
  return valuesBehind(text, from, size)
}

function endOfList(text: string, from: number, isAside: boolean): number {
  let depth = 0
  for (let at = from; at < Math.min(text.length, from + LONGEST); at++) {
    const char = text.charAt(at)
    if (char === '(') depth++
    else if (char === ')') {
      if (depth === 0) return isAside ? at : at
      depth--
    } else if (depth === 0 && /[。;]/.test(char)) return at
  }
  return Math.min(text.length, from + LONGEST)
}

/** How many items a list may have: 和 and 与 join the last two, or stand inside one. */
function itemsOf(list: string): number[] {
  const plain = list.replace(/\([^()]*\)/g, '').replace(/["'“”‘’《》]/g, '')
  // What follows the list in the sentence is no item of it.
  const [head = ''] = plain.split(',')
  if (!head.includes('、') || /等(?![专职级教高奖])/.test(head)) return []
  const items = head.split('、')
  if (items.some((item) => item.trim() === '' || item.length > 30)) return []
  const joined = /[和与及]/.test(items.at(-1) ?? '')
  return joined ? [items.length + 1, items.length] : [items.length]
}

/** 「8个地市获奖，其中，广州27项，深圳6项，……」: a name and a number of one unit each, up to the end of the sentence. */
function valuesBehind(text: string, from: number, size: number): Range | undefined {
  if (size < 3) return undefined
  const opens = /^[^。;:\d]{0,24}?(?:其中|分别(?:是|为)|依次为|为)[,:]?/.exec(
    text.slice(from, from + REACH + 8),
  )
  if (!opens) return undefined
  const start = from + opens[0].length
  const end = endOfList(text, start, false)
  const list = text.slice(start, end).replace(/\([^()]*\)/g, '')
  const items = list
    .split(/[,、]/)
    .map((item) => /^(?:和|及)?([^\d,、]{2,14})[\d.]+(%|[^\d%,、]{0,3})$/.exec(item.trim()))
  const units = new Set(items.map((item) => item?.[2]))
  const isList = items.length === size && items.every((item) => item !== null) && units.size === 1
  return isList ? { start, end } : undefined
}

/** The items right before the number: quoted, years, or two of them with 和 between. */
function listBefore({ token, size }: Quantity): Range | undefined {
  const { text } = token.flow
  const end = token.start
  const before = text.slice(Math.max(0, end - 140), end)
  const quoted = /(?:[“"][^“”"]{1,20}[”"][、和与及]?){2,}(?:等|这|共|合计|以上)*$/.exec(before)
  if (quoted && !quoted[0].includes('等')) {
    const count = (quoted[0].match(/[“"][^“”"]{1,20}[”"]/g) ?? []).length
    if (count === size) return { start: end - quoted[0].length, end }
  }
  const years =
    /(?:(?:19|20)\d\d(?:年|届|级|学年)?[、和及与]){1,}(?:19|20)\d\d(?:年|届|级|学年)?(?:近|这|共|连续)*$/.exec(
      before,
    )
  if (years && years[0].split(/[、和及与]/).length === size) return { start: end - years[0].length, end }
  // 「早期教育、市场营销、酒店管理等专业的毕业生人数较少，三个专业合计」: 等 ends the list that the next clause counts.
  const listed = /(?:^|[,。;:])([^,。;:]{4,60}?)等[^,。;:、]{1,16},(?:这|上述|以上)?$/.exec(before)
  if (listed?.[1]?.includes('、') && listed[1].split('、').length === size)
    return { start: end - listed[0].length, end }
  // 「(包括本科提前批、本科一批、本科二批等3个批次)」: all that stand between the word and the number.
  const within = /[(（](?:包括|包含|含|即)([^()（）]{4,120}?)等$/.exec(before)
  if (within?.[1] && within[1].split('、').length === size) return { start: end - within[0].length, end }
  if (size !== 2 || token.script !== 'chinese') return undefined
  const pair =
    /(?:^|[,。;:是为在由的从])([^,。;:、\d是为在由的从]{2,12})[和与及]([^,。;:、\d和与及]{2,12})$/.exec(
      before,
    )
  return pair ? { start: end - (pair[1]?.length ?? 0) - (pair[2]?.length ?? 0) - 1, end } : undefined
}

function draft(quantity: Quantity, { start, end }: Range): Draft {
  return {
    kind: 'list_count',
    rule: 'list_count.kinds',
    expression: constant(quantity.size),
    relation: 'equals',
    stated: statedAs(quantity),
    operands: [operand(quantity, 'stated')],
    tie: 'loose',
    spans: [{ flow: quantity.clause.flow.index, start, end }],
  }
}
