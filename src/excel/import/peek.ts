import type { RawSheet, SheetRow } from '../read/sheet.ts'

/** Rows of a sheet of which the first can be looked at before all are read. */
export class PeekedRows {
  readonly #rows: AsyncIterator<readonly SheetRow[]>
  readonly #waiting: (readonly SheetRow[])[] = []

  constructor(sheet: RawSheet) {
    this.#rows = sheet.rows()[Symbol.asyncIterator]()
  }

  /** The first rows that hold something, `most` of them at least where there are as many. */
  async first(most: number): Promise<SheetRow[]> {
    while (this.#waiting.reduce((sum, rows) => sum + rows.length, 0) < most) {
      const next = await this.#rows.next()
      if (next.done) break
      this.#waiting.push(next.value)
    }
    return this.#waiting.flat().slice(0, most)
  }

  async *all(): AsyncGenerator<readonly SheetRow[], void, undefined> {
    for (;;) {
      const waiting = this.#waiting.shift()
      if (waiting) {
        yield waiting
        continue
      }
      const next = await this.#rows.next()
      if (next.done) return
      yield next.value
    }
  }

  async close(): Promise<void> {
    await this.#rows.return?.()
  }
}
