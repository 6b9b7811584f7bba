import type { StandingState } from '../../evaluation/index.ts'
import type { Bilingual } from '../../kernel/index.ts'
import type { ChainLevel } from '../../store/index.ts'
import type { ActionView, EvidenceView, StepView } from '../evaluation/views.ts'
import type { OrgRef } from '../explain.ts'

export interface StandardView {
  readonly id: string
  readonly level: ChainLevel
  readonly title: string
  readonly body: string
  readonly document: string
  readonly version: string
  readonly parent?: string
}

/** A goal of the chain with how it stands on accepted data. */
export interface GoalView {
  readonly id: string
  readonly level: ChainLevel
  readonly levelName: Bilingual
  readonly subjectKey: string
  readonly subjectName: string
  readonly title: string
  readonly parent?: string
  readonly standard?: string
  readonly owner: string
  readonly setIn: number
  /** Absent for a goal in words. */
  readonly measured?: {
    readonly value: string
    readonly name: Bilingual
    readonly indicator?: string
    readonly unitLabel: Bilingual
    readonly comparison: 'at_least' | 'at_most'
    readonly target: string
    readonly targetYear: number
    readonly state: StandingState
    readonly stateName: Bilingual
    readonly latest?: { readonly year: number; readonly printed: string }
    /** Next year's value if the years go on as they went. */
    readonly expected?: { readonly year: number; readonly printed: string; readonly from: readonly number[] }
    /** How far the latest value is from the target; negative where it falls short. */
    readonly margin?: string
    /** The problem that is open for it. */
    readonly problem?: string
  }
}

export interface ChainView {
  readonly org: OrgRef
  readonly year: number
  readonly goals: readonly GoalView[]
  readonly standards: readonly StandardView[]
  readonly mayPlan: boolean
}

export interface ProblemView {
  readonly id: string
  readonly org: OrgRef
  readonly year: number
  readonly title: string
  readonly openedBy: 'goal' | 'criterion' | 'hand'
  readonly because: string
  readonly goal?: string
  readonly evaluation?: string
  readonly criterion?: string
  readonly area?: string
  readonly element?: string
  /** The indicator that opened it, where one did: the evidence of the report's chapter nine. */
  readonly indicator?: string
  readonly state: string
  readonly stateName: Bilingual
  readonly openedValue?: string
  readonly closedValue?: string
  readonly closedYear?: number
  readonly cause: string
  readonly measure: string
  readonly owner: string
  readonly dueOn?: string
  readonly isOverdue: boolean
  readonly effect: string
  readonly waiver: string
  readonly openedAt: string
  readonly closedAt?: string
  readonly evidenceCount: number
  readonly isSynthetic: boolean
}

export interface ProblemDetail extends ProblemView {
  readonly evidence: readonly EvidenceView[]
  readonly actions: readonly ActionView[]
  readonly steps: readonly StepView[]
}

export interface BoardRow {
  readonly org: OrgRef
  readonly open: number
  readonly overdue: number
  readonly toRecheck: number
  readonly closedThisYear: number
  readonly waived: number
  /** Goals that miss their target or are about to. */
  readonly warnings: number
  readonly goals: number
}

export interface BoardView {
  readonly org: OrgRef
  readonly year: number
  readonly rows: readonly BoardRow[]
  /** Overdue first, then by date. */
  readonly problems: readonly ProblemView[]
}
