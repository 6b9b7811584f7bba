import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal } from '../../src/kernel/index.ts'
import { buildReport, eachInline, loadTemplates, plainText, validateReport } from '../../src/reports/index.ts'
import { CITY, smallCatalog, smallWorld } from './small-world.ts'

const chapter = `
在校生:figure[students]，:compare[students]{growth}；就业率:figure[employment_rate]，:compare[employment_rate]；生师比:figure[student_teacher_ratio]，:compare[student_teacher_ratio]；经费:figure[funds]，:compare[funds]{growth}，:growth[funds]。

规模:word[students]{up=扩大 down=缩小 same=持平}，条件:word[area_per_student; employment_rate; student_teacher_ratio]{up=改善 down=回落 same=互见 merit}。
`
const catalog = smallCatalog({ '01.md': chapter })
const [template] = loadTemplates(catalog)

const count = fc.integer({ min: 1, max: 200_000 })
const money = fc.integer({ min: 1, max: 1_000_000_000 }).map((cents) => (cents / 100).toFixed(2))
const yearOf = fc.record({
  students: count,
  teachers: count,
  graduates: count,
  employed: count,
  area: count,
  funds: money,
})

function reportOf(now: object, before: object) {
  if (!template) throw new Error('the small catalog has one report')
  const texts = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))
  return buildReport(smallWorld(catalog, { now: texts(now), before: texts(before) }), template, CITY, 2017)
}

test('for any data, every direction word agrees with its figures and every quantity is printed alike', () => {
  fc.assert(
    fc.property(yearOf, yearOf, (now, before) => {
      expect(validateReport(reportOf(now, before))).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('for any data, a reader who subtracts the printed numbers finds the printed change and its word', () => {
  fc.assert(
    fc.property(count, count, count, count, (employed, graduates, employedBefore, graduatesBefore) => {
      const report = reportOf(
        { employed, graduates, students: 1, teachers: 1, area: 1, funds: '1' },
        {
          employed: employedBefore,
          graduates: graduatesBefore,
          students: 1,
          teachers: 1,
          area: 1,
          funds: '1',
        },
      )
      const [first] = report.chapters[0]?.blocks ?? []
      const text = first?.kind === 'paragraph' ? plainText(first.inlines) : ''
      const said = /就业率([\d.]+)%，[比与]上年（([\d.]+)%）(上升|下降|持平)([\d.]*)/.exec(text)
      const [, now = '', then = '', word = '', amount = ''] = said ?? []
      const difference = decimal(now).minus(then)
      expect(word).toBe(difference.isZero() ? '持平' : difference.isPositive() ? '上升' : '下降')
      expect(decimal(amount || '0').toFixed(2)).toBe(difference.abs().toFixed(2))
    }),
    { numRuns: 150 },
  )
})

test('for any data, no digit stands outside a figure or a counter', () => {
  fc.assert(
    fc.property(yearOf, yearOf, (now, before) => {
      eachInline(reportOf(now, before), (inline) => {
        if (inline.kind === 'text' && inline.origin === 'template') expect(inline.text).not.toMatch(/\d/)
      })
    }),
    { numRuns: 50 },
  )
})
