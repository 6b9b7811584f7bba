import { connect, type Socket } from 'node:net'

/** An answer without its headers. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/**
 * One clerk's connection, kept open, one question at a time. It is as thin as can be – the clerks' browsers run on
 * machines of their own, and what the measuring takes from the two cores is taken from the server – and reads only
 * answers that say how long they are.
 */
export class Line {
  readonly #socket: Socket
  readonly #host: string
  readonly #cookie: string
  #received: Buffer = Buffer.alloc(0)
  #asked: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  constructor(port: number, cookie: string) {
    this.#host = `127.0.0.1:${port}`
    this.#cookie = cookie
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true })
    this.#socket.on('data', (piece) => this.#take(piece))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  ask(method: 'GET' | 'POST', path: string, body = ''): Promise<Answer> {
    if (this.#asked) throw new Error('a clerk asks one thing at a time')
    const head = [
      `${method} ${path} HTTP/1.1`,
      `host: ${this.#host}`,
      `cookie: ${this.#cookie}`,
      // As every browser asks; what is too short to gain by it comes back as it is.
      'accept-encoding: gzip, deflate, br',
      ...(body && ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]),
    ]
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject }
      this.#socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(piece: Buffer): void {
    this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      this.#fail(new Error(`an answer without a length: ${head}`))
      return
    }
    const whole = end + 4 + Number(length)
    if (this.#received.length < whole) return
    const text = this.#received.toString('utf8', end + 4, whole)
    this.#received = this.#received.subarray(whole)
    const asked = this.#asked
    this.#asked = undefined
    asked?.resolve({ status: Number(head.slice(9, 12)), text })
  }

  #fail(error: Error): void {
    const asked = this.#asked
    this.#asked = undefined
    asked?.reject(error)
  }
}
