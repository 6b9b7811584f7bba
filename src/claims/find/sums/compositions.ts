import type { Draft } from '../../judge/claim.ts'
import { of, sum } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { type Context, isAmount, isPresent, operand, operands, statedAs } from '../context.ts'

/** Wholes of the school system that its prose prints without saying what they are made of. */
const compositions: readonly { readonly whole: RegExp; readonly parts: readonly RegExp[] }[] = [
  { whole: /义务教育|中小学/, parts: [/小学/, /初中|初级中学/] },
  { whole: /高中阶?段/, parts: [/普通高中|^高中|普高/, /中职|中等职业/] },
  { whole: /普通中学/, parts: [/初中/, /高中/] },
  { whole: /普通高校|普通高等/, parts: [/本科/, /专科|高职/] },
]

/** What is counted: the last words of a name, apart from whose it is. */
const counted =
  /(招生|在校|毕业|专任教师|教职工|学校|校|班级|班数|校舍面积|仪器设备值|图书|随迁子女在校|随迁子女)(生|数)?$/

/**
 * 义务教育阶段在校生 = 小学在校生 + 初中在校生, where each of them is printed once nearby. What the words do not say is
 * not held against the text, except where a single digit parts the two.
 */
export function findCompositions(context: Context): Draft[] {
  const amounts = context.quantities.filter(
    (value) => isAmount(value) && isPresent(value) && !value.frame.bound,
  )
  const drafts: Draft[] = []
  for (const [index, total] of amounts.entries()) {
    const measure = measureOf(total)
    if (measure === undefined) continue
    const owner = ownerOf(context, total)
    const composition = compositions.find(({ whole }) => whole.test(owner))
    if (!composition) continue
    // Ids grow with the text: the neighbours stand beside it in the list as well.
    const near = amounts
      .slice(Math.max(0, index - 48), index + 49)
      .filter(
        (value) =>
          value !== total &&
          Math.abs(value.id - total.id) <= 48 &&
          measureOf(value) === measure &&
          comparable(value.unit, total.unit) &&
          !value.inParentheses &&
          value.size <= total.size * 10,
      )
    const parts = composition.parts.map((pattern) => only(context, near, pattern, composition.whole))
    if (parts.some((part) => part === undefined)) continue
    const found = parts.filter((part) => part !== undefined)
    drafts.push({
      kind: 'sum',
      rule: 'sum.composition',
      expression: sum(found.map(of)),
      relation: 'equals',
      stated: statedAs(total),
      operands: [...operands(found, 'part'), operand(total, 'stated')],
      tie: 'loose',
      nearMiss: true,
    })
  }
  return drafts
}

function measureOf(quantity: Quantity): string | undefined {
  return counted.exec(quantity.name.keys[0] ?? '')?.[1]
}

/** Whose number it is: 小学 in 「小学招生102331人，……；在校生621791人」, where the second number leaves it out. */
function ownerOf(context: Context, quantity: Quantity): string {
  const own = (quantity.name.keys[0] ?? '').replace(counted, '')
  if (own !== '') return own
  const first = context.sentence(quantity.sentence).find((value) => measureOf(value) !== undefined)
  const said = (first?.name.keys[0] ?? '').replace(counted, '')
  // 「——小学。校数129所，……」: the paragraph begins with its subject.
  return said !== ''
    ? said
    : (/^[-—\d.、()一二三四五六七八九十]*([^,。:;\d]{2,10})[。:]/.exec(quantity.token.flow.text)?.[1] ?? '')
}

/** The one value of an owner; undefined where there is none, or more than one that differ. */
function only(
  context: Context,
  values: readonly Quantity[],
  owner: RegExp,
  whole: RegExp,
): Quantity | undefined {
  const own = values.filter((value) => {
    const name = ownerOf(context, value)
    return owner.test(name) && !whole.test(name)
  })
  return new Set(own.map((value) => value.size)).size === 1 ? own[0] : undefined
}
