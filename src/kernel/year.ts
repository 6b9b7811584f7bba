/** The year that a value describes (报告年度), not the year in which it was sent. */
export type ReportingYear = number

export function isReportingYear(year: number): boolean {
  return Number.isInteger(year) && year >= 1949 && year <= 2200
}

/** A span of years in which something holds; open where an end is absent. Both ends included. */
export interface InForce {
  readonly from?: ReportingYear
  readonly to?: ReportingYear
}

export function isInForce(span: InForce | undefined, year: ReportingYear): boolean {
  return (span?.from ?? Number.NEGATIVE_INFINITY) <= year && year <= (span?.to ?? Number.POSITIVE_INFINITY)
}

export function overlaps(a: InForce | undefined, b: InForce | undefined): boolean {
  const from = Math.max(a?.from ?? Number.NEGATIVE_INFINITY, b?.from ?? Number.NEGATIVE_INFINITY)
  const to = Math.min(a?.to ?? Number.POSITIVE_INFINITY, b?.to ?? Number.POSITIVE_INFINITY)
  return from <= to
}
