import { Decimal, interval, parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft, Span } from '../../judge/claim.ts'
import type { Flow } from '../../read/flow.ts'
import type { Context } from '../context.ts'

/** A numbered point: 一、 （二） 3. 图4 … */
interface Mark {
  readonly style: string
  readonly value: number
  readonly span: Span
}

const styles: readonly (readonly [string, RegExp])[] = [
  ['第章', /^第([一二三四五六七八九十\d]{1,3})章/],
  ['第节', /^第([一二三四五六七八九十\d]{1,3})节/],
  ['第一,', /^第([一二三四五六七八九十])[,:]/],
  ['一、', /^([一二三四五六七八九十]{1,3})(?:、|\.(?!\d))/],
  ['(一)', /^\(([一二三四五六七八九十]{1,3})\)/],
  ['(1)', /^\((\d{1,2})\)/],
  ['1)', /^(\d{1,2})\)/],
  ['1、', /^(\d{1,2})[、.](?!\d)/],
  ['图', /^图(\d{1,2})(?![-.\d])/],
  ['表', /^表(\d{1,2})(?![-.\d])/],
  ['表--', /^表\d{1,2}-\d{1,2}-(\d{1,2})(?![-.\d])/],
  ['图--', /^图\d{1,2}-\d{1,2}-(\d{1,2})(?![-.\d])/],
  ['[1]', /^\[(\d{1,2})\](?!号|\d{1,3}号)/],
  ['第号', /^[^。,;]{0,24}\(第([一二三四五六七八九十\d]{1,2})号\)$/],
  ['案例', /^案例(\d{1,2})(?![-.\d])/],
]
const rank = new Map(styles.map(([style], index) => [style, index]))

/** Numbered headings and points count up by one; a list begins again under each heading above it. */
export function findSequences(context: Context): Draft[] {
  const drafts: Draft[] = []
  const open = new Map<string, Mark[]>()
  const close = (style: string) => {
    const draft = sequenceDraft(open.get(style) ?? [])
    if (draft) drafts.push(draft)
    open.delete(style)
  }
  for (const flow of context.reading.flows) {
    if (flow.block.kind === 'header' || flow.block.kind === 'page_number') continue
    if (flow.block.kind === 'cell') {
      const row = rowMark(flow)
      // A mark begins its count again, and that of all below it.
      if (row) {
        const level = rowStyles.indexOf(row.style)
        for (const style of rowStyles.slice(row.value === 1 ? level : level + 1)) close(style)
        append(open, row.style, row)
      }
      continue
    }
    for (const style of rowStyles) close(style)
    const mark = markOf(flow) ?? labelledMark(flow) ?? nextMark(flow, open)
    if (mark) {
      for (const style of [...open.keys()]) if (isBelow(style, mark.style)) close(style)
      const run = open.get(mark.style)
      const last = run?.at(-1)
      if (run && last && mark.value === 1 && last.value >= 1) close(mark.style)
      append(open, mark.style, mark)
    }
    drafts.push(...spokenSequences(flow))
  }
  for (const style of [...open.keys()]) close(style)
  return drafts
}

function append(open: Map<string, Mark[]>, style: string, mark: Mark): void {
  const run = open.get(style)
  if (run) run.push(mark)
  else open.set(style, [mark])
}

function isBelow(style: string, of: string): boolean {
  if (
    !rank.has(style) ||
    ['图', '表', '图--', '表--', '案例', '第号', '[1]'].includes(style) ||
    ['图', '表', '图--', '表--', '案例', '[1]'].includes(of)
  )
    return false
  return (rank.get(style) ?? 0) > (rank.get(of) ?? 0)
}

function markOf(flow: Flow): Mark | undefined {
  const text = flow.text.slice(0, 40)
  if ((text.startsWith('图') || text.startsWith('表')) && flow.block.kind !== 'caption') return undefined
  for (const [style, pattern] of styles) {
    const match = pattern.exec(text)
    const written = match?.[1]
    if (!match || written === undefined) continue
    const value = /^\d/.test(written) ? Number(written) : parseChineseNumber(written)
    if (value === undefined || value === 0) return undefined
    const end = Math.min(flow.text.length, match[0].length + 8)
    return { style, value, span: { flow: flow.index, start: 0, end } }
  }
  return undefined
}

/** 「3.3月份开展教学检查」: a mark before words that begin with a digit, where it is the next of its list. */
function nextMark(flow: Flow, open: ReadonlyMap<string, readonly Mark[]>): Mark | undefined {
  const written = /^(\d{1,2})[、.]\s?(?=\d)/.exec(flow.text)?.[1]
  const last = open.get('1、')?.at(-1)
  if (written === undefined || !last || Number(written) !== last.value + 1) return undefined
  const end = Math.min(flow.text.length, written.length + 9)
  return { style: '1、', value: Number(written), span: { flow: flow.index, start: 0, end } }
}

const labels =
  '亮点|措施|举措|挑战|任务|问题|经验|对策|建议|特色|做法|成果|附件|附表|专栏|模块|阶段|环节|路径|主题|单元|典型案例|项目'
