import { assembleCatalog, type Catalog, type RawCatalog } from '../../src/catalog/index.ts'
import type { Row } from '../../src/formula/index.ts'
import { ValueTable, type World } from '../../src/indicators/index.ts'
import { decimal, known, OrgTree, type OrgUnit, type ReportingYear } from '../../src/kernel/index.ts'
import type { ReportSources, WrittenReason } from '../../src/reports/index.ts'

const bilingual = (zh: string) => ({ zh, en: zh })
const source = { document: '小样' }

function unit(id: string, zh: string, more: object = {}) {
  return { id, name: bilingual(zh), ...more }
}

function element(id: string, zh: string, of: string, more: object = {}) {
  return {
    id,
    name: bilingual(zh),
    definition: bilingual(zh),
    unit: of,
    collected: { form: 'all', by: 'school' },
    ...more,
  }
}

function indicator(id: string, zh: string, of: string, decimals: string, formula: string, more: object = {}) {
  const examples = [{ name: '例', given: {}, expect: 'missing' }]
  return {
    id,
    name: bilingual(zh),
    topic: 'basic',
    unit: of,
    decimals,
    formula,
    rollup: 'ratio_of_sums',
    source,
    examples,
    ...more,
  }
}

const elementIds = [
  'students',
  'entrants',
  'teachers',
  'staff',
  'graduates',
  'employed',
  'funds',
  'area',
  'visits',
]

/** A catalog small enough to read at a glance, with one of everything that reports use. */
export function smallCatalog(
  chapters: Readonly<Record<string, string>>,
  title = ':name[unit]年度报告',
): Catalog {
  const files: RawCatalog['files'] = [
    {
      file: 'units.yaml',
      kind: 'units',
      content: [
        unit('one', '无', { symbol: { zh: '', en: '' } }),
        unit('percent', '%', { kind: 'share' }),
        unit('percentage_point', '百分点', { kind: 'point' }),
        unit('person', '人'),
        unit('person_time', '人次'),
        unit('yuan', '元'),
        unit('ten_thousand_yuan', '万元', { base: 'yuan', scale: '10000' }),
        unit('square_metre', '㎡'),
        unit('item', '项'),
      ],
    },
    {
      file: 'codelists/small.yaml',
      kind: 'codelists',
      content: [
        {
          id: 'origins',
          name: bilingual('来源'),
          codes: [
            { code: 'reported', name: bilingual('报送') },
            { code: 'synthetic', name: bilingual('合成') },
          ],
        },
        {
          id: 'kinds',
          name: bilingual('类别'),
          codes: [
            { code: 'talk', name: bilingual('讲座') },
            { code: 'visit', name: bilingual('参观') },
          ],
        },
        {
          id: 'sectors',
          name: bilingual('产业'),
          codes: [
            { code: '1', name: bilingual('第一产业') },
            { code: '2', name: bilingual('第二产业') },
          ],
        },
      ],
    },
    {
      file: 'attributes.yaml',
      kind: 'attributes',
      content: [{ id: 'data_origin', name: bilingual('数据来源'), codelist: 'origins' }],
    },
    {
      file: 'parameters.yaml',
      kind: 'parameters',
      content: [
        {
          id: 'steady_share',
          name: bilingual('基本持平的幅度'),
          unit: 'percent',
          source,
          values: [{ from: '2000', value: '1' }],
        },
      ],
    },
    {
      file: 'registers/small.yaml',
      kind: 'registers',
      content: [
        {
          id: 'activities',
          name: bilingual('活动台账'),
          definition: bilingual('活动'),
          kept_by: 'school',
          counts: 'item',
          key: ['title'],
          fields: [
            { id: 'title', name: bilingual('活动名称'), type: 'text' },
            { id: 'kind', name: bilingual('类别'), type: 'code', codelist: 'kinds' },
            { id: 'people', name: bilingual('参加人数'), type: 'integer', unit: 'person' },
            { id: 'edition', name: bilingual('届次'), type: 'integer' },
            { id: 'held_on', name: bilingual('日期'), type: 'date' },
            { id: 'teacher', name: bilingual('负责人'), type: 'text', personal: 'personal' },
          ],
        },
        {
          id: 'documents',
          name: bilingual('文件台账'),
          definition: bilingual('文件'),
          kept_by: 'city',
          counts: 'item',
          key: ['code'],
          fields: [
            { id: 'code', name: bilingual('编号'), type: 'text' },
            { id: 'title', name: bilingual('标题'), type: 'text' },
            { id: 'number', name: bilingual('文号'), type: 'text' },
          ],
        },
      ],
    },
    {
      file: 'elements/small.yaml',
      kind: 'elements',
      content: [
        element('students', '在校生数', 'person'),
        element('entrants', '招生数', 'person'),
        element('teachers', '专任教师数', 'person'),
        element('staff', '教职工数', 'person'),
        element('graduates', '毕业生数', 'person', {
          breakdowns: [{ dimension: 'sector', codelist: 'sectors' }],
        }),
        element('employed', '就业人数', 'person'),
        element('funds', '经费', 'yuan', { period: 'calendar_year_before' }),
        element('area', '占地面积', 'square_metre'),
        element('visits', '培训人次', 'person_time'),
      ],
    },
    {
      file: 'forms.yaml',
      kind: 'forms',
      content: [
        {
          id: 'all',
          name: bilingual('全表'),
          by: 'school',
          sections: [{ title: bilingual('全部'), elements: elementIds, registers: ['activities'] }],
        },
      ],
    },
    {
      file: 'indicators/small.yaml',
      kind: 'indicators',
      content: [
        indicator('employment_rate', '就业率', 'percent', '2', 'employed / graduates', { better: 'higher' }),
        indicator('teacher_share', '专任教师占比', 'percent', '1', 'teachers / staff', { better: 'higher' }),
        indicator('area_per_student', '生均占地面积', 'square_metre/person', '2', 'area / students', {
          better: 'higher',
        }),
        indicator('student_teacher_ratio', '生师比', 'one', '2', 'students / teachers', {
          style: 'to_one',
          better: 'lower',
        }),
      ],
    },
    {
      file: 'checks/small.yaml',
      kind: 'checks',
      content: [
        {
          code: 'EMP-001',
          name: bilingual('就业率下降'),
          level: '3',
          severity: 'explain',
          message: bilingual('请说明'),
          at: 'any',
          expect: 'employment_rate >= previous(employment_rate)',
          about: ['employment_rate'],
          passes: { values: { employment_rate: '90' }, previous: { employment_rate: '90' } },
          fails: { values: { employment_rate: '80' }, previous: { employment_rate: '90' } },
        },
      ],
    },
    {
      file: 'reports.yaml',
      kind: 'reports',
      content: [
        {
          id: 'small',
          name: bilingual('小报告'),
          title,
          level: 'city',
          chapters: Object.keys(chapters).map((file, index) => ({ file, title: `章节${'甲乙丙丁'[index]}` })),
        },
      ],
    },
  ]
  return assembleCatalog({
    hash: 'small',
    files,
    chapters: Object.fromEntries(
      Object.entries(chapters).map(([file, text]) => [`reports/small/${file}`, text]),
    ),
  })
}

