import type { BackendPolicy, Identity } from '../identity.js'
import { normalizeEmail } from '../mail/email-address.js'

/** The address in normal form when a party we trust has verified it; otherwise null. */
export function readTrustedEmail(identity: Identity, policy: BackendPolicy): string | null {
  const isTrusted = identity.emailVerified && policy.trustEmail
  return isTrusted && identity.email !== null ? normalizeEmail(identity.email) : null
}

/** Whether the person has proven the settled address during this sign-in, by a code, rather than the provider. */
export function isVerifiedByCode(
  { provenEmail }: { readonly provenEmail: string | null },
  identity: Identity,
  policy: BackendPolicy,
): boolean {
  return provenEmail !== null && provenEmail !== readTrustedEmail(identity, policy)
}

/** The profile fields that a provider may set; nothing else of its claims reaches the user. */
export function toProfile(
  identity: Identity,
): Pick<Identity, 'name' | 'givenName' | 'familyName' | 'picture'> {
  const { name, givenName, familyName, picture } = identity
  return { name, givenName, familyName, picture }
}
