import ipaddr from 'ipaddr.js'
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { HttpClientError } from './errors.js'

/** Finds the addresses of a host name, as `dns.lookup` does when asked for all of them. */
export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** How names are resolved unless a test says otherwise: the way of the operating system, hosts file included. */
export const systemResolve: Resolve = (hostname, done) => {
  systemLookup(hostname, { all: true }, done)
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an address is one that everybody on the Internet would reach. What is not plainly public is refused:
 * private, loopback, link-local, multicast and reserved ranges, and IPv6 forms that carry an IPv4 address
 * (mapped, 6to4, NAT64, Teredo), since those lead to it by another name.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST)
}

/** Concurrent questions about one name share one answer, so that one slow name server cannot take every thread. */
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

/** Node asks for one family when it does not race both. */
function filterFamily(addresses: readonly LookupAddress[], family: LookupOptions['family']): LookupAddress[] {
  const requested = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0)
  return addresses.filter((address) => requested === 0 || address.family === requested)
}

/**
 * A `lookup` for sockets that refuses a name when any of its addresses is not public. It runs when the socket
 * connects, on the very addresses that are then used, so a name cannot change its mind in between.
 */
export function guardedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  const resolveShared = shareLookups(resolve)
  return (hostname, options, done) => {
    resolveShared(hostname, (error, resolved) => {
      const addresses = error === null ? filterFamily(resolved, options.family) : []
      const [first] = addresses
      if (error !== null || first === undefined) {
        done(error ?? new HttpClientError('connection', `${hostname} has no address`), [])
      } else if (!allowPrivate && !resolved.every(({ address }) => isPublicAddress(address))) {
        done(
          new HttpClientError('refused-address', `${hostname} resolves to an address that is not public`),
          [],
        )
      } else if (options.all) {
        done(null, addresses)
      } else {
        done(null, first.address, first.family)
      }
    })
  }
}