const labelled = new RegExp(
  `^(${labels})([一二三四五六七八九十]{1,2}|\\d{1,2})(?![\\d%个项名人次所年月万千百十])`,
)

/** 「亮点一 ……」, 「图1-20 ……」: headings that count under a word or a chapter of their own. */
function labelledMark(flow: Flow): Mark | undefined {
  const text = flow.text.slice(0, 40)
  const caption = flow.block.kind === 'caption' ? /^([图表]\d{1,2}[-.])(\d{1,2})(?![-.\d])/.exec(text) : null
  const [match, style, written] = caption ?? labelled.exec(text) ?? []
  if (match === undefined || style === undefined || written === undefined) return undefined
  const value = /^\d/.test(written) ? Number(written) : parseChineseNumber(written)
  if (!value) return undefined
  const end = Math.min(flow.text.length, match.length + 8)
  return { style: `${style}*`, value, span: { flow: flow.index, start: 0, end } }
}

/** Marks of rows in a table, the widest first: 「一、高等教育」, 「(一)研究生」, 「1.专任教师」. */
const rowMarks: readonly (readonly [style: string, pattern: RegExp])[] = [
  ['格一', /^([一二三四五六七八九十]{1,2})[.、](?=[\u4e00-\u9fff])/],
  ['格(一)', /^[(（]([一二三四五六七八九十]{1,2})[)）](?=[\u4e00-\u9fff])/],
  ['格1', /^(\d{1,2})[.、]\s?(?=[\u4e00-\u9fff])/],
]
const rowStyles = rowMarks.map(([style]) => style)

function rowMark(flow: Flow): Mark | undefined {
  for (const [style, pattern] of rowMarks) {
    const written = pattern.exec(flow.text)?.[1]
    if (written === undefined) continue
    const value = /^\d/.test(written) ? Number(written) : parseChineseNumber(written)
    return value ? { style, value, span: { flow: flow.index, start: 0, end: flow.text.length } } : undefined
  }
  return undefined
}

/** Only told where they count up: their captions may stand in another order, their rows in another table. */
function isConfirmedOnly(style: string): boolean {
  return style.endsWith('*') || style.startsWith('格')
}

/** 一是……二是……三是 inside one paragraph. */
function spokenSequences(flow: Flow): Draft[] {
  const drafts: Draft[] = []
  const pattern =
    /(?<=^|[。;,:!])([一二三四五六七八九十]{1,2})是|(?<=^|[。;:])(\d{1,2})是|(?<=^|[:;。])\((\d{1,2})\)|(?<=^|[。;:])第([一二三四五六七八九十]{1,2})(?=,)|(?<=^|[。;:])其([一二三四五六七八九十])(?=[,:是])|之([一二三四五六七八九十])是/g
  let run: Mark[] = []
  const close = () => {
    const draft = sequenceDraft(run)
    if (draft) drafts.push(draft)
    run = []
  }
  for (const match of flow.text.matchAll(pattern)) {
    const chinese = match[1] ?? match[4] ?? match[5] ?? match[6]
    const value = chinese ? parseChineseNumber(chinese) : Number(match[2] ?? match[3])
    if (value === undefined) continue
    if (value === 1) close()
    const span = { flow: flow.index, start: match.index, end: Math.min(flow.text.length, match.index + 10) }
    run.push({ style: '是', value, span })
  }
  close()
  return drafts
}

function sequenceDraft(run: readonly Mark[]): Draft | undefined {
  if (run.length < 2) return undefined
  const slip = run.findIndex((mark, index) => index > 0 && mark.value !== (run[index - 1]?.value ?? 0) + 1)
  const at = run[slip]
  const before = run[slip - 1]
  const isOwn = isConfirmedOnly(run[0]?.style ?? '')
  if (isOwn && slip > 0) return undefined
  if (slip > 0 && at && before && run.length >= 3) {
    const repeated = at.value <= before.value
    if (at.value - before.value > 2 || before.value - at.value > 1) return undefined
    return {
      ...frame(run),
      known: {
        verdict: repeated ? 'contradicted' : 'base_unclear',
        severity: 'warning',
        reason: {
          code: repeated ? 'number_repeated' : 'number_missing',
          params: { before: before.value, at: at.value },
        },
      },
    }
  }
  // An excerpt may begin in the middle: 八、…… 九、…… of headings; numbers of other lists come by chance.
  const begins =
    run[0]?.value === 1 ||
    run[0]?.style === '一、' ||
    /^(\(一\)|表--|图--)$/.test(run[0]?.style ?? '') ||
    isOwn
  if (slip > 0 || !begins) return undefined
  return {
    ...frame(run),
    known: {
      verdict: 'consistent',
      severity: 'none',
      reason: { code: 'counts_up', params: { last: run.at(-1)?.value ?? 0 } },
    },
  }
}

function frame(run: readonly Mark[]): Draft {
  return {
    kind: 'sequence',
    rule: 'sequence',
    expression: undefined,
    relation: 'equals',
    stated: {
      text: run.map((mark) => mark.value).join(', '),
      range: interval.exactly(new Decimal(run.at(-1)?.value ?? 0)),
    },
    operands: [],
    tie: 'loose',
    spans: run.map((mark) => mark.span),
  }
}
