import { codeName } from '../../catalog/index.ts'
import { type Proposal, propose, shownFigures } from '../../evaluation/index.ts'
import type { ReportingYear } from '../../kernel/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { type CityProgrammes, cityOf, figuresFor, isOffered, loadCity, type ProgrammeAt } from './city.ts'
import { categoryName, named, programmeName, ruleView } from './shown.ts'
import type { ProposalRow } from './views.ts'

/**
 * What the rules propose for every programme of a unit's schools, and for programmes that are wanted and that no
 * school of the city offers. Each proposal names its rule and the figures that led to it.
 */
export async function proposalsFor(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<ProposalRow[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const inside = new Set(
    app.units
      .tree(year)
      .subtree(unit.id)
      .map(({ id }) => id),
  )
  await perform(app, actor, { action: 'programme.read', unit, year }, async () => undefined)
  const city = await loadCity(app, cityOf(app, unit, year), year)
  const offered = city.programmes.filter((own) => inside.has(own.school.id) && isOffered(own))
  return [...offered.map((own) => row(app, city, own)), ...wanted(app, city)]
}

function row(app: AppContext, city: CityProgrammes, programme: ProgrammeAt): ProposalRow {
  const figures = figuresFor(app, city, programme)
  const proposal = propose(app.catalog, city.year, figures)
  const own = programme.row?.action
  return {
    org: orgRef(programme.school),
    ...proposalPart(app, programme.code, proposal),
    figures: shownFigures(figures),
    ...(typeof own === 'string' && own !== ''
      ? {
          own: {
            action: named(app, 'programme_actions', own),
            reason: String(programme.row?.action_reason ?? ''),
          },
        }
      : {}),
  }
}

/** Programmes with demand and without a school: only what the rules say of them is shown. */
function wanted(app: AppContext, city: CityProgrammes): ProposalRow[] {
  const codes = [...new Set(city.demands.map(({ programme }) => programme))]
  return codes
    .filter((code) => (city.offering.get(code)?.length ?? 0) === 0)
    .flatMap((code) => {
      const figures = figuresFor(app, city, { school: city.city, code, row: undefined, directions: [] })
      const proposal = propose(app.catalog, city.year, figures)
      return proposal.by ? [{ ...proposalPart(app, code, proposal), figures: shownFigures(figures) }] : []
    })
}

function proposalPart(app: AppContext, code: string, { action, by, undecided }: Proposal) {
  return {
    programme: programmeName(app, code),
    category: categoryName(app, code),
    action,
    actionName: codeName(app.catalog, 'programme_actions', action),
    ...(by ? { rule: ruleView(by) } : {}),
    undecided: undecided.map(ruleView),
  }
}
