import { type FileProgress, runBounded } from './extract/host.ts'
import type { ExtractLimits } from './extract/limits.ts'
import type { FileVerdict } from './report/document.ts'
import type { ExtractedText } from './text.ts'
import type { VerifyData } from './verify.ts'

export type { FileProgress } from './extract/host.ts'

interface Watch {
  /** Pages of a PDF read, then blocks of text read, of how many. */
  readonly progress?: FileProgress | undefined
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

interface VerifyFileOptions extends VerifyData, Watch {
  readonly limits?: Partial<ExtractLimits> | undefined
}

/** Reads a file into text in a bounded worker. Refusals are AppErrors CLM-0xx. */
export async function extract(
  bytes: Uint8Array,
  file: string,
  limits: Partial<ExtractLimits> = {},
  watch: Watch = {},
): Promise<ExtractedText> {
  return (await runBounded(bytes, file, { do: 'extract' }, { ...watch, limits })).extracted
}

/** Reads and checks a file in a bounded worker; the text comes back with the verdict. */
export async function verifyFile(
  bytes: Uint8Array,
  file: string,
  options: VerifyFileOptions = {},
): Promise<{ extracted: ExtractedText; verdict: FileVerdict }> {
  const data: VerifyData = {
    ...(options.previous ? { previous: options.previous } : {}),
    ...(options.facts ? { facts: options.facts } : {}),
  }
  const { extracted, verdict } = await runBounded(bytes, file, { do: 'verify', options: data }, options)
  if (!verdict) throw new Error(`${file}: the worker gave no verdict`)
  return { extracted, verdict }
}
