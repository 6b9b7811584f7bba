import type { ClaimKind, ClaimSeverity, Span, Verdict } from '../judge/claim.ts'
import type { JudgedClaim } from '../judge/index.ts'
import type { Repair } from '../judge/repair.ts'
import { noteText } from '../messages.ts'
import { sourceRange } from '../read/flow.ts'
import type { NumberToken } from '../read/numbers.ts'
import type { Quantity } from '../read/quantities.ts'
import type { Reading } from '../read/reading.ts'
import { coverageOf } from './coverage.ts'
import type { ClaimReport, FileVerdict, Place, RepairReport, VerdictSummary } from './document.ts'
import { arithmeticText, computedText, printedText } from './format.ts'
import { messageOf, repairMessage } from './wording.ts'

/** The document that a reading and its judged claims make. */
export function buildVerdict(reading: Reading, claims: readonly JudgedClaim[]): FileVerdict {
  const { extracted } = reading
  const reports = claims
    .map((claim) => claimReport(reading, claim))
    .sort((a, b) => a.start - b.start || a.end - b.end)
  const numbered = reports.map((report, index) => ({ ...report, id: `c${index + 1}` }))
  return {
    file: extracted.file,
    format: extracted.format,
    ...(extracted.pages === undefined ? {} : { pages: extracted.pages }),
    characters: extracted.text.length,
    notes: extracted.notes.map((note) => ({ code: note.code, ...noteText(note.code, note.params) })),
    ...coverageOf(reading, claims),
    claims: numbered,
    summary: summaryOf(numbered),
  }
}

function claimReport(reading: Reading, claim: JudgedClaim): ClaimReport {
  const { draft } = claim
  const spans = spansOf(reading, claim)
  const first = spans[0] ?? [0, 0]
  const stated = draft.stated.quantity
  const computed = claim.computed ? computedText(draft, claim.computed) : null
  const arithmetic = draft.expression ? arithmeticText(draft.expression) : null
  return {
    id: '',
    kind: draft.kind,
    rule: draft.rule,
    quote: spans.map(([start, end]) => reading.extracted.text.slice(start, end)).join(' …… '),
    start: first[0],
    end: spans.at(-1)?.[1] ?? first[1],
    spans,
    place: placeOf(reading, claim),
    operands: draft.operands.map(({ quantity, role }) => {
      const [start, end] = tokenRange(quantity.token)
      const previous = isOwn(reading, quantity) ? {} : { from: 'previous' as const }
      return {
        ...previous,
        text: textInSource(reading, quantity),
        value: quantity.token.digits,
        unit: `${quantity.token.scaleText}${quantity.unit.text}`,
        role,
        start,
        end,
      }
    }),
    stated: stated ? textInSource(reading, stated) : null,
    stated_at: stated ? tokenRange(stated.token) : null,
    computed,
    arithmetic,
    verdict: claim.verdict,
    severity: claim.severity,
    message: messageOf(claim, { computed, arithmetic }),
    repairs: claim.repairs.map(repairReport),
  }
}

/** Whether a quantity stands in this text and not in last year's report. */
function isOwn(reading: Reading, quantity: Quantity): boolean {
  return reading.flows[quantity.token.flow.index] === quantity.token.flow
}

/** A number with its unit as the document has it, in its width and characters, without breaks of lines. */
function textInSource(reading: Reading, quantity: Quantity): string {
  if (!isOwn(reading, quantity)) return printedText(quantity)
  return reading.extracted.text.slice(...tokenRange(quantity.token)).replace(/\s+/g, '')
}

function tokenRange(token: NumberToken): [number, number] {
  return sourceRange(token.flow, token.start, Math.max(token.end, token.unitEnd))
}

function repairReport(repair: Repair): RepairReport {
  return {
    kind: repair.kind,
    changes: repair.changes.map(({ token, from, to }) => {
      const [start, end] = sourceRange(token.flow, token.start, token.end)
      return { start, end, from, to }
    }),
    mends: repair.mends,
    breaks: repair.breaks,
    message: repairMessage(repair),
  }
}

