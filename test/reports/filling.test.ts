import { expect, test } from 'vitest'
import {
  buildReport,
  eachBlock,
  loadTemplates,
  plainText,
  type ReportDocument,
  validateReport,
} from '../../src/reports/index.ts'
import { CITY, type SmallValues, smallCatalog, smallWorld } from './small-world.ts'

function filled(chapter: string, values: SmallValues, unit = CITY): ReportDocument {
  const catalog = smallCatalog({ '01.md': chapter })
  const [template] = loadTemplates(catalog)
  if (!template) throw new Error('the small catalog has one report')
  return buildReport(smallWorld(catalog, values), template, unit, 2017)
}

/** The report as a reader reads it: one line for each paragraph, note, table row. */
function read(chapter: string, values: SmallValues, unit = CITY): string[] {
  const lines: string[] = []
  eachBlock(filled(chapter, values, unit), (block) => {
    if (block.kind === 'table') {
      lines.push(`${block.number} ${plainText(block.caption)}`)
      for (const row of block.rows) lines.push(row.cells.map(plainText).join('|'))
      for (const note of block.notes) lines.push(plainText(note))
    } else if ('inlines' in block) lines.push(plainText(block.inlines))
    else if (block.kind === 'list') lines.push(...block.items.map(plainText))
  })
  return lines
}

const year = { now: { entrants: '11148' }, before: { entrants: '11843' } }

test('a change takes its word from the sign and its growth from the earlier value', () => {
  expect(read('招生:figure[entrants]，:compare[entrants]{growth}。', year)).toEqual([
    '招生11148人，比上年（11843人）减少695人，降幅为5.87%。',
  ])
})

test('shares change in percentage points, not in per cent', () => {
  const values = {
    now: { employed: '9738', graduates: '9846' },
    before: { employed: '982', graduates: '1000' },
  }
  expect(read('就业率:figure[employment_rate]，:compare[employment_rate]。', values)).toEqual([
    '就业率98.90%，比上年（98.20%）上升0.70个百分点。',
  ])
})

test('what is equal after rounding is called equal', () => {
  const values = {
    now: { teachers: '86500', staff: '100000' },
    before: { teachers: '86460', staff: '100000' },
  }
  expect(read('占:figure[teacher_share]，:compare[teacher_share]。', values)).toEqual([
    '占86.5%，与上年（86.5%）持平。',
  ])
})

test('a change below the configured share is called almost equal, and no amount is printed', () => {
  const values = { now: { students: '10050' }, before: { students: '10000' } }
  expect(read('在校生:change[students]{steady=steady_share}。', values)).toEqual(['在校生基本持平。'])
})

test('a reason that people wrote follows the change it explains, without its lead-in and stop', () => {
  const values = {
    now: { employed: '90', graduates: '100' },
    before: { employed: '95', graduates: '100' },
    reasons: [{ check: 'EMP-001', text: '主要原因是择业面更宽。' }],
  }
  expect(read('就业率:change[employment_rate]:reason[employment_rate]。', values)).toEqual([
    '就业率下降5.00个百分点，主要原因是择业面更宽。',
  ])
})

test('a fall without a written reason is told to the editor', () => {
  const report = filled('就业率:change[employment_rate]。', {
    now: { employed: '90', graduates: '100' },
    before: { employed: '95', graduates: '100' },
  })
  expect(report.notices.map(({ kind }) => kind)).toEqual(['reason_missing'])
})

test('a sentence of which a value is missing is left out whole, and the chapter says so', () => {
  expect(read('在校生:figure[students]；占地:figure[area]。', { now: { students: '100' } })).toEqual([
    '在校生100人。',
    '未写入本章的内容：占地面积（未报送）。',
  ])
})

test('an optional clause falls out alone', () => {
  expect(read('在校生:figure[students][[，占地:figure[area]]]。', { now: { students: '100' } })).toEqual([
    '在校生100人。',
    '未写入本章的内容：占地面积（未报送）。',
  ])
})

test('a chapter without data says that it has none', () => {
  expect(read('占地:figure[area]。', {})).toEqual([
    '本年度没有可写入本章的数据。',
    '未写入本章的内容：占地面积（未报送）。',
  ])
})

test('a value that some schools did not report says how many, and which are missing', () => {
  expect(read('在校生:figure[students]。', { now: { students: '100' }, reported: 1 })).toEqual([
    '在校生100人。',
    '在校生数：应报2所，已报1所，缺乙校。',
  ])
})

const activities = {
  rows: {
    2: {
      activities: [
        { title: '德育周', kind: 'talk', people: 20, edition: 11, held_on: '2017-10-09' },
        { title: '技能节', kind: 'visit', people: 35, edition: 2, held_on: '2017-11-02' },
      ],
    },
    3: { activities: [{ title: '3D 打印展', kind: 'visit', people: 5, edition: 1, held_on: '2017-05-01' }] },
  },
}

