import type { Block, BlockKind, Chart, ExtractedText, Table, TableCell } from '../text.ts'

/** A text under construction: paragraphs and tables are appended in reading order, and offsets follow. */
export class TextComposer {
  #parts: string[] = []
  #length = 0
  readonly blocks: Block[] = []
  readonly tables: Table[] = []
  readonly charts: Chart[] = []

  get length(): number {
    return this.#length
  }

  /** Appends raw characters and says where they begin. */
  append(text: string): number {
    const start = this.#length
    this.#parts.push(text)
    this.#length += text.length
    return start
  }

  paragraph(text: string, kind: BlockKind, page?: number): number {
    const start = this.append(`${text}\n`)
    if (text.trim() !== '')
      this.blocks.push({
        kind,
        ranges: [[start, start + text.length]],
        ...(page === undefined ? {} : { page }),
      })
    return start
  }

  /** Appends a grid row by row, cells apart by tabs. `cells` hold their text and place. */
  table(
    cells: readonly CellText[],
    rows: number,
    columns: number,
    caption?: readonly [number, number],
  ): (readonly [number, number])[] {
    const index = this.tables.length
    const placed: TableCell[] = []
    const ranges: (readonly [number, number])[] = []
    const byPlace = new Map(cells.map((cell) => [cell.row * columns + cell.column, cell]))
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = byPlace.get(row * columns + column)
        if (cell) {
          const start = this.append(cell.text)
          const end = start + cell.text.length
          placed.push({ row, column, rowSpan: cell.rowSpan, columnSpan: cell.columnSpan, start, end })
          ranges[cells.indexOf(cell)] = [start, end]
          if (cell.text.trim() !== '')
            this.blocks.push({ kind: 'cell', ranges: [[start, end]], cell: { table: index, row, column } })
        }
        this.append(column + 1 < columns ? '\t' : '\n')
      }
    }
    this.tables.push({ cells: placed, rows, columns, ...(caption ? { caption } : {}) })
    return ranges
  }

  done(file: string, format: ExtractedText['format'], notes: ExtractedText['notes']): ExtractedText {
    return {
      file,
      format,
      text: this.#parts.join(''),
      blocks: this.blocks,
      tables: this.tables,
      charts: this.charts,
      notes,
    }
  }
}

export interface CellText {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly text: string
}
