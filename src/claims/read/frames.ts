import type { Clause, ClauseNumber } from './clauses.ts'
import {
  AMONG,
  BOUND_SUFFIXES,
  beginningOf,
  DOWN_NOUNS,
  endingOf,
  FALLING,
  LESS,
  lastOf,
  MORE,
  PARTICLES,
  type Particle,
  PRIOR_WORDS,
  RISING,
  SHARE_NOUNS,
  UP_NOUNS,
} from './lexicon.ts'
import type { NumberToken } from './numbers.ts'
import { isPercent } from './units.ts'

/** What a number does in its clause. */
export type Role = 'level' | 'rate' | 'share' | 'by' | 'growth' | 'cagr' | 'times' | 'ratio' | 'band'

/** How exact the words are: about 9000, nearly 1000, over 90 %, at least 30. */
export type Bound = 'about' | 'nearly' | 'over' | 'under' | 'atLeast' | 'atMost'

/** What a clause says of one number, before it is joined with its neighbours. */
export interface Frame {
  readonly token: NumberToken
  readonly clause: Clause
  readonly role: Role
  /** Words before the number that name it, and words behind it. */
  readonly left: string
  readonly right: string
  /** 占X的: the base as it is named; empty where 占 stands alone. */
  readonly base: string | undefined
  /** The number that is printed with the base: 占总数9.8万人的. */
  readonly baseToken?: NumberToken
  readonly direction: 1 | -1 | undefined
  /** Change by an amount, or from one level to another. */
  readonly motion: 'by' | 'from' | 'to' | undefined
  readonly comparison: Comparison | undefined
  readonly bound: Bound | undefined
  readonly total: boolean
  readonly among: boolean
  readonly respectively: boolean
  /** 增幅为, 年平均增长率: a rate of growth named by a noun, which a comparison can set beside another. */
  readonly nominal: boolean
  /** The frame continues the one before: 97.89%和97.01%. */
  readonly continues: boolean
  /** Second number of a ratio (x:1), or further ones. */
  readonly ratioWith: readonly NumberToken[]
}

/** With what a change is compared: the year before, a named year, or something else (全国平均水平). */
export interface Comparison {
  readonly kind: 'prior' | 'year' | 'other'
  readonly year: number | undefined
  readonly text: string
}

/** The frames of a clause for those of its numbers that `isQuantity` says are quantities. */
export function framesOf(clause: Clause, isQuantity: (token: NumberToken) => boolean): Frame[] {
  const frames: Frame[] = []
  const numbers = clause.numbers.filter((number) => isQuantity(number.token))
  let previousEnd = 0
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as ClauseNumber
    const ratioWith: NumberToken[] = []
    let last = number
    while (numbers[i + 1] && isRatioMark(clause.text.slice(last.unitTo, numbers[i + 1]?.from))) {
      last = numbers[++i] as ClauseNumber
      ratioWith.push(last.token)
    }
    const next = numbers[i + 1]
    const left = clause.text.slice(previousEnd, number.from)
    const right = clause.text.slice(last.unitTo, next ? next.from : clause.text.length)
    frames.push(frameOf(clause, number.token, ratioWith, left, right, frames.at(-1)))
    previousEnd = last.unitTo
  }
  return frames
}

function isRatioMark(between: string | undefined): boolean {
  return between === ':' || between === '比'
}

function frameOf(
  clause: Clause,
  token: NumberToken,
  ratioWith: readonly NumberToken[],
  leftText: string,
  right: string,
  previous: Frame | undefined,
): Frame {
  const enumerated = previous ? leftText.slice(leftText.lastIndexOf('、') + 1) : leftText
  const left = stripParticles(enumerated)
  const shared = { token, clause, right, ratioWith }
  if (previous && isJoint(enumerated) && sameKind(previous.token, token)) {
    return {
      ...previous,
      ...shared,
      continues: true,
      bound: left.bound ?? suffixBound(right, clause, token),
      left: previous.left,
    }
  }
  const bound = left.bound ?? (token.more ? 'over' : suffixBound(right, clause, token))
  const comparison = comparisonIn(left.text) ?? earlierTime(clause, token)
  const common: Frame = {
    ...shared,
    role: 'level',
    left: left.text,
    base: undefined,
    direction: undefined,
    motion: undefined,
    comparison,
    bound,
    total: left.total,
    among: AMONG.some((word) => leftText.includes(word)) && !/不(包括|包含|含)/.test(leftText),
    respectively: left.respectively || leftText.includes('分别'),
    nominal: false,
    continues: false,
  }
  const ofPrinted = previous && shareOfPrinted(common, previous, enumerated)
  if (ofPrinted) return ofPrinted
  if (isBand(common, enumerated)) return { ...common, role: 'band' }
  if (ratioWith.length > 0) return { ...(changeFrame(common, left) ?? common), role: 'ratio' }
  return shareFrame(common) ?? changeFrame(common, left) ?? levelFrame(common)
}

