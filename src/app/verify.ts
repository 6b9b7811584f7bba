import {
  commentedDocx,
  type ExtractedText,
  type ExtractLimits,
  extract,
  type FileProgress,
  type FileVerdict,
  type KnownFact,
  markedHtml,
  noteText,
  verifyFile,
} from '../claims/index.ts'
import { AppError, type Language, type Params } from '../kernel/index.ts'
import type { AppContext } from './context.ts'

/** A file as it came in: held in memory, never kept. */
export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Whose data a text is compared with; what is left out is read from the text itself. */
export interface FactsPlace {
  readonly org?: string | undefined
  readonly year?: number | undefined
}

export interface VerifyRequest {
  readonly file: GivenFile
  /** Last year's report, against which values of 上年 are checked. */
  readonly previous?: GivenFile | undefined
  /** Compare named values with accepted data as well. */
  readonly facts?: { readonly app: AppContext; readonly place: FactsPlace } | undefined
  readonly limits?: Partial<ExtractLimits>
  /** Pages of a PDF read, then blocks of text read, of how many. */
  readonly progress?: FileProgress | undefined
  /** Ends the check; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** A text with what was found in it. */
export interface Verified {
  readonly extracted: ExtractedText
  readonly verdict: FileVerdict
  /** The unit and year whose data the text was compared with. */
  readonly comparedWith?: { readonly org: string; readonly year: number }
}

/**
 * Checks the arithmetic of one file. Needs no data of ours unless it is to be compared with some.
 * @throws AppError CLM-0xx where the file cannot be read within its limits, CLM-020 where nobody says whose data to compare with
 */
export async function verifyDocument({
  file,
  previous,
  facts,
  limits = {},
  progress,
  signal,
}: VerifyRequest): Promise<Verified> {
  const earlier = previous && (await extract(previous.bytes, previous.name, limits, { signal }))
  const known = facts && (await knownFacts(facts.app, facts.place, file, limits))
  const { extracted, verdict } = await verifyFile(file.bytes, file.name, {
    limits,
    progress,
    signal,
    ...(earlier ? { previous: earlier } : {}),
    ...(known ? { facts: known.facts } : {}),
  })
  const notes = doubts(extracted, earlier, known)
  return {
    extracted,
    verdict: notes.length > 0 ? { ...verdict, notes: [...verdict.notes, ...notes] } : verdict,
    ...(known ? { comparedWith: known.place } : {}),
  }
}

/** What the reader should know about the years and data that a text was compared with. */
function doubts(
  { text }: ExtractedText,
  earlier: ExtractedText | undefined,
  known: { readonly place: { readonly year: number } } | undefined,
): FileVerdict['notes'] {
  const note = (code: string, params: Params) => ({ code, ...noteText(code, params) })
  const notes: FileVerdict['notes'][number][] = []
  const year = yearOf(text)
  const other = earlier && yearOf(earlier.text)
  if (earlier && year !== undefined && other !== undefined && other !== year - 1)
    notes.push(note('CLM-105', { year, other, file: earlier.file, expected: year - 1 }))
  if (known && year !== undefined && known.place.year !== year)
    notes.push(note('CLM-106', { year, other: known.place.year }))
  return notes
}

/** The text with its claims marked, as one page that stands alone. */
export function markedPage({ extracted, verdict }: Verified, language: Language): string {
  return markedHtml(extracted, verdict, language)
}

/**
 * The user's own Word file with a comment at every finding.
 * @throws AppError CLM-014 for a file of another kind
 */
export function commentedFile(
  file: GivenFile,
  { verdict }: Pick<Verified, 'verdict'>,
  language: Language,
  now: Date,
): Uint8Array {
  return commentedDocx(file.bytes, file.name, verdict, { language, date: now.toISOString() })
}

/** Accepted values of a unit and year under the names that a text gives them. Incomplete ones prove nothing. */
async function knownFacts(
  app: AppContext,
  place: FactsPlace,
  file: GivenFile,
  limits: Partial<ExtractLimits>,
): Promise<{ facts: KnownFact[]; place: { org: string; year: number } }> {
  // Only a comparison needs what reads accepted data; a text alone is checked without loading it.
  const { factsOf } = await import('./facts.ts')
  const { org, year } = await placeOf(app, place, file, limits)
  const found = await factsOf(app, org, year)
  const facts = found.facts.flatMap(({ name, value, unitLabel, isComplete }): KnownFact[] =>
    value !== undefined && isComplete ? [{ names: [name.zh], value, unit: unitLabel.zh, year }] : [],
  )
  return { facts, place: { org: found.org.name, year } }
}

/** How much of a text says what it is about. */
const OPENING = 3000

async function placeOf(
  app: AppContext,
  { org, year }: FactsPlace,
  file: GivenFile,
  limits: Partial<ExtractLimits>,
): Promise<{ org: string; year: number }> {
  if (org !== undefined && year !== undefined) return { org, year }
  await app.units.refresh()
  const { text } = await extract(file.bytes, file.name, limits)
  const opening = text.slice(0, OPENING)
  const said = org ?? firstNamed(app, opening)
  const when = year ?? yearOf(text)
  if (said === undefined || when === undefined) throw new AppError('CLM-020', {}, { kind: 'usage' })
  return { org: said, year: when }
}

/** The year that the opening of a text names first: that of the report. */
function yearOf(text: string): number | undefined {
  const year = /(?:19|20)\d\d(?=\s*年|[）)])/.exec(text.slice(0, OPENING))?.[0]
  return year === undefined ? undefined : Number(year)
}

/** The unit whose name comes first in a text; of two at the same place, the longer name. */
function firstNamed(app: AppContext, text: string): string | undefined {
  const named = app.units
    .all()
    .flatMap(({ code, versions, aliases }) =>
      [...versions.map(({ name }) => name), ...aliases].map((name) => ({
        code,
        at: text.indexOf(name),
        length: name.length,
      })),
    )
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.length - a.length)
  return named[0]?.code
}
