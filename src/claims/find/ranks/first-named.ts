import type { Draft } from '../../judge/claim.ts'
import { type Expression, minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPresent, operands, spanOf } from '../context.ts'
import { isValue, zero } from './ranks.ts'

/** How many numbers before the words the list may begin. */
const BEFORE = 24

const named =
  /(?:居|列|排名?|位居|处于|位于|位列)(?:全市|全省|全县|全区)?(?:前|后)([两二三四五六七八九])(?:名|位)?的?(?:[^,、]{0,8}?)(?:依次|分别)?(?:是|为|有)([^,]+)$/
const last = /(?:居|列|排名?|位居|处于|位于|位列)(?:全市|全省|全县|全区)?后/

/**
 * 「甲县4212人、乙县4072人、丙县3072人、丁区1733人，招生人数居前两位的是甲县和乙县」: the names of the first so many of a list that stands before them.
 * Doubted where every name has its number in the list and the words leave no other.
 */
export function findFirstNamed(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    const said = clause.parent || clause.numbers.length > 1 ? null : named.exec(clause.text)
    if (!said) return []
    const count = '二三四五六七八九'.indexOf(said[1] === '两' ? '二' : (said[1] ?? '')) + 2
    const names = (said[2] ?? '').split(/[、和与及]/).filter((name) => name.length >= 2)
    if (names.length !== count) return []
    const list = listBefore(context, clause)
    const chosen = names.map((name) => list.filter((value) => value.name.text.includes(name)))
    if (list.length <= names.length || chosen.some((values) => values.length !== 1)) return []
    const first = chosen.flat()
    const others = list.filter((value) => !first.includes(value))
    return [draft(clause, first, others, last.test(clause.text))]
  })
}

/** The values of one unit, each called by a name of its own, right before the clause in its sentence or the one before. */
function listBefore(context: Context, clause: Clause): readonly Quantity[] {
  const before = context
    .aroundClause(clause, BEFORE, 0)
    .filter(
      (value) =>
        value.clause.index < clause.index &&
        clause.sentence - value.sentence <= 1 &&
        isValue(value) &&
        isPresent(value) &&
        !value.frame.bound,
    )
  const end = before.at(-1)
  if (!end) return []
  const list: Quantity[] = []
  for (const value of [...before].reverse()) {
    if (value.unit.text !== end.unit.text || value.role !== end.role || !value.named) break
    list.unshift(value)
  }
  return list
}

function draft(
  clause: Clause,
  first: readonly Quantity[],
  others: readonly Quantity[],
  isLast: boolean,
): Draft {
  const least: Expression = { op: isLast ? 'greatest' : 'least', of: first.map(of) }
  const best: Expression = { op: isLast ? 'least' : 'greatest', of: others.map(of) }
  return {
    kind: 'rank',
    rule: 'rank.first_named',
    expression: isLast ? minus(best, least) : minus(least, best),
    relation: 'at_least',
    stated: zero(),
    operands: operands([...first, ...others], 'item'),
    tie: 'likely',
    spans: [spanOf(clause)],
  }
}
