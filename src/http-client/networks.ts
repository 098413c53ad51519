import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type NetworkRange = readonly [address: Address, bits: number]

/** The private networks that providers may be in (ALLOWED_PRIVATE_NETWORKS). */
export interface AllowedNetworks {
  readonly ranges: readonly NetworkRange[]
  /** Host names in lower case, whatever private address they resolve to. */
  readonly hosts: ReadonlySet<string>
}

export const NO_NETWORKS: AllowedNetworks = { ranges: [], hosts: new Set() }

const HOST_PATTERN = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/

/** One entry of the setting: a CIDR range, an address, or a host name; null for anything else. */
export function parseNetwork(entry: string): NetworkRange | string | null {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry)
  if (ipaddr.isValid(entry) && (entry.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(entry))) {
    const address = ipaddr.parse(entry)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  }
  const host = entry.toLowerCase()
  return HOST_PATTERN.test(host) && !/^[\d.]+$/.test(host) ? host : null
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')
/** RFC 6052 §2.1. Networks with only IPv6 reach the IPv4 address in its last four bytes. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96')

/** Where clouds answer to every machine, with its credentials, beside the link-local addresses. */
const METADATA_ADDRESSES = new Set(
  ['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'].map((address) =>
    ipaddr.parse(address).toNormalizedString(),
  ),
)

/** Ranges that no setting opens: link-local ones have the metadata of clouds, and the others are not single hosts. */
const CLOSED_RANGES = new Set(['linkLocal', 'unspecified', 'broadcast', 'multicast'])

function parseAddress(text: string): Address | null {
  if (!ipaddr.isValid(text)) return null
  const address = ipaddr.parse(text)
  if (address instanceof ipaddr.IPv4 || !address.match(NAT64)) return address
  return new ipaddr.IPv4(address.toByteArray().slice(12))
}

function isClosed(address: Address): boolean {
  const inner =
    address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address
  return CLOSED_RANGES.has(inner.range()) || METADATA_ADDRESSES.has(inner.toNormalizedString())
}

/**
 * Whether an address is public. Private, loopback, link-local, multicast and reserved ranges are not, nor are IPv6
 * addresses that contain an IPv4 address (mapped, 6to4, Teredo), because they lead to that address. Of a NAT64 address
 * (64:ff9b::/96), the IPv4 address in it counts.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text)
  if (address === null || isClosed(address) || address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST)
}

/**
 * Whether a provider may have this address: a public one, or one of the allowed networks.
 * @param hostname the name that resolved to it, or the address itself
 */
export function isAllowedAddress(
  text: string,
  hostname: string,
  { ranges, hosts }: AllowedNetworks,
): boolean {
  if (isPublicAddress(text)) return true
  const address = parseAddress(text)
  if (address === null || isClosed(address)) return false
  if (hosts.has(hostname.toLowerCase().replace(/\.$/, ''))) return true
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}
