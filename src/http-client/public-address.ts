import ipaddr from 'ipaddr.js'
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { HttpClientError } from './errors.js'

/** Resolves a host name to all of its addresses, as `dns.lookup` with `all` does. */
export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Resolves names as the operating system does, including the hosts file. The default. */
export const systemResolve: Resolve = (hostname, done) => {
  systemLookup(hostname, { all: true }, done)
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an address is public. Private, loopback, link-local, multicast and reserved ranges are not, nor are IPv6
 * addresses that contain an IPv4 address (mapped, 6to4, NAT64, Teredo), because they lead to that address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST)
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
 * A `lookup` for sockets that rejects a name if any of its addresses is not public. It runs when the socket connects,
 * on the addresses that are then used, so a name cannot resolve to another address in between (DNS rebinding).
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
