import type { PlacedProblem } from '../../catalog/index.ts'
import type { Source } from './source.ts'
import type { Attribute, Directive, Slice } from './syntax.ts'

/** A chapter cannot be read any further from here. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError'
  readonly problem: PlacedProblem

  constructor(problem: PlacedProblem) {
    super(problem.detail.en)
    this.problem = problem
  }
}

export function syntaxError(source: Source, at: number, zh: string, en: string): TemplateSyntaxError {
  return new TemplateSyntaxError(source.problem(at, zh, en))
}

/**
 * Reads `name[label]{key=value key2="two words" flag}` from `at`, the first letter of the name.
 * @throws TemplateSyntaxError where a bracket or quote is not closed
 */
export function readDirective(
  source: Source,
  at: number,
  limit: number,
): { directive: Directive; end: number } {
  const { text } = source
  const name = /^[a-z][a-z-]*/.exec(text.slice(at, limit))?.[0] ?? ''
  let end = at + name.length
  let label: Slice | undefined
  if (text[end] === '[' && end < limit) {
    const close = closing(source, end, limit)
    label = { start: end + 1, end: close }
    end = close + 1
  }
  let attributes: ReadonlyMap<string, Attribute> = new Map()
  if (text[end] === '{' && end < limit) ({ attributes, end } = readAttributes(source, end, limit))
  return { directive: { name, label, attributes, at }, end }
}

/** Offset of the bracket that closes the one at `open`; a backslash hides the next character. */
function closing(source: Source, open: number, limit: number): number {
  let depth = 0
  for (let at = open; at < limit; at += 1) {
    const char = source.text[at]
    if (char === '\\') at += 1
    else if (char === '[') depth += 1
    else if (char === ']') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  throw syntaxError(source, open, '方括号“[”没有配对的“]”', 'the bracket "[" is never closed')
}

function readAttributes(
  source: Source,
  open: number,
  limit: number,
): { attributes: ReadonlyMap<string, Attribute>; end: number } {
  const { text } = source
  const attributes = new Map<string, Attribute>()
  let at = open + 1
  while (at < limit) {
    const char = text[at] ?? ''
    if (/\s/.test(char)) {
      at += 1
      continue
    }
    if (char === '}') return { attributes, end: at + 1 }
    const name = /^[a-z][a-z_-]*/.exec(text.slice(at, limit))?.[0]
    if (name === undefined) {
      throw syntaxError(
        source,
        at,
        '选项应写成 名称=值，名称用小写字母',
        'an option is written name=value, with a lower-case name',
      )
    }
    if (attributes.has(name)) {
      throw syntaxError(source, at, `选项“${name}”写了两次`, `the option "${name}" is given twice`)
    }
    at += name.length
    if (text[at] === '=') {
      const { value, valueAt, end } = readValue(source, at + 1, limit)
      attributes.set(name, { value, at: valueAt })
      at = end
    } else attributes.set(name, { value: '', at })
  }
  throw syntaxError(source, open, '花括号“{”没有配对的“}”', 'the brace "{" is never closed')
}

function readValue(
  source: Source,
  at: number,
  limit: number,
): { value: string; valueAt: number; end: number } {
  if (source.text[at] !== '"') {
    const value = /^[^\s}]*/.exec(source.text.slice(at, limit))?.[0] ?? ''
    return { value, valueAt: at, end: at + value.length }
  }
  const close = source.text.indexOf('"', at + 1)
  if (close < 0 || close >= limit) {
    throw syntaxError(source, at, '双引号没有配对', 'the quotation mark is never closed')
  }
  return { value: source.text.slice(at + 1, close), valueAt: at + 1, end: close + 1 }
}
