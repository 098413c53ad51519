import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { withTimeout } from '../timeout.js'
import { HttpClientError } from './errors.js'
import { guardedLookup, type Resolve, systemResolve } from './public-address.js'
import {
  assertAllowedUrl,
  type HttpRequest,
  readRequestBody,
  type SendOptions,
  sendRequest,
  StaleConnectionError,
  toRequestOptions,
} from './send-request.js'

/**
 * How long an unused connection is kept. Shorter than the five seconds after which common servers close theirs, so
 * that a request is rarely sent into a closing connection; a server's own Keep-Alive hint shortens it further.
 */
const KEEP_ALIVE_MS = 4000

/** The limits of every call. */
export interface HttpClientOptions {
  /** Allows http and addresses that are not public: for development and tests. */
  readonly allowPrivate: boolean
  /** Milliseconds for a whole call: waiting for a socket, name, connection, TLS, headers and body. Default 5000. */
  readonly callTimeoutMs?: number
  /** In bytes, of the body of an answer. Default 1 000 000. */
  readonly maxBytes?: number
  /** Connections to one host and port, by default 50; further calls wait, within their time. */
  readonly maxSocketsPerHost?: number
  /** How names are resolved; the addresses found are judged all the same. */
  readonly resolve?: Resolve
}

/** A `fetch` with limits; it fits openid-client's `customFetch`. */
export interface HttpFetch {
  /**
   * Resolves when the whole answer is here, whatever its status.
   * @throws OutboundError and nothing else
   */
  (url: string | URL, request?: HttpRequest): Promise<Response>
  /** Closes every connection; calls under way fail. */
  destroy(): void
}

async function retryIfIdempotent(options: SendOptions): Promise<Response> {
  try {
    return await sendRequest(options)
  } catch (error) {
    // Only what changes nothing at the other end may be said twice.
    if (error instanceof StaleConnectionError && options.options.method === 'GET') return sendRequest(options)
    throw error
  }
}

/** Makes the one way out of this process: every call to a provider goes through it. */
export function createHttpClient(options: HttpClientOptions): HttpFetch {
  const { allowPrivate, callTimeoutMs = 5000, maxBytes = 1_000_000, maxSocketsPerHost = 50 } = options
  const agentOptions = {
    keepAlive: true,
    timeout: KEEP_ALIVE_MS,
    maxSockets: maxSocketsPerHost,
    maxFreeSockets: 10,
    lookup: guardedLookup(options.resolve ?? systemResolve, allowPrivate),
  }
  const http = new HttpAgent(agentOptions)
  // Said outright so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
  const https = new HttpsAgent({ ...agentOptions, rejectUnauthorized: true })

  const call = async (url: string | URL, request: HttpRequest = {}): Promise<Response> => {
    const target = assertAllowedUrl(url, allowPrivate)
    const agent = target.protocol === 'https:' ? https : http
    const createError = () => new HttpClientError('timeout', `no complete answer within ${callTimeoutMs} ms`)
    try {
      const nodeRequest = { ...toRequestOptions(target, request), agent }
      const body = readRequestBody(request)
      return await withTimeout(callTimeoutMs, createError, (timeout) => {
        const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
        return retryIfIdempotent({ options: nodeRequest, body, maxBytes, signal })
      })
    } catch (error) {
      if (error instanceof HttpClientError) throw error
      throw new HttpClientError('connection', 'the request could not be made', { cause: error })
    }
  }
  const destroy = (): void => {
    http.destroy()
    https.destroy()
  }
  return Object.assign(call, { destroy })
}
