import { AppError } from '../../kernel/index.ts'
import type { ImportLimits } from '../limits.ts'
import { unescapeText } from './shared-strings.ts'
import {
  type CellArea,
  columnName,
  type NumberStyle,
  parseCell,
  type RawCell,
  type SheetRow,
} from './sheet.ts'
import { attribute, XmlReader } from './xml.ts'
import type { ZipFile } from './zip.ts'

export interface WorksheetPlace {
  readonly zip: ZipFile
  readonly part: string
  /** Name of the sheet, for refusals. */
  readonly sheet: string
  readonly texts: readonly string[]
  readonly styles: readonly NumberStyle[]
  readonly limits: ImportLimits
  /** Called once the rows are through. */
  readonly onMerges: (merges: readonly CellArea[]) => void
  readonly onRead: (packed: number) => void
}

/** The rows of one sheet that hold something, as they unfold. */
export async function* worksheetRows(
  place: WorksheetPlace,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const scanner = new WorksheetScanner(place)
  const reader = new XmlReader(place.part, scanner)
  for await (const piece of place.zip.stream(place.part, place.onRead)) {
    reader.write(piece)
    const rows = scanner.take()
    if (rows.length > 0) yield rows
  }
  reader.end()
  place.onMerges(scanner.merges)
}

class WorksheetScanner {
  readonly merges: CellArea[] = []
  readonly #place: WorksheetPlace
  #rows: SheetRow[] = []
  #count = 0
  #inData = false
  #row = 0
  #cells: (RawCell | undefined)[] = []
  #column = -1
  #type = ''
  #style: NumberStyle = 'plain'
  #value = ''
  #isFormula = false
  #inValue = false
  #inGuide = false

  constructor(place: WorksheetPlace) {
    this.#place = place
  }

  take(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: string): void {
    if (name === 'c') {
      this.#openCell(attributes)
    } else if (name === 'v') {
      this.#inValue = true
    } else if (name === 'row') {
      this.#openRow(attributes)
    } else if (name === 'f') {
      this.#isFormula = true
    } else if (name === 't') {
      this.#inValue = !this.#inGuide
    } else if (name === 'rPh') {
      this.#inGuide = true
    } else if (name === 'sheetData') {
      this.#inData = true
    } else if (name === 'mergeCell') {
      this.#merge(attribute(attributes, 'ref') ?? '')
    }
  }

  text(text: string): void {
    if (!this.#inValue) return
    this.#value += text
    if (this.#value.length > this.#place.limits.cellCharacters) {
      throw new AppError('IMP-010', {
        sheet: this.#place.sheet,
        cell: `${columnName(this.#column)}${this.#row}`,
        most: this.#place.limits.cellCharacters,
      })
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
    else if (name === 'rPh') this.#inGuide = false
    else if (name === 'sheetData') this.#inData = false
  }

  #openRow(attributes: string): void {
    if (!this.#inData) return
    const given = attribute(attributes, 'r')
    const number = given === undefined ? this.#row + 1 : Number(given)
    if (!Number.isSafeInteger(number) || number <= this.#row || number > 1_048_576) throw this.#broken()
    this.#row = number
    this.#cells = []
    this.#column = -1
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return
    this.#rows.push({ number: this.#row, cells: this.#cells })
    this.#cells = []
    this.#count += 1
    const { limits, sheet } = this.#place
    if (this.#count > limits.rows) throw new AppError('IMP-007', { sheet, most: limits.rows })
  }

  #openCell(attributes: string): void {
    let name: string | undefined
    let style: string | undefined
    this.#type = ''
    // Millions of these pass: one walk over the tag instead of a search for each attribute.
    for (let at = 0; at < attributes.length; ) {
      const equals = attributes.indexOf('=', at)
      if (equals < 0) break
      const from = attributes.charCodeAt(equals + 1) <= 32 ? firstQuote(attributes, equals) : equals + 1
      const end = attributes.indexOf(attributes.charAt(from), from + 1)
      if (end < 0) throw this.#broken()
      const key = attributes.slice(at, equals).trim()
      if (key === 'r') name = attributes.slice(from + 1, end)
      else if (key === 's') style = attributes.slice(from + 1, end)
      else if (key === 't') this.#type = attributes.slice(from + 1, end)
      at = end + 1
    }
    if (name === undefined) this.#column += 1
    else {
      const cell = parseCell(name)
      // A cell in another row, or twice in one: which of the two a person saw nobody can say.
      if (cell?.row !== this.#row || cell.column <= this.#column) throw this.#broken()
      this.#column = cell.column
    }
    this.#style = (style === undefined ? undefined : this.#place.styles[Number(style)]) ?? 'plain'
    this.#value = ''
    this.#isFormula = false
  }

  #closeCell(): void {
    const cell = this.#cell()
    if (!cell) return
    const { limits, sheet } = this.#place
    if (this.#column >= limits.columns) throw new AppError('IMP-008', { sheet, most: limits.columns })
    this.#cells[this.#column] = cell
  }

  #cell(): RawCell | undefined {
    const isFormula = this.#isFormula
    const value = this.#value
    switch (this.#type) {
      case 's': {
        const text = this.#place.texts[Number(value)]
        if (text === undefined) throw this.#broken()
        return textCell(text, false)
      }
      case 'str':
      case 'inlineStr':
      case 'd':
        return textCell(unescapeText(value), isFormula)
      case 'b':
        return { kind: 'flag', value: value === '1' || value === 'true', isFormula }
      case 'e':
        return { kind: 'error', text: value, isFormula }
      default:
        if (value === '') return isFormula ? { kind: 'uncomputed', isFormula } : undefined
        // NaN and the like: written by programs that computed nothing there.
        if (!Number.isFinite(Number(value))) return { kind: 'error', text: value, isFormula }
        return { kind: 'number', text: value, style: this.#style, isFormula }
    }
  }

  #merge(ref: string): void {
    const [first = '', last = first] = ref.split(':')
    const from = parseCell(first)
    const to = parseCell(last)
    if (from && to) {
      this.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
    }
  }

  #broken(): AppError {
    return new AppError('IMP-002', { part: this.#place.sheet })
  }
}

function textCell(text: string, isFormula: boolean): RawCell | undefined {
  return text.trim() === '' ? undefined : { kind: 'text', text, isFormula }
}

function firstQuote(text: string, from: number): number {
  const at = text.slice(from).search(/["']/)
  return at < 0 ? text.length : from + at
}
