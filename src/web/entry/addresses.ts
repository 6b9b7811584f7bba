/** The desk of a unit and year, and one of its forms. */
export const deskLink = (org: string, year: number) => `/desk/${encodeURIComponent(org)}/${year}`
export const formLink = (org: string, year: number, form: string) =>
  `${deskLink(org, year)}/forms/${encodeURIComponent(form)}`
