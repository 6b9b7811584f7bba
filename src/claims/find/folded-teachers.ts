import type { Draft } from '../judge/claim.ts'
import { constant, of, sum, times } from '../judge/expression.ts'
import type { Quantity } from '../read/quantities.ts'
import { type Context, isAmount, isPresent, operand, statedAs, wordsBefore } from './context.ts'

/** How many numbers before the folded one its parts are looked for. */
const BEFORE = 12

const external = /外聘|校外|聘请|兼职|兼任|外兼/

/**
 * 「专任教师1237人、外聘教师241人，折合教师总数为1357.5人」: two external teachers count as one. (Source: Ministry of Education,
 * 教发〔2004〕2号, on the ratio of pupils to teachers.)
 */
export function findFoldedTeachers(context: Context): Draft[] {
  return context.quantities.flatMap((stated) => {
    if (!isPeople(stated) || !/折合.{0,4}教师/.test(wordsBefore(stated))) return []
    const before = context.around(stated, BEFORE, 0).filter((value) => value !== stated && isPeople(value))
    const own = before.findLast(({ name }) => /专任教师|教师/.test(name.text) && !external.test(name.text))
    const hired = before.findLast(({ name }) => external.test(name.text))
    if (!own || !hired || own.paragraph !== stated.paragraph || hired.paragraph !== stated.paragraph)
      return []
    return [
      {
        kind: 'sum' as const,
        rule: 'sum.folded',
        expression: sum([of(own), times(of(hired), constant('0.5'))]),
        relation: 'equals' as const,
        stated: statedAs(stated),
        operands: [operand(own, 'part'), operand(hired, 'part'), operand(stated, 'stated')],
        tie: 'loose' as const,
      },
    ]
  })
}

function isPeople(value: Quantity): boolean {
  return isAmount(value) && isPresent(value) && value.unit.dimension === 'people' && !value.frame.bound
}
