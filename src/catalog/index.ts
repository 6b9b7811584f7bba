/**
 * The catalog knows every definition of the domain: units, code lists, registers, elements, forms, indicators,
 * checks, standards, report templates, messages. It reads and cross-checks them into one frozen value and leaves
 * computing to others. Pure; reading the files is in files.ts, for Node.
 */
export { assembleCatalog, type RawCatalog, type RawFile } from './assemble.ts'
export {
  type Catalog,
  type Check,
  codeName,
  type DataElement,
  type Definition,
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
export { Dated } from './dated.ts'
export { type FailedExample, runExamples } from './examples.ts'
export { GivenContext, rowOf } from './given-context.ts'
export { type CatalogNames, catalogNames, catalogSpace } from './lookup.ts'
export { messageText } from './message.ts'
export { CatalogError, type CatalogProblem, type PlacedProblem, problemLine } from './problem.ts'
export { figureScope, type ProgrammeFigure, programmeFigures } from './programme-figures.ts'
export {
  type Attribute,
  type Code,
  type CodeList,
  editorSchema,
  type Field,
  type Form,
  type GivenSource,
  type KindName,
  kinds,
  type Mark,
  type Occupation,
  type Parameter,
} from './schema/index.ts'
export {
  type Branch,
  type ComputedLeaf,
  type Criterion,
  criteriaOf,
  type EvidenceLeaf,
  elementsOf,
  type JudgedLeaf,
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
