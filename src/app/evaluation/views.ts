import type { Coverage } from '../../indicators/index.ts'
import type { Bilingual, Observed } from '../../kernel/index.ts'
import type { OrgRef } from '../explain.ts'

/*
 * What the use cases of evaluation hand out. Points and values are decimal texts; times are ISO texts.
 */

export interface SchemeRef {
  readonly id: string
  readonly version: string
  readonly stage: 'draft' | 'trial' | 'issued'
  readonly name: Bilingual
  readonly purpose: 'scoring' | 'diagnosis'
  readonly subject: 'school' | 'programme' | 'class' | 'student'
  readonly full: string
  readonly decimals: number
  /** Weights that no document gives are examples to replace. */
  readonly weightsCertainty: 'verified' | 'partly' | 'remembered' | 'ours'
}

export interface RoundView {
  readonly id: string
  readonly org: OrgRef
  readonly year: number
  readonly title: string
  readonly scheme: SchemeRef
  readonly state: 'open' | 'closed'
  readonly selfUntil: string
  readonly scoringUntil: string
  readonly replyDays: number
  readonly panelSize: number
  readonly seed: string
  readonly isSynthetic: boolean
  readonly openedBy: string
  readonly openedAt: string
}

/** One subject in the list of a round. */
export interface SubjectRow {
  readonly id: string
  readonly org: OrgRef
  readonly subjectKey: string
  readonly subjectName: string
  readonly state: string
  readonly stateName: Bilingual
  /** Final points and rating, once told to the unit (to the bureau: as they stand). */
  readonly points?: string
  readonly rating?: Bilingual
  readonly selfPoints?: string
  /** Sheets of experts: how many are in of how many. */
  readonly sheets?: { readonly in: number; readonly of: number }
}

export interface RoundDetail extends RoundView {
  readonly subjects: readonly SubjectRow[]
  /** What may be done with the round itself. */
  readonly mayConduct: boolean
}

/** A value of a leaf as it is shown. */
export interface LeafValueView {
  readonly state: Observed['state']
  readonly value?: string
  readonly printed?: string
  readonly unitLabel: Bilingual
  /** The indicator or element, where the leaf is one by itself; its story is under /values/{id}. */
  readonly indicator?: string
  readonly formula: Bilingual
  readonly coverage: Coverage
  /** Last year's value, for diagnosis. */
  readonly previous?: { readonly state: Observed['state']; readonly printed?: string }
}

export interface MarkOption {
  readonly id: string
  readonly name: Bilingual
  readonly factor: string
  readonly descriptor?: Bilingual
}

export interface GivenMarkView {
  readonly kind: string
  /** Who gave it, for those who may know. */
  readonly assessor?: string
  readonly mark: string | null
  readonly note: string
  readonly measure: string
  readonly effect: string
}

export interface EvidenceView {
  readonly id: string
  readonly part: string
  readonly fileName: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly uploadedBy: string
  readonly uploadedAt: string
}

export interface CriterionView {
  readonly id: string
  readonly name: Bilingual
  readonly guide?: Bilingual
  readonly weight: string
  readonly kind: 'branch' | 'computed' | 'observed' | 'judged' | 'evidence'
  /** How points come about, in words. */
  readonly rule?: Bilingual
  readonly ask?: Bilingual
  readonly competence?: Bilingual
  readonly value?: LeafValueView
  readonly options: readonly MarkOption[]
  /** Whether a mark is to be given here, and whether whoever asks may give one now. */
  readonly takesMark: boolean
  readonly mayMark: boolean
  readonly marks: readonly GivenMarkView[]
  readonly evidence: readonly EvidenceView[]
  readonly self?: PointsView
  readonly final?: PointsView
  readonly own?: PointsView
  readonly criteria: readonly CriterionView[]
}

export interface PointsView {
  readonly state: string
  readonly points: string
  /** Where experts lie apart, by how much of the weight. */
  readonly spread?: string
}

export interface StepView {
  readonly step: number
  readonly action: string
  readonly actionName: Bilingual
  readonly party: string
  readonly state: string
  readonly stateName: Bilingual
  readonly actor: string
  readonly at: string
  readonly details: unknown
}

export interface ActionView {
  readonly action: string
  readonly name: Bilingual
}

/** The score sheet of one subject, as far as whoever asks may see it. */
export interface SheetView {
  readonly id: string
  readonly round: RoundView
  readonly org: OrgRef
  readonly subjectKey: string
  readonly subjectName: string
  readonly state: string
  readonly stateName: Bilingual
  readonly criteria: readonly CriterionView[]
  readonly totals: {
    readonly self?: PointsView & { readonly rating?: Bilingual }
    readonly final?: PointsView & { readonly rating?: Bilingual }
    readonly own?: PointsView
  }
  /** When values were taken from accepted data; absent while they are only previewed. */
  readonly valuesAt?: string
  /** Whether the unit's accepted return has changed since. */
  readonly isStale: boolean
  readonly replyUntil?: string
  readonly experts?: readonly ExpertOnSheet[]
  readonly actions: readonly ActionView[]
  readonly steps: readonly StepView[]
}

export interface ExpertOnSheet {
  readonly id: string
  readonly name: string
  readonly isChief: boolean
  readonly state: 'active' | 'replaced'
  readonly submittedAt?: string
}
