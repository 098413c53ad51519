import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { guardedLookup, resolveBySystem } from './addresses.js'
import type { Resolve } from './addresses.js'
import { OutboundError } from './error.js'
import { exchange, StaleSocket } from './exchange.js'
import type { Exchange } from './exchange.js'
import { allowedTarget, bodyOf, requestOptions } from './request.js'
import type { OutboundRequest } from './request.js'
import { timeLimit } from './time-limit.js'

/**
 * How long an unused connection is kept. Shorter than the five seconds after which common servers close theirs, so
 * that a request is rarely sent into a closing connection; a server's own Keep-Alive hint shortens it further.
 */
const IDLE_SOCKET_MS = 4000

/** The limits of every call. */
export interface OutboundOptions {
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
export interface OutboundFetch {
  /**
   * Resolves when the whole answer is here, whatever its status.
   * @throws OutboundError and nothing else
   */
  (url: string | URL, request?: OutboundRequest): Promise<Response>
  /** Closes every connection; calls under way fail. */
  destroy(): void
}

async function twiceIfSafe(job: Exchange): Promise<Response> {
  try {
    return await exchange(job)
  } catch (error) {
    // Only what changes nothing at the other end may be said twice.
    if (error instanceof StaleSocket && job.options.method === 'GET') return exchange(job)
    throw error
  }
}

/** Makes the one way out of this process: every call to a provider goes through it. */
export function createOutbound(options: OutboundOptions): OutboundFetch {
  const { allowPrivate, callTimeoutMs = 5000, maxBytes = 1_000_000, maxSocketsPerHost = 50 } = options
  const sockets = {
    keepAlive: true,
    timeout: IDLE_SOCKET_MS,
    maxSockets: maxSocketsPerHost,
    maxFreeSockets: 10,
    lookup: guardedLookup(options.resolve ?? resolveBySystem, allowPrivate),
  }
  const http = new HttpAgent(sockets)
  // Said outright so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
  const https = new HttpsAgent({ ...sockets, rejectUnauthorized: true })

  const call = async (url: string | URL, request: OutboundRequest = {}): Promise<Response> => {
    const target = allowedTarget(url, allowPrivate)
    const agent = target.protocol === 'https:' ? https : http
    const { signal, clear } = timeLimit(callTimeoutMs, request.signal)
    try {
      const wire = { ...requestOptions(target, request), agent }
      return await twiceIfSafe({ options: wire, body: bodyOf(request), maxBytes, signal })
    } catch (error) {
      if (error instanceof OutboundError) throw error
      throw new OutboundError('connection', 'the request could not be made', { cause: error })
    } finally {
      clear()
    }
  }
  const destroy = (): void => {
    http.destroy()
    https.destroy()
  }
  return Object.assign(call, { destroy })
}
