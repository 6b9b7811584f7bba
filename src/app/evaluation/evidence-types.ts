import { unzipSync } from 'fflate'
import { AppError } from '../../kernel/index.ts'

/** A kind of file that may be handed in as evidence: what it is called, and how its first bytes give it away. */
interface EvidenceType {
  readonly extensions: readonly string[]
  readonly mediaType: string
  matches(bytes: Uint8Array): boolean
}

const starts =
  (...signature: number[]) =>
  (bytes: Uint8Array): boolean =>
    signature.every((byte, index) => bytes[index] === byte)

/** An Office file is a zip that holds a part of this name; one with macros is refused whatever it is called. */
const office =
  (part: string) =>
  (bytes: Uint8Array): boolean => {
    if (!starts(0x50, 0x4b, 0x03, 0x04)(bytes)) return false
    const names: string[] = []
    try {
      // Names only: nothing is unpacked, so that a zip bomb stays small.
      unzipSync(bytes, { filter: ({ name }) => names.push(name) < 0 })
    } catch {
      return false
    }
    return names.includes(part) && !names.some((name) => /vbaProject\.bin$/i.test(name))
  }

const types: readonly EvidenceType[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', matches: starts(0x25, 0x50, 0x44, 0x46, 0x2d) },
  {
    extensions: ['png'],
    mediaType: 'image/png',
    matches: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', matches: starts(0xff, 0xd8, 0xff) },
  {
    extensions: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    matches: office('word/document.xml'),
  },
  {
    extensions: ['xlsx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    matches: office('xl/workbook.xml'),
  },
  {
    extensions: ['pptx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    matches: office('ppt/presentation.xml'),
  },
  { extensions: ['txt'], mediaType: 'text/plain; charset=utf-8', matches: isText },
]

const EVIDENCE_EXTENSIONS: readonly string[] = types.flatMap(({ extensions }) => extensions)

/** The largest file that is taken. */
export const EVIDENCE_LIMIT = 20 * 1024 * 1024

/**
 * The media type of a file that says and is what it may be.
 * @throws AppError EVD-001 a type that is not taken, EVD-002 content of another type than the name says, EVD-003 too
 * large, EVD-004 empty
 */
export function evidenceType(fileName: string, bytes: Uint8Array): string {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const type = types.find(({ extensions }) => extensions.includes(extension))
  const about = { file: fileName, types: EVIDENCE_EXTENSIONS.join('、') }
  if (!type) throw new AppError('EVD-001', about, { kind: 'usage' })
  if (bytes.length === 0) throw new AppError('EVD-004', about, { kind: 'usage' })
  if (bytes.length > EVIDENCE_LIMIT) {
    const megabytes = (size: number) => (size / 1024 / 1024).toFixed(1)
    throw new AppError(
      'EVD-003',
      { ...about, size: megabytes(bytes.length), limit: megabytes(EVIDENCE_LIMIT) },
      { kind: 'usage' },
    )
  }
  if (!type.matches(bytes)) {
    const real = types.find((candidate) => candidate.matches(bytes))?.extensions[0] ?? '—'
    throw new AppError('EVD-002', { ...about, extension, real }, { kind: 'usage' })
  }
  return type.mediaType
}

/** UTF-8 without control characters; a program renamed to .txt is none. */
function isText(bytes: Uint8Array): boolean {
  if (!bytes.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d))) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
