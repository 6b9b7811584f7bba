import type { PlacedProblem } from '../../catalog/index.ts'

/** A chapter's text with the way back from a character to the line and column that an editor opens. */
export class Source {
  readonly file: string
  readonly text: string
  readonly #lineStarts: number[] = [0]

  constructor(file: string, text: string) {
    this.file = file
    this.text = withoutComments(text)
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) {
      this.#lineStarts.push(at + 1)
    }
  }

  /** Lines with the offset at which each begins. */
  lines(): { readonly text: string; readonly start: number }[] {
    return this.#lineStarts.map((start, index) => {
      const next = this.#lineStarts[index + 1]
      return { start, text: this.text.slice(start, next === undefined ? undefined : next - 1) }
    })
  }

  position(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 }
  }

  problem(offset: number, zh: string, en: string): PlacedProblem {
    return { file: this.file, path: [], detail: { zh, en }, ...this.position(offset) }
  }
}

/** Comments become blanks of the same length, so that every later place stays right. */
function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
}
