import { readCatalog } from '../../src/catalog/files.ts'
import { demonstration } from '../../src/demo/index.ts'
import { memoryWorld } from '../../src/demo/memory-world.ts'
import { readPublished } from '../../src/demo/published.ts'
import {
  loadTemplates,
  publishedValues,
  type ReportSources,
  type Template,
  type WrittenReason,
} from '../../src/reports/index.ts'

/** The demonstration in memory, with the rows that reports read. */
export interface DemonstrationWorld extends ReportSources {
  template(id: string): Template
  /** Id of a unit by its code. */
  unit(code: string): number
}

export function demonstrationWorld(): DemonstrationWorld {
  const { catalog } = readCatalog()
  const templates = loadTemplates(catalog)
  const wanted = new Set(templates.flatMap((template) => template.registers))
  const demo = demonstration()
  const unit = (code: string) => {
    const found = demo.units.find((candidate) => candidate.code === code)
    if (!found) throw new Error(`the demonstration has no ${code}`)
    return found.id
  }
  const reasons = new Map<string, readonly WrittenReason[]>()
  const world = memoryWorld(
    catalog,
    demo,
    (_, register) => wanted.has(register),
    ({ unit: code, year, explanations }) => reasons.set(`${unit(code)}|${year}`, explanations),
  )
  const mapping = readPublished('qingyuan', 2017)
  return {
    world,
    unit,
    template: (id) => {
      const found = templates.find((template) => template.id === id)
      if (!found) throw new Error(`the catalog has no report ${id}`)
      return found
    },
    reasons: (unitId, year) => reasons.get(`${unitId}|${year}`) ?? [],
    ...(mapping && { published: publishedValues(mapping, unit('qingyuan')) }),
  }
}
