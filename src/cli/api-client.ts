import { z } from 'zod'
import { HttpClientError } from '../http-client/errors.js'
import { createHttpClient, type HttpFetch } from '../http-client/http-client.js'
import { CommandError, UsageError } from './command.js'
import type { Terminal } from './terminal.js'

const REQUEST_TIMEOUT_MS = 10_000
const MAX_RESPONSE_BYTES = 100_000
const OS_NAMES: Readonly<Record<string, string>> = { Darwin: 'Mac OS X', Windows_NT: 'Windows' }

/** What to send; nothing of it is kept. */
export interface ApiRequest {
  readonly form?: Readonly<Record<string, string>>
  /** Secret. */
  readonly bearer?: string
  /** Makes the proof for a request at this moment. */
  readonly proof?: (url: string, now: Date) => Promise<string>
}

export interface ApiResponse {
  readonly status: number
  /** The JSON of the body, not yet judged; null when there is none. */
  readonly body: unknown
}

/** A Portcullis somewhere, as the commands for devices see it. */
export class ApiClient {
  /** Without a slash at the end. */
  readonly url: string
  readonly #fetch: HttpFetch
  readonly #terminal: Terminal

  /** @throws UsageError when the address is not one that a secret may be sent to */
  constructor(address: string, terminal: Terminal) {
    this.url = normalizeServiceUrl(address)
    this.#terminal = terminal
    // Services of a company often have addresses that are not public, and whoever sits here has named it.
    this.#fetch = createHttpClient({
      allowPrivate: true,
      callTimeoutMs: REQUEST_TIMEOUT_MS,
      maxBytes: MAX_RESPONSE_BYTES,
    })
  }

  /**
   * One request below the address; nothing is ever followed, since the token would go along.
   * @throws OutboundError when there is no answer in time
   */
  async request(method: 'GET' | 'POST', path: string, options: ApiRequest = {}): Promise<ApiResponse> {
    const startedAt = this.#terminal.clock()
    const first = await this.#send(method, path, options, startedAt)
    const isClockWrong =
      options.proof !== undefined && readErrorCode(await first.clone().text()) === 'invalid_dpop_proof'
    // The service says what time it is; a clock that is wrong here need not keep anybody out.
    const serverTime = isClockWrong ? Date.parse(first.headers.get('date') ?? '') : NaN
    const reply = Number.isNaN(serverTime)
      ? first
      : await this.#send(method, path, options, new Date(serverTime))
    return { status: reply.status, body: parseJson(await reply.text()) }
  }

  /** Hangs up. */
  close(): void {
    this.#fetch.destroy()
  }

  async #send(method: string, path: string, options: ApiRequest, now: Date): Promise<Response> {
    const { form, bearer, proof } = options
    const { signal, machine } = this.#terminal
    const url = this.url + path
    const headers = {
      accept: 'application/json',
      'user-agent': `portcullis (${OS_NAMES[machine.system] ?? machine.system})`,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(proof && { dpop: await proof(url, now) }),
    }
    const body = form && new URLSearchParams(form).toString()
    return this.#fetch(url, { method, headers, signal, ...(body !== undefined && { body }) })
  }
}

/** Does the work with a service, and hangs up; what the network does becomes a sentence. */
export async function withApiClient<T>(
  address: string,
  terminal: Terminal,
  run: (client: ApiClient) => Promise<T>,
): Promise<T> {
  const client = new ApiClient(address, terminal)
  try {
    return await run(client)
  } catch (error) {
    if (!(error instanceof HttpClientError)) throw error
    throw new CommandError(`${client.url} does not answer: ${error.message}.`)
  } finally {
    client.close()
  }
}

function normalizeServiceUrl(address: string): string {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('--service is not an address such as https://login.example.com.')
  const isLocalhost = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLocalhost)
    throw new UsageError(
      '--service must be https: on http anybody on the way could take the session. http is for localhost.',
    )
  if (url.username || url.password || url.search || url.hash)
    throw new UsageError('--service must be an address without a user name, a query or a fragment.')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

function readErrorCode(text: string): string | null {
  return z.object({ error: z.string() }).safeParse(parseJson(text)).data?.error ?? null
}

/** The value of a JSON text, not yet judged; null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
