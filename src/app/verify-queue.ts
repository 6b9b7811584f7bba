import { AppError } from '../kernel/index.ts'

/** How much checking a server does at once: each file has a thread and memory of its own. */
const AT_ONCE = 2
const MOST_WAITING = 20

/** Lets a few files be checked at a time; the others wait their turn, and past a length the queue takes no more. */
export class VerifyQueue {
  readonly #waiting: (() => void)[] = []
  #running = 0

  /** @throws AppError CLM-022 where too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      const count = this.#waiting.length
      if (count >= MOST_WAITING) throw new AppError('CLM-022', { count }, { kind: 'unavailable' })
      await new Promise<void>((turn) => this.#waiting.push(turn))
    } else this.#running++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // The place goes from hand to hand, so that nobody who comes meanwhile takes it.
      if (next) next()
      else this.#running--
    }
  }
}
