/*
 * The HTTP client for calls to providers; every call of ../backends goes through it. It is a `fetch` with limits: only
 * public addresses (outside development), https, one time limit for the whole call, a maximum size, no redirects, and
 * no stale connections.
 *
 * A call passes http-client.ts (options, time limit, retry), public-address.ts (checks the URL, and the
 * addresses of the host while the socket connects), send-request.ts (sends the request, reads the response),
 * content-coding.ts (decompresses it), and proxy.ts (a proxy, if there is one). errors.ts has the one error of this
 * folder. recorded-calls.ts wraps the client to record each call for the trace of a sign-in. The folder knows nothing
 * about OAuth, and uses only ../timeout.ts and ../provider-causes.ts.
 */
import { message } from '../locales/messages.js'
import { Agent as HttpAgent, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { HttpClientError } from './errors.js'
import { providerCause } from '../provider-causes.js'
import { type AllowedNetworks, NO_NETWORKS } from './networks.js'
import { proxyConnection, proxyFor, proxyHeaders, type ProxySettings, TunnelAgent } from './proxy.js'
import { assertAllowedUrl, guardedLookup, type Resolve, systemResolve } from './public-address.js'
import {
  type HttpRequest,
  readRequestBody,
  type SendOptions,
  sendRequest,
  StaleConnectionError,
  toRequestOptions,
} from './send-request.js'

/**
 * How long an unused connection is kept. Common servers close theirs after five seconds; closing earlier avoids most
 * requests on a connection that is about to close. A Keep-Alive header of the server shortens the time further.
 */
const KEEP_ALIVE_MS = 4000

/** The limits of an HTTP client. */
export interface HttpClientOptions {
  /** Whether http and addresses that are not public are allowed, for development and tests. */
  readonly allowPrivate: boolean
  /** Private networks that may be called nevertheless. Default: none. */
  readonly allowedNetworks?: AllowedNetworks
  /** The proxies for calls; null or absent for none. A proxy, and not this client, decides about host names. */
  readonly proxy?: ProxySettings | null
  /**
   * In milliseconds: the time limit of a whole call, from waiting for a socket to the end of the body. Default 5000.
   */
  readonly callTimeoutMs?: number
  /** In bytes: the maximum size of a response body, as it was sent and decompressed. Default 1 000 000. */
  readonly maxBytes?: number
  /** The maximum number of connections to one host and port; further calls wait. Default 50. */
  readonly maxSocketsPerHost?: number
  /** How host names are resolved. The addresses are checked in any case. */
  readonly resolve?: Resolve
}

/** How a site reaches providers; part of its settings. */
export type NetworkOptions = Required<Pick<HttpClientOptions, 'allowedNetworks' | 'proxy'>>

/** A `fetch` with limits; it fits openid-client's `customFetch`. */
export interface HttpFetch {
  /**
   * Resolves when the whole response was received, whatever its status.
   * @throws HttpClientError and nothing else
   */
  (url: string | URL, request?: HttpRequest): Promise<Response>
  /** Closes all connections; calls in progress fail. */
  destroy(): void
}

async function retryIfIdempotent(options: SendOptions): Promise<Response> {
  try {
    return await sendRequest(options)
  } catch (error) {
    // Only a request that changes nothing at the server may be repeated.
    if (error instanceof StaleConnectionError && options.options.method === 'GET') return sendRequest(options)
    throw error
  }
}

/** Creates an HTTP client. */
export function createHttpClient(options: HttpClientOptions): HttpFetch {
  const { allowPrivate, callTimeoutMs = 5000, maxBytes = 1_000_000, maxSocketsPerHost = 50 } = options
  const rules = { allowPrivate, allowedNetworks: options.allowedNetworks ?? NO_NETWORKS }
  const proxy = options.proxy ?? null
  const poolOptions = {
    keepAlive: true,
    timeout: KEEP_ALIVE_MS,
    maxSockets: maxSocketsPerHost,
    maxFreeSockets: 10,
    // Set explicitly, so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
    rejectUnauthorized: true,
  }
  const lookup = guardedLookup(options.resolve ?? systemResolve, rules)
  const http = new HttpAgent({ ...poolOptions, lookup })
  const https = new HttpsAgent({ ...poolOptions, lookup })
  const tunnel = proxy?.https ? new TunnelAgent(proxy.https, callTimeoutMs, poolOptions) : null
  const httpProxyAgent =
    proxy?.http?.protocol === 'https:' ? new HttpsAgent(poolOptions) : new HttpAgent(poolOptions)

  /** The request, and the agent that sends it: directly, through a tunnel, or, for http, to the proxy itself. */
  const route = (target: URL, request: HttpRequest): RequestOptions => {
    const direct = toRequestOptions(target, request)
    const selected = proxyFor(target, proxy)
    if (target.protocol === 'https:')
      return { ...direct, agent: selected === null ? https : (tunnel ?? https) }
    if (selected === null) return { ...direct, agent: http }
    const headers = { ...request.headers, host: target.host, ...proxyHeaders(selected) }
    return {
      ...toRequestOptions(target, { ...request, headers }),
      ...proxyConnection(selected),
      path: target.href,
      agent: httpProxyAgent,
    }
  }

  const call = async (url: string | URL, request: HttpRequest = {}): Promise<Response> => {
    const target = assertAllowedUrl(url, rules)
    const createError = () =>
      new HttpClientError('timeout', message('network.timeout', { time: String(callTimeoutMs) }), {
        providerCause: providerCause('network_slow'),
      })
    try {
      const nodeRequest = route(target, request)
      const body = readRequestBody(request)
      const deadline = performance.now() + callTimeoutMs
      const { signal = null } = request
      return await retryIfIdempotent({ options: nodeRequest, body, maxBytes, deadline, createError, signal })
    } catch (error) {
      if (error instanceof HttpClientError) throw error
      throw new HttpClientError('connection', message('network.notSent'), {
        cause: error,
        providerCause: null,
      })
    }
  }
  const destroy = (): void => {
    for (const agent of [http, https, tunnel, httpProxyAgent]) agent?.destroy()
  }
  return Object.assign(call, { destroy })
}
