import { unzipSync } from 'fflate'
import { AppError } from '../../kernel/index.ts'
import type { ExtractLimits } from './limits.ts'

/** The parts of a zip file that `wanted` names, unpacked within the limits. */
export function unzipWithin(
  bytes: Uint8Array,
  file: string,
  limits: ExtractLimits,
  wanted: (name: string) => boolean,
): Map<string, Uint8Array> {
  const names: string[] = []
  let expanded = 0
  let entries: Record<string, Uint8Array>
  try {
    entries = unzipSync(bytes, {
      filter: (entry) => {
        names.push(entry.name)
        if (names.length > 20_000) throw new AppError('CLM-006', { file, detail: `> 20000 parts` })
        if (!wanted(entry.name)) return false
        expanded += entry.originalSize
        refuseBomb(expanded, bytes.length, file, limits)
        return true
      },
    })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('CLM-003', { file, detail: cause instanceof Error ? cause.message : 'zip' }, { cause })
  }
  const parts = new Map(Object.entries(entries))
  let real = 0
  for (const part of parts.values()) real += part.length
  refuseBomb(real, bytes.length, file, limits)
  return parts
}

function refuseBomb(expanded: number, packed: number, file: string, limits: ExtractLimits): void {
  const megabytes = Math.round(expanded / 1024 / 1024)
  if (expanded > limits.expandedBytes) throw new AppError('CLM-006', { file, detail: `${megabytes} MB` })
  const ratio = expanded / Math.max(1, packed)
  if (expanded > limits.expandedFloor && ratio > limits.expansion) {
    throw new AppError('CLM-006', { file, detail: `${megabytes} MB, 1:${Math.round(ratio)}` })
  }
}

export function zipNames(bytes: Uint8Array): string[] {
  const names: string[] = []
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        names.push(entry.name)
        return false
      },
    })
  } catch {
    return names
  }
  return names
}
