import type { Flow } from './flow.ts'
import type { NumberToken } from './numbers.ts'

/**
 * A stretch between two punctuation marks, without what stands in parentheses: 「比上年（98.22%）提升」 reads
 * 「比上年提升」, and 「98.22%」 is a clause of its own that hangs at the place where it was.
 */
export interface Clause {
  readonly index: number
  readonly flow: Flow
  /** Sentence of the document (。), part of it (；) and clause (，), each counted from 0. */
  readonly sentence: number
  readonly segment: number
  readonly text: string
  /** Offset in the flow of each character of `text`. */
  readonly at: readonly number[]
  readonly numbers: readonly ClauseNumber[]
  /** The mark that ends the clause; empty at the end of the flow. */
  readonly mark: string
  /** The clause that a clause in parentheses hangs on, and where in its text. */
  readonly parent: { readonly clause: number; readonly at: number } | undefined
}

export interface ClauseNumber {
  readonly token: NumberToken
  /** Span of the number, and end of its unit, in the clause's text. */
  readonly from: number
  readonly to: number
  readonly unitTo: number
}

interface Draft {
  index: number
  chars: string[]
  at: number[]
  numbers: ClauseNumber[]
  parent: { clause: number; at: number } | undefined
  sentence: number
  segment: number
}

const deepest = 6

export class ClauseReader {
  readonly #clauses: Clause[] = []
  #sentence = -1
  #segment = -1

  /** Appends the clauses of one flow; a flow always begins a new sentence. */
  read(flow: Flow, tokens: readonly NumberToken[]): void {
    this.#sentence++
    this.#segment++
    const text = flow.text
    const stack: Draft[] = [this.#begin(undefined)]
    let tokenIndex = 0
    for (let i = 0; i < text.length; i++) {
      const draft = stack.at(-1) as Draft
      while ((tokens[tokenIndex]?.start ?? Number.POSITIVE_INFINITY) < i) tokenIndex++
      const token = tokens[tokenIndex]
      if (token && token.start === i) {
        const from = draft.chars.length
        const last = Math.max(token.unitEnd, token.end)
        for (let k = i; k < last; k++) {
          draft.chars.push(text.charAt(k))
          draft.at.push(k)
        }
        draft.numbers.push({ token, from, to: from + (token.end - token.start), unitTo: from + (last - i) })
        tokenIndex++
        i = last - 1
        continue
      }
      const char = text.charAt(i)
      if (char === '(' && stack.length <= deepest) {
        stack.push(this.#begin({ clause: draft.index, at: draft.chars.length }))
      } else if (char === ')' && stack.length > 1) {
        this.#close(flow, stack, ')')
        stack.pop()
      } else if (isBoundary(text, i)) {
        const parent = draft.parent
        this.#close(flow, stack, char)
        if (stack.length === 1 && isSentenceEnd(char)) {
          this.#sentence++
          this.#segment++
        } else if (stack.length === 1 && char === ';') this.#segment++
        stack[stack.length - 1] = this.#begin(parent)
      } else {
        draft.chars.push(char)
        draft.at.push(i)
      }
    }
    while (stack.length > 0) {
      this.#close(flow, stack, '')
      stack.pop()
    }
  }

  get count(): number {
    return this.#clauses.length
  }

  clauses(from: number): Clause[] {
    return this.#clauses.slice(from)
  }

  #begin(parent: Draft['parent']): Draft {
    const index = this.#clauses.length
    // The place is taken now, so that clauses stay in the order in which they begin.
    this.#clauses.push(undefined as unknown as Clause)
    return { index, chars: [], at: [], numbers: [], parent, sentence: this.#sentence, segment: this.#segment }
  }

  #close(flow: Flow, stack: readonly Draft[], mark: string): void {
    const draft = stack.at(-1) as Draft
    this.#clauses[draft.index] = {
      index: draft.index,
      flow,
      sentence: draft.sentence,
      segment: draft.segment,
      text: draft.chars.join(''),
      at: draft.at,
      numbers: draft.numbers,
      mark,
      parent: draft.parent,
    }
  }
}

function isSentenceEnd(char: string): boolean {
  return char === '。' || char === '!' || char === '?'
}

function isBoundary(text: string, at: number): boolean {
  const char = text.charAt(at)
  if (char === ',' || char === ';' || isSentenceEnd(char) || char === '|') return true
  if (char === ':') return !(isDigit(text.charAt(at - 1)) && isDigit(text.charAt(at + 1)))
  return char === '-' && text.charAt(at + 1) === '-'
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
