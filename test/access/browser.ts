import { tmpdir } from 'node:os'
import { type AppContext, createAccount, programActor } from '../../src/app/index.ts'
import { httpApp } from '../../src/http/index.ts'
import type { Role } from '../../src/kernel/index.ts'

/** A browser without pages: keeps its cookies and speaks to the application through its HTTP door. */
export class Browser {
  readonly #send: (request: Request) => Response | Promise<Response>
  readonly #cookies = new Map<string, string>()

  constructor(app: AppContext) {
    const hono = httpApp(app, tmpdir())
    this.#send = (request) => hono.fetch(request)
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#send(
      new Request(`http://localhost${path.startsWith('/api/auth') ? '' : '/api/v1'}${path}`, {
        method,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
    )
    for (const set of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split('; ')
      const at = pair.indexOf('=')
      const isOver = attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')
      if (isOver) this.#cookies.delete(pair.slice(0, at))
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    return { status: response.status, bytes, text, json: parsed(text), headers: response.headers }
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path)
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.request('POST', path, body)
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.request('PATCH', path, body)
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.request('PUT', path, body)
  }

  delete(path: string, body?: unknown): Promise<Answer> {
    return this.request('DELETE', path, body)
  }

  signIn(username: string, password = PASSWORD): Promise<Answer> {
    return this.post('/session', { username, password })
  }
}

export interface Answer {
  readonly status: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents whose shape is what they test
  readonly json: any
  readonly headers: Headers
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const PASSWORD = 'Qiming-2019-xing'

/** Makes an account with the test password. */
export async function account(
  app: AppContext,
  username: string,
  role: Role,
  unit: string,
  limits: readonly string[] = [],
): Promise<void> {
  await createAccount(app, programActor('test'), {
    username,
    name: username,
    unit,
    grants: [{ role, unit, limits }],
    password: PASSWORD,
  })
}

/** A browser in which someone has signed in. */
export async function signedIn(app: AppContext, username: string): Promise<Browser> {
  const browser = new Browser(app)
  const { status } = await browser.signIn(username)
  if (status !== 200) throw new Error(`${username} could not sign in`)
  return browser
}
