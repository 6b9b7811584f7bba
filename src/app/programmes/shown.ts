import { codeName } from '../../catalog/index.ts'
import {
  categoryOf,
  type Figures,
  type RuleOutcome,
  type ShownFigure,
  shownFigures,
  successorsOf,
} from '../../evaluation/index.ts'
import type { ReportingYear } from '../../kernel/index.ts'
import type { StoredFiling } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import type { CityProgrammes, ProgrammeAt } from './city.ts'
import type { CodeName, FilingView, ProgrammeView, RuleView } from './views.ts'

export function named(app: AppContext, list: string, code: string): CodeName {
  return { code, name: codeName(app.catalog, list, code) }
}

export function programmeName(app: AppContext, code: string): CodeName {
  return named(app, 'programmes', code)
}

export function categoryName(app: AppContext, programme: string): CodeName {
  return named(app, 'programme_categories', categoryOf({ catalog: app.catalog }, programme))
}

export function filingView(filing: StoredFiling): FilingView {
  return {
    decision: filing.decision,
    number: filing.number,
    reason: filing.reason,
    decidedBy: filing.decided_by,
    decidedAt: filing.decided_at.toISOString(),
  }
}

export function ruleView({ rule, outcome, message, figures }: RuleOutcome): RuleView {
  return {
    id: rule.id,
    name: rule.name,
    outcome,
    message,
    source: [rule.source.document, rule.source.section].filter((text) => text !== undefined).join('，'),
    ...(rule.severity ? { severity: rule.severity } : {}),
    figures,
  }
}

export function figure(figures: Figures, id: string): ShownFigure {
  const found = shownFigures(figures).find((candidate) => candidate.id === id)
  if (!found) throw new Error(`there is no figure ${id}`)
  return found
}

export function programmeView(
  app: AppContext,
  city: CityProgrammes,
  programme: ProgrammeAt,
  figures: Figures,
  filing: StoredFiling | undefined,
): ProgrammeView {
  const { school, code, row, directions } = programme
  const county = city.world
    .tree(city.year)
    .lineage(school.id)
    .find(({ level }) => level === 'county')
  const text = (field: string) =>
    typeof row?.[field] === 'string' && row[field] !== '' ? String(row[field]) : undefined
  const status = text('status')
  const keyLevel = text('key_level')
  const industry = text('leading_industry')
  const opened = row?.opened_year
  return {
    org: orgRef(school),
    ...(county ? { county: orgRef(county) } : {}),
    year: city.year,
    programme: programmeName(app, code),
    category: categoryName(app, code),
    directions: directions.map((own) => String(own.direction)),
    ...(status ? { status: named(app, 'programme_statuses', status) } : {}),
    ...(keyLevel ? { keyLevel: named(app, 'key_levels', keyLevel) } : {}),
    ...(industry ? { leadingIndustry: named(app, 'leading_industries', industry) } : {}),
    ...(typeof opened === 'number' ? { openedYear: opened } : {}),
    isKeyProject: row?.key_project === true,
    figures: shownFigures(figures),
    ...(filing ? { filing: filingView(filing) } : {}),
    successors: successors(app, code, city.year),
  }
}

/** What a programme of the catalogue of 2010 is called from 2021 on. */
function successors(app: AppContext, code: string, year: ReportingYear): CodeName[] {
  return successorsOf(app.catalog, code, Math.max(year, 2021))
    .filter((own) => own !== code)
    .map((own) => programmeName(app, own))
}
