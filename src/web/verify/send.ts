import type { VerifiedText, VerifyProgress } from '../../http/contract/verify.ts'
import type { Language } from '../../kernel/index.ts'
import { apiUrl, readTrouble } from '../data/client.ts'
import { ApiProblem } from '../data/problem.ts'

/** What a reader hands over: a report, perhaps last year's, and whether to compare with accepted data. */
export interface Handed {
  readonly file: File
  readonly previous: File | undefined
  readonly facts: boolean
}

/** @throws ApiProblem with the server's reason why the file cannot be checked */
export async function checkFile(handed: Handed, watch: string, signal: AbortSignal): Promise<VerifiedText> {
  const response = await post(apiUrl(['verify']), handed, { watch, signal })
  return (await response.json()) as VerifiedText
}

/** How far the check has come that was sent with this id; undefined where nobody can say just now. */
export async function progressOf(watch: string): Promise<VerifyProgress | undefined> {
  try {
    const response = await fetch(apiUrl(['verify', 'progress', watch]))
    return response.ok ? ((await response.json()) as VerifyProgress) : undefined
  } catch {
    return undefined
  }
}

/** An id that nobody guesses; also on a page without a secure connection, where `randomUUID` is missing. */
export function newWatch(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The marked page, or the Word file with comments. The server keeps no file, so it is sent once more. */
export async function makeFile(
  handed: Handed,
  what: 'page' | 'document',
  lang: Language,
): Promise<{ name: string; content: Blob }> {
  const response = await post(apiUrl(['verify', what], { lang }), handed)
  const ending = what === 'page' ? 'html' : 'docx'
  return { name: `${stemOf(handed.file.name)}.${ending}`, content: await response.blob() }
}

export function stemOf(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,8}$/, '')
}

/** Hands a file to the browser's downloads. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

async function post(
  url: string,
  { file, previous, facts }: Handed,
  { watch, signal }: { readonly watch?: string; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  const body = new FormData()
  body.set('file', file)
  if (previous) body.set('previous', previous)
  if (facts) body.set('facts', 'yes')
  if (watch !== undefined) body.set('watch', watch)
  let response: Response
  try {
    response = await fetch(url, { method: 'POST', body, ...(signal ? { signal } : {}) })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiProblem({ code: 'WEB-001', params: {} }, 0)
  }
  if (response.ok) return response
  throw new ApiProblem(await readTrouble(response), response.status)
}
