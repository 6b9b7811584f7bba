import { type Criterion, criteriaOf, elementsOf, type Scheme } from '../../catalog/index.ts'
import { AppError } from '../../kernel/index.ts'
import type { StoredMark } from '../../store/index.ts'
import { leafTakesMark } from './read.ts'
import type { FrozenValues } from './values.ts'

/** A mark, or the texts of a diagnosis, on one criterion; null takes a mark away. */
export interface MarkRequest {
  readonly criterion: string
  readonly mark?: string | null | undefined
  readonly note?: string | undefined
  readonly measure?: string | undefined
  readonly effect?: string | undefined
}

const LONGEST_TEXT = 2000

/**
 * Marks as they will be kept, each checked against the scheme.
 * @throws AppError EVA-012 no such criterion, EVA-013 no such mark, EVA-014 a computed criterion is not typed, EVA-015
 * evidence is wanting, EVA-016 text too long
 */
export function checkedMarks(
  scheme: Scheme,
  values: FrozenValues,
  evidence: ReadonlySet<string>,
  requests: readonly MarkRequest[],
  base: Pick<StoredMark, 'org_unit_id' | 'year' | 'evaluation_id' | 'kind' | 'assessor' | 'changed_at'>,
): StoredMark[] {
  const criteria = new Map(criteriaOf(scheme).map((criterion) => [criterion.id, criterion]))
  const elements = new Set(scheme.purpose === 'diagnosis' ? elementsOf(scheme).map(({ id }) => id) : [])
  return requests.map((request, index): StoredMark => {
    const path = ['marks', index]
    const criterion = criteria.get(request.criterion)
    if (!criterion) throw new AppError('EVA-012', { criterion: request.criterion }, { kind: 'usage', path })
    const name = { criterion_zh: criterion.name.zh, criterion_en: criterion.name.en }
    const mark = request.mark ?? null
    if (mark !== null) {
      if (criterion.kind === 'computed' || criterion.kind === 'observed') {
        if (!leafTakesMark(criterion, values)) throw new AppError('EVA-014', name, { path })
      }
      const options = optionsOf(scheme, criterion, elements)
      if (!options.includes(mark))
        throw new AppError(
          'EVA-013',
          { ...name, mark, options: options.join('、') || '—' },
          { kind: 'usage', path },
        )
      if (criterion.kind === 'evidence' && mark === 'present' && !evidence.has(criterion.id))
        throw new AppError('EVA-015', name, { path })
    }
    const text = (value: string | undefined) => value?.trim() ?? ''
    for (const value of [request.note, request.measure, request.effect]) {
      if (text(value).length > LONGEST_TEXT)
        throw new AppError(
          'EVA-016',
          { ...name, length: text(value).length, limit: LONGEST_TEXT },
          { kind: 'usage', path },
        )
    }
    return {
      ...base,
      criterion: criterion.id,
      mark,
      note: text(request.note),
      measure: text(request.measure),
      effect: text(request.effect),
    }
  })
}

function optionsOf(scheme: Scheme, criterion: Criterion, elements: ReadonlySet<string>): string[] {
  if (criterion.kind !== 'branch') return criterion.marks.map(({ id }) => id)
  return elements.has(criterion.id) ? scheme.marks.map(({ id }) => id) : []
}

/** Criteria on which an assessor's mark is still wanting. */
export function unmarked(
  scheme: Scheme,
  values: FrozenValues,
  evidence: ReadonlySet<string>,
  given: ReadonlySet<string>,
): Criterion[] {
  if (scheme.purpose === 'diagnosis') return elementsOf(scheme).filter(({ id }) => !given.has(id))
  return scheme.leaves.filter(
    (leaf) =>
      leafTakesMark(leaf, values) &&
      // Where nothing was handed in there is nothing to look at.
      (leaf.kind !== 'evidence' || evidence.has(leaf.id)) &&
      !given.has(leaf.id),
  )
}