const particlesByEnd = new Map<string, (readonly [string, Particle])[]>()
for (const entry of PARTICLES) {
  const end = entry[0].charAt(entry[0].length - 1)
  const list = particlesByEnd.get(end)
  if (list) list.push(entry)
  else particlesByEnd.set(end, [entry])
}

interface StrippedLeft {
  readonly text: string
  readonly bound: Bound | undefined
  readonly total: boolean
  readonly to: boolean
  readonly be: boolean
  readonly respectively: boolean
}

function stripParticles(left: string): StrippedLeft {
  let text = left
  let bound: Bound | undefined
  let total = false
  let to = false
  let be = false
  let respectively = false
  for (let guard = 0; guard < 12; guard++) {
    const found = particlesByEnd.get(text.charAt(text.length - 1))?.find(([word]) => text.endsWith(word))
    if (!found) break
    const [word, particle] = found
    if (splitsName(text, word)) break
    text = text.slice(0, -word.length)
    if (particle === 'total') total = true
    else if (particle === 'to') to = true
    else if (particle === 'respectively') respectively = true
    else if (particle === 'none') be ||= word === '为'
    else if (particle !== 'each') bound ??= particle
  }
  const dated = /(到|至)((19|20)\d\d)(年度?|届|学年)?[底末]?$/.exec(text)
  if (dated) return { text: text.slice(0, dated.index), bound, total, to: true, be, respectively }
  return { text, bound, total, to, be, respectively }
}

/** 人均, 生均, 合计数 … end like a particle and are part of the name; so is 公有, 民办的. */
function splitsName(text: string, word: string): boolean {
  const before = text.charAt(text.length - word.length - 1)
  if (word === '均') return '人生户班师平年月日校亩'.includes(before) && before !== ''
  if (word === '有') return '公国私民所含'.includes(before) && before !== ''
  if (word === '计') return '统会审预设估'.includes(before) && before !== ''
  if (word === '共') return '公中'.includes(before) && before !== ''
  if (word === '近') return '附邻'.includes(before) && before !== ''
  if (word === '到') return '报签迟'.includes(before) && before !== ''
  if (word === '值') return true
  if (word === '约') return '签合条节契'.includes(before) && before !== ''
  if (word === '达') return '发表到'.includes(before) && before !== ''
  return word === '在' && (before === '存' || before === '现')
}

function isJoint(left: string): boolean {
  return left === '' || /^(和|及|与|以及|、|到|至|-|~|或|且)*$/.test(left)
}

function sameKind(a: NumberToken, b: NumberToken): boolean {
  return a.unit.dimension === b.unit.dimension || b.unit.dimension === 'bare' || a.unit.dimension === 'bare'
}

function suffixBound(right: string, clause: Clause, token: NumberToken): Bound | undefined {
  // 「比上年的5000人多300人」 says how much more, not more than 5000.
  if ((right === '多' || right === '余') && clause.numbers.at(-1)?.token !== token) return undefined
  return BOUND_SUFFIXES.find(([word]) => right.startsWith(word))?.[1]
}

/** 月薪在2000元以下的 names a group; so do 100~200人的 and 1年以上的. */
function isBand(frame: Frame, left: string): boolean {
  const { right, token } = frame
  if (isPrefixBand(frame, left)) return true
  if (isPercent(token.unit) && !/^(及|或)?以[上下内][^,。]*[有为达]/.test(right)) return false
  if (token.unit.dimension === 'point') return false
  const open = /^(及|或)?(以[上下内外]|之[内外间上下])/.exec(right)
  if (open) {
    const after = right.slice(open[0].length)
    return /^(的|学历|职称|学位|人口|合同|工资|收入|学生|教师|企业|学校|劳动|组|档|规模|户|各类|级|及|未|不)/.test(
      after,
    ) && !/^的$/.test(after)
      ? true
      : // 「1000人以下的3所」
        (after === '的' && isFollowedByOthers(frame)) ||
          (after === '' && (frame.clause.mark === '、' || /每|满/.test(left.slice(-2))))
  }
  return /^[-~至]$/.test(right) && frame.clause.numbers.at(-1)?.token !== token && !isPercent(token.unit)
}

