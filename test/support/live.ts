import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import WebSocket from 'ws'
import { ServerMessage } from '../../src/live/messages.js'
import type { Visitor } from './visitor.js'

export interface LiveOptions {
  /** Below the address of the site. */
  readonly path?: string
  /** Null: no Origin at all. */
  readonly origin?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** The end of a socket, as its page sees it. */
export interface Ending {
  readonly code: number
  readonly reason: string
}

/** A live page without a screen: a socket with the cookies of a visitor. */
export class LivePage {
  readonly #socket: WebSocket
  readonly #heard: ServerMessage[] = []
  readonly #waiting: ((message: ServerMessage) => void)[] = []
  readonly closed: Promise<Ending>

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      const message = ServerMessage.parse(JSON.parse(data.toString()))
      const next = this.#waiting.shift()
      if (next) next(message)
      else this.#heard.push(message)
    })
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
      })
    })
  }

  /** The next message that was not read yet. */
  next(): Promise<ServerMessage> {
    const message = this.#heard.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => this.#waiting.push(resolve))
  }

  say(message: unknown): void {
    this.#socket.send(
      typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
    )
  }

  /** Says this, and waits for the answer. */
  ask(message: unknown): Promise<ServerMessage> {
    this.say(message)
    return this.next()
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** The raw socket, for what no page would do. */
  get socket(): WebSocket {
    return this.#socket
  }

  async close(): Promise<void> {
    this.#socket.close()
    await this.closed
  }
}

/** Opens a socket and waits for its first word. @throws Refused with the answer when there is no 101 */
export async function openLive(site: { readonly url: string }, visitor: Visitor, options: LiveOptions = {}) {
  const socket = connect(site, visitor, options)
  const page = new LivePage(socket)
  const state = page.next()
  const refused = once(socket, 'unexpected-response').then(async ([, response]: IncomingMessage[]) => {
    throw new Refused(response, await bodyOf(response))
  })
  await Promise.race([once(socket, 'open'), refused])
  refused.catch(() => undefined)
  return { page, state: await state }
}

/** The answer to a socket that is refused. */
export async function refusedLive(
  site: { readonly url: string },
  visitor: Visitor,
  options: LiveOptions = {},
) {
  try {
    const { page } = await openLive(site, visitor, options)
    await page.close()
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  throw new Error('the socket was opened')
}

export class Refused extends Error {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string

  constructor(response: IncomingMessage | undefined, body: string) {
    super(`refused: ${response?.statusCode}`)
    this.status = response?.statusCode ?? 0
    this.headers = response?.headers ?? {}
    this.body = body
  }
}

function connect(site: { readonly url: string }, visitor: Visitor, options: LiveOptions): WebSocket {
  const url = new URL(site.url)
  const cookie = visitor
    .cookieNames()
    .map((name) => `${name}=${visitor.cookie(name) ?? ''}`)
    .join('; ')
  const origin = options.origin === undefined ? url.origin : options.origin
  return new WebSocket(`ws://${url.host}${url.pathname.replace(/\/$/, '')}${options.path ?? '/api/live'}`, {
    headers: {
      ...(cookie === '' ? {} : { cookie }),
      ...(origin === null ? {} : { origin }),
      ...options.headers,
    },
  })
}

async function bodyOf(response: IncomingMessage | undefined): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response ?? []) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks).toString()
}
