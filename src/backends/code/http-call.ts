import { message } from '../../locales/messages.js'
import { HttpClientError } from '../../http-client/errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import type { HttpCall } from './functions.js'

/** How many calls one function may make, so that an endless list of pages ends. */
const MAX_CALLS = 50

/** Responses with these statuses have no body, and the platform's constructor insists on that. */
const BODILESS_STATUSES: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * The HTTP client for one call of a function.
 * @param fetch an HTTP client with its limits, and with the recorder of the sign-in
 * @param signal ends calls in progress, and refuses further ones
 */
export function createHttpCall(fetch: HttpFetch, signal: AbortSignal): HttpCall {
  let count = 0
  const call = async (...[url, request = {}]: Parameters<HttpCall>): Promise<Response> => {
    count += 1
    if (count > MAX_CALLS)
      throw new HttpClientError('too-large', message('network.tooManyCalls', { calls: MAX_CALLS }), {
        providerCause: null,
      })
    const { method = 'GET', headers = {}, body } = request
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers: { 'user-agent': 'Portcullis', ...lengthOf(body), ...headers },
      ...(body === undefined ? {} : { body }),
      signal,
    })
    return toPlainResponse(response)
  }
  return Object.assign(call, { signal })
}

/** Node does not set it for DELETE, and without it the server would read the body as the next request. */
function lengthOf(body: string | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}

/**
 * A `Response` of the platform, whose body can be read in every way. That of our own client can do less, because it is
 * faster.
 */
async function toPlainResponse(response: Response): Promise<Response> {
  const { status, statusText, headers } = response
  const body = BODILESS_STATUSES.has(status) ? null : await response.arrayBuffer()
  return new Response(body, { status, statusText, headers })
}