/** Where the clause begins that a number alone in parentheses belongs to: 「“读本科”的比例（6.3%）」. */
function aroundNumber(reading: Reading, { clause }: Quantity): number | undefined {
  const number = clause.numbers[0]
  if (!clause.parent || number?.from !== 0 || number.unitTo !== clause.text.length) return undefined
  return reading.clauses[clause.parent.clause]?.at[0]
}

/** The clauses of the operands, neighbours joined; sentences of two places stay apart. */
function spansOf(reading: Reading, claim: JudgedClaim): [number, number][] {
  const clauses: (Span & { readonly clause: number })[] = []
  for (const { quantity } of claim.draft.operands) {
    const { clause } = quantity
    if (!isOwn(reading, quantity)) continue
    const last = clause.at.at(-1)
    if (clause.at[0] === undefined || last === undefined) continue
    const start = aroundNumber(reading, quantity) ?? clause.at[0]
    clauses.push({ clause: clause.index, flow: clause.flow.index, start, end: last + 1 })
  }
  const spans: [number, number][] = []
  let previous = -9
  for (const span of clauses.sort((a, b) => a.clause - b.clause)) {
    if (span.clause === previous) continue
    const [start, end] = rangeOfSpan(reading, span)
    const open = spans.at(-1)
    const near = open && span.clause - previous <= 1 && start - open[1] <= 12
    if (open && (near || start < open[1])) open[1] = Math.max(open[1], end)
    else spans.push([start, end])
    previous = span.clause
  }
  for (const span of claim.draft.spans ?? []) {
    const [start, end] = rangeOfSpan(reading, span)
    if (!spans.some(([a, b]) => a <= start && end <= b)) spans.push([start, end])
  }
  return spans.sort((a, b) => a[0] - b[0])
}

function rangeOfSpan(reading: Reading, span: Span): [number, number] {
  const flow = reading.flows[span.flow]
  return flow ? sourceRange(flow, span.start, span.end) : [0, 0]
}

function placeOf(reading: Reading, claim: JudgedClaim): Place {
  const { draft } = claim
  const anchor = draft.stated.quantity ?? draft.operands.at(-1)?.quantity ?? draft.operands[0]?.quantity
  const flow = anchor ? anchor.clause.flow.index : (draft.spans?.[0]?.flow ?? 0)
  const block = reading.flows[flow]?.block
  const heading = headingOf(reading, flow)
  return {
    ...(block?.page === undefined ? {} : { page: block.page }),
    paragraph: flow + 1,
    ...(heading === undefined ? {} : { heading }),
    ...(block?.cell
      ? { table: block.cell.table + 1, row: block.cell.row + 1, column: block.cell.column + 1 }
      : {}),
  }
}

function headingOf(reading: Reading, flow: number): string | undefined {
  const index = reading.headings[flow]
  const block = index === undefined ? undefined : reading.flows[index]?.block
  const range = block?.ranges[0]
  return range ? reading.extracted.text.slice(range[0], range[1]).trim() : undefined
}

function summaryOf(claims: readonly ClaimReport[]): VerdictSummary {
  const byVerdict: Record<Verdict, number> = {
    consistent: 0,
    last_digit: 0,
    contradicted: 0,
    base_unclear: 0,
    unverifiable: 0,
  }
  const bySeverity: Record<ClaimSeverity, number> = { error: 0, warning: 0, info: 0, none: 0 }
  const byKind: Partial<Record<ClaimKind, number>> = {}
  for (const claim of claims) {
    byVerdict[claim.verdict]++
    bySeverity[claim.severity]++
    byKind[claim.kind] = (byKind[claim.kind] ?? 0) + 1
  }
  return {
    claims: claims.length,
    checked: claims.length - byVerdict.unverifiable,
    by_verdict: byVerdict,
    by_severity: bySeverity,
    by_kind: byKind,
  }
}
