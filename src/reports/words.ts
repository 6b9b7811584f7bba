import type { Language } from '../kernel/index.ts'
import type { AnnexEntry, Measure, Synthetic } from './document/document.ts'

/** What a rendering says around the report's own text, in both languages. */
export interface ChromeWords {
  readonly contents: string
  readonly annex: string
  readonly annexLead: string
  readonly number: string
  readonly story: string
  readonly item: string
  readonly printed: string
  readonly exact: string
  readonly id: string
  readonly formula: string
  readonly inputs: string
  readonly schools: string
  readonly school: string
  readonly thisYear: string
  readonly lastYear: string
  readonly source: string
  readonly reason: string
  readonly coverage: (reported: number, expected: number) => string
  readonly missing: string
  readonly definition: string
  readonly origin: Readonly<Record<AnnexEntry['origin'], string>>
  readonly measure: Readonly<Record<Measure, string>>
  readonly synthetic: Readonly<Record<Exclude<Synthetic, 'none'>, string>>
  readonly syntheticTag: string
  readonly dataTable: string
  readonly backToText: string
  readonly openInNumbers: string
  readonly close: string
  readonly skip: string
  readonly reportYear: (year: number) => string
  readonly madeWith: string
  readonly category: string
  readonly year: (year: number) => string
  readonly downloadChart: string
  readonly current: string
  readonly figureHint: string
  readonly state: Readonly<Record<'missing' | 'suppressed' | 'not_applicable', string>>
}

const zh: ChromeWords = {
  contents: '目录',
  annex: '附件　报告数字的来历',
  annexLead:
    '正文中的每个数字都列在这里：怎样算得、由哪些数值算得、出自哪里。精确值未经四舍五入（至多保留十二位小数），变化以印出的两个数相减。',
  number: '编号',
  story: '名称、公式与来源',
  item: '项目',
  printed: '印出',
  exact: '精确值',
  id: '标识',
  formula: '公式',
  inputs: '参与计算的数值',
  schools: '背后的学校',
  school: '学校',
  thisYear: '本年',
  lastYear: '上年',
  source: '出处',
  reason: '填报人写明的原因',
  coverage: (reported, expected) => `应报 ${expected}，已报 ${reported}`,
  missing: '未报送',
  definition: '口径',
  origin: {
    entered: '填报',
    counted: '由台账汇总',
    rolled_up: '各校汇总',
    computed: '计算',
    parameter: '规定的参数',
    register: '台账',
  },
  measure: { value: '', change: '变化', growth: '增幅' },
  synthetic: {
    split:
      '已经公布的全市合计采用公布的数字；其余数字和各校分项为合成演示数据（synthetic demonstration data），只用于演示，不是学校实际报送的数据。附件逐项标明。',
    all: '本报告全部数据为合成演示数据（synthetic demonstration data），只用于演示，不反映任何机构的实际情况。',
  },
  syntheticTag: '合成演示数据',
  dataTable: '数据表',
  backToText: '回到正文',
  openInNumbers: '在指标浏览中查看',
  close: '关闭',
  skip: '跳到正文',
  reportYear: (year) => `${year} 年度`,
  madeWith: '数必有据',
  category: '项目',
  year: (year) => `${year}年`,
  downloadChart: '下载图片（SVG）',
  current: '当前章节',
  figureHint: '点按任一数字，可看它的公式、参与计算的数值和背后的学校。',
  state: { missing: '未报送', suppressed: '不公开', not_applicable: '不适用' },
}

const en: ChromeWords = {
  contents: 'Contents',
  annex: 'Annex: where the figures come from',
  annexLead:
    'Every figure of the text is listed here: how it was computed, from which values, and its source. Exact values are unrounded (to at most twelve decimals); changes are the difference of the two printed figures.',
  number: 'No.',
  story: 'Name, formula and source',
  item: 'Item',
  printed: 'Printed',
  exact: 'Exact value',
  id: 'Id',
  formula: 'Formula',
  inputs: 'Values it is computed from',
  schools: 'The schools behind it',
  school: 'School',
  thisYear: 'This year',
  lastYear: 'Last year',
  source: 'Source',
  reason: 'Reason given',
  coverage: (reported, expected) => `${reported} of ${expected} reported`,
  missing: 'Not reported',
  definition: 'Definition',
  origin: {
    entered: 'entered',
    counted: 'counted from a register',
    rolled_up: 'summed over schools',
    computed: 'computed',
    parameter: 'parameter set by rule',
    register: 'register',
  },
  measure: { value: '', change: 'change', growth: 'growth' },
  synthetic: {
    split:
      'City totals that were published are the published figures; all others, and the split over schools, are synthetic demonstration data that no school reported. The annex marks each.',
    all: 'All data in this report are synthetic demonstration data and describe no real institution.',
  },
  syntheticTag: 'synthetic demonstration data',
  dataTable: 'Data table',
  backToText: 'Back to the text',
  openInNumbers: 'Open in the explorer',
  close: 'Close',
  skip: 'Skip to the text',
  reportYear: (year) => `Reporting year ${year}`,
  madeWith: 'Vetted',
  category: 'Item',
  year: (year) => String(year),
  downloadChart: 'Download picture (SVG)',
  current: 'You are here',
  figureHint: 'Select any figure to see its formula, the values behind it and the schools.',
  state: { missing: 'not reported', suppressed: 'not public', not_applicable: 'not applicable' },
}

export const chromeWords: Readonly<Record<Language, ChromeWords>> = { zh, en }
