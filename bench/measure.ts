/** One line of the table: ours beside a peer or a limit, measured in the same run. */
export interface Measurement {
  readonly name: string
  /** Milliseconds unless `unit` says otherwise. */
  readonly ours: number
  readonly against: string
  readonly theirs: number
  readonly unit?: string
  /** Largest ours ÷ theirs that we are content with; absent where the line only informs. */
  readonly bar?: number
  readonly note?: string
}

/** A part that could not be measured says why; it is never left out in silence. */
export interface Skipped {
  readonly name: string
  readonly skipped: string
}

export type Line = Measurement | Skipped

/** Median of several runs, after one that warms up. */
export async function medianOf(runs: number, work: () => unknown): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
}

export async function once<T>(work: () => Promise<T> | T): Promise<{ milliseconds: number; result: T }> {
  const started = performance.now()
  const result = await work()
  return { milliseconds: performance.now() - started, result }
}
