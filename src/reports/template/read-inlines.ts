import { readDirective, syntaxError } from './read-directive.ts'
import type { Source } from './source.ts'
import type { RawInline, Slice } from './syntax.ts'

/**
 * Reads running text: plain words, `**strong**`, `[[optional]]` and `:directive[…]{…}`.
 * @throws TemplateSyntaxError where a mark is not closed
 */
export function readInlines(source: Source, { start, end }: Slice): RawInline[] {
  return new InlineReader(source, end).read(start, '').inlines
}

class InlineReader {
  readonly #source: Source
  readonly #limit: number

  constructor(source: Source, limit: number) {
    this.#source = source
    this.#limit = limit
  }

  read(start: number, until: '' | '**' | ']]'): { inlines: RawInline[]; end: number } {
    const { text } = this.#source
    const inlines: RawInline[] = []
    let words = ''
    let wordsAt = start
    let at = start
    const flush = () => {
      const joined = joinLines(words)
      if (joined !== '') inlines.push({ kind: 'text', text: joined, at: wordsAt })
      words = ''
    }
    while (at < this.#limit) {
      const two = text.slice(at, Math.min(at + 2, this.#limit))
      if (until !== '' && two === until) {
        flush()
        return { inlines, end: at + 2 }
      }
      if (two === '**' || two === '[[') {
        flush()
        const inner = this.read(at + 2, two === '**' ? '**' : ']]')
        inlines.push({ kind: two === '**' ? 'strong' : 'optional', inlines: inner.inlines, at })
        at = inner.end
        wordsAt = at
      } else if (/^:[a-z][a-z-]*\[/.test(text.slice(at, Math.min(at + 40, this.#limit)))) {
        flush()
        const { directive, end } = readDirective(this.#source, at + 1, this.#limit)
        inlines.push({ ...directive, kind: 'directive', at })
        at = end
        wordsAt = at
      } else {
        const escaped = text[at] === '\\' && at + 1 < this.#limit
        if (words === '') wordsAt = at
        words += text[escaped ? at + 1 : at] ?? ''
        at += escaped ? 2 : 1
      }
    }
    if (until !== '') {
      throw syntaxError(
        this.#source,
        start - 2,
        `“${until === ']]' ? '[[' : until}”没有配对的“${until}”`,
        `"${until === ']]' ? '[[' : until}" is never closed`,
      )
    }
    flush()
    return { inlines, end: at }
  }
}

/** A line break inside a paragraph is a blank between Latin words and nothing between Chinese ones. */
function joinLines(words: string): string {
  return words.replace(/([ \t]*)\n[ \t]*/g, (_, _blanks: string, at: number) => {
    const before = words.slice(0, at).trimEnd().at(-1) ?? ''
    const after = words.slice(at).trimStart()[0] ?? ''
    return /[A-Za-z0-9,.;]/.test(before) && /[A-Za-z0-9]/.test(after) ? ' ' : ''
  })
}