/** Another number of another unit stands next in the clause. */
function isFollowedByOthers({ clause, token }: Frame): boolean {
  const next = clause.numbers[clause.numbers.findIndex((number) => number.token === token) + 1]
  return next !== undefined && next.token.unit.text !== token.unit.text && next.token.unit.text !== ''
}

/** 超过3000元的比例, 处于3001至5000元区间, 2001-3000元的比例: an amount that draws the line of a group. */
function isPrefixBand(frame: Frame, left: string): boolean {
  const { right, token, clause } = frame
  const dimension = token.unit.dimension
  if (isPercent(token.unit) || dimension === 'point' || clause.numbers.at(-1)?.token === token) return false
  if (/^(区间|之间|档|分段|段)/.test(right)) return true
  const bounded = /(超过|高于|低于|不足|大于|小于|达到|不低于|不超过|满)$/.test(left)
  if (bounded && /^的?(比例|占比|比重|人数|毕业生|学生|人员|企业|学校|占|有|为)/.test(right)) return true
  const ranged = /(\d|万|元|岁|人|年|分)[-~至到]$/.test(
    clause.text.slice(0, clause.numbers.find((n) => n.token === token)?.from ?? 0),
  )
  return ranged && /^的?(比例|占比|比重|人数|占|的)/.test(right)
}

function shareFrame(frame: Frame): Frame | undefined {
  const { token, left } = frame
  const dimension = token.unit.dimension
  const percentLike = isPercent(token.unit) || dimension === 'tenths'
  if (!percentLike) return undefined
  const at = baseMark(left)
  if (at >= 0) {
    const noun = endingOf(left, SHARE_NOUNS)
    const tail = left.slice(at + 1)
    // 「占比下降11.7%」 says by how much.
    if (/^比(例|重)?[^,]{0,8}(下降|上升|提高|降低|增加|减少|回落|增长|提升)了?$/.test(tail)) return undefined
    const base = (noun ? tail.slice(0, Math.max(0, tail.length - noun.length)) : tail).replace(/的$/, '')
    const share: Frame = {
      ...frame,
      role: 'share',
      left: left.slice(0, at),
      base: noun === '占比' ? '' : base,
    }
    return originOfShare(share, tail) ?? share
  }
  const noun = endingOf(left, SHARE_NOUNS)
  if (noun)
    return {
      ...frame,
      role: 'share',
      left: left.slice(0, -noun.length).replace(/(的|所)$/, ''),
      base: undefined,
    }
  const whole = /^(以[上下])?的([^,、]{2,20})/.exec(frame.right)
  // 「超过90%的学科有5个」 counts those above a threshold.
  const isThreshold = frame.bound !== undefined && /^的[^,]{1,12}(有|共|达)$/.test(frame.right)
  if (whole && left.length <= 2 && !isThreshold) return { ...frame, role: 'share', base: whole[2] ?? '' }
  // 「13所学校中有7所为省级以上重点，超过半数」
  const isWord = token.form === 'fraction' || dimension === 'tenths'
  const isSo = isWord && frame.bound !== undefined && left === '' && frame.right === ''
  return isSo ? { ...frame, role: 'share', base: '' } : undefined
}

/** 「占高中阶段在校生总数9.8万人的42.86%」, 「占200名专任教师的30%」: the base is the number before it. */
function shareOfPrinted(frame: Frame, previous: Frame, left: string): Frame | undefined {
  if (!isPercent(frame.token.unit) || previous.role !== 'level') return undefined
  const noun = /^([^占、,]{0,10})的(比例|比重)?(约?为|达到?|近|约)?$/.exec(left)?.[1]
  if (noun === undefined || previous.token.unit.text === '') return undefined
  if (noun !== '') {
    const bare = /^(.*?)占$/.exec(previous.left)
    return bare
      ? { ...frame, role: 'share', left: bare[1] ?? '', base: noun, baseToken: previous.token }
      : undefined
  }
  const of = /^(.*?)(占(?!地|用|有|据|领|道)|完成了?|相当于|达到?了?)([^占]*)$/.exec(previous.left)
  if (!of) return undefined
  return { ...frame, role: 'share', left: of[1] ?? '', base: of[3] ?? '', baseToken: previous.token }
}

