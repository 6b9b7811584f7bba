import type { Bilingual } from '../kernel/index.ts'

/** How a function's type follows from its arguments; see type.ts. */
export type FunctionShape =
  | 'same'
  | 'number'
  | 'share'
  | 'flag'
  | 'choice'
  | 'common'
  | 'element'
  | 'cells'
  | 'pure'
  | 'attribute'
  | 'text'
  | 'length'
  | 'date'

export interface FunctionDefinition {
  readonly name: string
  readonly args: { readonly least: number; readonly most: number }
  readonly shape: FunctionShape
  readonly meaning: Bilingual
  /** How a formula is read aloud; {0}, {1} … are the arguments. */
  readonly words: Bilingual
}

const define = (
  name: string,
  least: number,
  most: number,
  shape: FunctionShape,
  meaning: Bilingual,
  words: Bilingual,
): FunctionDefinition => ({ name, args: { least, most }, shape, meaning, words })

const MANY = 50

/** All functions that a formula may call. There are no others: a formula is data and can reach nothing else. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    define(
      'previous',
      1,
      1,
      'same',
      { zh: '上一报告年度的同一数值', en: 'the same value one reporting year earlier' },
      { zh: '上年{0}', en: 'last year’s {0}' },
    ),
    define(
      'growth',
      1,
      1,
      'share',
      { zh: '比上年的增幅：（本年 − 上年）÷ 上年', en: 'growth on the previous year: (this − last) ÷ last' },
      { zh: '{0}增幅', en: 'growth of {0}' },
    ),
    define(
      'if',
      3,
      3,
      'choice',
      {
        zh: '条件成立取第二个参数，否则取第三个',
        en: 'the second argument where the condition holds, else the third',
      },
      { zh: '如果{0}则{1}否则{2}', en: 'if {0} then {1} else {2}' },
    ),
    define(
      'or_else',
      2,
      2,
      'common',
      { zh: '前者未知时取后者', en: 'the second where the first is not known' },
      { zh: '{0}（未知时为{1}）', en: '{0} (or {1} where unknown)' },
    ),
    define(
      'known',
      1,
      1,
      'flag',
      { zh: '数值已知', en: 'the value is known' },
      { zh: '已填{0}', en: '{0} is known' },
    ),
    define(
      'abs',
      1,
      1,
      'number',
      { zh: '绝对值', en: 'absolute value' },
      { zh: '{0}的绝对值', en: 'the size of {0}' },
    ),
    define(
      'min',
      1,
      MANY,
      'common',
      { zh: '最小者', en: 'the smallest' },
      { zh: '{*}中的最小值', en: 'the least of {*}' },
    ),
    define(
      'max',
      1,
      MANY,
      'common',
      { zh: '最大者', en: 'the largest' },
      { zh: '{*}中的最大值', en: 'the greatest of {*}' },
    ),
    define(
      'sum_cells',
      1,
      2,
      'cells',
      {
        zh: '各分组之和；数据项按几种方式分组时，第二个参数写明按哪一种',
        en: 'the sum over the cells of a breakdown; the second argument names it where there are several',
      },
      { zh: '{0}各分组之和', en: 'the sum of the parts of {0}' },
    ),
    define(
      'count_cells',
      1,
      2,
      'cells',
      { zh: '不为零的分组个数', en: 'how many cells of the breakdown are not zero' },
      { zh: '{0}不为零的分组数', en: 'the number of non-zero parts of {0}' },
    ),
    define(
      'entered',
      1,
      1,
      'element',
      { zh: '填报的数值', en: 'the value as entered' },
      { zh: '填报的{0}', en: '{0} as entered' },
    ),
    define(
      'counted',
      1,
      1,
      'element',
      { zh: '由台账汇总的数值', en: 'the value counted from the register' },
      { zh: '台账汇总的{0}', en: '{0} counted from the register' },
    ),
    define(
      'panel_median',
      1,
      1,
      'number',
      { zh: '同市各校的中位数', en: 'the median over the schools of the city' },
      { zh: '各校{0}的中位数', en: 'the schools’ median of {0}' },
    ),
    define(
      'panel_mad',
      1,
      1,
      'number',
      {
        zh: '同市各校与中位数之差的绝对值的中位数',
        en: 'the median absolute deviation over the schools of the city',
      },
      { zh: '各校{0}的中位绝对离差', en: 'the schools’ median absolute deviation of {0}' },
    ),
    define(
      'panel_size',
      1,
      1,
      'pure',
      { zh: '同市有此数值的学校数', en: 'how many schools of the city have the value' },
      { zh: '有{0}的学校数', en: 'the number of schools with {0}' },
    ),
    define(
      'attribute',
      1,
      1,
      'attribute',
      { zh: '机构属性', en: 'an attribute of the org unit' },
      { zh: '机构的{0}', en: 'the unit’s {0}' },
    ),
    define(
      'starts_with',
      2,
      2,
      'text',
      { zh: '文字以……开头', en: 'the text begins with' },
      { zh: '{0}以{1}开头', en: '{0} begins with {1}' },
    ),
    define(
      'length',
      1,
      1,
      'length',
      { zh: '文字的字数', en: 'how many characters a text has' },
      { zh: '{0}的字数', en: 'the length of {0}' },
    ),
    define(
      'year',
      1,
      1,
      'date',
      { zh: '日期的年份', en: 'the year of a date' },
      { zh: '{0}的年份', en: 'the year of {0}' },
    ),
  ].map((definition) => [definition.name, definition]),
)
