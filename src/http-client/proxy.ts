import ipaddr from 'ipaddr.js'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, type AgentOptions, request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { type Duplex, PassThrough } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { type Message, message, type MessageValue } from '../locales/messages.js'
import { providerCause } from '../provider-causes.js'
import { HttpClientError } from './errors.js'
import { withoutBrackets } from './public-address.js'

const PROXY = providerCause('network_proxy')

/** The proxies for outgoing calls (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). */
export interface ProxySettings {
  /** The proxy for https URLs; null for none. */
  readonly https: URL | null
  /** The proxy for http URLs; null for none. */
  readonly http: URL | null
  /** Hosts that are called directly: names with their subdomains, addresses, ranges, or `*`; each with a port or not. */
  readonly bypass: readonly string[]
}

/** What administrators should know about the proxies, without their credentials; null without a proxy. */
export function describeProxies({ proxy }: { readonly proxy: ProxySettings | null }): Message | null {
  if (proxy === null) return null
  const used = describeUsed(proxy)
  const hosts = proxy.bypass.join(', ')
  return message('doctor.proxies.ok', {
    used: hosts === '' ? used : message('doctor.proxies.except', { used, hosts }),
  })
}

function describeUsed(proxy: ProxySettings): MessageValue {
  const [https, http] = [proxy.https?.origin, proxy.http?.origin]
  if (https === undefined) return http === undefined ? '' : message('doctor.proxies.http', { http })
  return http === undefined
    ? message('doctor.proxies.https', { https })
    : message('doctor.proxies.both', { https, http })
}

function defaultPort({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

function matchesBypass(entry: string, host: string, port: number): boolean {
  const [, name = entry, entryPort] = /^([^:]+|\[[^\]]+\]):(\d+)$/.exec(entry) ?? []
  if (entryPort !== undefined && Number(entryPort) !== port) return false
  if (name === '*') return true
  const pattern = withoutBrackets(name)
    .replace(/^\*?\./, '')
    .toLowerCase()
  if (isIP(host) === 0) return host === pattern || host.endsWith(`.${pattern}`)
  if (!ipaddr.isValidCIDR(pattern)) return host === pattern
  const [network, bits] = ipaddr.parseCIDR(pattern)
  const address = ipaddr.parse(host)
  return network.kind() === address.kind() && address.match(network, bits)
}

/** The proxy for calls to this URL; null when it is called directly. */
export function proxyFor(target: URL, proxy: ProxySettings | null): URL | null {
  const selected = target.protocol === 'https:' ? proxy?.https : proxy?.http
  if (!proxy || !selected) return null
  const host = withoutBrackets(target.hostname).toLowerCase()
  return proxy.bypass.some((entry) => matchesBypass(entry, host, defaultPort(target))) ? null : selected
}

/** The header for the credentials in the URL of a proxy (RFC 9110 §11.7.2); empty without any. */
export function proxyHeaders({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/** The connection to a proxy, for a request. */
export function proxyConnection(proxy: URL): Pick<RequestOptions, 'hostname' | 'port' | 'protocol'> {
  return {
    protocol: proxy.protocol,
    hostname: withoutBrackets(proxy.hostname),
    port: defaultPort(proxy),
  }
}

type ConnectCallback = (error: Error | null, stream: Duplex) => void

/** An agent whose connections are tunnels through a proxy (CONNECT, RFC 9110 §9.3.6), with TLS to the host within. */
export class TunnelAgent extends HttpsAgent {
  readonly #proxy: URL
  readonly #timeoutMs: number

  constructor(proxy: URL, timeoutMs: number, options: AgentOptions) {
    super(options)
    this.#proxy = proxy
    this.#timeoutMs = timeoutMs
  }

  override createConnection(
    options: RequestOptions & { readonly servername?: string },
    done?: ConnectCallback,
  ): null {
    const { host, port, servername } = options
    const authority = `${host?.includes(':') === true ? `[${host}]` : host}:${port}`
    const request = (this.#proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
      ...proxyConnection(this.#proxy),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyHeaders(this.#proxy) },
      agent: false,
      timeout: this.#timeoutMs,
    })
    const fail = (error: Error): void => {
      // The stream is not used when there is an error.
      done?.(error, new PassThrough())
    }
    request.on('connect', (response, socket) => {
      const { statusCode = 0 } = response
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        fail(
          new HttpClientError('connection', message('network.proxyRefused', { status: String(statusCode) }), {
            providerCause: PROXY,
          }),
        )
        return
      }
      socket.setTimeout(0)
      const { rejectUnauthorized = true } = this.options
      done?.(
        null,
        connectTls({ socket, servername: servername ?? '', rejectUnauthorized, ALPNProtocols: ['http/1.1'] }),
      )
    })
    request.on('timeout', () => {
      request.destroy(
        new HttpClientError('timeout', message('network.proxyTimeout', { time: String(this.#timeoutMs) }), {
          providerCause: PROXY,
        }),
      )
    })
    request.on('error', (cause: NodeJS.ErrnoException) => {
      const { code } = cause
      const text =
        code === undefined
          ? message('network.proxyUnreachable')
          : message('network.proxyUnreachableCode', { code })
      const error = new HttpClientError('connection', text, {
        cause,
        providerCause: PROXY,
      })
      fail(cause instanceof HttpClientError ? cause : error)
    })
    request.end()
    return null
  }
}
