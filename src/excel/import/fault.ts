import { type Catalog, messageText } from '../../catalog/index.ts'
import type { Bilingual, Params } from '../../kernel/index.ts'
import { cellName } from '../read/sheet.ts'

/** Something in a file that cannot be taken as what it should be, with the cell at fault. Codes are IMP-xxx. */
export interface ImportFault {
  readonly code: string
  readonly params: Params
  readonly place: FilePlace
}

/** Where in the file: rows count from 1 as the program shows them, columns from 0. */
export interface FilePlace {
  readonly sheet: string
  readonly row?: number
  readonly column?: number
}

/** `C5`; the row alone where the fault is of the whole row, nothing where it is of the sheet. */
export function placeName(place: FilePlace): string {
  if (place.row === undefined) return ''
  return place.column === undefined ? String(place.row) : cellName(place.column, place.row)
}

export function faultText(
  catalog: Pick<Catalog, 'messages'>,
  fault: Pick<ImportFault, 'code' | 'params'>,
): Bilingual {
  return {
    zh: messageText(catalog, 'zh', fault.code, fault.params),
    en: messageText(catalog, 'en', fault.code, fault.params),
  }
}

/** What a cell was read as: a value (null for blank), or why it could not be. */
export type Read<T> = { readonly value: T | null } | { readonly fault: string; readonly params: Params }
