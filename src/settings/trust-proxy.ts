import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { Environment } from './environment.js'
import { listSchema } from './list.js'

// ipaddr.js also reads `10` and `0x7f.1` as IPv4, which nobody means; hence four decimal parts.
const rangeSchema = z
  .string()
  .refine(
    (text) =>
      ipaddr.IPv6.isValid(text) ||
      ipaddr.IPv6.isValidCIDR(text) ||
      ipaddr.IPv4.isValidFourPartDecimal(text) ||
      ipaddr.IPv4.isValidCIDRFourPartDecimal(text),
    { error: 'is neither an address nor a CIDR range. Write one such as 10.0.0.1 or 10.0.0.0/8.' },
  )

/** Reads TRUST_PROXY. */
export function readTrustProxy(env: Environment): readonly string[] {
  return env.read('TRUST_PROXY', listSchema(rangeSchema), [])
}