const version = { nameEn: '', status: 'open' as const, inForce: {} }
export const CITY = 1

const units: OrgUnit[] = [
  {
    id: CITY,
    code: 'city',
    level: 'city',
    aliases: [],
    versions: [{ ...version, name: '某市', parentId: undefined, attributes: {} }],
  },
  ...[2, 3].map(
    (id): OrgUnit => ({
      id,
      code: `s${id}`,
      level: 'school',
      aliases: [],
      versions: [
        {
          ...version,
          name: id === 2 ? '甲校' : '乙校',
          parentId: CITY,
          attributes: { data_origin: 'synthetic' },
        },
      ],
    }),
  ),
]

export type Figures = Readonly<Record<string, string>>

export interface SmallValues {
  readonly now?: Figures
  readonly before?: Figures
  readonly rows?: Readonly<Record<number, Readonly<Record<string, readonly Row[]>>>>
  readonly reasons?: readonly WrittenReason[]
  /** How many of the two schools are in the city's values. */
  readonly reported?: number
}

/** The small city with two schools; each school holds half of the city's values. */
export function smallWorld(
  catalog: Catalog,
  { now = {}, before = {}, rows = {}, reasons = [], reported = 2 }: SmallValues,
): ReportSources {
  const values = new ValueTable()
  const put = (year: ReportingYear, figures: Figures) => {
    for (const [name, text] of Object.entries(figures)) {
      const [element = '', cell = ''] = name.split('|')
      const value = decimal(text)
      values.set(CITY, year, element, cell, {
        observed: known(value),
        coverage: { reported, expected: 2 },
        origin: 'rolled_up',
      })
      for (const id of [2, 3].slice(0, reported)) {
        values.set(id, year, element, cell, {
          observed: known(value.div(reported)),
          coverage: { reported: 1, expected: 1 },
          origin: 'entered',
        })
      }
    }
  }
  put(2017, now)
  put(2016, before)
  for (const [id, registers] of Object.entries(rows)) {
    for (const [register, list] of Object.entries(registers)) values.setRows(Number(id), 2017, register, list)
  }
  const trees = new Map<ReportingYear, OrgTree>()
  const tree = (year: ReportingYear) => {
    const known = trees.get(year) ?? new OrgTree(units, year)
    trees.set(year, known)
    return known
  }
  const world: World = { catalog, tree, values }
  return { world, reasons: (unitId, year) => (unitId === CITY && year === 2017 ? reasons : []) }
}
