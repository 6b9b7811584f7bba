import { keepContent, readContent, type Tx } from '../../store/index.ts'

/**
 * Where the bytes of evidence are kept, by unit and SHA-256. What is on file of them (name, type, size, owner) is in
 * the database in any case.
 */
export interface EvidenceStore {
  keep(unitId: number, year: number, sha256: string, bytes: Uint8Array): Promise<void>
  read(unitId: number, sha256: string): Promise<Uint8Array | undefined>
}

/** Bytes in the database, in the transaction that puts them on file: backed up and guarded with everything else. */
function inDatabase(tx: Tx): EvidenceStore {
  return {
    keep: (unitId, year, sha256, bytes) => keepContent(tx, { unitId, year, sha256, bytes }),
    read: (unitId, sha256) => readContent(tx, unitId, sha256),
  }
}

export function evidenceStore(tx: Tx): EvidenceStore {
  return inDatabase(tx)
}
