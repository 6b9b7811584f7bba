/**
 * The catalog knows every definition of the domain: units, code lists, registers, elements, forms, indicators,
 * checks, standards, report templates, messages. It reads and cross-checks them into one frozen value and leaves
 * computing to others. Pure; reading the files is in files.ts, for Node.
 */
export { assembleCatalog, type RawCatalog } from './assemble.ts'
export {
  type Catalog,
  type Check,
  codeName,
  type DataElement,
  definitionOf,
  fieldUnit,
  type Indicator,
  type ProgrammeRule,
  parameterValue,
  type Register,
  type ReportTemplate,
  type RowCheck,
  type Standard,
  type StandardItem,
} from './catalog.ts'
export { runExamples } from './examples.ts'
export { rowOf } from './given-context.ts'
export { catalogNames, catalogSpace } from './lookup.ts'
export { messageText } from './message.ts'
export { CatalogError, type PlacedProblem, problemLine } from './problem.ts'
export { programmeFigures } from './programme-figures.ts'
export {
  type Code,
  type CodeList,
  editorSchema,
  type Field,
  type Form,
  type KindName,
  kinds,
} from './schema/index.ts'
export {
  type ComputedLeaf,
  type Criterion,
  criteriaOf,
  elementsOf,
  type Leaf,
  type ObservedLeaf,
  type Scheme,
  type SchemeValue,
  type Scoring,
  SUBJECT_PLACE,
  schemeInForce,
  schemeVersion,
} from './scheme.ts'
export { scopeOf } from './scope.ts'
