import type { Expr } from '../formula/index.ts'
import type { Bilingual, Decimal, InForce, ReportingYear, Unit } from '../kernel/index.ts'
import { isInForce } from '../kernel/index.ts'
import type { Catalog } from './catalog.ts'
import type { Mark, MissingRule, NotApplicableRule, SchemeSource, ScoringSource } from './schema/index.ts'

/**
 * A scheme (评价方案): weighted tree of criteria, read and cross-checked. Points are Decimal; weights of the
 * children of a criterion add up to its own exactly.
 */
export interface Scheme
  extends Omit<SchemeSource, 'criteria' | 'full' | 'missing' | 'not_applicable' | 'in_force'> {
  readonly in_force: InForce | undefined
  /** Points of a subject that earns everything; 0 for a diagnosis. */
  readonly full: Decimal
  readonly missing: MissingRule
  readonly not_applicable: NotApplicableRule
  readonly criteria: readonly Criterion[]
  /** Every leaf in the order of the tree. */
  readonly leaves: readonly Leaf[]
}

export type Criterion = Branch | Leaf

interface CriterionHead {
  readonly id: string
  readonly name: Bilingual
  readonly guide: Bilingual | undefined
  readonly weight: Decimal
  /** Ids of the criteria above, from the top. */
  readonly above: readonly string[]
}

export interface Branch extends CriterionHead {
  readonly kind: 'branch'
  readonly criteria: readonly Criterion[]
}

export type Leaf = ComputedLeaf | ObservedLeaf | JudgedLeaf | EvidenceLeaf

interface LeafHead extends CriterionHead {
  readonly competence: string | undefined
  readonly missing: MissingRule
  readonly not_applicable: NotApplicableRule
  /** Marks that an assessor may give; for a computed leaf, where its value is missing and the rule says judge. */
  readonly marks: readonly Mark[]
}

export interface ComputedLeaf extends LeafHead {
  readonly kind: 'computed'
  readonly value: SchemeValue
  readonly score: Scoring
}

export interface ObservedLeaf extends LeafHead {
  readonly kind: 'observed'
  readonly value: SchemeValue
  readonly better: 'higher' | 'lower' | 'neutral'
}

export interface JudgedLeaf extends LeafHead {
  readonly kind: 'judged'
}

export interface EvidenceLeaf extends LeafHead {
  readonly kind: 'evidence'
  readonly ask: Bilingual
}

/** What a leaf looks at. In a scheme over programmes `{subject}` stands for the code of the programme. */
export interface SchemeValue {
  readonly text: string
  readonly formula: Expr
  readonly unit: string
  readonly measure: Unit
  readonly decimals: number
  /** The indicator or element, where the formula is one by itself. */
  readonly indicator: string | undefined
}

export type Scoring = ScoringSource

export const SUBJECT_PLACE = '{subject}'

/** The version of a scheme that is used in a year: the issued one, or the one on trial. */
export function schemeInForce(
  catalog: Pick<Catalog, 'schemes'>,
  id: string,
  year: ReportingYear,
): Scheme | undefined {
  const usable = catalog.schemes
    .versions(id)
    .filter((scheme) => scheme.stage !== 'draft' && isInForce(scheme.in_force, year))
  return usable.find((scheme) => scheme.stage === 'issued') ?? usable.at(-1)
}

export function schemeVersion(
  catalog: Pick<Catalog, 'schemes'>,
  id: string,
  version: string,
): Scheme | undefined {
  return catalog.schemes.versions(id).find((scheme) => scheme.version === version)
}

/** Every criterion of a scheme, branches before what they hold. */
export function criteriaOf(scheme: Pick<Scheme, 'criteria'>): Criterion[] {
  const unfold = (criterion: Criterion): Criterion[] =>
    criterion.kind === 'branch' ? [criterion, ...criterion.criteria.flatMap(unfold)] : [criterion]
  return scheme.criteria.flatMap(unfold)
}

/** The elements of a diagnosis (诊断要素): the criteria that hold its points. */
export function elementsOf(scheme: Pick<Scheme, 'criteria'>): Branch[] {
  return criteriaOf(scheme).filter(
    (criterion): criterion is Branch =>
      criterion.kind === 'branch' && criterion.criteria.every((child) => child.kind !== 'branch'),
  )
}
