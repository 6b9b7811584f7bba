import type { XmlHandler } from './xml.ts'

/** A stretch of a paragraph's text inside one w:t, with where its XML stands. */
export interface DocxPiece {
  /** Offset in the paragraph's text. */
  readonly offset: number
  readonly text: string
  /** Offsets in the XML: of the w:t's content, and of the run that holds it. */
  readonly contentStart: number
  readonly contentEnd: number
  /** The first text of its run: what stands before the run stands before the text. */
  readonly first: boolean
  readonly runStart: number
  readonly propertiesStart: number
  readonly propertiesEnd: number
}

export interface DocxParagraph {
  readonly type: 'paragraph'
  readonly text: string
  readonly style: string
  readonly outline: boolean
  /** In a text box. */
  readonly box: boolean
  readonly pieces: readonly DocxPiece[]
}

export interface DocxCell {
  readonly row: number
  readonly column: number
  readonly columnSpan: number
  rowSpan: number
  readonly paragraphs: DocxParagraph[]
}

export type DocxItem =
  | DocxParagraph
  | {
      readonly type: 'table'
      readonly cells: readonly DocxCell[]
      readonly rows: number
      readonly columns: number
    }

interface OpenParagraph {
  text: string
  style: string
  outline: boolean
  pieces: DocxPiece[]
}

interface OpenTable {
  cells: DocxCell[]
  row: number
  column: number
  columns: number
  /** Cell that a vertical merge continues, by column. */
  merging: Map<number, DocxCell>
  cell: DocxCell | undefined
  span: number
  merge: 'restart' | 'continue' | undefined
}

interface OpenRun {
  start: number
  propertiesStart: number
  propertiesEnd: number
  pieces: number
}

/** Reads the body of a WordprocessingML part into paragraphs and tables, in reading order. */
export class DocxReader implements XmlHandler {
  readonly items: DocxItem[] = []
  pictures = 0
  changes = false
  #paragraphs: OpenParagraph[] = []
  #tables: OpenTable[] = []
  #boxes = 0
  /** Text boxes and nested tables wait for the paragraph that holds them. */
  #later: DocxItem[][] = []
  #run: OpenRun | undefined
  #inText = false
  #textValue = ''
  #contentStart = 0
  #fields: boolean[] = []
  #skip = 0
  readonly #xml: string

  constructor(xml: string) {
    this.#xml = xml
  }

