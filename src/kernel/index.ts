/**
 * The kernel knows numbers, units, states, years, the tree of organisational units, findings and refusals.
 * It does no I/O, reads no clock and runs in the browser as it does on the server. Words belong to the catalog.
 */
export { isCalendarDay } from './calendar.ts'
export * from './chinese-number.ts'
export * from './decimal.ts'
export * from './finding.ts'
export type { Interval } from './interval.ts'
export * as interval from './interval.ts'
export * from './language.ts'
export * from './observed.ts'
export * from './org-change.ts'
export * from './org-tree.ts'
export * from './problem.ts'
export * from './role.ts'
export * from './rounding.ts'
export * from './unit.ts'
export * from './year.ts'
