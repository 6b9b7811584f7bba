/*
 * Addresses of the screens of evaluation, improvement and programmes. A document stands under its own id; lists stand
 * under the unit and the year.
 */

const under = (...parts: readonly (string | number)[]) =>
  `/${parts.map(String).map(encodeURIComponent).join('/')}`

export const roundsLink = (org: string, year: number) => under('evaluation', org, year)
export const expertsLink = (org: string, year: number) => under('evaluation', org, year, 'experts')
export const roundLink = (id: string) => under('evaluation', 'rounds', id)
export const roundResultLink = (id: string) => under('evaluation', 'rounds', id, 'result')
export const sheetLink = (id: string) => under('evaluation', 'sheets', id)

export const boardLink = (org: string, year: number) => under('improvement', org, year)
export const chainLink = (org: string, year: number) => under('improvement', org, year, 'goals')
export const diagnosesLink = (org: string, year: number) => under('improvement', org, year, 'diagnosis')
export const problemLink = (id: string) => under('improvement', 'problems', id)
export const diagnosisLink = (id: string) => under('improvement', 'diagnoses', id)

export const registerLink = (org: string, year: number) => under('programmes', org, year)
export const timelineLink = (org: string, year: number, code: string) =>
  under('programmes', org, year, 'of', code)
export const filingsLink = (org: string, year: number) => under('programmes', org, year, 'filings')
export const applicationsLink = (org: string, year: number) => under('programmes', org, year, 'applications')
export const demandLink = (org: string, year: number) => under('programmes', org, year, 'demand')
export const proposalsLink = (org: string, year: number) => under('programmes', org, year, 'proposals')
export const offerLink = (org: string, year: number) => under('programmes', org, year, 'offer')
export const applicationLink = (id: string) => under('programmes', 'applications', id)
