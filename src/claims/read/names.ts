/**
 * What a number is called, made comparable: 「全部就业人数」, 「就业学生数」 and 「就业毕业生」 mean the same whole.
 * Names pick the operands of a claim; the arithmetic then says whether they were the right ones.
 */
export interface Name {
  /** As the text writes it, without numbers and particles. */
  readonly text: string
  /** Comparable forms, the fullest first; empty where the number has no name of its own. */
  readonly keys: readonly string[]
  /** The scope that the name states: 全国, 全市 … */
  readonly scope: string
  /** For remembering how two names met. */
  readonly id: number
}

export const NO_NAME: Name = { text: '', keys: [], scope: '', id: 0 }

const scopes =
  /全国(?!第|前|排|领先|首)|我国|全省(?!第|前|排|领先|首)|我省|本省|全市|我市|本市|全区|我区|本区|全县|我县|本县|全校|我校|本校|全院|全州|全盟|全旗|全镇|全地区/
const fillers =
  /从事|共计|总计|合计|共有|现有|拥有|已有|设有|全部|全体|所有|各级各类|各类|各级|总人数|总人次|总数量|总数|总量|总额|总和|总(?![体署局部理书校])|人数|数量|之和|以及|就读|共(?![青同建享产])|达到|为(?!主)|是|的|数(?![字据控学码])|个(?=$)|名(?=$)|人(?=$)|者(?=$)|其中|另外|于|被|合法|了|并|而|与|和|及|(?<![高初])中(?=$)|内(?=$)|上(?=$)|里(?=$)|有(?=$)|["'\s、,.:()[\]《》<>·=-]/g
const leading =
  /^(其中|另外|此外|同时|截至目前|截至|截止|目前|至|而|则|并且|并|且|还有|还|又|也|以及|和|及|与|分别|主要是|主要|现在|现|已|共|约|另有|另|到|在(?!校|园|岗|职|编)|由|该|对(?!口|外|应|比)|从(?!事|业)|按|因此|因而|据统计|据|经|通过|包括|包含|含|不含|当中|等|对于|关于|最|只|仅)+/
const years =
  /(\d{4}(-\d{2,4})?(年度|学年度?|年|届|级)?([底末初内]|上半年|下半年)?)|(十[二三四五]五(时期|期间)?)|\d{1,2}月(\d{1,2}日)?[底末份]?|(上年|去年|今年|本年|上学年|本学年|本年度|当年|上一年|前年)(度|底|末|同期)?/g
const peopleTails = ['毕业学生', '毕业生', '学生', '人员', '人口', '幼儿', '人次', '群体', '生源']
const equal: readonly (readonly [RegExp, string])[] = [
  [/毕业学生/g, '毕业生'],
  [/学生毕业/g, '毕业生'],
  [/教职员工/g, '教职工'],
  [/中等职业学校|中等职业教育|中职学校|中职教育|职业学校/g, '中职'],
  [/职业高级中学/g, '职业高中'],
  [/在园(幼儿|儿童|人数)/g, '在园'],
  [/在校(学生|生)/g, '在校'],
  [/高等职业(学校|院校|教育)/g, '高职'],
  [/普通高等(学校|院校)/g, '普通高校'],
  [/国内生产总值|地区生产总值|生产总值/g, 'gdp'],
  [/其它/g, '其他'],
]

const cache = new Map<string, Name>()
const cacheLimit = 20_000
let nextId = 1
const met = new Map<number, 0 | 1 | 2 | 3>()

/** The name that a stretch of text gives; long stretches count by their last 48 characters, where Chinese puts the head. */
export function nameOf(source: string): Name {
  const text = source.length > 48 ? source.slice(-48) : source
  const known = cache.get(text)
  if (known) return known
  const name = makeName(text)
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(text, name)
  return name
}

/** A name that may be called by either of two stretches of text. */
export function joinedName(name: Name, other: Name): Name {
  const keys = [...name.keys, ...other.keys.filter((key) => !name.keys.includes(key))]
  return { ...name, keys, id: nextId++ }
}

function makeName(text: string): Name {
  let words = text.replace(years, '').replace(leading, '').replace(leading, '')
  const scope = scopes.exec(words)?.[0] ?? ''
  words = words.replace(scopes, '')
  const plain = words.replace(fillers, '').replace(/\d+/g, '')
  for (const [pattern, word] of equal) words = words.replace(pattern, word)
  const key = words.replace(fillers, '').replace(/\d+/g, '')
  const keys: string[] = []
  const add = (candidate: string) => {
    if (candidate.length >= 1 && !keys.includes(candidate)) keys.push(candidate)
  }
  add(key)
  for (const tail of peopleTails) {
    if (key.endsWith(tail) && key.length - tail.length >= 2) add(key.slice(0, -tail.length))
  }
  if (plain !== key) add(plain)
  return { text: text.trim(), keys, scope, id: nextId++ }
}

/** How well two names meet: 3 the same, 2 one ends or begins with the other, 1 much in common, 0 nothing. */
export function nameMatch(a: Name, b: Name): 0 | 1 | 2 | 3 {
  if (a.keys.length === 0 || b.keys.length === 0) return 0
  if (a === b) return 3
  const pair = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id
  const known = met.get(pair)
  if (known !== undefined) return known
  const match = meeting(a, b)
  if (met.size > 200_000) met.clear()
  met.set(pair, match)
  return match
}

function meeting(a: Name, b: Name): 0 | 1 | 2 | 3 {
  let best: 0 | 1 | 2 = 0
  for (const x of a.keys) {
    for (const y of b.keys) {
      if (x === y) return 3
      const [short, long] = x.length <= y.length ? [x, y] : [y, x]
      if (short.length >= 2 && (long.endsWith(short) || long.startsWith(short))) best = 2
      else if (best < 1 && likeness(x, y) >= 0.6) best = 1
    }
  }
  return best
}

/** Share of neighbouring pairs of characters that two keys have in common. */
export function likeness(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return a === b ? 1 : 0
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2)
    const left = pairs.get(pair) ?? 0
    if (left > 0) {
      common++
      pairs.set(pair, left - 1)
    }
  }
  return (2 * common) / (a.length + b.length - 2)
}