/** 「占总数的比例由21.5%上升为46.36%」: the share is that of the time before. */
function originOfShare(share: Frame, tail: string): Frame | undefined {
  const origin = /(的?(比例|比重|比率))?(分别)?(由|从)((19|20)\d\d年[的底末]?)?$/.exec(tail)
  if (!origin || !risesBehind(share)) return undefined
  return { ...share, base: tail.slice(0, origin.index), motion: 'from', comparison: yearIn(origin[0]) }
}

/** Whether the clause goes on, behind the number and those joined to it, to say where it went: 上升为, 降至. */
function risesBehind({ clause, token }: Frame): boolean {
  const number = clause.numbers.find((own) => own.token === token)
  const rest = clause.text.slice(number?.unitTo ?? clause.text.length)
  return /^[^,]{0,60}?(增|提高|提升|上升|升|扩大|攀升|降|减|回落|缩小|发展|变)[^,\d]{0,4}(到|至|为)/.test(
    rest,
  )
}

/** Where the 占 of a share stands; 占地 and 占有 are other words. */
export function baseMark(left: string): number {
  for (let at = left.lastIndexOf('占'); at >= 0; at = at === 0 ? -1 : left.lastIndexOf('占', at - 1)) {
    if (!/^占(地|用|有|据|领|道)/.test(left.slice(at, at + 2))) return left.charAt(at - 1) === '所' ? -1 : at
  }
  return -1
}

/** 「比上年增收1284万元」, 「较上年同期多招320人」: whatever verb stands right behind the time, the number is the change. */
const changedBy =
  /(?:(?:比|较|与|同)(?:上年|去年|上学年|上一年|前一年|(?:19|20)\d\d年)(?:同期|同比|末|底|度)?(?:相比|比较)?|同比|环比)([\u4e00-\u9fff]{2,4})$/

const rising = /增|多|加|升|涨|扩|超|新|追|净增|引进|节约|节支|提/
const falling = /减|少|降|缩|下|亏|短|流失|退|节省/

function verbFrame(frame: Frame, verb: string): Frame | undefined {
  const { token } = frame
  if (
    isPercent(token.unit) ||
    token.unit.dimension === 'times' ||
    /^(人均|生均|平均|实际|全年|全市|同口径)/.test(verb)
  )
    return undefined
  if (/[的有为是]/.test(verb) || !(rising.test(verb) || falling.test(verb))) return undefined
  const direction = falling.test(verb) && !/^(节(?!省)|增|多|超)/.test(verb) ? -1 : 1
  return { ...frame, role: 'by', direction, motion: 'by', left: '' }
}

/** 「增加到去年底的86.7万亿元」: the time stands between the word and the number. */
const arrivedAt =
  /(增加|增长|提高|上升|提升|扩大|发展|下降|减少|降低|回落|降|增|升)(?:到|至|为)(?:了)?(?:去年|上年|今年|本年|目前|现在|当前|(?:19|20)\d\d(?:年|届|级|学年))[底末初]?$/

