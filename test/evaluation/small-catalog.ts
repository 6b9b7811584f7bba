import { parse } from 'yaml'
import {
  assembleCatalog,
  type Catalog,
  type KindName,
  type RawCatalog,
  type Scheme,
} from '../../src/catalog/index.ts'

/** A catalog with just enough in it for a scheme: two elements, two indicators, one code list. */
export function smallCatalog(schemes: string, more: Partial<Record<KindName, string>> = {}): Catalog {
  return assembleCatalog(smallRaw(schemes, more))
}

export function smallRaw(schemes: string, more: Partial<Record<KindName, string>> = {}): RawCatalog {
  const texts: Partial<Record<KindName, string>> = {
    units: `
- { id: one, name: { zh: 无单位, en: pure number } }
- { id: percent, name: { zh: 百分比, en: per cent }, kind: share }
- { id: percentage_point, name: { zh: 百分点, en: percentage points }, kind: point }
- { id: person, name: { zh: 人, en: people } }
- { id: square_metre, name: { zh: 平方米, en: square metres } }
`,
    codelists: `
- id: competences
  name: { zh: 专长, en: Competence }
  codes:
    - { code: teaching, name: { zh: 教学, en: Teaching } }
- id: programmes
  name: { zh: 专业, en: Programme }
  codes:
    - { code: '051300', name: { zh: 机电技术应用, en: Mechatronics } }
    - { code: '100100', name: { zh: 护理, en: Nursing } }
`,
    elements: `
- id: students
  name: { zh: 在校生数, en: Students }
  definition: { zh: 在校生, en: Students }
  unit: person
  collected: { form: basics, by: school }
  breakdowns: [{ dimension: programme, codelist: programmes }]
- id: teachers
  name: { zh: 专任教师数, en: Teachers }
  definition: { zh: 专任教师, en: Teachers }
  unit: person
  collected: { form: basics, by: school }
- id: area
  name: { zh: 占地面积, en: Area }
  definition: { zh: 占地, en: Area }
  unit: square_metre
  collected: { form: basics, by: school }
`,
    forms: `
- id: basics
  name: { zh: 基本情况, en: Basics }
  by: school
  sections: [{ title: { zh: 规模, en: Size }, elements: [students, teachers, area] }]
`,
    indicators: `
- id: student_teacher_ratio
  name: { zh: 生师比, en: Students per teacher }
  topic: staff
  unit: one
  decimals: 2
  formula: students / teachers
  rollup: ratio_of_sums
  better: lower
  source: { document: 测试, certainty: ours }
  examples: [{ name: 例, given: { values: { students: '200', teachers: '10' } }, expect: '20.00' }]
- id: area_per_student
  name: { zh: 生均占地, en: Area per student }
  topic: facilities
  unit: square_metre/person
  decimals: 2
  formula: area / students
  rollup: ratio_of_sums
  source: { document: 测试, certainty: ours }
  examples: [{ name: 例, given: { values: { area: '100', students: '10' } }, expect: '10.00' }]
`,
    schemes,
    ...more,
  }
  return {
    hash: 'test',
    chapters: {},
    files: (Object.entries(texts) as [KindName, string][]).map(([kind, text]) => ({
      file: `${kind}.yaml`,
      kind,
      content: parse(text, { schema: 'failsafe' }),
    })),
  }
}

export const HEAD = `
- id: sample
  version: '1'
  stage: issued
  name: { zh: 样例, en: Sample }
  source: { document: 测试, certainty: ours }
  subject: school
  full: '100'
  marks:
    - { id: a, name: { zh: 甲, en: A }, factor: '1' }
    - { id: b, name: { zh: 乙, en: B }, factor: '0.8' }
    - { id: c, name: { zh: 丙, en: C }, factor: '0.65' }
    - { id: d, name: { zh: 丁, en: D }, factor: '0.5' }
  ratings:
    - { id: good, name: { zh: 良好, en: Good }, at_least: '80' }
    - { id: fair, name: { zh: 一般, en: Fair }, at_least: '0' }
  assessors:
    - { id: self, name: { zh: 自评, en: Self }, weight: '0' }
    - { id: expert, name: { zh: 专家, en: Expert }, weight: '1' }
  arbitration: { assessor: expert, limit: '0.3' }
`

export function schemeFrom(text: string): Scheme {
  const scheme = smallCatalog(text).schemes.every()[0]
  if (!scheme) throw new Error('the text holds no scheme')
  return scheme
}
