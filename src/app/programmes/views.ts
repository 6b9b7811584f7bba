import type { Forecast, ShownFigure } from '../../evaluation/index.ts'
import type { Bilingual } from '../../kernel/index.ts'
import type { ActionView, EvidenceView, StepView } from '../evaluation/views.ts'
import type { OrgRef } from '../explain.ts'

export interface CodeName {
  readonly code: string
  readonly name: Bilingual
}

export interface FilingView {
  readonly decision: 'filed' | 'refused'
  readonly number: string
  readonly reason: string
  readonly decidedBy: string
  readonly decidedAt: string
}

/** A programme of a school in a year. */
export interface ProgrammeView {
  readonly org: OrgRef
  readonly county?: OrgRef
  readonly year: number
  readonly programme: CodeName
  readonly category: CodeName
  readonly directions: readonly string[]
  readonly status?: CodeName
  readonly keyLevel?: CodeName
  readonly leadingIndustry?: CodeName
  readonly openedYear?: number
  readonly isKeyProject: boolean
  readonly figures: readonly ShownFigure[]
  readonly filing?: FilingView
  /** Codes under which the programme goes on in a later catalogue. */
  readonly successors: readonly CodeName[]
}

export interface TimelineEntry {
  readonly year: number
  readonly status?: CodeName
  readonly keyLevel?: CodeName
  readonly directions: readonly string[]
  readonly figures: readonly ShownFigure[]
  readonly filing?: FilingView
}

export interface ProgrammeTimeline {
  readonly org: OrgRef
  readonly programme: CodeName
  readonly years: readonly TimelineEntry[]
  readonly applications: readonly ApplicationRow[]
}

export interface RuleView {
  readonly id: string
  readonly name: Bilingual
  readonly outcome: 'holds' | 'holds_not' | 'undecided'
  readonly message: Bilingual
  readonly source: string
  readonly severity?: 'refuse' | 'warn'
  readonly figures: readonly ShownFigure[]
}

export interface FilingRow {
  readonly org: OrgRef
  readonly programme: CodeName
  readonly status?: CodeName
  readonly verdict: 'file' | 'refuse' | 'undecided'
  /** Rules that hold or could not be decided. */
  readonly rules: readonly RuleView[]
  readonly filing?: FilingView
}

export interface ProposalRow {
  /** Absent for a programme that no school offers. */
  readonly org?: OrgRef
  readonly programme: CodeName
  readonly category: CodeName
  readonly action: string
  readonly actionName: Bilingual
  readonly rule?: RuleView
  readonly undecided: readonly RuleView[]
  readonly figures: readonly ShownFigure[]
  /** What the school itself proposes in its register, and why. */
  readonly own?: { readonly action: CodeName; readonly reason: string }
}

export interface ApplicationRow {
  readonly id: string
  readonly org: OrgRef
  readonly year: number
  readonly programme: CodeName
  readonly direction: string
  readonly category: CodeName
  readonly state: string
  readonly stateName: Bilingual
  readonly submittedAt?: string
  readonly noticeUntil?: string
  readonly filingNumber?: string
  readonly isSynthetic: boolean
}

export interface ApplicationPartState {
  readonly part: string
  readonly name: Bilingual
  readonly isComplete: boolean
  /** What is still wanting. */
  readonly wanting: readonly Bilingual[]
}

export interface ObjectionView {
  readonly id: string
  readonly text: string
  readonly raisedBy: string
  readonly raisedAt: string
  readonly answer?: string
  readonly upheld?: boolean
  readonly answeredBy?: string
}

/** What the panel is shown beside the application, gathered from accepted data. */
export interface PanelEvidence {
  /** The same programme at other schools of the city, and in other cities where they are known. */
  readonly elsewhere: readonly {
    readonly org: OrgRef
    readonly city: OrgRef
    readonly figures: readonly ShownFigure[]
  }[]
  readonly demand: DemandSeriesView
  /** The school's own capacity: what it has in the category today. */
  readonly capacity: readonly ShownFigure[]
  /** Bounds that the rules set beside it. */
  readonly applicationsThisYear: number
  readonly department?: Bilingual
}

export interface ApplicationDetail extends ApplicationRow {
  readonly revision: number
  readonly parts: Readonly<Record<string, unknown>>
  readonly completeness: readonly ApplicationPartState[]
  readonly evidence: readonly EvidenceView[]
  readonly mayWrite: boolean
  /** The parts are as they were handed in. */
  readonly isUnchanged: boolean
  readonly department?: Bilingual
  readonly opinion?: {
    readonly agrees: boolean
    readonly document: string
    readonly text: string
    readonly at: string
  }
  /** The panel's evaluation; its sheets are under /evaluations/{id}. */
  readonly panel?: {
    readonly evaluation: string
    readonly state: string
    readonly sheets: { readonly in: number; readonly of: number }
    readonly points?: string
    readonly rating?: Bilingual
    readonly opinions: readonly { readonly expert: string; readonly texts: readonly string[] }[]
  }
  readonly panelEvidence?: PanelEvidence
  readonly noticeFrom?: string
  readonly objections: readonly ObjectionView[]
  readonly decisionReason: string
  readonly actions: readonly ActionView[]
  readonly steps: readonly StepView[]
}

/** What everybody may read of an application on public notice, or after it. */
export interface NoticeView {
  readonly id: string
  readonly org: OrgRef
  readonly year: number
  readonly programme: CodeName
  readonly direction: string
  readonly category: CodeName
  readonly state: string
  readonly stateName: Bilingual
  readonly noticeFrom: string
  readonly noticeUntil: string
  readonly filingNumber?: string
  readonly isSynthetic: boolean
}

export interface DemandSeriesView {
  readonly programme: CodeName
  readonly category: CodeName
  /** The source whose series is the longest and is used. */
  readonly source?: CodeName
  readonly points: readonly { readonly year: number; readonly count: string }[]
  readonly occupations: readonly {
    readonly occupation: string
    readonly name: Bilingual
    readonly share: string
  }[]
  readonly forecast: Forecast
  /** The estimate that rules use for the year after, in whole people. */
  readonly expected?: string
  readonly supply: ShownFigure
  readonly supplyShare: ShownFigure
}
