import type { Scope } from '../formula/index.ts'
import type { Bilingual, UnitSystem } from '../kernel/index.ts'

/** A figure of one programme at one school in one year that rules may speak of. */
export interface ProgrammeFigure {
  readonly id: string
  readonly name: Bilingual
  readonly unit: string
  readonly decimals: number
}

const figure = (id: string, zh: string, en: string, unit: string, decimals = 0): ProgrammeFigure => ({
  id,
  name: { zh, en },
  unit,
  decimals,
})

/** All figures. Those that say yes or no are 1 or 0. */
export const programmeFigures: readonly ProgrammeFigure[] = [
  figure('in_catalogue', '在当年专业目录内', 'In the catalogue of the year', 'one'),
  figure('years_open', '开设年数', 'Years open', 'calendar_year'),
  figure('is_recruiting', '本年招生', 'Recruits this year', 'one'),
  figure('entrants', '招生数', 'Entrants', 'person'),
  figure('planned_entrants', '招生计划数', 'Planned entrants', 'person'),
  figure('plan_completion', '招生计划完成率', 'Entrants against the plan', 'percent', 1),
  figure('years_without_intake', '连续未招生年数', 'Years without intake', 'calendar_year'),
  figure('enrolment', '在校生数', 'Students', 'person'),
  figure('graduates', '毕业生数', 'Graduates', 'person'),
  figure('employment_rate', '就业率', 'Employment rate', 'percent', 1),
  figure('matched_employment_rate', '对口就业率', 'Matched employment', 'percent', 1),
  figure('teachers', '专业课教师数', 'Professional teachers', 'person'),
  figure('students_per_teacher', '专业生师比', 'Students per professional teacher', 'one', 1),
  figure('stations_per_student', '生均实训工位', 'Stations per student', 'station/person', 2),
  figure('serves_leading_industry', '对接主导产业', 'Serves a leading industry', 'one'),
  figure('schools_offering', '全市开设学校数', 'Schools of the city that offer it', 'school'),
  figure('supply', '全市该专业毕业生数', 'Graduates of the programme in the city', 'person'),
  figure('demand', '全市预测需求', 'Forecast demand in the city', 'person'),
  figure('supply_share', '供给占需求比例', 'Supply against demand', 'percent', 1),
]

/** The name space of rules over programmes. */
export function figureScope(units: UnitSystem): Scope {
  return {
    reference: (name) => {
      const found = programmeFigures.find((candidate) => candidate.id === name)
      const unit = found && units.parse(found.unit)
      return unit && { kind: 'element', unit, dimensions: {} }
    },
    register: () => undefined,
    unit: (text) => units.parse(text),
    attribute: () => undefined,
  }
}
