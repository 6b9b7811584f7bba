/**
 * Workbooks and text tables: makes the workbook of a unit and year, with its checks as live formulas; reads what
 * comes back, cell by cell with its place; sends it back with comments; writes tables that are safe to open. Knows
 * the catalog and the checks; where values come from and go to is the caller's business.
 */
export { AllCodeLabels } from './code-labels.ts'
export { exportCell, exportColumns } from './export.ts'
export { faultText, type ImportFault, placeName } from './import/fault.ts'
export type { TypedEntry } from './import/read-form.ts'
export type { TypedRow } from './import/read-register.ts'
export type { ImportEvent } from './import/read-return.ts'
export { type ImportLimits, limitsFrom } from './limits.ts'
export { type Remark, remarksByCell } from './returned.ts'
export { type DraftEntry, REASONS } from './template/contents.ts'
export { formsOf } from './template/plan.ts'
export type { TemplateInput } from './thread/messages.ts'
export { annotateInThread, readInThread, templateInThread } from './thread/thread.ts'
export { csvLine, streamWorkbook } from './workbook.ts'
