import { describe, expect, test } from 'vitest'
import { readCatalog } from '../../catalog/files.ts'
import { decimal, known, MISSING, type Observed } from '../../kernel/index.ts'
import { demandByProgramme, mainSeries, successorsOf } from './demand.ts'
import { type Figures, judgeFiling, propose } from './rules.ts'

const { catalog } = readCatalog()

const healthy: Record<string, string> = {
  in_catalogue: '1',
  years_open: '8',
  is_recruiting: '1',
  entrants: '90',
  planned_entrants: '100',
  plan_completion: '90',
  years_without_intake: '0',
  enrolment: '260',
  graduates: '80',
  employment_rate: '98',
  matched_employment_rate: '85',
  teachers: '8',
  students_per_teacher: '32.5',
  stations_per_student: '0.4',
  serves_leading_industry: '1',
  schools_offering: '4',
  supply: '300',
  demand: '320',
  supply_share: '93.75',
}
const figures = (changes: Record<string, string | undefined> = {}): Figures =>
  new Map<string, Observed>(
    Object.entries({ ...healthy, ...changes }).map(([id, text]) => [
      id,
      text === undefined ? MISSING : known(decimal(text)),
    ]),
  )

describe('the yearly filing', () => {
  const verdict = (changes: Record<string, string | undefined>) =>
    judgeFiling(catalog, 2017, figures(changes)).verdict

  test('a programme in the catalogue with students and intake is filed', () => {
    expect(verdict({})).toBe('file')
  })

  test('a name that the catalogue does not have, three years without intake, nobody enrolled: refused', () => {
    expect(verdict({ in_catalogue: '0' })).toBe('refuse')
    expect(verdict({ years_without_intake: '3', entrants: '0' })).toBe('refuse')
    expect(verdict({ enrolment: '0' })).toBe('refuse')
    expect(verdict({ years_without_intake: '2', entrants: '0' })).toBe('file')
  })

  test('a new programme has nobody enrolled in its first year and is filed', () => {
    expect(verdict({ enrolment: '0', years_open: '1' })).toBe('file')
  })

  test('what is not known is neither passed nor refused', () => {
    expect(verdict({ enrolment: undefined })).toBe('undecided')
    expect(verdict({ enrolment: undefined, in_catalogue: '0' })).toBe('refuse')
  })
})

describe('what is proposed for a programme', () => {
  const proposal = (changes: Record<string, string | undefined>) => propose(catalog, 2017, figures(changes))

  test('a programme in balance is kept', () => {
    expect(proposal({})).toMatchObject({ action: 'keep', by: undefined })
  })

  test('the rule, its source and the figures that led to it stand beside the proposal', () => {
    const { action, by } = proposal({
      supply: '640',
      demand: '300',
      supply_share: '213.333',
      matched_employment_rate: '41',
    })
    expect(action).toBe('close')
    expect(by?.rule.id).toBe('close_surplus')
    expect(by?.figures.map(({ id, printed }) => [id, printed])).toEqual([
      ['supply_share', '213.3'],
      ['matched_employment_rate', '41.0'],
      ['schools_offering', '4'],
    ])
    expect(by?.message.zh).toBe(
      '全市毕业 640 人，预测需求 300 人（供给占需求 213.3%），对口就业率 41.0%，4 所学校开设，建议本校淘汰。',
    )
  })

  test('surplus alone converts, short supply in a leading industry strengthens', () => {
    expect(proposal({ supply_share: '160' }).action).toBe('convert')
    expect(proposal({ supply_share: '50' }).action).toBe('upgrade')
    expect(proposal({ supply_share: '50', serves_leading_industry: '0' }).action).toBe('keep')
  })

  test('without a forecast the rules about demand stay undecided, save where another figure decides', () => {
    const { action, undecided } = proposal({ demand: undefined, supply_share: undefined })
    expect(action).toBe('keep')
    expect(undecided.map(({ rule }) => rule.id)).toEqual(['convert_surplus', 'upgrade_short'])
  })

  test('a programme that nobody offers and that is wanted may be added', () => {
    expect(
      proposal({
        schools_offering: '0',
        demand: '75',
        supply: '0',
        supply_share: '0',
        serves_leading_industry: undefined,
      }).action,
    ).toBe('add')
  })
})

describe('from occupations to programmes', () => {
  test('nobody is lost and nobody counted twice', () => {
    const counts = [...catalog.occupations.keys()].map((occupation, index) => ({
      source: 'vacancies' as const,
      occupation,
      year: 2017,
      count: decimal(10 + index),
    }))
    const total = demandByProgramme(catalog, counts)
      .flatMap(({ byYear }) => [...byYear.values()])
      .reduce((sum, count) => sum.plus(count), decimal(0))
    expect(total.toFixed()).toBe(counts.reduce((sum, { count }) => sum.plus(count), decimal(0)).toFixed())
  })

  test('counts of different sources are kept apart, and the longest series is taken', () => {
    const count = (source: 'vacancies' | 'survey', year: number) => ({
      source,
      occupation: '2-05-08',
      year,
      count: decimal(100),
    })
    const demands = demandByProgramme(catalog, [
      count('survey', 2016),
      count('survey', 2017),
      count('vacancies', 2017),
    ])
    expect(demands.length).toBe(2)
    expect(mainSeries(demands, '100100')?.source).toBe('survey')
  })

  test('a programme of 2010 goes on under its codes of 2021', () => {
    expect(successorsOf(catalog, '121100', 2017)).toEqual(['121100'])
    expect(successorsOf(catalog, '121100', 2022)).toEqual(['730701', '730703'])
  })
})
