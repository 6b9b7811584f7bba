/** What the right reports of schools and of cities share. */

/** A sentence with the kinds of claim that a careful reader could recompute. */
export type Sentence = readonly [text: string, ...kinds: string[]]

export interface RightReport {
  readonly text: string
  readonly sentences: readonly { readonly text: string; readonly kinds: readonly string[] }[]
}

const numerals = '一二三四五六七八九十'

/** Some chapters in any order, of each some sentences in theirs. Marked as synthetic in the first line. */
export function composed(
  draw: Draw,
  title: string,
  all: readonly (readonly [string, readonly Sentence[]])[],
  least: number,
  most: number,
): RightReport {
  const sentences: { text: string; kinds: string[] }[] = []
  const paragraphs = draw.some(all, least, most).map(([heading, list], index) => {
    const chosen = draw.inOrder(list, 2, 6)
    for (const [text, ...kinds] of chosen) sentences.push({ text, kinds })
    return `${numerals[index]}、${heading}\n${chosen.map(([text]) => text).join('')}`
  })
  return { text: `（合成数据，供检验用）${title}\n${paragraphs.join('\n')}\n`, sentences }
}

export class Draw {
  #state: number

  constructor(seed: number) {
    this.#state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0
    for (let i = 0; i < 4; i++) this.next()
  }

  next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return this.#state / 4294967296
  }

  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  one<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)] as T
  }

  some<T>(list: readonly T[], least: number, most: number): T[] {
    const left = [...list]
    const count = Math.min(left.length, this.int(least, most))
    return Array.from({ length: count }, () => left.splice(this.int(0, left.length - 1), 1)[0] as T)
  }

  inOrder<T>(list: readonly T[], least: number, most: number): T[] {
    const chosen = new Set(this.some(list, least, most))
    return list.filter((item) => chosen.has(item))
  }

  /** A whole cut into so many parts, each of some size. */
  parts(total: number, count: number): number[] {
    const weights = Array.from({ length: count }, () => 1 + this.next() * 3)
    const sum = weights.reduce((a, b) => a + b, 0)
    const parts = weights.map((weight) => Math.max(1, Math.round((total * weight) / sum)))
    parts[0] = total - parts.slice(1).reduce((a, b) => a + b, 0)
    return parts
  }
}

export function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0)
}

/** So many decimals, as a clerk rounds. */
export function fixed(value: number, places: number): string {
  return (Math.round(value * 10 ** places + 1e-7) / 10 ** places).toFixed(places)
}

export function share(part: number, whole: number, places = 2): string {
  return `${fixed((part / whole) * 100, places)}%`
}

export function wan(yuan: number, places = 2): string {
  return `${fixed(yuan / 10_000, places)}万元`
}
