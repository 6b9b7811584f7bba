import { type Catalog, CatalogError, type PlacedProblem, type ReportTemplate } from '../../catalog/index.ts'
import { Interpreter, TOP } from './interpret.ts'
import { interpretBlocks } from './interpret-blocks.ts'
import { DOCUMENTS, sliceInlines } from './interpret-inlines.ts'
import { readBlocks } from './read-blocks.ts'
import { TemplateSyntaxError } from './read-directive.ts'
import { Source } from './source.ts'
import type { Inline, Template, TemplateChapter } from './template.ts'

/**
 * Reads all report templates, so that a slip in any stops the load.
 * @throws CatalogError with file, line and column of every problem
 */
export function loadTemplates(catalog: Catalog): Template[] {
  const results = catalog.reports.every().map((report) => readTemplate(catalog, report))
  const problems = results.flatMap((result) => result.problems)
  if (problems.length > 0) throw new CatalogError(problems)
  return results.map((result) => result.template)
}

function readTemplate(
  catalog: Catalog,
  report: ReportTemplate,
): { template: Template; problems: PlacedProblem[] } {
  const problems: PlacedProblem[] = []
  const registers = new Set<string>()
  const readers: Interpreter[] = []
  const chapters = report.chapters.map(({ file, title, text }): TemplateChapter => {
    const on = new Interpreter(new Source(`reports/${report.id}/${file}`, text), catalog)
    readers.push(on)
    lineInlines(catalog, title, problems)
    try {
      const blocks = interpretBlocks(on, readBlocks(on.source), TOP)
      return { file, title, blocks }
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error
      on.problems.push(error.problem)
      return { file, title, blocks: [] }
    } finally {
      problems.push(...on.problems)
      for (const register of on.registers) registers.add(register)
    }
  })
  problems.push(...danglingReferences(readers))
  const title = lineInlines(catalog, report.title, problems)
  if (!catalog.registers.has(DOCUMENTS)) registers.delete(DOCUMENTS)
  return {
    template: {
      id: report.id,
      name: report.name,
      level: report.level,
      title,
      chapters,
      registers: [...registers].sort(),
    },
    problems,
  }
}

/** A reference may stand in another chapter than what it names. */
function danglingReferences(readers: readonly Interpreter[]): PlacedProblem[] {
  const ids = new Set(readers.flatMap((on) => [...on.ids]))
  return readers.flatMap((on) =>
    on.references
      .filter(({ target }) => !ids.has(target))
      .map(({ target, at }) =>
        on.source.problem(at, `模板里没有图表“${target}”`, `the template has no table or chart "${target}"`),
      ),
  )
}

function lineInlines(catalog: Catalog, text: string, problems: PlacedProblem[]): Inline[] {
  const on = new Interpreter(new Source('reports.yaml', text), catalog)
  try {
    return sliceInlines(on, { start: 0, end: text.length }, TOP)
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error
    on.problems.push(error.problem)
    return []
  } finally {
    problems.push(...on.problems)
  }
}
