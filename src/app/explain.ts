import { type Trace, traceOf } from '../indicators/index.ts'
import type { OrgUnitInYear, ReportingYear } from '../kernel/index.ts'
import type { AppContext } from './context.ts'
import { unitWithData } from './find.ts'
import { type ShownValue, shownValue } from './values.ts'
import { loadWorld } from './world.ts'

/** The story of a value: formula, inputs, and the schools behind it, each with its own value. */
export interface Explained {
  readonly org: OrgRef
  readonly value: ShownValue
  readonly trace: Trace
  readonly schools: readonly {
    readonly org: OrgRef
    readonly value: ShownValue
    readonly inputs: readonly ShownValue[]
  }[]
}

export interface OrgRef {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: string
  /** The values were made for demonstration, not reported. */
  readonly isSynthetic: boolean
}

export function orgRef(unit: OrgUnitInYear): OrgRef {
  const { id, code, name, nameEn, level, attributes } = unit
  return { id, code, name, nameEn, level, isSynthetic: attributes.data_origin === 'synthetic' }
}

export async function explain(
  app: AppContext,
  id: string,
  name: string,
  year: ReportingYear,
): Promise<Explained> {
  const unit = await unitWithData(app, name, year)
  const world = await loadWorld(app, { unitIds: [unit.id], years: [year] })
  const trace = traceOf(world, unit.id, year, id)
  const inputs = trace.inputs.filter(
    (input) => input.kind !== 'parameter' && input.year === year && input.cell === '',
  )
  const schools = unit.level === 'city' || unit.level === 'county' ? world.tree(year).schools(unit.id) : []
  return {
    org: orgRef(unit),
    value: shownValue(world, unit.id, year, id),
    trace,
    schools: schools.map((school) => ({
      org: orgRef(school),
      value: shownValue(world, school.id, year, id),
      inputs: inputs.map((input) => shownValue(world, school.id, year, input.name)),
    })),
  }
}