  open(name: string, attributes: Readonly<Record<string, string>>, position: number): void {
    const start = this.#xml.lastIndexOf('<', position - 1)
    if (this.#skip > 0 || isSkipped(name)) {
      this.#skip++
      if (name === 'w:del' || name === 'w:moveFrom') this.changes = true
      return
    }
    switch (name) {
      case 'w:p':
        this.#paragraphs.push({ text: '', style: '', outline: false, pieces: [] })
        this.#later.push([])
        break
      case 'w:pStyle':
        this.#set((paragraph) => {
          paragraph.style = attributes['w:val'] ?? ''
        })
        break
      case 'w:outlineLvl':
        this.#set((paragraph) => {
          paragraph.outline = Number(attributes['w:val'] ?? 9) < 9
        })
        break
      case 'w:r':
        this.#run = { start, propertiesStart: 0, propertiesEnd: 0, pieces: 0 }
        break
      case 'w:rPr':
        if (this.#run && this.#run.propertiesEnd === 0) this.#run.propertiesStart = start
        break
      case 'w:t':
        this.#inText = this.#fields.every((result) => result)
        this.#textValue = ''
        this.#contentStart = position
        break
      case 'w:tab':
        if (this.#run) this.#write('\t')
        if (this.#run) this.#run.pieces++
        break
      case 'w:br':
      case 'w:cr':
        this.#write(attributes['w:type'] === 'page' ? '' : '\n')
        if (this.#run) this.#run.pieces++
        break
      case 'w:noBreakHyphen':
        this.#write('-')
        break
      case 'w:fldChar':
        this.#field(attributes['w:fldCharType'] ?? '')
        break
      case 'w:ins':
      case 'w:moveTo':
        this.changes = true
        break
      case 'w:drawing':
      case 'w:pict':
        this.pictures++
        break
      case 'wps:txbx':
      case 'v:textbox':
        this.#boxes++
        this.pictures = Math.max(0, this.pictures - 1)
        break
      case 'c:chart':
        this.pictures = Math.max(0, this.pictures - 1)
        break
      default:
        this.#openTable(name, attributes)
    }
  }

  close(name: string, position: number): void {
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    switch (name) {
      case 'w:p':
        this.#closeParagraph()
        break
      case 'w:r':
        this.#run = undefined
        break
      case 'w:rPr':
        if (this.#run && this.#run.propertiesEnd === 0) this.#run.propertiesEnd = position
        break
      case 'w:t':
        if (this.#inText) this.#piece(this.#xml.lastIndexOf('<', position - 1))
        this.#inText = false
        break
      case 'wps:txbx':
      case 'v:textbox':
        this.#boxes--
        break
      default:
        this.#closeTable(name)
    }
  }

  text(text: string): void {
    if (this.#skip === 0 && this.#inText) this.#textValue += text
  }

  #set(change: (paragraph: OpenParagraph) => void): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph) change(paragraph)
  }

  #write(text: string): void {
    this.#set((paragraph) => {
      paragraph.text += text
    })
  }

  #piece(contentEnd: number): void {
    const text = this.#textValue
    const run = this.#run
    this.#set((paragraph) => {
      if (run && text !== '') {
        paragraph.pieces.push({
          offset: paragraph.text.length,
          text,
          contentStart: this.#contentStart,
          contentEnd,
          first: run.pieces++ === 0,
          runStart: run.start,
          propertiesStart: run.propertiesStart,
          propertiesEnd: run.propertiesEnd,
        })
      }
      paragraph.text += text
    })
  }

  /** Between `begin` and `separate` stands a field's code, behind it what is shown. */
  #field(type: string): void {
    if (type === 'begin') this.#fields.push(false)
    else if (type === 'separate') {
      if (this.#fields.length > 0) this.#fields[this.#fields.length - 1] = true
    } else if (type === 'end') this.#fields.pop()
  }

  #closeParagraph(): void {
    const open = this.#paragraphs.pop()
    const later = this.#later.pop() ?? []
    if (!open) return
    const box = this.#boxes > 0
    const paragraph: DocxParagraph = {
      type: 'paragraph',
      text: open.text,
      style: open.style,
      outline: open.outline,
      box,
      pieces: open.pieces,
    }
    const holder = this.#later.at(-1)
    const cell = this.#tables.at(-1)?.cell
    if (box && holder) holder.push(paragraph, ...later)
    else if (cell && !box) {
      cell.paragraphs.push(paragraph)
      this.#place(later)
    } else {
      this.items.push(paragraph, ...later)
    }
  }

  #place(items: readonly DocxItem[]): void {
    const holder = this.#later.at(-1)
    if (holder) holder.push(...items)
    else this.items.push(...items)
  }

  #openTable(name: string, attributes: Readonly<Record<string, string>>): void {
    const table = this.#tables.at(-1)
    switch (name) {
      case 'w:tbl':
        this.#tables.push({
          cells: [],
          row: -1,
          column: 0,
          columns: 0,
          merging: new Map(),
          cell: undefined,
          span: 1,
          merge: undefined,
        })
        break
      case 'w:tr':
        if (table) {
          table.row++
          table.column = 0
        }
        break
      case 'w:tc':
        if (table) {
          table.span = 1
          table.merge = undefined
          table.cell = { row: table.row, column: table.column, columnSpan: 1, rowSpan: 1, paragraphs: [] }
        }
        break
      case 'w:gridBefore':
        if (table) table.column += Number(attributes['w:val'] ?? 0) || 0
        break
      case 'w:gridSpan':
        if (table) table.span = Math.min(200, Math.max(1, Number(attributes['w:val'] ?? 1) || 1))
        break
      case 'w:vMerge':
        if (table) table.merge = attributes['w:val'] === 'restart' ? 'restart' : 'continue'
        break
    }
  }

  #closeTable(name: string): void {
    const table = this.#tables.at(-1)
    if (!table) return
    if (name === 'w:tc') this.#closeCell(table)
    else if (name === 'w:tbl') {
      this.#tables.pop()
      const item: DocxItem = {
        type: 'table',
        cells: table.cells,
        rows: table.row + 1,
        columns: table.columns,
      }
      if (table.cells.length > 0) this.#place([item])
    }
  }

  #closeCell(table: OpenTable): void {
    const draft = table.cell
    table.cell = undefined
    if (!draft) return
    const above = table.merging.get(table.column)
    if (table.merge === 'continue' && above) {
      above.rowSpan++
      above.paragraphs.push(...draft.paragraphs.filter((paragraph) => paragraph.text !== ''))
    } else {
      const cell: DocxCell = { ...draft, columnSpan: table.span }
      table.cells.push(cell)
      if (table.merge === 'restart') table.merging.set(table.column, cell)
      else table.merging.delete(table.column)
    }
    table.column += table.span
    table.columns = Math.max(table.columns, table.column)
  }
}

/** Deleted text, the fallback of what a newer element already said, field codes, and mark-up of other kinds. */
function isSkipped(name: string): boolean {
  return (
    name === 'w:del' ||
    name === 'w:moveFrom' ||
    name === 'mc:Fallback' ||
    name === 'w:instrText' ||
    name === 'w:delText' ||
    name === 'w:pPrChange' ||
    name === 'w:rPrChange' ||
    name === 'm:oMathPara'
  )
}
