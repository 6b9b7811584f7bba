import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, matches, operand, statedAs } from '../context.ts'

interface Course {
  readonly before: Quantity
  readonly now: Quantity
}

/**
 * 「平均起薪超过3000元，较去年的2786元增长10.6%。……平均起薪由2015年的2786元增长至3061元」: the growth is that of the course which
 * the text gives elsewhere in full, from the very value that it is reckoned against.
 */
export function findFarGrowth(context: Context): Draft[] {
  const courses = coursesBySize(context)
  if (courses.size === 0) return []
  const drafts: Draft[] = []
  for (const growth of context.quantities) {
    const before = context.quantities[growth.id - 1]
    const vague = context.quantities[growth.id - 2]
    if (growth.role !== 'growth' || !before || !vague?.frame.bound || !isLevel(before)) continue
    if (
      before.sentence !== growth.sentence ||
      vague.sentence !== growth.sentence ||
      before.comparison === undefined
    )
      continue
    const course = courses
      .get(keyOf(before))
      ?.find(
        ({ before: origin }) => origin.sentence !== before.sentence && matches(origin.name, vague.name) >= 2,
      )
    if (!course) continue
    const sign = growth.frame.direction ?? 1
    drafts.push({
      kind: 'growth',
      rule: 'growth.far',
      expression: times(
        over(minus(of(course.now), of(course.before)), of(course.before)),
        constant(100 * sign),
      ),
      relation: 'equals',
      stated: statedAs(growth),
      operands: [operand(course.now, 'now'), operand(course.before, 'before'), operand(growth, 'stated')],
      tie: 'named',
    })
  }
  return drafts
}

function coursesBySize(context: Context): Map<string, Course[]> {
  const courses = new Map<string, Course[]>()
  for (const before of context.quantities) {
    const now = context.quantities[before.id + 1]
    if (before.frame.motion !== 'from' || now?.frame.motion !== 'to' || !isLevel(before) || !isLevel(now))
      continue
    if (now.clause.index !== before.clause.index || now.frame.bound || before.frame.bound) continue
    const list = courses.get(keyOf(before))
    if (list) list.push({ before, now })
    else courses.set(keyOf(before), [{ before, now }])
  }
  return courses
}

function keyOf(quantity: Quantity): string {
  return `${quantity.size} ${quantity.unit.text}`
}
