import type {
  AppContext,
  Board,
  ChangedRows,
  DeskFindings,
  EntryDocument,
  RowsPage,
  SavedCells,
  ShownRow,
  SubmissionDocument,
} from '../app/index.ts'
import { orgRef, refOf } from '../app/index.ts'
import type * as Store from '../app/stored.ts'
import type {
  DeskFindings as DeskFindingsShape,
  DraftCell as DraftCellShape,
  EntryDocument as EntryShape,
  Remark as RemarkShape,
  SavedCells as SavedShape,
  Sheet as SheetShape,
} from './contract/entry.ts'
import type {
  ChangedRows as ChangedShape,
  RowPast as RowPastShape,
  RowsPage as RowsPageShape,
  ShownRow as ShownRowShape,
} from './contract/registers.ts'
import type { Board as BoardShape, Round as RoundShape } from './contract/rounds.ts'
import type { Submission as SubmissionShape, VersionHead as VersionShape } from './contract/submissions.ts'

/* What the desk's use cases say, as it crosses the wire: times as ISO texts, units by reference. */

const time = (at: Date): string => at.toISOString()
const timeOrNull = (at: Date | null): string | null => at?.toISOString() ?? null

export function roundShape(app: AppContext, round: Store.CollectionRound): RoundShape {
  return {
    org: refOf(app, round.org_unit_id, round.year),
    year: round.year,
    title: round.title,
    forms: round.forms,
    opensAt: time(round.opens_at),
    deadline: time(round.deadline),
    state: round.state,
    openedBy: round.opened_by,
  }
}

export function boardShape(app: AppContext, board: Board): BoardShape {
  return {
    org: board.org,
    round: roundShape(app, board.round),
    counts: { ...board.counts },
    lines: board.lines.map(({ findings, lastActivity, deadline, ...line }) => ({
      ...line,
      ...(findings ? { findings: { ...findings, countedAt: time(findings.countedAt) } } : {}),
      ...(lastActivity ? { lastActivity: time(lastActivity) } : {}),
      deadline: time(deadline),
    })),
  }
}

function cellShape({ changedAt, ...cell }: Store.DraftCell): DraftCellShape {
  return { ...cell, changedAt: timeOrNull(changedAt) }
}

export function savedShape({ saved, conflicts }: SavedCells): SavedShape {
  return { saved, conflicts: conflicts.map(cellShape) }
}

export function sheetShape(sheet: Store.Sheet): SheetShape {
  return {
    register: sheet.register,
    state: sheet.state,
    revision: sheet.revision,
    rows: sheet.rows,
    changedBy: sheet.changed_by,
    changedAt: time(sheet.changed_at),
  }
}

function remarkShape(remark: Store.Remark): RemarkShape {
  return {
    id: remark.id,
    version: remark.version,
    place: remark.place as RemarkShape['place'],
    text: remark.text,
    author: remark.author_name,
    writtenAt: time(remark.written_at),
    answer: remark.answer,
    answeredBy: remark.answered_by,
    answeredAt: timeOrNull(remark.answered_at),
  }
}

export function findingsShape(found: DeskFindings): DeskFindingsShape {
  return {
    ...found,
    findings: found.findings.map((finding) => ({ ...finding, inputs: { ...finding.inputs } })),
  }
}

export function entryShape(app: AppContext, entry: EntryDocument): EntryShape {
  const { unit, year, round, submission, asked } = entry.at
  const { unit: whole, values } = entry.bundle
  return {
    org: orgRef(unit),
    year,
    title: round.title,
    state: submission.state,
    isOpen: entry.isOpen,
    mayWrite: entry.mayWrite,
    deadline: time(entry.deadline),
    handedOverBy: submission.handed_over_by,
    catalogHash: app.catalog.hash,
    forms: asked.forms.map((form) => form.id),
    cells: entry.cells.map(cellShape),
    sheets: entry.sheets.map(sheetShape),
    remarks: entry.remarks.map(remarkShape),
    bundle: {
      unit: {
        ...whole,
        versions: whole.versions.map((version) => ({
          ...version,
          attributes: { ...version.attributes },
        })),
      },
      year: entry.bundle.year,
      values,
    },
  }
}

function rowShape({ findings, changedAt, cells, ...row }: ShownRow): ShownRowShape {
  return {
    ...row,
    cells: { ...cells },
    changedAt: timeOrNull(changedAt),
    findings: findings.map(({ finding }) => ({ ...finding, inputs: { ...finding.inputs } })),
  }
}

export function pageShape(page: RowsPage): RowsPageShape {
  return {
    register: page.register.id,
    ...(page.sheet ? { sheet: sheetShape(page.sheet) } : {}),
    mayWrite: page.mayWrite,
    total: page.total,
    page: page.page,
    size: page.size,
    rows: page.rows.map(rowShape),
  }
}

export function changedShape({ sheet, rows, conflicts }: ChangedRows): ChangedShape {
  return { sheet: sheetShape(sheet), rows: rows.map(rowShape), conflicts: conflicts.map(rowShape) }
}

export function pastShape(past: Store.RowPast): RowPastShape {
  return {
    rowNo: past.row_no,
    revision: past.revision,
    cells: past.data,
    changedBy: past.changed_by,
    changedAt: timeOrNull(past.changed_at),
    change: past.change,
    replacedBy: past.replaced_by,
    replacedAt: time(past.replaced_at),
  }
}

export function versionShape({ at, ...version }: Store.VersionHead): VersionShape {
  return {
    version: version.version,
    kind: version.kind,
    sha256: version.sha256,
    catalogHash: version.catalogHash,
    actor: version.actor,
    actorName: version.actorName,
    at: time(at),
    note: version.note,
    size: version.size,
  }
}

export function submissionShape(app: AppContext, document: SubmissionDocument): SubmissionShape {
  const { unit, year, round, submission } = document.at
  return {
    org: orgRef(unit),
    year,
    round: roundShape(app, round),
    state: submission.state,
    deadline: time(document.deadline),
    version: submission.version,
    changedBy: submission.changed_by,
    changedAt: time(submission.changed_at),
    handedOverBy: submission.handed_over_by,
    note: submission.note,
    versions: document.versions.map(versionShape),
    remarks: document.remarks.map(remarkShape),
    notices: document.notices.map((notice) => ({
      kind: notice.kind,
      text: notice.text,
      author: notice.author_name,
      at: time(notice.at),
    })),
    steps: document.steps,
  }
}
