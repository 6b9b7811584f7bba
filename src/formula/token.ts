import type { Bilingual } from '../kernel/index.ts'

/** A formula that cannot be read or makes no sense, with the place in its text. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError'
  readonly detail: Bilingual
  /** Character position in the formula's text, from 0. */
  readonly at: number

  constructor(detail: Bilingual, at: number) {
    super(detail.en)
    this.detail = detail
    this.at = at
  }
}

export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'mark' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
}

const sameMark: Readonly<Record<string, string>> = {
  '×': '*',
  '÷': '/',
  '−': '-',
  '＋': '+',
  '－': '-',
  '（': '(',
  '）': ')',
  '，': ',',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '％': '%',
  '＊': '*',
  '／': '/',
}
const twoCharMarks = new Set(['<=', '>=', '!='])
const marks = new Set([...'+-*/(),=<>[].%:'])

/** Splits a formula into tokens. Names are letters of any script, digits and _; Chinese marks mean the Latin ones. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const char = source.charAt(at)
    if (/\s/.test(char)) {
      at += 1
      continue
    }
    const token =
      readRun(source, at, 'number', /[0-9.]/, /[0-9]/) ??
      readRun(source, at, 'name', /[\p{L}\p{N}_]/u, /[\p{L}_]/u) ??
      readText(source, at) ??
      readMark(source, at)
    if (!token) {
      throw new FormulaError({ zh: `不认识的符号“${char}”`, en: `unknown character "${char}"` }, at)
    }
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length })
  return tokens
}

function readRun(source: string, start: number, kind: 'number' | 'name', inside: RegExp, first: RegExp) {
  if (!first.test(source.charAt(start))) return undefined
  let end = start + 1
  while (end < source.length && inside.test(source.charAt(end))) end += 1
  const text = source.slice(start, end)
  if (kind === 'number' && !/^\d+(\.\d+)?$/.test(text)) {
    throw new FormulaError({ zh: `“${text}”不是数字`, en: `"${text}" is not a number` }, start)
  }
  return { kind, text, start, end }
}

function readText(source: string, start: number): Token | undefined {
  if (source.charAt(start) !== "'") return undefined
  const close = source.indexOf("'", start + 1)
  if (close < 0) throw new FormulaError({ zh: '缺少右引号', en: 'a closing quote is missing' }, start)
  return { kind: 'text', text: source.slice(start + 1, close), start, end: close + 1 }
}

function readMark(source: string, start: number): Token | undefined {
  const two = source.slice(start, start + 2)
  if (twoCharMarks.has(two)) return { kind: 'mark', text: two, start, end: start + 2 }
  const char = source.charAt(start)
  const mark = sameMark[char] ?? char
  return marks.has(mark) || twoCharMarks.has(mark)
    ? { kind: 'mark', text: mark, start, end: start + 1 }
    : undefined
}
