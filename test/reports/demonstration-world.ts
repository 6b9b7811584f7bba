import { readCatalog } from '../../src/catalog/files.ts'
import type { Catalog, DataElement } from '../../src/catalog/index.ts'
import { demonstration } from '../../src/demo/index.ts'
import { distinctTotal, ReturnReducer, ValueTable, type World } from '../../src/indicators/index.ts'
import { decimal, known, type Observed, OrgTree, type ReportingYear } from '../../src/kernel/index.ts'
import {
  loadTemplates,
  type ReportSources,
  type Template,
  type WrittenReason,
} from '../../src/reports/index.ts'

/** The demonstration's returns in memory, summed as the store sums them: schools into their city. */
export interface DemonstrationWorld extends ReportSources {
  readonly templates: ReadonlyMap<string, Template>
  /** Id of a unit by its code. */
  unit(code: string): number
}

interface Sum {
  value: ReturnType<typeof decimal>
  reported: number
}

export function demonstrationWorld(): DemonstrationWorld {
  const { catalog } = readCatalog()
  const templates = new Map(loadTemplates(catalog).map((template) => [template.id, template]))
  const wanted = new Set([...templates.values()].flatMap((template) => template.registers))
  const demo = demonstration()
  const trees = new Map<ReportingYear, OrgTree>()
  const tree = (year: ReportingYear) => {
    const known = trees.get(year) ?? new OrgTree(demo.units, year)
    trees.set(year, known)
    return known
  }
  const values = new ValueTable()
  const reasons = new Map<string, WrittenReason[]>()
  const sums = new Map<string, Sum>()
  for (const { unit: code, year, entered, rows, explanations } of demo.returns()) {
    const unit = tree(year).resolve(code)
    if (!unit) throw new Error(`the demonstration has no ${code} in ${year}`)
    const reduce = new ReturnReducer(catalog, year)
    for (const [register, list] of rows) {
      reduce.handIn(register)
      for (const row of list) reduce.add(register, row)
      if (wanted.has(register)) values.setRows(unit.id, year, register, [...list])
    }
    for (const { element, cell, value } of entered) reduce.enter(element, cell, value)
    const city = tree(year)
      .lineage(unit.id)
      .find((candidate) => candidate.level === 'city')
    for (const { element, cell, observed, origin } of reduce.result()) {
      if (unit.level === 'school') {
        values.set(unit.id, year, element, cell, {
          observed,
          coverage: { reported: observed.state === 'missing' ? 0 : 1, expected: 1 },
          origin,
        })
      }
      const isReported = observed.state === 'known' || observed.state === 'not_applicable'
      if (city && unit.level !== 'class_provider' && isReported) {
        const key = [city.id, year, element, cell].join('|')
        const sum = sums.get(key) ?? { value: decimal(0), reported: 0 }
        const amount = observed.state === 'known' ? observed.value : decimal(0)
        sums.set(key, { value: sum.value.plus(amount), reported: sum.reported + 1 })
      }
    }
    const key = `${unit.id}|${year}`
    reasons.set(key, [...(reasons.get(key) ?? []), ...explanations])
  }
  const world: World = { catalog, tree, values }
  setSums(world, values, sums)
  return {
    world,
    templates,
    reasons: (unitId, year) => reasons.get(`${unitId}|${year}`) ?? [],
    unit: (code) => {
      const found = demo.units.find((unit) => unit.code === code)
      if (!found) throw new Error(`the demonstration has no ${code}`)
      return found.id
    },
  }
}

function setSums({ catalog, tree }: World, values: ValueTable, sums: ReadonlyMap<string, Sum>): void {
  const distinct = new Map<string, Observed[]>()
  for (const [key, { value, reported }] of sums) {
    const [unit = '', year = '', element = '', cell = ''] = key.split('|')
    const definition = catalog.elements.inForce(element, Number(year))
    if (!definition) continue
    const whole = cell === ''
    const expected = whole ? expectedUnits(catalog, definition, tree(Number(year)), Number(unit)) : 1
    const observed = known(value)
    const coverage = { reported: whole ? reported : 1, expected }
    values.set(Number(unit), Number(year), element, cell, { observed, coverage, origin: 'rolled_up' })
    if (definition.rollup === 'distinct' && !whole) {
      const place = `${unit}|${year}|${element}|${reported}`
      distinct.set(place, [...(distinct.get(place) ?? []), observed])
    }
  }
  const totals = new Map<string, Observed[]>()
  for (const [place, cells] of distinct) {
    const key = place.split('|').slice(0, 3).join('|')
    totals.set(key, [...(totals.get(key) ?? []), ...cells])
  }
  for (const [key, cells] of totals) {
    const [unit = '', year = '', element = ''] = key.split('|')
    const held = values.element(Number(unit), Number(year), element, '')
    values.set(Number(unit), Number(year), element, '', { ...held, observed: distinctTotal(cells) })
  }
}

/** Schools of the city where schools report an element, the city alone where it does. */
function expectedUnits(catalog: Catalog, element: DataElement, tree: OrgTree, city: number): number {
  const by = element.counted
    ? catalog.registers.inForce(element.counted.register, tree.year)?.kept_by
    : element.collected?.by
  return by === 'school' ? tree.schools(city).length : 1
}
