import { type ExtractedText, textDocument, verifyText } from '../../src/claims/browser.ts'
import { findClaims } from '../../src/claims/find/index.ts'
import { quantitiesIn } from '../../src/claims/judge/expression.ts'
import { judgeAll } from '../../src/claims/judge/index.ts'
import { lastPlaceRange } from '../../src/claims/judge/print.ts'
import { fitWith } from '../../src/claims/judge/verdict.ts'
import type { NumberToken } from '../../src/claims/read/numbers.ts'
import { readText } from '../../src/claims/read/reading.ts'

/** Kinds of claim that a wrong digit must break; bounds, rankings and directions may survive it by nature. */
const equalities = new Set([
  'share',
  'sum',
  'change',
  'growth',
  'percent_sum',
  'restatement',
  'ratio',
  'per_head',
])

export interface AlterationResult {
  readonly tried: number
  readonly flagged: number
  /** Alterations that all claims still allow: inside rounding. */
  readonly within: number
  readonly missed: readonly MissedAlteration[]
  /** Of the alterations tried, by the kind of claim that checks the number. */
  readonly byKind: ReadonlyMap<string, { readonly tried: number; readonly flagged: number }>
}

/** A number, what it was changed to, and the rules that had checked it: nothing was said of the change. */
export interface MissedAlteration {
  readonly from: string
  readonly to: string
  readonly around: string
  /** Where the number stands in the text. */
  readonly at: number
  readonly text: string
  readonly using: readonly string[]
}

/**
 * Changes one digit of every number that a claim of equality checks, `each` times, and asks whether the checker says
 * anything new. The text must be clean: findings that it has already do not count. Of a long text, `most` numbers are
 * drawn.
 */
export function alterDigits(
  given: string | ExtractedText,
  each: number,
  random: () => number,
  most = Number.POSITIVE_INFINITY,
): AlterationResult {
  const clean = typeof given === 'string' ? textDocument(given, 'clean.txt') : given
  const reading = readText(clean)
  const claims = judgeAll(findClaims(reading)).filter(
    (claim) => claim.verdict === 'consistent' || claim.verdict === 'last_digit',
  )
  const equal = claims.filter((claim) => equalities.has(claim.draft.kind) && claim.draft.expression)
  const tokens = new Set<NumberToken>()
  for (const { draft } of equal) {
    if (draft.bound || !draft.expression) continue
    for (const quantity of quantitiesIn(draft.expression)) tokens.add(quantity.token)
    if (draft.stated.quantity) tokens.add(draft.stated.quantity.token)
  }
  const before = findings(clean)
  let tried = 0
  let flagged = 0
  let within = 0
  const missed: MissedAlteration[] = []
  const byKind = new Map<string, { tried: number; flagged: number }>()
  for (const token of drawn([...tokens], most, random)) {
    if (token.script !== 'arabic' || token.form !== 'plain') continue
    const range =
      (to: string) =>
      (quantity: { token: NumberToken; range: Parameters<typeof lastPlaceRange>[0]['range'] }) =>
        quantity.token === token
          ? lastPlaceRange(quantity as Parameters<typeof lastPlaceRange>[0], to)
          : quantity.range
    for (const to of alterations(token.digits, each, random)) {
      const using = equal.filter(
        ({ draft }) =>
          draft.stated.quantity?.token === token ||
          (draft.expression && quantitiesIn(draft.expression).some((q) => q.token === token)),
      )
      const stillFits = ({ draft, verdict }: (typeof using)[number]) => {
        const fit = fitWith(draft, range(to) as Parameters<typeof fitWith>[1])
        // What was off by its last digit before, and is so still, is no more wrong than it was.
        return fit === 'fits' || (fit === 'last_digit' && verdict === 'last_digit')
      }
      if (using.every(stillFits)) {
        within++
        continue
      }
      const text = replaceToken(clean.text, token, to)
      // The places of a document hold only where nothing moves: a number with separators is left out there.
      if (typeof given !== 'string' && text.length !== clean.text.length) continue
      const altered = typeof given === 'string' ? textDocument(text, 'clean.txt') : { ...clean, text }
      tried++
      const isFlagged = findings(altered) !== before
      for (const kind of new Set(using.map(({ draft }) => draft.kind))) {
        const counted = byKind.get(kind) ?? { tried: 0, flagged: 0 }
        byKind.set(kind, { tried: counted.tried + 1, flagged: counted.flagged + (isFlagged ? 1 : 0) })
      }
      if (isFlagged) flagged++
      else
        missed.push({
          from: token.digits,
          to,
          around: token.flow.text.slice(Math.max(0, token.start - 24), token.unitEnd + 24),
          at: token.flow.at[token.start] ?? 0,
          text,
          using: [...new Set(using.map(({ draft }) => draft.rule))].sort(),
        })
    }
  }
  return { tried, flagged, within, missed, byKind }
}

/** So many of a list, in the order of the list. */
function drawn<T>(list: readonly T[], most: number, random: () => number): T[] {
  if (list.length <= most) return [...list]
  const chosen = new Set<number>()
  while (chosen.size < most) chosen.add(Math.floor(random() * list.length))
  return list.filter((_, index) => chosen.has(index))
}

/** The findings that a reader would see, as one line, without their places. */
function findings(document: ExtractedText): string {
  const { claims } = verifyText(document)
  return claims
    .filter((claim) => claim.severity !== 'none')
    .map((claim) => `${claim.kind} ${claim.verdict} ${claim.operands.length}`)
    .sort()
    .join('; ')
}

function alterations(digits: string, each: number, random: () => number): string[] {
  const places = [...digits]
    .map((char, index) => ({ char, index }))
    .filter(({ char }) => char >= '0' && char <= '9')
  const found = new Set<string>()
  for (let i = 0; i < each * 4 && found.size < each; i++) {
    const place = places[Math.floor(random() * places.length)]
    if (!place) break
    const digit = String((Number(place.char) + 1 + Math.floor(random() * 9)) % 10)
    if (place.index === 0 && digit === '0' && places.length > 1) continue
    found.add(digits.slice(0, place.index) + digit + digits.slice(place.index + 1))
  }
  return [...found]
}

function replaceToken(text: string, token: NumberToken, to: string): string {
  const start = token.flow.at[token.start] ?? 0
  const end = (token.flow.at[token.end - 1] ?? 0) + 1
  return text.slice(0, start) + to + text.slice(end)
}

/** A small generator with a seed, so that a measurement can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}
