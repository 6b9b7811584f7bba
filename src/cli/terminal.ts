/** Width on a terminal: Chinese characters and full-width marks take two columns. */
function displayWidth(text: string): number {
  let width = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x20000 && code <= 0x3fffd)
    width += wide ? 2 : 1
  }
  return width
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'left' ? text + gap : gap + text
}

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/** Rows as aligned columns, titles first. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align))
      .join('  ')
      .trimEnd()
  return [line(columns.map((column) => column.title)), ...rows.map(line)].join('\n')
}

/** A bar on the terminal that is gone when the work is done; silent where stderr is no terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream
  readonly #started = performance.now()
  #shownAt = 0

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
  }

  show(done: number, total: number, label: string): void {
    if (!this.#stream.isTTY) return
    const now = performance.now()
    // A terminal that is written to thousands of times a second slows the work it reports on.
    if (done < total && now - this.#shownAt < 50) return
    this.#shownAt = now
    const width = 24
    const filled = total === 0 ? width : Math.round((done / total) * width)
    const seconds = (now - this.#started) / 1000
    const left = done > 0 && done < total ? ` ${Math.ceil((seconds / done) * (total - done))} s` : ''
    this.#stream.write(
      `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}${left} ${label}`,
    )
    if (done >= total) this.#stream.write('\r\u001b[K')
  }

  /** A part of the work, from 0 to 1, where its length is known by something else than what is told of it. */
  part(share: number, label: string): void {
    if (!this.#stream.isTTY) return
    const now = performance.now()
    if (share < 1 && now - this.#shownAt < 50) return
    this.#shownAt = now
    const width = 24
    const filled = Math.floor(share * width)
    const seconds = (now - this.#started) / 1000
    const left = share > 0.02 && share < 1 ? `  ${Math.ceil((seconds / share) * (1 - share))} s` : ''
    const percent = `${Math.floor(share * 100)}%`.padStart(4)
    this.#stream.write(
      `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent}${left}  ${label}`,
    )
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K')
  }
}
