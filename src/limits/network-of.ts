import ipaddr from 'ipaddr.js'

/**
 * The party behind an address, for limits: an IPv6 visitor has a whole /64 to choose addresses from (RFC 6177), so
 * that is one party; an IPv4 address is one. Those whose address is not known are one party together.
 */
export function networkKey(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString().replace(/%.*/, '')}/64`).toString()}/64`
}
