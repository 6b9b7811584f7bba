import { expect, test } from 'vitest'
import { smallCatalog } from '../../../test/reports/small-world.ts'
import { CatalogError, problemLine } from '../../catalog/index.ts'
import { loadTemplates } from './load.ts'

function problemsOf(chapter: string): string[] {
  try {
    loadTemplates(smallCatalog({ '01.md': chapter }))
    return []
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error
    return error.problems.map((problem) => problemLine(problem).split(' / ')[0] ?? '')
  }
}

test('a typed number stops the load, with line and column', () => {
  expect(problemsOf('## 规模\n\n全市有 13 所学校。')).toEqual([
    expect.stringContaining('reports/small/01.md:3:5 模板里不写数字，“13”'),
  ])
})

test('a comment moves no later place', () => {
  expect(problemsOf('<!-- 说明\n两行 -->\n第7章')).toEqual([expect.stringContaining('01.md:3:2 ')])
})

test('a fixed expression may hold a numeral', () => {
  expect(problemsOf('签订:set[三方]协议。')).toEqual([])
})

test('an unknown name is shown where it stands inside the directive', () => {
  expect(problemsOf('招生:figure[entrant]。')).toEqual([
    'reports/small/01.md:1:11 没有数据项、指标或参数“entrant”',
  ])
})

test('a calculation belongs in an indicator, not in a template', () => {
  expect(problemsOf(':figure[students / teachers]')).toEqual([expect.stringContaining('计算请写成指标')])
})

test('personal data cannot be named', () => {
  expect(problemsOf(':each[:field[teacher]]{rows="activities"}')).toEqual([
    expect.stringContaining('“teacher”是个人信息'),
  ])
})

test.each([
  [':::if{known=students}\n正文', '没有以“:::”结束'],
  ['正文\n\n:::', '多余的“:::”'],
  [':figure[students', '方括号'],
  [':figure[students]{decimals=2', '花括号'],
  ['[[，其中', '没有配对'],
  [':figur[students]', '没有指令“:figur”'],
  [':figure[students]{decimal=2}', '没有选项“decimal”'],
  [':figure[students]{decimals=two}', '应为整数'],
  [':field[title]', '不在台账的循环里'],
  [':each[:field[name]]{rows="activities"}', '没有字段“name”'],
  [':each[:field[title]]{rows="activity"}', '没有台账“activity”'],
  [':each[x]{rows="activities where kind = \'lecture\'"}', 'lecture'],
  [':word[students]{up=多 down=少}', '缺少选项“same”'],
  [':when[x]{test="students"}', '此处应为条件'],
  [':::table[表]\n| 甲 | 乙 |\n| :figure[students] |\n:::', '本行有 1 格，表头有 2 格'],
  [':::chart[图]\n结论\n:::', '没有 ::panel'],
  ['| 甲 |', ':::table'],
  ['满意度不断提高。', '对变化的判断'],
])('what cannot be meant is refused: %s', (chapter, words) => {
  expect(problemsOf(chapter)).toEqual([expect.stringContaining(words)])
})

test('every problem of every chapter is told at once', () => {
  expect(problemsOf('第1章\n\n:figure[nothing]')).toHaveLength(2)
})