function changeFrame(frame: Frame, stripped: StrippedLeft): Frame | undefined {
  const { token } = frame
  let left = frame.left
  const dimension = token.unit.dimension
  const percentLike = isPercent(token.unit)
  const noun = endingOf(left, UP_NOUNS) ?? endingOf(left, DOWN_NOUNS)
  if (noun && percentLike && !/自然$/.test(left.slice(0, -noun.length))) {
    const down = DOWN_NOUNS.includes(noun)
    const role = /(年均|年平均|平均每年|年递)[^,]{0,4}$/.test(left) ? 'cagr' : 'growth'
    const falls = noun === '增长率' || noun === '增速' ? undefined : down ? -1 : 1
    const rest = left.slice(0, -noun.length).replace(/(年均|年平均|平均每年|年递|同比|平均|全年)$/, '')
    return { ...frame, role, direction: falls ?? 1, motion: 'by', left: rest, nominal: true }
  }
  if (percentLike && /(年平均增长率?|年均增长率?|年均增速|年均递增|年平均递增|年均增幅)$/.test(left)) {
    return {
      ...frame,
      role: 'cagr',
      direction: 1,
      motion: 'by',
      left: left.replace(/(年平均|年均).{1,4}$/, ''),
    }
  }
  left = left.replace(/(幅度|的幅度)$/, '').replace(/的$/, '')
  const own = changedBy.exec(textBefore(frame))
  const said =
    own && !/的$|[数率额量值]$/.test((own[1] ?? '').replace(/(增|保|升|贬)值$/, ''))
      ? verbFrame(frame, own[1] ?? '')
      : undefined
  if (said) return said
  const arrival = arrivedAt.exec(left)
  if (arrival)
    return {
      ...frame,
      role: roleOfLevel(frame),
      direction: FALLING.includes(arrival[1] ?? '') ? -1 : 1,
      motion: 'to',
      left: left.slice(0, arrival.index),
    }
  const up = endingOf(left, RISING)
  const down = endingOf(left, FALLING)
  const compared = frame.comparison !== undefined || /[比较于]/.test(textBefore(frame))
  const more = compared ? endingOf(left, MORE) : undefined
  const less = compared ? endingOf(left, LESS) : undefined
  const word = up ?? down ?? more ?? less
  if (word && (word === more || word === less) && !up && !down && isNounUse(textBefore(frame), word))
    return motionFrame(frame, stripped)
  if (!word || /(自然增长|自然增长率)$/.test(left)) return motionFrame(frame, stripped)
  if ((up || down) && isNounUse(left, word)) return undefined
  const direction = (up ?? more) ? 1 : -1
  const rest = left.slice(0, -word.length)
  const to = stripped.to || /[至到]$/.test(word) || (stripped.be && (hasOrigin(frame) || !percentLike))
  if (to) return { ...frame, role: roleOfLevel(frame), direction, motion: 'to', left: rest }
  if (dimension === 'times') return { ...frame, role: 'times', direction, motion: 'by', left: rest }
  if (percentLike) {
    const role = /(年均|年平均|平均每年)$/.test(rest) ? 'cagr' : 'growth'
    return { ...frame, role, direction, motion: 'by', left: rest.replace(/(年均|年平均|平均每年)$/, '') }
  }
  return { ...frame, role: 'by', direction, motion: 'by', left: rest }
}

/** 新增 and 净增 before a counted thing say how many there are, not how much more than before. */
function isNounUse(left: string, word: string): boolean {
  const before = left.charAt(left.length - word.length - 1)
  if (word === '增' && '新'.includes(before) && before !== '') return true
  if (word === '新增' || word === '扩建') return !/[比较]/.test(left)
  if (word === '降' || word === '减' || word === '增' || word === '升') return /[投霜雨升晋提直]/.test(before)
  if (word === '大' || word === '长' || word === '短' || word === '小' || word === '高' || word === '多') {
    return !/[比较][^,]*$/.test(left.slice(0, -1)) && !left.endsWith(`于${word}`)
  }
  return false
}

/** 由…, 从… before the number, or 到, 至 behind one that came from somewhere. */
function motionFrame(frame: Frame, stripped: StrippedLeft): Frame | undefined {
  const origin = /(^|[^自经理原事缘]|已经|曾经)(由|从)[^,由从]*$/.exec(frame.left)
  if (
    origin &&
    (/^[^,]{0,12}?(增|提|上升|升|扩|攀|降|下|减|回落|缩|变|调|增长|发展|到|至)/.test(frame.right) ||
      ((frame.respectively || /^[和、及与]?$/.test(frame.right)) && risesBehind(frame))) &&
    !stripped.to
  ) {
    const at = origin.index + (origin[1]?.length ?? 0)
    return {
      ...frame,
      role: roleOfLevel(frame),
      motion: 'from',
      left: frame.left.slice(0, at),
      comparison: yearIn(frame.left.slice(at)),
    }
  }
  if (stripped.to && hasOrigin(frame)) return { ...frame, role: roleOfLevel(frame), motion: 'to' }
  return undefined
}

