import { readDirective, syntaxError } from './read-directive.ts'
import { readInlines } from './read-inlines.ts'
import type { Source } from './source.ts'
import type { Directive, RawBlock, RawInline, RawRow } from './syntax.ts'

interface Line {
  readonly text: string
  readonly start: number
}

/**
 * Reads a chapter into blocks.
 * @throws TemplateSyntaxError at the first place that cannot be read
 */
export function readBlocks(source: Source): RawBlock[] {
  const reader = new BlockReader(source)
  const blocks = reader.until(undefined)
  return blocks.body
}

const special = /^\s*(#{2,3} |:::|::[a-z]|\||- |\d+\. )/

class BlockReader {
  readonly #source: Source
  readonly #lines: readonly Line[]
  #index = 0

  constructor(source: Source) {
    this.#source = source
    this.#lines = source.lines()
  }

  /** Blocks up to the `:::` that closes `container`, or to the end of the chapter. */
  until(container: Directive | undefined): { body: RawBlock[]; otherwise: RawBlock[] | undefined } {
    const body: RawBlock[] = []
    let otherwise: RawBlock[] | undefined
    for (let line = this.#peek(); line; line = this.#peek()) {
      const text = line.text.trim()
      if (text === '') this.#index += 1
      else if (text === ':::' || text === ':::else') {
        if (!container || (text === ':::else' && otherwise)) {
          throw syntaxError(this.#source, indent(line), `多余的“${text}”`, `a stray "${text}"`)
        }
        this.#index += 1
        if (text === ':::') return { body, otherwise }
        otherwise = []
      } else (otherwise ?? body).push(this.#block(line, text))
    }
    if (container) {
      throw syntaxError(
        this.#source,
        container.at,
        `“:::${container.name}”没有以“:::”结束`,
        `":::${container.name}" is not ended by ":::"`,
      )
    }
    return { body, otherwise }
  }

  #block(line: Line, text: string): RawBlock {
    const at = indent(line)
    const heading = /^(#{2,3}) +/.exec(text)
    if (heading) {
      this.#index += 1
      const start = at + heading[0].length
      return { kind: 'heading', level: heading[1] === '##' ? 2 : 3, inlines: this.#inlines(start, line), at }
    }
    if (text.startsWith(':::')) return this.#container(line, at)
    if (/^::[a-z]/.test(text)) {
      this.#index += 1
      return { kind: 'leaf', ...this.#directive(line, at + 2) }
    }
    if (text.startsWith('|')) return this.#table(at)
    if (/^(- |\d+\. )/.test(text)) return this.#list(at, /^\d/.test(text))
    return this.#paragraph(at)
  }

  #container(line: Line, at: number): RawBlock {
    this.#index += 1
    const directive = this.#directive(line, at + 3)
    return { kind: 'container', ...directive, ...this.until(directive) }
  }

  /** A directive that fills its line. */
  #directive(line: Line, at: number): Directive {
    const limit = line.start + line.text.length
    const { directive, end } = readDirective(this.#source, at, limit)
    if (directive.name === '' || this.#source.text.slice(end, limit).trim() !== '') {
      throw syntaxError(
        this.#source,
        directive.name === '' ? at : end,
        '此处应为指令名称，且指令独占一行',
        'a directive stands alone on its line and begins with its name',
      )
    }
    return directive
  }

  #table(at: number): RawBlock {
    const rows: RawRow[] = []
    for (let line = this.#peek(); line?.text.trim().startsWith('|'); line = this.#peek()) {
      this.#index += 1
      const rowAt = indent(line)
      const total = this.#source.text[rowAt + 1] === '='
      rows.push({ total, cells: this.#cells(rowAt + (total ? 2 : 1), line), at: rowAt })
    }
    return { kind: 'rows', rows, at }
  }

  #cells(start: number, line: Line): RawInline[][] {
    const limit = line.start + line.text.trimEnd().length
    const cells: RawInline[][] = []
    let depth = 0
    let from = start
    for (let at = start; at < limit; at += 1) {
      const char = this.#source.text[at]
      if (char === '\\') at += 1
      else if (char === '[' || char === '{') depth += 1
      else if (char === ']' || char === '}') depth -= 1
      else if (char === '|' && depth === 0) {
        cells.push(this.#trimmed(from, at))
        from = at + 1
      }
    }
    if (this.#source.text.slice(from, limit).trim() !== '') {
      throw syntaxError(this.#source, from, '表格的一行应以“|”结束', 'a line of a table ends with "|"')
    }
    return cells
  }

  #list(at: number, ordered: boolean): RawBlock {
    const items: RawInline[][] = []
    const marker = ordered ? /^\s*\d+\. +/ : /^\s*- +/
    for (let line = this.#peek(); line && marker.test(line.text); line = this.#peek()) {
      this.#index += 1
      const start = line.start + (marker.exec(line.text)?.[0].length ?? 0)
      items.push(this.#trimmed(start, this.#continued(line)))
    }
    return { kind: 'list', ordered, items, at }
  }

  #paragraph(at: number): RawBlock {
    const first = this.#lines[this.#index]
    this.#index += 1
    const end = first ? this.#continued(first) : at
    return { kind: 'paragraph', inlines: this.#trimmed(at, end), at }
  }

  /** Takes the lines that go on with the text of `line`; the offset behind the last of them. */
  #continued(line: Line): number {
    let last = line
    for (let next = this.#peek(); next; next = this.#peek()) {
      if (next.text.trim() === '' || special.test(next.text)) break
      last = next
      this.#index += 1
    }
    return last.start + last.text.length
  }

  #inlines(start: number, line: Line): RawInline[] {
    return this.#trimmed(start, line.start + line.text.length)
  }

  #trimmed(start: number, end: number): RawInline[] {
    const text = this.#source.text.slice(start, end)
    const lead = text.length - text.trimStart().length
    return readInlines(this.#source, { start: start + lead, end: start + text.trimEnd().length })
  }

  #peek(): Line | undefined {
    return this.#lines[this.#index]
  }
}

function indent(line: Line): number {
  return line.start + (line.text.length - line.text.trimStart().length)
}
