import {
  type Decimal,
  decimal,
  isKnown,
  type Observed,
  type ReportingYear,
  rounded,
  ZERO,
} from '../../kernel/index.ts'

/** What a value is to reach, and by when. */
export interface Target {
  readonly comparison: 'at_least' | 'at_most'
  /** In the unit of the value. */
  readonly target: Decimal
  /** First reporting year that is to reach it. */
  readonly year: ReportingYear
  /** Places to which the value is printed; the comparison is of printed values, which is what people see. */
  readonly decimals: number
}

/** The value that a goal watches, in one year. */
export interface WatchedValue {
  readonly year: ReportingYear
  readonly observed: Observed
}

/**
 * How a goal stands: met; missed in a year that was to reach it; below it in a year before, but getting there; met
 * and about to be lost; unknown.
 */
export type StandingState = 'met' | 'missed' | 'behind' | 'slipping' | 'on_way' | 'unknown'

export interface Standing {
  readonly state: StandingState
  readonly latest: { readonly year: ReportingYear; readonly value: Decimal } | undefined
  /** Next year's value if the years go on as they went, and the years it rests on. */
  readonly expected:
    | { readonly year: ReportingYear; readonly value: Decimal; readonly from: readonly ReportingYear[] }
    | undefined
  /** How far the latest value is from the target; negative where it falls short. */
  readonly margin: Decimal | undefined
}

/** Years that a trend looks at, at most. */
const TREND_YEARS = 3

/**
 * How a goal stands on the data there are. A warning is due at once when a value misses its target, and a year ahead
 * when its trend does.
 */
export function standingOf(target: Target, values: readonly WatchedValue[]): Standing {
  const known = values
    .flatMap(({ year, observed }) =>
      isKnown(observed) ? [{ year, value: rounded(observed.value, target.decimals) }] : [],
    )
    .sort((a, b) => a.year - b.year)
  const latest = known.at(-1)
  if (!latest) return { state: 'unknown', latest: undefined, expected: undefined, margin: undefined }
  const recent = known.slice(-TREND_YEARS)
  const expected = expectedNext(recent)
  return {
    state: stateOf(target, latest, expected?.value),
    latest,
    expected: expected && { ...expected, value: rounded(expected.value, target.decimals) },
    margin: margin(target, latest.value),
  }
}

/** Whether the state asks for somebody's attention now. */
export function isWarning(state: StandingState): boolean {
  return state === 'missed' || state === 'slipping' || state === 'behind'
}

function stateOf(
  target: Target,
  latest: { readonly year: ReportingYear; readonly value: Decimal },
  expected: Decimal | undefined,
): StandingState {
  const isMet = margin(target, latest.value).gte(0)
  const willMeet = expected === undefined ? undefined : margin(target, expected).gte(0)
  if (isMet) return willMeet === false ? 'slipping' : 'met'
  if (latest.year >= target.year) return 'missed'
  // The line must reach the target by its year: what is left, over the years left.
  return willMeet || reaches(target, latest, expected) ? 'on_way' : 'behind'
}

function reaches(
  target: Target,
  latest: { readonly year: ReportingYear; readonly value: Decimal },
  expected: Decimal | undefined,
): boolean {
  if (expected === undefined) return true
  const yearly = expected.minus(latest.value)
  return margin(target, latest.value.plus(yearly.times(target.year - latest.year))).gte(0)
}

function margin(target: Target, value: Decimal): Decimal {
  return target.comparison === 'at_least' ? value.minus(target.target) : target.target.minus(value)
}

/** The latest value and the mean yearly change over the years before it; undefined for a single year. */
function expectedNext(recent: readonly { readonly year: ReportingYear; readonly value: Decimal }[]) {
  const first = recent[0]
  const last = recent.at(-1)
  if (!first || !last || first.year === last.year) return undefined
  const yearly = last.value.minus(first.value).div(decimal(last.year - first.year))
  return {
    year: last.year + 1,
    value: last.value.plus(yearly),
    from: recent.map(({ year }) => year),
  }
}

/** What new data mean for a goal and for the problem that it opened, if one is open. */
export type Consequence =
  /** A problem is to be opened. */
  | { readonly kind: 'open'; readonly because: 'missed' | 'slipping' | 'behind' }
  /** The open problem is met by a later value. */
  | { readonly kind: 'close' }
  /** Its measure was reported as done and the value still misses. */
  | { readonly kind: 'still_missed' }
  | { readonly kind: 'none' }

/**
 * What to do when data were accepted: open a problem on the first warning, close it on a later value that meets the
 * target, send it back where it was said to be done and the value says otherwise.
 * @param open the open problem of this goal, with whether its measure is reported as done
 */
export function consequenceOf(
  standing: Standing,
  open: { readonly isDone: boolean } | undefined,
): Consequence {
  const { state } = standing
  if (!open) {
    return state === 'missed' || state === 'slipping' || state === 'behind'
      ? { kind: 'open', because: state }
      : { kind: 'none' }
  }
  const isMet = standing.margin?.gte(ZERO) === true
  if (isMet && state !== 'slipping') return { kind: 'close' }
  if (open.isDone && !isMet && standing.margin !== undefined) return { kind: 'still_missed' }
  return { kind: 'none' }
}
