import { z } from 'zod'
import { HttpClientError } from '../http-client/errors.js'
import { createHttpClient, type HttpFetch } from '../http-client/http-client.js'
import { parseJson } from '../parse-json.js'
import { CommandError, UsageError } from './command.js'
import type { Terminal } from './terminal.js'

const REQUEST_TIMEOUT_MS = 10_000
const MAX_RESPONSE_BYTES = 100_000
const OS_NAMES: Readonly<Record<string, string>> = { Darwin: 'Mac OS X', Windows_NT: 'Windows' }

/** The body of an OAuth error response (RFC 6749 section 5.2). */
export const OAuthErrorSchema = z.object({ error: z.string(), error_description: z.string().default('') })

/** The variable parts of a request. */
export interface ApiRequest {
  readonly form?: Readonly<Record<string, string>>
  /** Secret. */
  readonly bearer?: string
  /** Creates the DPoP proof for a request to `url` at `now` (RFC 9449). */
  readonly proof?: (url: string, now: Date) => Promise<string>
}

export interface ApiResponse {
  readonly status: number
  /** The parsed JSON body, not yet validated; null when the body is not JSON. */
  readonly body: unknown
}

/** A client of the API of a Portcullis server, for the commands on this computer. */
export class ApiClient {
  /** The address of the server, without a trailing slash. */
  readonly url: string
  readonly #fetch: HttpFetch
  readonly #terminal: Terminal

  /** @throws UsageError when it is not safe to send a secret to the address */
  constructor(address: string, terminal: Terminal) {
    this.url = normalizeServiceUrl(address)
    this.#terminal = terminal
    // Private addresses are allowed: internal services often have one, and the user entered this address.
    this.#fetch = createHttpClient({
      allowPrivate: true,
      callTimeoutMs: REQUEST_TIMEOUT_MS,
      maxBytes: MAX_RESPONSE_BYTES,
    })
  }

  /**
   * Sends one request. Redirects are not followed, because the token would be sent to their target.
   * @throws HttpClientError when there is no response in time
   */
  async request(method: 'GET' | 'POST', path: string, options: ApiRequest = {}): Promise<ApiResponse> {
    const startedAt = this.#terminal.clock()
    const first = await this.#send(method, path, options, startedAt)
    const isClockWrong =
      options.proof !== undefined && readErrorCode(await first.clone().text()) === 'invalid_dpop_proof'
    // If the server rejects the proof, retry once with its clock, in case the clock of this computer is wrong.
    const serverTime = isClockWrong ? Date.parse(first.headers.get('date') ?? '') : NaN
    const reply = Number.isNaN(serverTime)
      ? first
      : await this.#send(method, path, options, new Date(serverTime))
    return { status: reply.status, body: parseJson(await reply.text()) }
  }

  /** Closes the connections. */
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

/** Runs `run` with a client and closes it. A network error becomes a CommandError. */
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
    throw new CommandError(`${client.url} does not respond: ${error.message}.`)
  } finally {
    client.close()
  }
}

function normalizeServiceUrl(address: string): string {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError('--service must be an address such as https://login.example.com.')
  const isLocalhost = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLocalhost)
    throw new UsageError(
      '--service must use https, because over http anyone on the network could steal the session. http is allowed for localhost only.',
    )
  if (url.username || url.password || url.search || url.hash)
    throw new UsageError('--service must not contain a user name, a query or a fragment.')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

function readErrorCode(text: string): string | null {
  return OAuthErrorSchema.safeParse(parseJson(text)).data?.error ?? null
}
