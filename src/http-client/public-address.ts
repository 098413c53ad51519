import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { HttpClientError } from './errors.js'
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

/** What an administrator can do about a private address; the end of a message. */
export const ALLOWED_NETWORKS_HINT = '; if it belongs to your own network, add it to ALLOWED_PRIVATE_NETWORKS'

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
        done(error ?? new HttpClientError('connection', `${hostname} has no address`), [])
      } else if (
        !allowPrivate &&
        !resolved.every(({ address }) => isAllowedAddress(address, hostname, allowedNetworks))
      ) {
        const problem = `${hostname} resolves to an address that is not public${ALLOWED_NETWORKS_HINT}`
        done(new HttpClientError('refused-address', problem), [])
      } else if (options.all) {
        done(null, addresses)
      } else {
        done(null, first.address, first.family)
      }
    })
  }
}
