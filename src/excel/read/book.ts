import { AppError } from '../../kernel/index.ts'
import type { ImportLimits } from '../limits.ts'
import { readCsv } from './csv.ts'
import type { RawBook } from './sheet.ts'
import { readWorkbook } from './xlsx.ts'

/**
 * Opens what a person sent as what it is, whatever its name says.
 * @throws AppError IMP-001 … IMP-013
 */
export async function readBook(name: string, bytes: Uint8Array, limits: ImportLimits): Promise<RawBook> {
  if (bytes.length > limits.fileBytes) {
    throw new AppError('IMP-001', {
      megabytes: (bytes.length / 1024 / 1024).toFixed(1),
      most: Math.round(limits.fileBytes / 1024 / 1024),
    })
  }
  if (bytes.length === 0) throw new AppError('IMP-014')
  if (startsWith(bytes, [0x50, 0x4b])) return readWorkbook(bytes, limits)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw oldContainer(bytes)
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) throw new AppError('IMP-009', { kind: 'PDF' })
  const start = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart().toLowerCase()
  // Many systems hand out a web page under the name .xls.
  if (start.startsWith('<')) throw new AppError('IMP-009', { kind: start.includes('html') ? 'HTML' : 'XML' })
  return readCsv(name, bytes, limits)
}

/** The container of Excel 97–2003; a workbook with a password comes in it too. */
function oldContainer(bytes: Uint8Array): AppError {
  const mark = Buffer.from('EncryptedPackage', 'utf16le')
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark)
  return isEncrypted ? new AppError('IMP-004') : new AppError('IMP-009', { kind: '.xls' })
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}
