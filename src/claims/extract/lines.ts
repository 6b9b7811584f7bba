import type { BlockKind } from '../text.ts'

/** A line of running text: what it looks like decides whether the next one continues it. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly page?: number
  /** Left edge, where the source knows it (PDF); otherwise the number of leading blanks. */
  readonly indent: number
  readonly width: number
}

export type LineKind = BlockKind | 'blank'

export function isTerminal(text: string): boolean {
  return /[。！？!?；;：:…]["”」』）)]*$/.test(text)
}

const numbered =
  /^(第[一二三四五六七八九十百\d]{1,4}[章节部分条篇]|[一二三四五六七八九十]{1,3}[、.．是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}([.．]\d{1,2}){0,3}[、.．]?(?=[\s\u3000]*[\u4e00-\u9fff《“"])|\d{1,2}[)）、]|[①-⑳]|[●•◆■▪※★◇○□➢·*]\s?|[-—]{1,2}\s?(?=[\u4e00-\u9fff])|【)/
const captionStart =
  /^(图|表|附图|附表|专栏|照片|续表)\s*[\d一二三四五六七八九十]{1,3}([-.－]\d{1,3}){0,2}\s*([:：、.．\s\u3000]|[\u4e00-\u9fff])/

export function beginsNumbered(text: string): boolean {
  return numbered.test(text)
}

export function isCaption(text: string): boolean {
  return (
    text.length <= 60 &&
    !(text.length > 24 && /[，,]/.test(text)) &&
    captionStart.test(text) &&
    !/[。；，]$/.test(text) &&
    !/^(图|表)\s*\d+\s*(显示|表明|反映|可以|中|可见|为|所示)/.test(text)
  )
}

/** A line that announces what follows: short, without the marks of a sentence. */
export function isHeading(text: string): boolean {
  if (/^【[^】。]{1,80}】$/.test(text)) return true
  if (text.length > 42 || /[。；;！!？?，,]/.test(text)) return false
  if (/^#{1,6}\s/.test(text)) return true
  return beginsNumbered(text) && !/[：:]$/.test(text) && !/\d+(\.\d+)?\s*[%％‰人所个万亿元]/.test(text)
}

export function isPageNumber(text: string): boolean {
  return /^([-—–·~]{1,2}\s*\d{1,4}\s*[-—–·~]{1,2}|第\s*\d{1,4}\s*页(\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|Page\s+\d+.*)$/i.test(
    text,
  )
}

export function isBareNumber(text: string): boolean {
  return /^\d{1,4}$/.test(text)
}

/** Width of a line in half characters: Chinese counts two. */
export function displayWidth(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) > 0x2e7f ? 2 : 1
  return width
}

/** Lines that stand again and again where pages begin or end: running headers and footers. */
export function runningLines(lines: readonly Line[]): Set<number> {
  const places = new Map<string, number[]>()
  for (const [index, line] of lines.entries()) {
    if (line.text === '' || line.width > 80 || isTerminal(line.text)) continue
    const key = line.text.replace(/\d+/g, '#').replace(/\s+/g, '')
    if (key.length < 4) continue
    const list = places.get(key)
    if (list) list.push(index)
    else places.set(key, [index])
  }
  const running = new Set<number>()
  for (const list of places.values()) {
    if (list.length < 3) continue
    const gaps = list.slice(1).map((index, i) => index - (list[i] ?? 0))
    const near = Math.min(...gaps)
    const far = Math.max(...gaps)
    if (near >= 12 && far <= near * 2.5) for (const index of list) running.add(index)
  }
  return running
}

/** Numbers that stand alone on a line and count up by one from page to page. */
export function bareNumbersThatCount(lines: readonly Line[]): Set<number> {
  const found = new Set<number>()
  let previous: { index: number; value: number } | undefined
  const run: number[] = []
  const flush = () => {
    if (run.length >= 3) for (const index of run) found.add(index)
    run.length = 0
  }
  for (const [index, line] of lines.entries()) {
    if (!isBareNumber(line.text)) continue
    const value = Number(line.text)
    if (previous && value === previous.value + 1 && index - previous.index >= 8) {
      if (run.length === 0) run.push(previous.index)
      run.push(index)
    } else flush()
    previous = { index, value }
  }
  flush()
  return found
}
