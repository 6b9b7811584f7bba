import type { Block, ExtractedText } from '../text.ts'
import { simplified } from './traditional.ts'

/**
 * A block's text in one shape: half-width, simplified, without the breaks and blanks that carry no meaning.
 * `at[i]` is the offset in the extracted text of the i-th character.
 */
export interface Flow {
  readonly index: number
  readonly block: Block
  readonly text: string
  readonly at: readonly number[]
}

export function flowsOf(extracted: ExtractedText): Flow[] {
  return extracted.blocks.map((block, index) => flowOf(extracted.text, block, index))
}

function flowOf(source: string, block: Block, index: number): Flow {
  const text: string[] = []
  const at: number[] = []
  let gap: 'none' | 'blank' | 'break' = 'none'
  for (const [start, end] of block.ranges) {
    if (at.length > 0) gap = 'break'
    for (let i = start; i < end; i++) {
      const char = fold(source.charAt(i))
      if (char === '\n') gap = 'break'
      else if (char === ' ') gap = gap === 'none' ? 'blank' : gap
      else if (char !== '') {
        if (gap !== 'none' && (keepsBlank(text.at(-1) ?? '', char, gap) || isMarked(text, char))) {
          text.push(' ')
          at.push(i)
        }
        gap = 'none'
        text.push(char)
        at.push(i)
      }
    }
  }
  return { index, block, text: text.join(''), at }
}

/** The span of the extracted text that the characters from `start` to `end` of the flow come from. */
export function sourceRange(flow: Flow, start: number, end: number): [number, number] {
  const first = flow.at[start]
  const last = flow.at[end - 1]
  if (first === undefined || last === undefined) {
    const edge = flow.at.at(-1)
    const fallback = edge === undefined ? (flow.block.ranges[0]?.[0] ?? 0) : edge + 1
    return [first ?? fallback, last === undefined ? (first ?? fallback) : last + 1]
  }
  return [first, last + 1]
}

/** A blank between two Latin letters or two numbers separates; a number broken over two lines is one number. */
function keepsBlank(before: string, after: string, gap: 'blank' | 'break'): boolean {
  if (isDigit(before) && isDigit(after)) return gap === 'blank'
  return isWordChar(before) && isWordChar(after)
}

/** 「2. 2023年招生560人」 is no 2.2023. */
function isMarked(text: readonly string[], after: string): boolean {
  if (text.at(-1) !== '.' || !isDigit(after) || text.length > 8) return false
  return /^#* ?\d{1,2}\.$/.test(text.join(''))
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

function isWordChar(char: string): boolean {
  return isDigit(char) || (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')
}

const folds: Readonly<Record<string, string>> = {
  '\r': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
  '\f': '\n',
  '\v': '\n',
  '\t': ' ',
  '\u00a0': ' ',
  '\u3000': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '\ufeff': '',
  '\u00ad': '',
  '\u200d': '',
  '∶': ':',
  '︰': ':',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '‒': '-',
  '‐': '-',
  '‑': '-',
  '─': '-',
  '～': '~',
  '∼': '~',
  '〜': '~',
  '﹪': '%',
  '‟': '"',
  '“': '"',
  '”': '"',
  '＂': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '〔': '[',
  '〕': ']',
  '【': '[',
  '】': ']',
  '﹙': '(',
  '﹚': ')',
  '｡': '。',
  '､': '、',
  '﹐': ',',
  '﹔': ';',
  '○': '〇',
  '◯': '〇',
}

function fold(char: string): string {
  const code = char.charCodeAt(0)
  // Latin letters and digits, and the characters of Chinese: most of a text, and none of them among the folds.
  if (code > 32 && code < 127) return char
  if (code >= 0x4e00 && code <= 0x9fff) return simplified(char)
  const known = folds[char]
  if (known !== undefined) return known
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (code < 32) return code === 10 ? '\n' : ''
  return code < 0x2e80 ? char : simplified(char)
}