test('rows are numbered as they come, and schools without one are named', () => {
  const table =
    ':::table[活动]{rows="activities where kind = \'talk\'" missing}\n| 学校 | 活动 | 日期 |\n| :name[school] | :field[title] | :field[held_on] |\n:::'
  expect(read(table, activities)).toEqual([
    '表1 活动',
    '1|甲校|德育周|2017-10-09',
    '没有登记此项的学校：乙校。',
  ])
})

test('a row per school lists what the school has, and says that a split is made up', () => {
  const table =
    ':::table[活动]{rows=schools}\n| 学校 | 活动 |\n| :name[school] | :each[:field[title]]{rows="activities" sort=people} |\n:::'
  expect(read(table, activities)).toEqual([
    '表1 活动',
    '1|甲校|德育周、技能节',
    '2|乙校|3D打印展',
    '各校分项为合成演示数据（synthetic demonstration data），不是学校实际报送的数据。',
  ])
})

test('texts, editions and dates of a row are data; its numbers are figures', () => {
  const report = filled(
    ':each[:field[title]（第:field[edition]{words}届，:field[held_on]，:field[people]）]{rows="activities" limit=1}。',
    activities,
  )
  const [block] = report.chapters[0]?.blocks ?? []
  expect(block?.kind === 'paragraph' && plainText(block.inlines)).toBe(
    '德育周（第十一届，2017年10月9日，20人）。',
  )
  expect(report.facts.map((fact) => fact.key)).toEqual([
    's2|2017|activities|s2/德育周.edition|value',
    's2|2017|activities|s2/德育周.people|value',
  ])
})

test('groups of rows are counted', () => {
  expect(
    read(':each[:field[kind]:size[]]{rows="activities" group=kind}，共:count[activities]。', activities),
  ).toEqual(['讲座1项、参观2项，共3项。'])
})

test('a share divides one count of a register by another', () => {
  expect(
    read("参观占:share[count(activities where kind = 'visit') / count(activities)]。", activities),
  ).toEqual(['参观占67%。'])
})

test('a school’s report speaks of the school and compares it with the city', () => {
  const values = { now: { students: '100', teachers: '10' } }
  expect(read(':name[school]在校生:figure[students]，全市:figure[students]{of=city}。', values, 2)).toEqual([
    '甲校在校生50人，全市100人。',
  ])
})

test('a quantity printed in several places is one fact', () => {
  const report = filled(
    '招生:figure[entrants]。共招生:figure[entrants]，上年:figure[entrants]{year=previous}。',
    year,
  )
  expect(report.facts.map(({ key, printed }) => `${key} ${printed}`)).toEqual([
    'city|2017|entrants||value 11148',
    'city|2016|entrants||value 11843',
  ])
  expect(report.annex).toHaveLength(1)
})

test('the annex tells formula, inputs and the schools behind a value', () => {
  const report = filled('就业率:figure[employment_rate]。', { now: { employed: '90', graduates: '100' } })
  const [entry] = report.annex
  expect(entry?.formula?.zh).toBe('就业人数 ÷ 毕业生数')
  expect(entry?.inputs.map(({ label, shown }) => `${label.zh} ${shown.text}`)).toEqual([
    '就业人数 90',
    '毕业生数 100',
  ])
  expect(
    entry?.schools.map(
      ({ name, now, inputs }) => `${name} ${now.text} ${inputs.map((i) => i.text).join('/')}`,
    ),
  ).toEqual(['甲校 90.00 45/50', '乙校 90.00 45/50'])
})

test('a chart holds figures; its finding takes its word from them', () => {
  const report = filled(
    ':::chart[招生规模]\n招生:change[entrants]\n::panel[招生数]{kind=years values="entrants"}\n:::',
    year,
  )
  const [chart] = report.chapters[0]?.blocks ?? []
  if (chart?.kind !== 'chart') throw new Error('no chart')
  expect(plainText(chart.finding)).toBe('招生减少695人')
  expect(chart.panels[0]?.categories).toEqual(['2016年', '2017年'])
  expect(chart.panels[0]?.series[0]?.points.map((point) => point?.value)).toEqual(['11843', '11148'])
})

test('a reference finds its table wherever it stands', () => {
  const chapter =
    '见:ref[later]。\n\n:::table[表]{id=later}\n| 甲 | 乙 |\n| 在校生 | :figure[students] |\n:::'
  expect(read(chapter, { now: { students: '100' } })[0]).toBe('见表1。')
})

test('a citation without an entry in the register of documents is left out and told of', () => {
  const report = filled('依据:cite[某办法]开展。正文。', {})
  expect(report.notices.map(({ kind }) => kind)).toEqual(['citation_missing'])
})

test('a report whose numbers were tampered with breaks its laws', () => {
  const report = filled('招生:figure[entrants]，:compare[entrants]。', year)
  const tampered: ReportDocument = JSON.parse(
    JSON.stringify(report).replace('"number":"11148"', '"number":"11149"').replace('"sign":-1', '"sign":1'),
  )
  expect(validateReport(report)).toEqual([])
  expect(validateReport(tampered).map(({ law }) => law)).toEqual(['unequal_print', 'wrong_direction'])
})
