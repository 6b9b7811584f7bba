import type { Generated } from 'kysely'

export type Procedure = 'evaluation' | 'problem' | 'application'
export type EvidenceOwner = Procedure
export type ChainLevel = 'school' | 'programme' | 'course' | 'teacher' | 'student'

/** Evaluation, improvement, programmes. States are those of the workflow tables in src/evaluation. */
export interface QualityTables {
  workflow_step: {
    org_unit_id: number
    year: number
    procedure: Procedure
    object_id: string
    step: number
    action: string
    party: string
    state: string
    actor: string
    actor_name: string
    at: Date
    details: unknown
  }
  evaluation_round: {
    org_unit_id: number
    id: string
    year: number
    title: string
    scheme: string
    scheme_version: string
    catalog_hash: string
    seed: string
    panel_size: number
    self_until: Date
    scoring_until: Date
    reply_days: number
    state: 'open' | 'closed'
    is_synthetic: Generated<boolean>
    opened_by: string
    opened_at: Date
  }
  evaluation: {
    org_unit_id: number
    id: string
    year: number
    round_unit_id: number
    round_id: string
    subject_key: string
    subject_name: string
    state: string
    step: Generated<number>
    leaf_values: unknown
    values_at: Date | null
    content_hash: string | null
    result: unknown
    reply_until: Date | null
  }
  evaluation_assignment: {
    org_unit_id: number
    year: number
    evaluation_id: string
    expert: string
    expert_name: string
    is_chief: boolean
    state: 'active' | 'replaced'
    submitted_at: Date | null
  }
  evaluation_mark: {
    org_unit_id: number
    year: number
    evaluation_id: string
    kind: string
    assessor: string
    criterion: string
    mark: string | null
    note: string
    measure: string
    effect: string
    changed_at: Date
  }
  evidence: {
    org_unit_id: number
    id: string
    year: number
    owner_kind: EvidenceOwner
    owner_id: string
    part: string
    file_name: string
    media_type: string
    size: number
    sha256: string
    uploaded_by: string
    uploaded_at: Date
    removed_at: Date | null
  }
  evidence_content: { org_unit_id: number; year: number; sha256: string; content: Buffer }
  expert: {
    org_unit_id: number
    id: string
    name: string
    employer: string
    home_unit_id: number | null
    competences: string[]
    avoids: number[]
    is_active: boolean
    changed_by: string
    changed_at: Date
  }
  quality_standard: {
    org_unit_id: number
    id: string
    year: number
    level: ChainLevel
    title: string
    body: string
    document: string
    version: string
    parent_id: string | null
    retired_at: Date | null
    changed_by: string
    changed_at: Date
  }
  goal: {
    org_unit_id: number
    id: string
    year: number
    level: ChainLevel
    subject_key: string
    subject_name: string
    title: string
    parent_id: string | null
    standard_id: string | null
    value: string | null
    unit: string | null
    comparison: 'at_least' | 'at_most' | null
    target: string | null
    target_year: number | null
    owner: string
    retired_at: Date | null
    changed_by: string
    changed_at: Date
  }
  problem: {
    org_unit_id: number
    id: string
    year: number
    title: string
    opened_by: 'goal' | 'criterion' | 'hand'
    goal_id: string | null
    evaluation_id: string | null
    criterion: string | null
    area: string | null
    element: string | null
    state: string
    step: Generated<number>
    because: string
    opened_value: string | null
    closed_value: string | null
    closed_year: number | null
    cause: string
    measure: string
    owner: string
    due_on: string | null
    effect: string
    waiver: string
    opened_at: Date
    closed_at: Date | null
    is_synthetic: Generated<boolean>
  }
  programme_filing: {
    org_unit_id: number
    year: number
    programme: string
    decision: 'filed' | 'refused'
    number: string
    reason: string
    verdict: unknown
    decided_by: string
    decided_at: Date
  }
  application_window: {
    org_unit_id: number
    year: number
    opens_at: Date
    closes_at: Date
    notice_days: number
    panel_size: number
    number_prefix: string
    changed_by: string
    changed_at: Date
  }
  programme_application: {
    org_unit_id: number
    id: string
    year: number
    programme: string
    programme_name: string
    direction: string
    category: string
    state: string
    step: Generated<number>
    revision: Generated<number>
    parts: unknown
    submitted_hash: string | null
    submitted_at: Date | null
    opinion: unknown
    panel_id: string | null
    notice_from: Date | null
    notice_until: Date | null
    filing_number: string | null
    decision_reason: string
    is_synthetic: Generated<boolean>
    created_by: string
    created_at: Date
  }
  application_objection: {
    org_unit_id: number
    year: number
    application_id: string
    id: string
    text: string
    raised_by: string
    raised_at: Date
    answer: string | null
    upheld: boolean | null
    answered_by: string | null
    answered_at: Date | null
  }
  demand_count: {
    org_unit_id: number
    source: 'vacancies' | 'survey' | 'imported'
    occupation: string
    year: number
    count: string
    sample: number | null
    document: string
    is_synthetic: Generated<boolean>
    changed_by: string
    changed_at: Date
  }
}
