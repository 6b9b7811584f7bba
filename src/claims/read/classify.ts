import type { NumberToken } from './numbers.ts'

/** What a number of the text is. `quantity` is refined later: operand of a claim, norm, or standing alone. */
export type TokenKind =
  | 'quantity'
  | 'date'
  | 'identifier'
  | 'label'
  | 'ordinal'
  | 'section'
  | 'reference'
  | 'page'

/**
 * Tells quantities from the other things that digits write, by what stands around them. `tokens` are the numbers of
 * one flow in order; the answer has the same length. `isYearCell`: the flow is a table cell that holds a year.
 */
export function classify(tokens: readonly NumberToken[], isYearCell = false): TokenKind[] {
  const kinds: TokenKind[] = []
  for (const [index, token] of tokens.entries()) {
    kinds.push(kindOf(token, tokens[index - 1], kinds[index - 1], tokens[index + 1], isYearCell))
  }
  return kinds
}

function kindOf(
  token: NumberToken,
  previous: NumberToken | undefined,
  previousKind: TokenKind | undefined,
  next: NumberToken | undefined,
  isYearCell: boolean,
): TokenKind {
  const text = token.flow.text
  const blockKind = token.flow.block.kind
  if (blockKind === 'page_number') return 'page'
  const before = text.slice(Math.max(0, token.start - 12), token.start)
  const after = text.slice(token.unitEnd, token.unitEnd + 12)
  const bare = text.slice(token.end, token.end + 12)
  const context: Context = { token, text, before, after, bare, previous, previousKind, next, isYearCell }
  if (token.script === 'chinese') return chineseKind(context)
  return (
    sectionKind(context) ??
    identifierKind(context) ??
    referenceKind(context) ??
    dateKind(context) ??
    labelKind(context) ??
    'quantity'
  )
}

interface Context {
  readonly token: NumberToken
  readonly text: string
  readonly before: string
  readonly after: string
  readonly bare: string
  readonly previous: NumberToken | undefined
  readonly previousKind: TokenKind | undefined
  readonly next: NumberToken | undefined
  readonly isYearCell: boolean
}

function endsWithAny(text: string, words: readonly string[]): boolean {
  return words.some((word) => text.endsWith(word))
}

function startsWithAny(text: string, words: readonly string[]): boolean {
  return words.some((word) => text.startsWith(word))
}

/** 「分列第六、七位」: the second is as much a place as the first. */
const alsoOrdinal = /第[一二三四五六七八九十\d]{1,3}[、和及]$/

function chineseKind({ token, before, bare, text }: Context): TokenKind {
  if (endsWithAny(before, ['第', '初', '头']) || alsoOrdinal.test(before)) return 'ordinal'
  if (before.endsWith('十') && startsWithAny(bare, ['五', '规划'])) return 'label'
  if (startsWithAny(bare, ['是', '者'])) return 'ordinal'
  if (token.start === 0 && startsWithAny(bare, ['、', '.', ' '])) return 'section'
  if (before.endsWith('(') && bare.startsWith(')')) return token.start <= 1 ? 'section' : 'ordinal'
  if (before.endsWith('"') && startsWithAny(bare, ['五', '四', '三', '二', '一'])) return 'label'
  if (token.unit.text === '年' && token.value.gte(1900) && token.value.lte(2100)) return 'date'
  if (endsWithAny(before, ['一']) && text.charAt(token.start - 1) === '一') return 'label'
  if (
    token.unit.dimension === 'tenths' &&
    startsWithAny(bare, ['成为', '成立', '成果', '成绩', '成人', '成员'])
  )
    return 'label'
  if (startsWithAny(bare, ['年级', '班级', '等奖', '级市', '级学'])) return 'label'
  return 'quantity'
}

function sectionKind({ token, text, before, bare }: Context): TokenKind | undefined {
  const atStart = token.start === 0
  if (atStart && token.form === 'chain') return isDottedDate(token, text) ? 'date' : 'section'
  if (token.digits.length > 4) return undefined
  if (atStart && startsWithAny(bare, ['、', ')', '．'])) return 'section'
  if (atStart && bare.startsWith('.') && !isDigitAt(text, token.end + 1)) return 'section'
  if (atStart && token.unit.text === '' && token.digits.length <= 4 && isCjk(bare.trimStart().charAt(0))) {
    return token.digits.includes('.') || token.digits.length <= 2 ? 'section' : undefined
  }
  if (before === '(' && bare.startsWith(')')) return 'section'
  return undefined
}

const codeWords = [
  '电话',
  '传真',
  '邮编',
  '手机',
  '热线',
  'QQ',
  '邮政编码',
  '代码',
  '编码',
  '编号',
  '学号',
  '账号',
  '标识码',
  '身份证号',
  '证号',
  '信箱',
  '公众号',
  '备案号',
  '批准文号',
  '字',
  'No',
  'NO',
]

