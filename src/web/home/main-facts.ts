/** What the front page shows of a city, in this order; those that a year's catalog lacks are left out. */
export const MAIN_FACTS = [
  'enrolment_full_time',
  'entrants',
  'employment_rate',
  'matched_employment_rate',
  'student_teacher_ratio',
  'dual_qualified_share',
] as const

/** The value whose way back to the schools the front page walks. */
export const WALKED_FACT = 'employment_rate'

/** The element whose schools are shown side by side, and the one that is shown by its parts. */
export const SCHOOLS_FACT = 'enrolment_full_time'
export const PARTS_FACT = { element: 'graduates', dimension: 'destination' } as const
