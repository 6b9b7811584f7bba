/**
 * The formula language: reads, checks units, evaluates, explains, describes. A formula is data: it can reach the
 * values it names and nothing else. Which names exist is the caller's business (Scope, EvaluationContext, Names).
 */
export { accumulator, type Reducer, reducer, rowFilter } from './aggregate.ts'
export type { Aggregate, Expr, Reference } from './ast.ts'
export { walk } from './ast.ts'
export { type EvaluationContext, evaluate, evaluateCondition, type Truth } from './evaluate.ts'
export { functions } from './functions.ts'
export { inputsOf, referencesOf } from './inputs.ts'
export { parse } from './parse.ts'
export { compileCondition, type Row, type RowCell, rowNumber } from './row.ts'
export { FormulaError } from './token.ts'
export {
  type FieldTypeOf,
  type FormulaType,
  fitsUnit,
  type Scope,
  typeOf,
  typeOfRowExpression,
} from './type.ts'
export { describe, describeCondition, type Names, write } from './write.ts'