/** http://…/6003035.html: digits of an address or of a file's name. */
function isInAddress(token: NumberToken, text: string): boolean {
  if (/^\.(html?|jpe?g|png|gif|pdf|docx?|xlsx?|com|cn)\b/i.test(text.slice(token.end, token.end + 30)))
    return true
  const before = text.slice(Math.max(0, token.start - 60), token.start)
  if (!/https?:|www\.|\/\//.test(before)) return false
  return /https?:|www\.|\/\//.test(/[a-z0-9_:/.?=&%-]*$/i.exec(before)?.[0] ?? '')
}

function identifierKind({
  token,
  text,
  before,
  after,
  bare,
  previous,
  previousKind,
}: Context): TokenKind | undefined {
  if (token.unit.text === '' && endsWithAny(before.replace(/[:为是 .()]+$/, ''), codeWords))
    return 'identifier'
  const year = isYear(token)
  const bracketed = '[('.includes(text.charAt(token.start - 1)) && '])'.includes(text.charAt(token.end))
  if (year && bracketed && token.start > 0 && documentNumberFollows(text, token.end + 1)) return 'identifier'
  if (bare.startsWith('号') && !bare.startsWith('号召') && previousKind !== 'date') return 'identifier'
  if (/^ ?号/.test(bare) && previousKind === 'identifier') return 'identifier'
  if (isInAddress(token, text)) return 'identifier'
  // 智城控股(08130), (600380.SH): the code of a share.
  if (/^\.?(SH|SZ|HK|OF|BJ)\b/i.test(text.slice(token.end, token.end + 4)) && token.digits.length >= 4)
    return 'identifier'
  if (token.form === 'chain') return isDottedDate(token, text) ? 'date' : 'identifier'
  if (token.digits.length > 11 && token.unit.text === '' && token.scaleText === '') return 'identifier'
  if (token.digits.length > 1 && token.digits.startsWith('0') && !token.digits.startsWith('0.')) {
    const isJoined = previousKind === 'date' && previous !== undefined && token.start - previous.unitEnd <= 1
    if (!isJoined && !/^[月日时:]/.test(bare)) return 'identifier'
  }
  if (
    previousKind === 'identifier' &&
    previous &&
    /^[-/,、 ]$/.test(text.slice(previous.unitEnd, token.start))
  ) {
    return token.unit.text === '' ? 'identifier' : undefined
  }
  if (/[A-Za-z][-/. ]?$/.test(before) && !/(约|达|为)$/.test(before))
    return isUnitLetter(before) ? undefined : 'identifier'
  if (token.unit.text === '' && /^[-+ ]?[A-Za-z]/.test(after)) return 'label'
  return undefined
}

function isUnitLetter(before: string): boolean {
  return /(GDP|CPI|R&D|N|n|GNP|Q[1-4])$/.test(before.trimEnd())
}

function documentNumberFollows(text: string, at: number): boolean {
  return /^ ?(第)? ?\d{1,5} ?号/.test(text.slice(at, at + 12))
}

const referenceWords = [
  '图',
  '表',
  '附件',
  '附表',
  '附图',
  '附录',
  '专栏',
  '案例',
  '例',
  '式',
  '注',
  '公式',
  '脚注',
  '专题',
  '照片',
]

function referenceKind({
  token,
  text,
  before,
  bare,
  previous,
  previousKind,
}: Context): TokenKind | undefined {
  if (text.charAt(token.end) === ']' && token.digits.length <= 3 && token.unit.text === '') {
    if (/(^|\[([a-z]+:)?)$/i.test(before)) return 'reference'
  }
  const words = before.trimEnd().replace(/[-(]$/, '')
  if (endsWithAny(words, referenceWords) && token.unit.dimension === 'bare') return 'reference'
  if (endsWithAny(words, referenceWords) && /^[:,。 ]/.test(bare)) return 'reference'
  // 「表7 学生满意度」: a space parts the number of a caption from its words.
  if (/^(附?[图表])$/.test(words.trim()) && token.decimals === 0 && token.unit.text !== '') return 'reference'
  if (previousKind === 'reference' && previous) {
    const between = text.slice(previous.end, token.start)
    if (/^[-.、和至与~]$/.test(between) && token.unit.text === '') return 'reference'
  }
  if (before.endsWith('第') || alsoOrdinal.test(before)) return 'ordinal'
  if (before.endsWith('第 ')) return 'ordinal'
  return undefined
}

function isDottedDate(token: NumberToken, text: string): boolean {
  return /^(19|20)\d\d\.(0?[1-9]|1[0-2])(\.\d{1,2})?$/.test(text.slice(token.start, token.end))
}

const yearUnits = ['年', '学年', '年度', '届', '级', '年底', '年末', '年初', '年内', '财年']

function dateKind({
  token,
  text,
  before,
  bare,
  previous,
  previousKind,
  next,
  isYearCell,
}: Context): TokenKind | undefined {
  const integer = token.decimals === 0 && token.form === 'plain' && token.scaleText === ''
  if (!integer) {
    if (
      /^(19|20)\d\d\.(0?[1-9]|1[0-2])$/.test(token.digits) &&
      token.unit.text === '' &&
      /[(:至-]$|^$/.test(before)
    )
      return 'date'
    return undefined
  }
  const fourDigits = isYear(token)
  if (fourDigits && startsWithAny(bare, yearUnits)) return 'date'
  if (fourDigits && /^ ?(年|学年|届|级|财年|财季)/.test(bare)) return 'date'
  const joined = previous ? text.slice(previous.unitEnd, token.start) : ''
  if (previousKind === 'date' && previous) {
    if (/^[-/~.至、,和与到及]$/.test(joined) && isYearLike(token)) return 'date'
    if (/^[-/.]$/.test(joined) && token.unit.text === '' && token.value.lte(31)) return 'date'
    if (joined === ':' && token.unit.text === '' && token.value.lte(59) && previous.value.lte(24))
      return 'date'
    if (/^ ?$/.test(joined) && token.value.lte(24) && text.charAt(token.end) === ':') return 'date'
    if (/^ ?$/.test(joined) && /^[时点:]/.test(bare)) return 'date'
  }
  if (fourDigits && token.unit.text === '' && yearBeforeYear(token, next, text)) return 'date'
  if (fourDigits && token.unit.text === '' && isYearCell && isWholeCell(token)) return 'date'
  if (fourDigits && /^[-/](0?[1-9]|1[0-2])([-/]|\b)/.test(bare)) return 'date'
  if (token.unit.text === '月' && token.value.gte(1) && token.value.lte(12)) return 'date'
  if (token.unit.text === '日' && token.value.lte(31) && !/每|工作$/.test(before)) return 'date'
  if (token.unit.text === '' && /^[-~至]\d{1,2}月/.test(bare) && token.value.lte(12)) return 'date'
  if (token.unit.text === '' && /^[-~至]\d{1,2}日/.test(bare) && token.value.lte(31)) return 'date'
  if (/^世纪|^年代|^后出生/.test(bare)) return 'date'
  if (token.digits.length === 2 && token.unit.text === '年' && /[改"'’]$/.test(before)) return 'date'
  if (token.digits.length === 2 && bare.startsWith('后') && /^后[,、的一人]/.test(bare)) return 'label'
  return undefined
}

function isYear(token: NumberToken): boolean {
  return token.digits.length === 4 && token.value.gte(1900) && token.value.lte(2100)
}

function isYearLike(token: NumberToken): boolean {
  return isYear(token) && token.unit.text !== '人'
}

function yearBeforeYear(token: NumberToken, next: NumberToken | undefined, text: string): boolean {
  if (!next || !isYearLike(next)) return false
  if (!/^[-~至、/和与到]$/.test(text.slice(token.end, next.start))) return false
  return yearUnits.some((unit) => text.startsWith(unit, next.end)) || next.unit.text === ''
}

function isWholeCell(token: NumberToken): boolean {
  return token.flow.block.kind === 'cell' && token.start === 0 && token.end === token.flow.text.length
}

const nameNouns = [
  '工程',
  '计划',
  '模式',
  '高校',
  '院校',
  '热线',
  '行动',
  '体系',
  '报警',
  '框架',
  '战略',
  '平台',
  '机制',
  '育人',
  '项目',
]

function labelKind({ token, text, before, after, bare }: Context): TokenKind | undefined {
  if (token.unit.text === '' && insideShortQuote(text, token)) return 'label'
  // 「+29」 alone in a cell says how something changed.
  if ((/\+$/.test(before) && !/^\+[\d.,]+%?$/.test(text)) || (/^\+/.test(bare) && token.unit.text === ''))
    return token.unit.text === '' ? 'label' : undefined
  if (token.unit.text === '' && token.decimals === 0 && startsWithAny(bare.slice(0, 8), nameNouns))
    return 'label'
  if (token.decimals === 1 && /^(版|时代)/.test(bare)) return 'label'
  if (token.unit.dimension === 'age') return ageKind(before, after)
  if (token.unit.text === '' && /^[-~至](\d{1,3})(周?岁)/.test(bare)) return 'label'
  if (before.endsWith('每') && token.unit.dimension !== 'percent') return 'label'
  return undefined
}

function ageKind(before: string, after: string): TokenKind {
  if (/(平均|年龄|寿命|均龄)[^,。]{0,8}$/.test(before) && !/^(及?以[上下])/.test(after)) return 'quantity'
  if (/(由|从|到|至|提高|增加|减少|下降|为)(了)?$/.test(before)) return 'quantity'
  return 'label'
}

function insideShortQuote(text: string, token: NumberToken): boolean {
  const before = text.slice(Math.max(0, token.start - 11), token.start)
  const open = before.lastIndexOf('"')
  if (open < 0 || !text.slice(token.end, token.end + 15).includes('"')) return false
  return quoteCount(text, token.start - before.length + open) % 2 === 0
}

/** Quotes up to a place, counted from a little before: enough to know an opening from a closing one. */
function quoteCount(text: string, upTo: number): number {
  let count = 0
  for (let i = Math.max(0, upTo - 400); i < upTo; i++) if (text.charAt(i) === '"') count++
  return count
}

function isDigitAt(text: string, at: number): boolean {
  const char = text.charAt(at)
  return char >= '0' && char <= '9'
}

function isCjk(char: string): boolean {
  const code = char.charCodeAt(0)
  return code >= 0x2e80 && code <= 0x9fff
}
