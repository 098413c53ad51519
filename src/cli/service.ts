import { z } from 'zod'
import { OutboundError } from '../outbound/error.js'
import { createOutbound, type OutboundFetch } from '../outbound/outbound.js'
import { CommandError, UsageError } from './command.js'
import { parseJson } from './parse-json.js'
import type { Terminal } from './terminal.js'

const CALL_MS = 10_000
const LARGEST = 100_000
const SYSTEMS: Readonly<Record<string, string>> = { Darwin: 'Mac OS X', Windows_NT: 'Windows' }

/** What to send; nothing of it is kept. */
export interface Call {
  readonly form?: Readonly<Record<string, string>>
  /** Secret. */
  readonly bearer?: string
  /** Makes the proof for a request at this moment. */
  readonly proof?: (url: string, now: Date) => Promise<string>
}

export interface Reply {
  readonly status: number
  /** The JSON of the body, not yet judged; null when there is none. */
  readonly body: unknown
}

/** A Portcullis somewhere, as the commands for devices see it. */
export class Service {
  /** Without a slash at the end. */
  readonly url: string
  readonly #fetch: OutboundFetch
  readonly #terminal: Terminal

  /** @throws UsageError when the address is not one that a secret may be sent to */
  constructor(address: string, terminal: Terminal) {
    this.url = judged(address)
    this.#terminal = terminal
    // Services of a company often have addresses that are not public, and whoever sits here has named it.
    this.#fetch = createOutbound({ allowPrivate: true, callTimeoutMs: CALL_MS, maxBytes: LARGEST })
  }

  /**
   * One request below the address; nothing is ever followed, since the token would go along.
   * @throws OutboundError when there is no answer in time
   */
  async ask(method: 'GET' | 'POST', path: string, call: Call = {}): Promise<Reply> {
    const asked = this.#terminal.now()
    const first = await this.#send(method, path, call, asked)
    const wrongClock = call.proof !== undefined && named(await first.clone().text()) === 'invalid_dpop_proof'
    // The service says what time it is; a clock that is wrong here need not keep anybody out.
    const theirs = wrongClock ? Date.parse(first.headers.get('date') ?? '') : NaN
    const reply = Number.isNaN(theirs) ? first : await this.#send(method, path, call, new Date(theirs))
    return { status: reply.status, body: parseJson(await reply.text()) }
  }

  /** Hangs up. */
  close(): void {
    this.#fetch.destroy()
  }

  async #send(method: string, path: string, call: Call, now: Date): Promise<Response> {
    const { form, bearer, proof } = call
    const { signal, computer } = this.#terminal
    const url = this.url + path
    const headers = {
      accept: 'application/json',
      'user-agent': `portcullis (${SYSTEMS[computer.system] ?? computer.system})`,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(proof && { dpop: await proof(url, now) }),
    }
    const body = form && new URLSearchParams(form).toString()
    return this.#fetch(url, { method, headers, signal, ...(body !== undefined && { body }) })
  }
}

/** Does the work with a service, and hangs up; what the network does becomes a sentence. */
export async function withService<T>(
  address: string,
  terminal: Terminal,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  const service = new Service(address, terminal)
  try {
    return await work(service)
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    throw new CommandError(`${service.url} does not answer: ${error.message}.`)
  } finally {
    service.close()
  }
}

function judged(address: string): string {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('--service is not an address such as https://login.example.com.')
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isHere)
    throw new UsageError(
      '--service must be https: on http anybody on the way could take the session. http is for localhost.',
    )
  if (url.username || url.password || url.search || url.hash)
    throw new UsageError('--service must be an address without a user name, a query or a fragment.')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

function named(text: string): string | null {
  return z.object({ error: z.string() }).safeParse(parseJson(text)).data?.error ?? null
}
