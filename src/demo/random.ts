/**
 * Chance that follows from names: the same seed, purpose and position always give the same number, in whatever
 * order they are asked. So a student keeps name and programme from one year to the next, and no state is carried.
 */
export class Dice {
  readonly #state: number

  constructor(seed: string | number, state = 0x811c9dc5) {
    this.#state = stirred(String(seed), state)
  }

  /** Dice of their own for one purpose. */
  of(...names: readonly (string | number)[]): Dice {
    return new Dice(names.join('/'), this.#state)
  }

  /** The throw at a position: an integer from 0 to 2^32 − 1. */
  at(position: number): number {
    let hash = this.#state ^ Math.imul((position + 0x9e3779b9) | 0, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
    hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
    return (hash ^ (hash >>> 16)) >>> 0
  }

  /** An integer from 0 to `sides` − 1. */
  int(position: number, sides: number): number {
    return this.at(position) % sides
  }

  /** An integer from `low` to `high`, both included. */
  between(position: number, low: number, high: number): number {
    return low + this.int(position, high - low + 1)
  }

  pick<T>(position: number, items: readonly T[]): T {
    const item = items[this.int(position, items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** A weight around 1, between 1 − spread and 1 + spread; weights are only ever compared, never shown. */
  factor(position: number, spread: number): number {
    return 1 + spread * ((2 * this.at(position)) / 0xffff_ffff - 1)
  }
}

/** FNV-1a over the characters of a text, from a state. */
function stirred(text: string, state: number): number {
  let hash = state
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
