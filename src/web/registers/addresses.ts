/* Addresses of the registers at the desk. */

/** All registers that a unit keeps in a year. */
export const registersLink = (org: string, year: number): string =>
  `/desk/${encodeURIComponent(org)}/${year}/registers`

/** One register with its rows, at the page of one of them where it is named. */
export const registerLink = (org: string, year: number, register: string, row?: number): string =>
  `${registersLink(org, year)}/${encodeURIComponent(register)}${row === undefined ? '' : `?row=${row}`}`
