/**
 * Indicators: computes values of org units from elements, at every level, and keeps the path back. Where values
 * come from is the caller's business (ValueSource).
 */
export { computeIndicators, type Trace, traceOf } from './compute.ts'
export {
  meaningOf,
  type PublishedMapping,
  parseFigures,
  parseMapping,
  rowsNeeded,
  withFigures,
} from './published.ts'
export { publishedLookup } from './published-lookup.ts'
export { type Lookup, type Reconciliation, reconcile } from './reconcile.ts'
export { distinctTotal, type ReducedValue, ReturnReducer } from './reduce.ts'
export { SharedContexts, UnitContext } from './unit-context.ts'
export { ValueTable } from './value-table.ts'
export {
  type Coverage,
  cellKey,
  cellParts,
  type Held,
  isComplete,
  type ValueSource,
  type World,
} from './world.ts'
