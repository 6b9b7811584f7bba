/** What a file may cost before it is refused; each limit has its own message (messages.ts, CLM-0xx). */
export interface ExtractLimits {
  /** Size of the file as given. */
  readonly bytes: number
  /** Size of everything that a compressed file unpacks to. */
  readonly expandedBytes: number
  /** Unpacked over packed size, tested above `expandedFloor`. */
  readonly expansion: number
  readonly expandedFloor: number
  readonly characters: number
  readonly depth: number
  readonly seconds: number
  readonly memoryMegabytes: number
}

export const DEFAULT_LIMITS: ExtractLimits = {
  bytes: 100 * 1024 * 1024,
  expandedBytes: 400 * 1024 * 1024,
  expansion: 150,
  expandedFloor: 20 * 1024 * 1024,
  characters: 10_000_000,
  depth: 200,
  seconds: 120,
  memoryMegabytes: 2048,
}
