import { type Message, message } from '../locales/messages.js'
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { HttpClientError } from './errors.js'
import { providerCause } from '../provider-causes.js'
import { type AllowedNetworks, isAllowedAddress } from './networks.js'

/** Resolves a host name to all of its addresses, as `dns.lookup` with `all` does. */
export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Resolves names as the operating system does, including the hosts file. The default. */
export const systemResolve: Resolve = (hostname, done) => {
  systemLookup(hostname, { all: true }, done)
}

/** Which addresses may be called. */
export interface AddressRules {
  /** Whether all addresses may be, for development and tests. */
  readonly allowPrivate: boolean
  /** Otherwise public addresses may be, and those of these networks. */
  readonly allowedNetworks: AllowedNetworks
}

/** Concurrent lookups of one name share one result, so that a slow name server cannot occupy every thread. */
function shareLookups(resolve: Resolve): Resolve {
  const pending = new Map<string, Parameters<Resolve>[1][]>()
  return (hostname, done) => {
    const others = pending.get(hostname)
    if (others !== undefined) {
      others.push(done)
      return
    }
    const callbacks = [done]
    pending.set(hostname, callbacks)
    resolve(hostname, (error, addresses) => {
      pending.delete(hostname)
      for (const each of callbacks) each(error, addresses)
    })
  }
}

/** The addresses of the requested family. Node requests one family unless it tries both. */
function filterFamily(addresses: readonly LookupAddress[], family: LookupOptions['family']): LookupAddress[] {
  const requested = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0)
  return addresses.filter((address) => requested === 0 || address.family === requested)
}

/**
 * A `lookup` for sockets that rejects a name if any of its addresses is neither public nor in an allowed network. It runs when the socket connects,
 * on the addresses that are then used, so a name cannot resolve to another address in between (DNS rebinding).
 */
export function guardedLookup(
  resolve: Resolve,
  { allowPrivate, allowedNetworks }: AddressRules,
): LookupFunction {
  const resolveShared = shareLookups(resolve)
  return (hostname, options, done) => {
    resolveShared(hostname, (error, resolved) => {
      const addresses = error === null ? filterFamily(resolved, options.family) : []
      const [first] = addresses
      if (error !== null || first === undefined) {
        done(
          error ??
            new HttpClientError('connection', message('network.noAddress', { host: hostname }), {
              providerCause: providerCause('network_unknown_host'),
            }),
          [],
        )
      } else if (
        !allowPrivate &&
        !resolved.every(({ address }) => isAllowedAddress(address, hostname, allowedNetworks))
      ) {
        const problem = message('network.resolvesToPrivate', { host: hostname })
        done(refusedAddress(problem, 'network_private_address'), [])
      } else if (options.all) {
        done(null, addresses)
      } else {
        done(null, first.address, first.family)
      }
    })
  }
}

function refusedAddress(
  problem: Message,
  code: 'network_insecure_url' | 'network_private_address',
): HttpClientError {
  return new HttpClientError('refused-address', problem, { providerCause: providerCause(code) })
}

/**
 * Parses a URL and checks that it may be called. The addresses of a host name are checked when it is resolved.
 * @throws HttpClientError refused-address
 */
export function assertAllowedUrl(url: string | URL, { allowPrivate, allowedNetworks }: AddressRules): URL {
  const target = URL.parse(String(url))
  if (target === null) throw refusedAddress(message('network.notUrl'), 'network_insecure_url')
  const { protocol, hostname, username, password } = target
  if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate)) {
    throw refusedAddress(message('network.scheme', { scheme: protocol }), 'network_insecure_url')
  }
  if (username !== '' || password !== '') {
    throw refusedAddress(message('network.urlUser'), 'network_insecure_url')
  }
  // A socket does not look up an IP address, so it is checked here.
  const host = withoutBrackets(hostname)
  if (!allowPrivate && isIP(host) !== 0 && !isAllowedAddress(host, host, allowedNetworks)) {
    const problem = message('network.private', { host: hostname })
    throw refusedAddress(problem, 'network_private_address')
  }
  return target
}

/** The host of a URL as Node's sockets want it: an IPv6 address without its brackets. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}
