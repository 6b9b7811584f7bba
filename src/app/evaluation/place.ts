import { AppError, type OrgUnitInYear } from '../../kernel/index.ts'
import { type placeOf as PlaceOf, placeOf, withinScope } from '../../store/index.ts'
import type { AppContext } from '../context.ts'

type Kind = Parameters<typeof PlaceOf>[1]

/** What refusals call a thing that is not there. */
const names: Readonly<Record<Kind, { readonly zh: string; readonly en: string }>> = {
  evaluation: { zh: '评价', en: 'evaluation' },
  evaluation_round: { zh: '评价批次', en: 'round of evaluation' },
  problem: { zh: '问题', en: 'problem' },
  programme_application: { zh: '申报', en: 'application' },
  evidence: { zh: '佐证材料', en: 'piece of evidence' },
  goal: { zh: '目标', en: 'goal' },
  quality_standard: { zh: '标准', en: 'standard' },
}

/**
 * The unit and year to which something belongs; what may be seen of it is decided after that.
 * @throws AppError EVA-002 where there is no such thing
 */
export async function unitOf(
  app: AppContext,
  kind: Kind,
  id: string,
): Promise<{ unit: OrgUnitInYear; year: number }> {
  await app.units.refresh()
  const place = await withinScope(
    app.database.db,
    { units: 'all', year: 9999, mayWrite: false, role: 'program' },
    (tx) => placeOf(tx, kind, id),
  )
  const unit = place && app.units.tree(place.year).unit(place.unitId)
  if (!unit || !place) {
    const { zh, en } = names[kind]
    throw new AppError('EVA-002', { kind_zh: zh, kind_en: en, id }, { kind: 'not_found' })
  }
  return { unit, year: place.year }
}
