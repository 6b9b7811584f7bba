import type { Generated } from 'kysely'
import type { Finding, ObservedState, Severity } from '../kernel/index.ts'

export type SubmissionState = 'draft' | 'submitted' | 'returned' | 'accepted' | 'locked'
export type NoticeKind = 'opened' | 'reminded' | 'extended' | 'reopened' | 'returned' | 'accepted' | 'closed'
export type OrgChangeKind = 'open' | 'close' | 'merge' | 'rename' | 'move' | 'describe'
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'stopped'

/** Rounds, drafts, registers, submissions, jobs. */
export interface DeskTables {
  collection_round: {
    org_unit_id: number
    year: number
    title: string
    forms: string[]
    opens_at: Date
    deadline: Date
    state: 'open' | 'closed'
    opened_by: string
    opened_at: Date
  }
  submission: {
    org_unit_id: number
    year: number
    round_unit_id: number
    state: SubmissionState
    deadline: Date | null
    version: Generated<number>
    handed_over_by: string | null
    handed_over_at: Date | null
    changed_by: string | null
    changed_at: Date
    note: string | null
    filled: Generated<number>
    expected: Generated<number>
    errors: Generated<number>
    to_explain: Generated<number>
    notes: Generated<number>
    counted_at: Date | null
  }
  submission_version: {
    org_unit_id: number
    year: number
    version: number
    kind: 'submission' | 'amendment'
    content: Buffer
    sha256: string
    catalog_hash: string
    actor: string
    actor_name: string
    at: Date
    note: string | null
  }
  remark: {
    org_unit_id: number
    year: number
    id: Generated<string>
    version: number
    place: unknown
    text: string
    author: string
    author_name: string
    written_at: Date
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
  }
  round_notice: {
    org_unit_id: number
    year: number
    id: Generated<string>
    kind: NoticeKind
    text: string
    author_name: string
    at: Date
  }
  register_sheet: {
    org_unit_id: number
    year: number
    register: string
    state: 'begun' | 'none'
    revision: Generated<number>
    next_row: Generated<number>
    rows: Generated<number>
    checked_with: string
    changed_by: string | null
    changed_at: Date
  }
  counted_value: {
    org_unit_id: number
    year: number
    register: string
    element: string
    cell: string
    state: ObservedState
    value: string | null
  }
  row_finding: {
    org_unit_id: number
    year: number
    register: string
    row_no: number
    position: number
    code: string
    severity: Severity
    input_key: string
    finding: Finding
  }
  row_history: {
    org_unit_id: number
    year: number
    register: string
    row_no: number
    revision: number
    row_key: string
    data: Record<string, string | number | boolean | null>
    changed_by: string | null
    changed_at: Date | null
    change: 'edited' | 'deleted'
    replaced_by: string
    replaced_at: Date
  }
  form_effort: {
    org_unit_id: number
    year: number
    form: string
    account: string
    seconds: Generated<number>
    last_at: Date
  }
  org_change: {
    org_unit_id: number
    id: Generated<string>
    year: number
    kind: OrgChangeKind
    details: unknown
    reason: string
    actor: string
    at: Date
  }
  job: {
    org_unit_id: number
    id: string
    year: number
    kind: string
    state: JobState
    done: Generated<number>
    total: Generated<number>
    label: Generated<string>
    percent: number | null
    stop_asked_at: Date | null
    input: unknown
    result: unknown
    problem: unknown
    content: Buffer | null
    actor: string
    created_at: Date
    updated_at: Date
  }
}
