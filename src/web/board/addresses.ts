/* Addresses of the bureau's side of the collection. */

/** A round: a line per unit. */
export const boardLink = (org: string, year: number): string => `/board/${encodeURIComponent(org)}/${year}`

/** What a unit handed in, to be reviewed. */
export const reviewLink = (org: string, year: number, unit: string): string =>
  `${boardLink(org, year)}/${encodeURIComponent(unit)}`
