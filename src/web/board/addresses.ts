/* Addresses of the bureau's side of the collection. */

/** The rounds that a unit conducts. */
export const boardsLink = (org: string): string => `/board?${new URLSearchParams({ org })}`

/** A round: a line per unit. */
export const boardLink = (org: string, year: number): string => `/board/${encodeURIComponent(org)}/${year}`

/** What a unit handed in, to be reviewed. */
export const reviewLink = (org: string, year: number, unit: string): string =>
  `${boardLink(org, year)}/${encodeURIComponent(unit)}`
