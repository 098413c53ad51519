import { readClaim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { isValidSid } from '../protocol/sid.js'
import type { IssuerRules } from './issuers.js'

/**
 * What stands for one of the provider's own sessions (`sid`, Back-Channel Logout 1.0 §2.1); null for what is of no use.
 * Where there are tenants it is of this one too: each is an issuer, and a `sid` is one issuer's.
 */
export function toProviderSid(
  sid: unknown,
  issuer: string,
  { issuerTemplate }: Pick<IssuerRules, 'issuerTemplate'>,
): string | null {
  if (!isValidSid(sid)) return null
  return issuerTemplate === null ? sid : `${issuer} ${sid}`
}

/** The same of a verified token, for an identity. */
export function readProviderSid(
  claims: Claims,
  issuer: string,
  rules: Pick<IssuerRules, 'issuerTemplate'>,
): { readonly sid?: string } {
  const sid = toProviderSid(readClaim(claims, 'sid'), issuer, rules)
  return sid === null ? {} : { sid }
}