/** The clause up to the number, words of earlier numbers included. */
function textBefore(frame: Frame): string {
  const number = frame.clause.numbers.find((own) => own.token === frame.token)
  return frame.clause.text.slice(0, number?.from ?? 0)
}

function hasOrigin(frame: Frame): boolean {
  const before = frame.clause.text
  return /由|从/.test(before)
}

function roleOfLevel(frame: Frame): Role {
  if (frame.token.unit.dimension === 'times') return 'times'
  return isPercent(frame.token.unit) ? 'rate' : 'level'
}

function levelFrame(frame: Frame): Frame {
  return { ...frame, role: frame.token.unit.dimension === 'times' ? 'times' : roleOfLevel(frame) }
}

/** 比上年, 与2019年相比, 较全国平均水平: the last comparison in a stretch of text. */
export function comparisonIn(text: string): Comparison | undefined {
  const at = Math.max(
    text.lastIndexOf('比'),
    text.lastIndexOf('较'),
    text.lastIndexOf('同'),
    text.lastIndexOf('与'),
    text.lastIndexOf('和'),
  )
  if (text.includes('同比')) return { kind: 'prior', year: undefined, text: '同比' }
  if (text.includes('环比')) return { kind: 'other', year: undefined, text: '环比' }
  if (at < 0) return undefined
  const begin = beginOfComparison(text)
  if (begin === undefined) return undefined
  const object = text.slice(begin)
  const prior = lastOf(object, PRIOR_WORDS)
  const year = yearIn(object)
  if (year?.year !== undefined) return year
  if (prior) return { kind: 'prior', year: undefined, text: prior.word }
  return { kind: 'other', year: undefined, text: object.slice(0, 20) }
}

const earlier =
  /[与和同比较]((?:第([一二三四五六七])次[^,]{0,8}普查|(?:[一二三四五六七八九十两]{1,3}|\d{1,2})年前|[上前]一?次[^,]{0,6}[普调]查)[时底末]?)的?$/
const censuses: Readonly<Record<string, number>> = { 四: 1990, 五: 2000, 六: 2010, 七: 2020 }

/** 「与第六次全国人口普查的720308人相比」, 「比十年前的325611人增加」: a time that no year names. */
function earlierTime(clause: Clause, token: NumberToken): Comparison | undefined {
  const number = clause.numbers.find((own) => own.token === token)
  const said = earlier.exec(clause.text.slice(0, number?.from ?? 0))
  return said ? { kind: 'year', year: censuses[said[2] ?? ''], text: said[1] ?? '' } : undefined
}

/** Where the thing begins with which is compared. */
function beginOfComparison(text: string): number | undefined {
  const match = /(对比|相比于|相较于|相较|比较|相比|比|较|高于|低于|多于|少于)/g
  let begin: number | undefined
  for (let found = match.exec(text); found; found = match.exec(text)) {
    const word = found[0]
    if (
      word === '比' &&
      /[例重率占百之同环师职教性别相对能配]/.test(text.charAt(found.index - 1)) &&
      text.charAt(found.index - 1) !== ''
    )
      continue
    if (word === '比' && /^比[例重率]/.test(text.slice(found.index, found.index + 2))) continue
    if (word === '较' && /^较[大高低好快多少强为]/.test(text.slice(found.index, found.index + 2))) continue
    if (word === '相比' || word === '比较') {
      const partner = Math.max(
        text.lastIndexOf('与', found.index),
        text.lastIndexOf('同', found.index),
        text.lastIndexOf('和', found.index),
      )
      if (partner >= 0) begin = partner + 1
      continue
    }
    begin = found.index + word.length
  }
  if (begin !== undefined) return begin
  const partner = /[与同和](\d{4}|上年|去年|上学年|上届)/.exec(text)
  return partner ? partner.index + 1 : undefined
}

function yearIn(text: string): Comparison {
  const match = /(19|20)\d\d/g
  let year: number | undefined
  for (let found = match.exec(text); found; found = match.exec(text)) year = Number(found[0])
  const prior = beginningOf(text, PRIOR_WORDS) ?? lastOf(text, PRIOR_WORDS)?.word
  if (year === undefined && prior) return { kind: 'prior', year: undefined, text: prior }
  return { kind: year === undefined ? 'other' : 'year', year, text: text.slice(0, 20) }
}
