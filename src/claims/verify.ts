import type { KnownFact } from './facts.ts'
import { findClaims } from './find/index.ts'
import { judgeAll } from './judge/index.ts'
import { type Progress, readText } from './read/reading.ts'
import { buildVerdict } from './report/build.ts'
import type { FileVerdict } from './report/document.ts'
import type { ExtractedText } from './text.ts'

/** What a check can be compared with; plain data, so that it can be handed to a worker. */
export interface VerifyData {
  /** The text of last year's report: values said to be 上年 are checked against it. */
  readonly previous?: ExtractedText
  /** Known values: named quantities of the text are checked against them. */
  readonly facts?: readonly KnownFact[]
}

export interface VerifyOptions extends VerifyData {
  /** Called while a long text is read: blocks done, of how many. */
  readonly progress?: Progress
}

/** Finds every arithmetic claim of a text and judges it. Pure: no file, no clock; runs in the browser as well. */
export function verifyText(extracted: ExtractedText, options: VerifyOptions = {}): FileVerdict {
  const reading = readText(extracted, options.progress)
  const previous = options.previous && readText(options.previous)
  return buildVerdict(reading, judgeAll(findClaims(reading, { previous, facts: options.facts ?? [] })))
}
