import { AppError } from '../../kernel/index.ts'
import type { ImportLimits } from '../limits.ts'
import { relationships, sharedStrings } from './shared-strings.ts'
import type { CellArea, RawBook, RawSheet } from './sheet.ts'
import { numberStyles } from './styles.ts'
import { worksheetRows } from './worksheet.ts'
import { attribute, readXml } from './xml.ts'
import { ZipFile } from './zip.ts'

/**
 * Opens a workbook for reading, sheet by sheet and row by row. Cell formats are kept, as 35% and 0.35 are the same
 * number in the file; macros are refused, formulas are never run.
 * @throws AppError IMP-002 … IMP-010
 */
export async function readWorkbook(bytes: Uint8Array, limits: ImportLimits): Promise<RawBook> {
  const zip = new ZipFile(bytes, limits)
  refuseForeign(zip)
  const main =
    relationships(zip, '').find((rel) => rel.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const content = zip.bytes(main)
  if (!content) throw new AppError('IMP-002', { part: main })
  const parts = relationships(zip, main)
  const { sheets, countsFrom1904 } = workbookSheets(main, content)
  if (sheets.length > limits.sheets) throw new AppError('IMP-011', { most: limits.sheets })
  const stringsPart = parts.find((rel) => rel.type === 'sharedStrings')?.target
  const stylesPart = parts.find((rel) => rel.type === 'styles')?.target
  const styleBytes = stylesPart === undefined ? undefined : zip.bytes(stylesPart)
  const styles = stylesPart === undefined || !styleBytes ? [] : numberStyles(stylesPart, styleBytes)
  const texts = stringsPart === undefined ? [] : await sharedStrings(zip, stringsPart)
  return {
    kind: 'xlsx',
    countsFrom1904,
    sheets: sheets.flatMap(({ name, id, isHidden }) => {
      const rel = parts.find((candidate) => candidate.id === id)
      // Chart sheets and dialogs hold no cells.
      if (rel?.type !== 'worksheet') return []
      if (!zip.has(rel.target)) throw new AppError('IMP-002', { part: rel.target })
      return [sheet({ name, isHidden, zip, part: rel.target, texts, styles, limits })]
    }),
  }
}

function sheet(
  of: Omit<Parameters<typeof worksheetRows>[0], 'sheet' | 'onMerges' | 'onRead'> & {
    name: string
    isHidden: boolean
  },
): RawSheet {
  let merges: readonly CellArea[] = []
  let read = 0
  const { name, isHidden, ...place } = of
  return {
    name,
    isHidden,
    rows: () =>
      worksheetRows({
        ...place,
        sheet: name,
        onMerges: (found) => {
          merges = found
        },
        onRead: (packed) => {
          read = packed
        },
      }),
    merges: () => merges,
    bytes: place.zip.packedBytes(place.part),
    bytesRead: () => read,
  }
}

function refuseForeign(zip: ZipFile): void {
  const names = zip.names()
  if (names.some((name) => /vbaproject\.bin$/i.test(name))) throw new AppError('IMP-003')
  if (names.some((name) => /\.bin$/i.test(name) && /workbook\.bin$/i.test(name))) {
    throw new AppError('IMP-009', { kind: '.xlsb' })
  }
  if (!zip.has('[Content_Types].xml')) {
    const isOpenDocument = zip.has('mimetype') && zip.has('content.xml')
    throw isOpenDocument
      ? new AppError('IMP-009', { kind: '.ods' })
      : new AppError('IMP-002', { part: 'xlsx' })
  }
  const types = zip.bytes('[Content_Types].xml')
  if (types && /macroEnabled/i.test(new TextDecoder().decode(types))) throw new AppError('IMP-003')
}

function workbookSheets(
  part: string,
  bytes: Uint8Array,
): { sheets: { name: string; id: string; isHidden: boolean }[]; countsFrom1904: boolean } {
  const sheets: { name: string; id: string; isHidden: boolean }[] = []
  let countsFrom1904 = false
  readXml(part, bytes, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') {
        const given = attribute(attributes, 'date1904')
        countsFrom1904 = given === '1' || given === 'true'
      }
      if (tag !== 'sheet') return
      const state = attribute(attributes, 'state')
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        id: attribute(attributes, 'id') ?? '',
        isHidden: state === 'hidden' || state === 'veryHidden',
      })
    },
    close: () => undefined,
  })
  return { sheets, countsFrom1904 }
}
