import { parseChineseNumber } from '../../kernel/index.ts'
import type { Draft } from '../judge/claim.ts'
import { constant, type Expression, minus, of } from '../judge/expression.ts'
import type { Clause } from '../read/clauses.ts'
import type { Quantity } from '../read/quantities.ts'
import { type Context, operand, operands, sameMeasure, statedAs } from './context.ts'
import { isValue, zero } from './ranks.ts'

const ordinal =
  /(?:位居|位列|名列|并列|排名|排在|排|居|列)([^,第]{0,8})(?:第([一二三四五六七八九十]|\d{1,2})|(榜首|首位))(?!产业|年|届|次|批|学期)/

interface Placed {
  readonly place: number
  readonly scope: string
  readonly value: Quantity
}

/** How many sentences may lie between two places of one ranking. */
const REACH = 2

/** 「山东共获奖62项，总数位居全国第一……。江苏、浙江各获奖60项，总数并列全国第二」: places that are said with numbers. */
export function findOrdinals(context: Context): Draft[] {
  const drafts: Draft[] = []
  let chain: Placed[] = []
  const close = () => {
    if (chain.length >= 2) drafts.push(ranked(chain))
    chain = []
  }
  for (const clause of context.reading.clauses) {
    const placed = clause.parent ? undefined : placedBy(context, clause)
    if (!placed) continue
    const last = chain.at(-1)
    if (last && !follows(last, placed)) close()
    if (!chain.some(({ value }) => value === placed.value)) chain.push(placed)
  }
  close()
  return [...drafts, ...listsByPlace(context)]
}

const first = /前([二三四五六七八九十]|\d{1,2})(名|位|强|的|个|大|所|家|类|项)/

/** 「11个类型按比例由高到低依次为」 */
const descending = /(\d{1,2})(?:个|类|种|项|所|家|大)[^,]{0,16}(?:由|从)(?:高到低|多到少|大到小)/

/** 「落实率排前三名的学科有：教育学，91.15%；历史学，90.64%；农学，90.40%」: what is listed by its places goes down. */
function listsByPlace(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const word = clause.parent ? null : (first.exec(clause.text) ?? descending.exec(clause.text))
    if (!word) continue
    const count = /^\d/.test(word[1] ?? '') ? Number(word[1]) : (parseChineseNumber(word[1] ?? '') ?? 0)
    const values = context
      .sentence(clause.sentence)
      .filter(
        (value) => value.id > 0 && isValue(value) && !value.frame.bound && value.clause.index > clause.index,
      )
    const [top] = values
    const alike = values.filter(
      (value) => top && value.role === top.role && value.unit.text === top.unit.text,
    )
    if (!top || count < 2 || alike.length !== count) continue
    drafts.push(ranked(alike.map((value, at) => ({ place: at + 1, scope: '', value }))))
    const stated = context.sentence(clause.sentence).find((value) => value.clause.index === clause.index)
    if (stated && stated.size === count) drafts.push(countOf(stated))
  }
  return drafts
}

function placedBy(context: Context, clause: Clause): Placed | undefined {
  const word = ordinal.exec(clause.text)
  if (!word) return undefined
  const place = word[3] ? 1 : /^\d/.test(word[2] ?? '') ? Number(word[2]) : parseChineseNumber(word[2] ?? '')
  const value = context
    .sentence(clause.sentence)
    .findLast(
      (candidate) =>
        isValue(candidate) &&
        !candidate.frame.bound &&
        candidate.clause.index <= clause.index &&
        clause.index - candidate.clause.index <= 1 &&
        candidate.token.digits !== word[2],
    )
  const scope = /全国|全省|全市|全区|全县|全校/.exec(word[1] ?? '')?.[0] ?? ''
  return place && value ? { place, scope, value } : undefined
}

function follows(last: Placed, next: Placed): boolean {
  return (
    next.place >= last.place &&
    next.scope === last.scope &&
    next.value.paragraph === last.value.paragraph &&
    next.value.sentence - last.value.sentence <= REACH &&
    next.value.unit.text === last.value.unit.text &&
    sameMeasure(next.value, last.value)
  )
}

/** 「前五位有：」 and five of them. */
function countOf(stated: Quantity): Draft {
  return {
    kind: 'list_count',
    rule: 'list_count.places',
    expression: constant(stated.size),
    relation: 'equals',
    stated: statedAs(stated),
    operands: [operand(stated, 'stated')],
    tie: 'loose',
  }
}

function ranked(chain: readonly Placed[]): Draft {
  const gaps: Expression[] = chain
    .slice(1)
    .map(({ value }, at) => minus(of((chain[at] as Placed).value), of(value)))
  return {
    kind: 'rank',
    rule: 'rank.ordinals',
    expression: { op: 'least', of: gaps },
    relation: 'at_least',
    stated: zero(),
    operands: operands(
      chain.map(({ value }) => value),
      'item',
    ),
    tie: 'loose',
  }
}
