/** The desk of a unit and year, and one of its forms. */
export const deskLink = (org: string, year: number) => `/desk/${encodeURIComponent(org)}/${year}`
export const formLink = (org: string, year: number, form: string) =>
  `${deskLink(org, year)}/forms/${encodeURIComponent(form)}`
/** A cell of a form; the key stands in the fragment, so that the page can lead the keyboard there. */
export const cellLink = (org: string, year: number, form: string, key: string) =>
  `${formLink(org, year, form)}#${encodeURIComponent(key)}`
