/* Addresses of the registers at the desk. */

/** All registers that a unit keeps in a year. */
export const registersLink = (org: string, year: number): string =>
  `/desk/${encodeURIComponent(org)}/${year}/registers`

/** One register with its rows. */
export const registerLink = (org: string, year: number, register: string): string =>
  `${registersLink(org, year)}/${encodeURIComponent(register)}`
