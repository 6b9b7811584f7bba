/**
 * Asks for many at once: what is asked while one question is on its way goes together into the next. A question never
 * began before it was asked, so that each answer is as fresh as one of its own; 300 clerks who save in the same
 * instant cost a few trips to the database instead of 300.
 */
export class Batched<K, V> {
  readonly #load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>
  readonly #atMost: number
  #waiting: Waiting<K, V>[] = []
  #isAsking = false

  /** @param atMost how many go into one question; the others wait for the next one */
  constructor(load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>, atMost = Number.POSITIVE_INFINITY) {
    this.#load = load
    this.#atMost = atMost
  }

  get(key: K): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (!this.#isAsking) void this.#ask()
    })
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.slice(0, this.#atMost)
      this.#waiting = this.#waiting.slice(asked.length)
      try {
        const found = await this.#load([...new Set(asked.map(({ key }) => key))])
        for (const { key, resolve } of asked) resolve(found.get(key))
      } catch (error) {
        for (const { reject } of asked) reject(error)
      }
    }
    this.#isAsking = false
  }
}

interface Waiting<K, V> {
  readonly key: K
  readonly resolve: (value: V | undefined) => void
  readonly reject: (error: unknown) => void
}
