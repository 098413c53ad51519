import ipaddr from 'ipaddr.js'
import type { IncomingMessage } from 'node:http'

type IpRange = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Whose forwarded headers count: addresses and CIDR ranges from TRUST_PROXY. */
export class TrustedProxies {
  readonly #ranges: readonly IpRange[]

  constructor(list: readonly string[]) {
    this.#ranges = list.map((entry) =>
      entry.includes('/') ? ipaddr.parseCIDR(entry) : toSingleAddressRange(ipaddr.process(entry)),
    )
  }

  /** Whether the peer of this connection is a proxy that we trust. */
  trusts(request: IncomingMessage): boolean {
    return this.#includes(request.socket.remoteAddress ?? '')
  }

  /** The visitor's address: the last one in X-Forwarded-For that no trusted proxy has, else the peer's own. */
  clientAddress(request: IncomingMessage): string | null {
    const peer = request.socket.remoteAddress ?? null
    if (!this.trusts(request)) return peer === null ? null : normalizeIp(peer)
    const header = request.headers['x-forwarded-for']
    const hops = (typeof header === 'string' ? header : '').slice(-1000).split(',').reverse()
    for (const hop of hops) {
      const address = hop.trim()
      if (!ipaddr.isValid(address)) break
      if (!this.#includes(address)) return normalizeIp(address)
    }
    return peer === null ? null : normalizeIp(peer)
  }

  #includes(text: string): boolean {
    if (!ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return this.#ranges.some((range) => range[0].kind() === address.kind() && address.match(range))
  }
}

function toSingleAddressRange(address: ipaddr.IPv4 | ipaddr.IPv6): IpRange {
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function normalizeIp(address: string): string {
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

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A User-Agent in words that a person recognises, such as "Firefox on Linux". It is a hint, never proof. */
export function browserName(userAgent: string | null): string {
  if (userAgent === null) return 'Unknown browser'
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1]
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? 'Unknown browser'
}
