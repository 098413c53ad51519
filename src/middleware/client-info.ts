import ipaddr from 'ipaddr.js'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { ProxiedRequest } from '../backends/code/functions.js'
import { peerAddress } from '../http-server.js'
import type { Translator } from '../locales/translator.js'

type IpRange = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** The proxies whose forwarded headers count: addresses and CIDR ranges from TRUST_PROXY. */
export class TrustedProxies {
  readonly #ranges: readonly IpRange[]

  constructor(list: readonly string[]) {
    this.#ranges = list.map((entry) =>
      entry.includes('/') ? ipaddr.parseCIDR(entry) : toSingleAddressRange(ipaddr.process(entry)),
    )
  }

  /** Whether the peer of this connection is a trusted proxy. */
  trusts(request: IncomingMessage): boolean {
    return this.#includes(peerAddress(request.socket) ?? '')
  }

  /**
   * The address of the client: the last one in X-Forwarded-For that is not a trusted proxy, else the address of the
   * peer.
   */
  clientAddress(request: IncomingMessage): string | null {
    const peer = peerAddress(request.socket)
    const header = request.headers['x-forwarded-for']
    const forwarded =
      this.trusts(request) && typeof header === 'string' ? this.#findClientHop(header)?.address : null
    return forwarded ?? (peer === null ? null : normalizeIp(peer))
  }

  /**
   * The request as a trusted proxy has passed it on; null if its direct peer is none. Cookies are left out, and so is a
   * header that the request has twice: one of the two may be the client's.
   */
  proxiedRequest(request: IncomingMessage): ProxiedRequest | null {
    const peer = peerAddress(request.socket)
    if (peer === null || !this.trusts(request)) return null
    const entries = Object.entries(request.headersDistinct).flatMap(
      ([name, values = []]): [string, string][] => {
        const [value] = values
        return values.length === 1 && value !== undefined && name !== 'cookie' ? [[name, value]] : []
      },
    )
    return { headers: new Headers(entries), peer: normalizeIp(peer) }
  }

  /**
   * The hop of an X-Forwarded-For header at which the search for the client ends because it is not an address; null
   * when there is none. All clients behind such a hop get the address of the proxy.
   */
  unreadableHop(header: string): string | null {
    const hop = this.#findClientHop(header)
    return hop?.address === null ? hop.text : null
  }

  // Searches from the end, because each proxy appends the peer that it saw. Returns the first hop that is not a
  // trusted proxy.
  #findClientHop(header: string): { readonly text: string; readonly address: string | null } | null {
    for (const hop of header.slice(-1000).split(',').reverse()) {
      const text = hop.trim()
      const address = parseForwardedHop(text)
      if (address === null || !this.#includes(address)) return { text, address }
    }
    return null
  }

  #includes(text: string): boolean {
    if (this.#ranges.length === 0) return false
    if (!ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return this.#ranges.some((range) => range[0].kind() === address.kind() && address.match(range))
  }
}

/**
 * The address in one hop of X-Forwarded-For, normalized; null for other text. Some proxies append the port, as in
 * `203.0.113.9:51234` and `[2001:db8::1]:443`. An IPv6 address with a port has brackets (RFC 3986 section 3.2.2).
 */
export function parseForwardedHop(hop: string): string | null {
  const text = hop.trim()
  const match = /^(?:([\d.]+)|\[([^\]]+)\])(?::\d{1,5})?$/.exec(text)
  const address = match?.[1] ?? match?.[2] ?? text
  return isIP(address) === 0 ? null : normalizeIp(address)
}

function toSingleAddressRange(address: ipaddr.IPv4 | ipaddr.IPv6): IpRange {
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function normalizeIp(address: string): string {
  // Such a text has one form only; the others take longer.
  if (isIP(address) === 4) return address
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bHeadlessChrome\/|\bChrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^portcullis\b/, 'Portcullis'],
]

/** What `browserName` can begin with. */
export const BROWSER_NAMES: readonly string[] = BROWSERS.map(([, name]) => name)

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A User-Agent in words that users recognize, such as "Firefox on Linux". It is a hint, never proof. */
export function browserName(userAgent: string | null, translator: Translator): string {
  if (userAgent === null) return translator.t('common.unknownBrowser')
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1]
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  if (browser && system) return translator.t('common.browserOnSystem', { browser, system })
  return browser ?? system ?? translator.t('common.unknownBrowser')
}
