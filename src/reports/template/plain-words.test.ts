import { expect, test } from 'vitest'
import { offencesIn } from './plain-words.ts'

test.each([
  '招生 11148 人',
  '占８６％',
  '全市十三所学校',
  '三方协议',
  '半数以上的学生',
  '第十一届',
  '近千家企业',
])('a quantity typed into a template is found: %s', (text) =>
  expect(offencesIn(text).map(({ kind }) => kind)).not.toEqual([]),
)

test.each([
  '统一部署、同一标准',
  '进一步完善',
  '一直坚持',
  '第三产业',
  '“双师型”教师',
  '升入高一级学校',
  '十分重视',
])('a numeral that counts nothing is let through: %s', (text) => expect(offencesIn(text)).toEqual([]))

test.each(['满意度不断提高', '实力显著增强', '规模有所下降'])(
  'a rise or fall told without its figure is found: %s',
  (text) => expect(offencesIn(text).map(({ kind }) => kind)).toEqual(['claim']),
)

test('a plan to raise something is no claim that it rose', () => {
  expect(offencesIn('进一步提高教学质量')).toEqual([])
})

test('the place of an offence is where it begins', () => {
  expect(offencesIn('全市有13所')).toEqual([{ kind: 'digits', text: '13', at: 3 }])
})
