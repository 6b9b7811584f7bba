import { elementsOf } from '../../catalog/index.ts'
import { type Bilingual, decimal, printed, type ReportingYear } from '../../kernel/index.ts'
import { listProblems } from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { reviewOfLoaded } from '../evaluation/conduct.ts'
import { loadEvaluation } from '../evaluation/load.ts'
import { unitOf } from '../evaluation/place.ts'
import { nameExpert, readSheet } from '../evaluation/read.ts'
import type { CriterionView, SheetView } from '../evaluation/views.ts'
import { perform } from '../perform.ts'
import { problemViews } from './problems.ts'
import type { ProblemView } from './views.ts'

/** One point of an element: what the data say, or what the school says of it. */
export interface DiagnosisPoint {
  readonly id: string
  readonly name: Bilingual
  readonly kind: 'observed' | 'judged' | 'evidence'
  readonly printed?: string
  readonly unitLabel?: Bilingual
  readonly indicator?: string
  readonly previous?: string
  /** This year less last year, printed; absent where one of them is not known. */
  readonly change?: string
  readonly mark?: Bilingual
  readonly note: string
  readonly files: number
}

/** One element with the three texts of the yearly self-diagnosis. */
export interface DiagnosisElement {
  readonly id: string
  readonly name: Bilingual
  readonly verdict?: Bilingual
  readonly opinion: string
  readonly measure: string
  readonly effect: string
  readonly review?: Bilingual
  readonly agrees?: boolean
  readonly points: readonly DiagnosisPoint[]
}

export interface DiagnosisReport {
  readonly evaluation: string
  readonly sheet: Pick<SheetView, 'org' | 'state' | 'stateName' | 'actions' | 'round'>
  readonly year: ReportingYear
  readonly items: readonly {
    readonly id: string
    readonly name: Bilingual
    readonly elements: readonly DiagnosisElement[]
  }[]
  /** Elements by verdict, in the order of the marks. */
  readonly counts: readonly { readonly mark: Bilingual; readonly elements: number }[]
  readonly written: { readonly elements: number; readonly of: number }
  readonly review?: { readonly agreed: number; readonly of: number; readonly conclusion?: Bilingual }
  /** Problems of the year and those carried over, with measure and effect. */
  readonly problems: readonly ProblemView[]
}

/** The yearly self-diagnosis report (自我诊改报告): opinion, measure and effect per element, on the data behind it. */
export async function diagnosisReport(
  app: AppContext,
  actor: Actor,
  evaluationId: string,
): Promise<DiagnosisReport> {
  const { unit, year } = await unitOf(app, 'evaluation', evaluationId)
  const sheet = await readSheet(app, actor, evaluationId)
  const { review, scheme, isReviewed } = await perform(
    app,
    actor,
    { action: 'evaluation.read', unit, year },
    async (tx, authority) => {
      await nameExpert(tx, authority)
      const loaded = await loadEvaluation(app, tx, unit, evaluationId)
      const told = ['notified', 'replied', 'confirmed', 'published'].includes(loaded.evaluation.state)
      const mayKnow =
        told || authority.grant?.role === 'bureau_officer' || authority.grant?.role === 'bureau_reviewer'
      return { review: reviewOfLoaded(loaded), scheme: loaded.scheme, isReviewed: mayKnow }
    },
  )
  const problems = await perform(app, actor, { action: 'improvement.read', unit, year }, async (tx) =>
    problemViews(app, tx, await listProblems(tx, [unit.id], { untilYear: year })),
  )
  const markName = (id: string | null | undefined) => scheme.marks.find((mark) => mark.id === id)?.name
  const elementIds = new Set(elementsOf(scheme).map(({ id }) => id))
  const element = (criterion: CriterionView): DiagnosisElement => {
    const own = criterion.marks.find((mark) => mark.kind === 'self')
    const seen = isReviewed
      ? review.elements.find((candidate) => candidate.element === criterion.id)
      : undefined
    const verdict = markName(own?.mark)
    const reviewed = markName(seen?.review)
    return {
      id: criterion.id,
      name: criterion.name,
      ...(verdict ? { verdict } : {}),
      opinion: own?.note ?? '',
      measure: own?.measure ?? '',
      effect: own?.effect ?? '',
      ...(reviewed ? { review: reviewed } : {}),
      ...(seen?.agrees === undefined ? {} : { agrees: seen.agrees }),
      points: criterion.criteria.map((point) => diagnosisPoint(point, markName)),
    }
  }
  const items = sheet.criteria.map((item) => ({
    id: item.id,
    name: item.name,
    elements: (elementIds.has(item.id) ? [item] : item.criteria).map(element),
  }))
  const elements = items.flatMap((item) => item.elements)
  const conclusion = scheme.review?.conclusions.find((candidate) => candidate.id === review.conclusion)?.name
  return {
    evaluation: evaluationId,
    sheet: {
      org: sheet.org,
      state: sheet.state,
      stateName: sheet.stateName,
      actions: sheet.actions,
      round: sheet.round,
    },
    year,
    items,
    counts: scheme.marks.map((mark) => ({
      mark: mark.name,
      elements: elements.filter((own) => own.verdict?.zh === mark.name.zh).length,
    })),
    written: { elements: elements.filter((own) => own.opinion !== '').length, of: elements.length },
    ...(isReviewed && review.elements.some((own) => own.review !== undefined)
      ? { review: { agreed: review.agreed, of: review.total, ...(conclusion ? { conclusion } : {}) } }
      : {}),
    problems,
  }
}

function diagnosisPoint(
  point: CriterionView,
  markName: (id: string | null | undefined) => Bilingual | undefined,
): DiagnosisPoint {
  const own = point.marks.find((mark) => mark.kind === 'self')
  const mark = markName(own?.mark)
  const { value } = point
  const before = value?.previous?.printed
  return {
    id: point.id,
    name: point.name,
    kind: point.kind === 'observed' || point.kind === 'evidence' ? point.kind : 'judged',
    ...(value?.printed === undefined ? {} : { printed: value.printed }),
    ...(value ? { unitLabel: value.unitLabel } : {}),
    ...(value?.indicator === undefined ? {} : { indicator: value.indicator }),
    ...(before === undefined ? {} : { previous: before }),
    ...(value?.printed !== undefined && before !== undefined
      ? { change: changeOf(value.printed, before) }
      : {}),
    ...(mark ? { mark } : {}),
    note: own?.note ?? '',
    files: point.evidence.length,
  }
}

/** The difference of the printed values, so that a reader who subtracts finds it. */
function changeOf(now: string, before: string): string {
  const difference = decimal(now).minus(decimal(before))
  const text = printed(difference, now.split('.')[1]?.length ?? 0)
  return difference.isPositive() && !difference.isZero() ? `+${text}` : text
}
