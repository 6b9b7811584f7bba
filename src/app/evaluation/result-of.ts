import { criteriaOf, type Scheme } from '../../catalog/index.ts'
import { ratingOf, type Sheet } from '../../evaluation/index.ts'
import { type Bilingual, printed } from '../../kernel/index.ts'
import type { StoredEvaluation } from '../../store/index.ts'
import type { PointsView } from './views.ts'

/** A result as it was told to the unit: it is read again as it was, whatever changes afterwards. */
export interface StoredResult {
  readonly points: string
  readonly selfPoints?: string
  readonly rating?: string
  readonly ratingName?: Bilingual
  /** Points of every criterion, branches included. */
  readonly byCriterion: Readonly<Record<string, PointsView & { readonly by?: string }>>
  readonly at: string
}

export function storedResult(evaluation: Pick<StoredEvaluation, 'result'>): StoredResult | undefined {
  return evaluation.result === null ? undefined : (evaluation.result as StoredResult)
}

/** What is told of a complete sheet. */
export function resultToTell(scheme: Scheme, final: Sheet, self: Sheet | undefined, at: Date): StoredResult {
  const rating = ratingOf(scheme, final.total.points)
  const name = scheme.ratings.find((candidate) => candidate.id === rating)?.name
  return {
    points: printed(final.total.points, scheme.decimals),
    ...(self?.total.state === 'scored' ? { selfPoints: printed(self.total.points, scheme.decimals) } : {}),
    ...(rating === undefined ? {} : { rating }),
    ...(name ? { ratingName: name } : {}),
    byCriterion: Object.fromEntries(
      criteriaOf(scheme).map((criterion) => {
        const leaf = final.leaves.get(criterion.id)
        const branch = final.branches.get(criterion.id)
        const points = leaf?.points ?? branch?.points
        return [
          criterion.id,
          {
            state: leaf?.state ?? branch?.state ?? 'excluded',
            points: points?.toFixed() ?? '0',
            ...(leaf ? { by: leaf.by } : {}),
          },
        ] as const
      }),
    ),
    at: at.toISOString(),
  }
}
