import { findClaims } from './find/index.ts'
import { judgeAll } from './judge/index.ts'
import { type Progress, readText } from './read/reading.ts'
import { buildVerdict } from './report/build.ts'
import type { FileVerdict } from './report/document.ts'
import type { ExtractedText } from './text.ts'

export interface VerifyOptions {
  /** Called while a long text is read: blocks done, of how many. */
  readonly progress?: Progress
}

/** Finds every arithmetic claim of a text and judges it. Pure: no file, no clock; runs in the browser as well. */
export function verifyText(extracted: ExtractedText, options: VerifyOptions = {}): FileVerdict {
  const reading = readText(extracted, options.progress)
  return buildVerdict(reading, judgeAll(findClaims(reading)))
}
