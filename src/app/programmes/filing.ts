import { judgeFiling } from '../../evaluation/index.ts'
import { AppError, type ReportingYear } from '../../kernel/index.ts'
import { listFilings, numbersWith, type StoredFiling, saveFilings } from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { cityOf, figuresFor, isOffered, loadCity } from './city.ts'
import { filingView, named, programmeName, ruleView } from './shown.ts'
import type { FilingRow } from './views.ts'

/** What the yearly filing says of every programme of a unit, and what was decided. */
export async function filingBoard(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<FilingRow[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const city = await loadCity(app, cityOf(app, unit, year), year)
  const inside = new Set(
    app.units
      .tree(year)
      .subtree(unit.id)
      .map(({ id }) => id),
  )
  const filings = await perform(app, actor, { action: 'programme.read', unit, year }, (tx) =>
    listFilings(tx, [...inside], year),
  )
  return city.programmes
    .filter((programme) => inside.has(programme.school.id) && isOffered(programme))
    .map((programme): FilingRow => {
      const { verdict, outcomes } = judgeFiling(app.catalog, year, figuresFor(app, city, programme))
      const filing = filings.find(
        (candidate) =>
          candidate.org_unit_id === programme.school.id && candidate.programme === programme.code,
      )
      const status = programme.row?.status
      return {
        org: orgRef(programme.school),
        programme: programmeName(app, programme.code),
        ...(typeof status === 'string' ? { status: named(app, 'programme_statuses', status) } : {}),
        verdict,
        rules: outcomes.filter(({ outcome }) => outcome !== 'holds_not').map(ruleView),
        ...(filing ? { filing: filingView(filing) } : {}),
      }
    })
}

export interface FilingRequest {
  /** Code or name of the school. */
  readonly org: string
  readonly programme: string
  readonly decision: 'filed' | 'refused'
  /** Made from the prefix where left out. */
  readonly number?: string | undefined
  /** Needed to refuse what the rules would file. */
  readonly reason?: string | undefined
}

/**
 * Decides the yearly filing of some programmes. What a rule refuses is not filed.
 * @throws AppError PGM-003 the school does not offer it, PGM-004 a rule refuses it, PGM-005 refused without a reason,
 * PGM-006 the number is taken
 */
export async function decideFilings(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  requests: readonly FilingRequest[],
): Promise<{ decided: number }> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const city = await loadCity(app, cityOf(app, unit, year), year)
  return perform(
    app,
    actor,
    { action: 'programme.file', unit, year, object: 'filing' },
    async (tx) => {
      const taken = new Set(await numbersWith(tx, ''))
      const prefix = `${city.city.code.toUpperCase()}-${year}-`
      let next = 1
      const filings = requests.map((request, index): StoredFiling => {
        const path = ['filings', index]
        const school = app.units.find(request.org, year)
        const programme = city.programmes.find(
          (own) => own.school.id === school.id && own.code === request.programme,
        )
        const name = programmeName(app, request.programme).name
        const about = { unit: school.name, programme_zh: name.zh, programme_en: name.en }
        if (!programme) throw new AppError('PGM-003', about, { path })
        const verdict = judgeFiling(app.catalog, year, figuresFor(app, city, programme))
        const refusing = verdict.outcomes.find(
          ({ rule, outcome }) => rule.severity === 'refuse' && outcome === 'holds',
        )
        if (request.decision === 'filed' && refusing)
          throw new AppError(
            'PGM-004',
            { ...about, zh: refusing.message.zh, en: refusing.message.en },
            { path },
          )
        if (request.decision === 'refused' && !refusing && !request.reason?.trim())
          throw new AppError('PGM-005', about, { path })
        let number = request.number ?? ''
        if (request.decision === 'filed' && number === '') {
          while (taken.has(prefix + String(next).padStart(3, '0'))) next += 1
          number = prefix + String(next).padStart(3, '0')
        } else if (number !== '' && taken.has(number))
          throw new AppError('PGM-006', { number }, { kind: 'conflict', path })
        if (number !== '') taken.add(number)
        return {
          org_unit_id: school.id,
          year,
          programme: request.programme,
          decision: request.decision,
          number: request.decision === 'filed' ? number : '',
          reason: request.reason?.trim() || (refusing?.message.zh ?? ''),
          verdict: {
            verdict: verdict.verdict,
            rules: verdict.outcomes.map(({ rule, outcome }) => [rule.id, outcome]),
          },
          decided_by: signature(actor),
          decided_at: app.clock(),
        }
      })
      await saveFilings(tx, filings)
      return { decided: filings.length }
    },
    (result) => ({
      ...result,
      programmes: requests.map(({ org: school, programme, decision }) => [school, programme, decision]),
    }),
  )
}
