import { AppError, type Bilingual } from '../kernel/index.ts'

/** Something wrong in the catalog: which file, which place in it, what. */
export interface CatalogProblem {
  readonly file: string
  /** Path from the file's top: [3, 'formula']. */
  readonly path: readonly (string | number)[]
  /** Characters into the text at `path`, for formulas. */
  readonly at?: number
  readonly detail: Bilingual
}

/** A catalog problem with the line and column that an editor opens, both from 1. */
export interface PlacedProblem extends CatalogProblem {
  readonly line: number
  readonly column: number
}

/** The catalog does not load; every problem found is listed. */
export class CatalogError extends AppError {
  readonly problems: readonly CatalogProblem[]

  constructor(problems: readonly CatalogProblem[]) {
    super('CAT-001', { count: problems.length, list: problems.map(problemLine).join('\n') })
    this.problems = problems
  }
}

/** `elements/students.yaml:12:5 没有单位“persn” / there is no unit "persn"` */
export function problemLine(problem: CatalogProblem | PlacedProblem): string {
  const place = 'line' in problem ? `${problem.file}:${problem.line}:${problem.column}` : problem.file
  const path = 'line' in problem ? '' : ` ${problem.path.join('.')}`
  return `${place}${path} ${problem.detail.zh} / ${problem.detail.en}`
}
