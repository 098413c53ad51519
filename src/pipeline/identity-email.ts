import type { BackendPolicy, Identity } from '../identity.js'
import { normalizeEmail } from '../mail/email-address.js'

/** The normalized address, if a trusted provider has verified it; otherwise null. */
export function readTrustedEmail(identity: Identity, policy: BackendPolicy): string | null {
  const isTrusted = identity.emailVerified && policy.trustEmail
  return isTrusted && identity.email !== null ? normalizeEmail(identity.email) : null
}

/** Whether the user has proven the address of this sign-in with a code, not the provider. */
export function isVerifiedByCode(
  { provenEmail }: { readonly provenEmail: string | null },
  identity: Identity,
  policy: BackendPolicy,
): boolean {
  return provenEmail !== null && provenEmail !== readTrustedEmail(identity, policy)
}

/** The profile fields that a provider may set. No other claim reaches the user. */
export function toProfile(
  identity: Identity,
): Pick<Identity, 'name' | 'givenName' | 'familyName' | 'picture'> {
  const { name, givenName, familyName, picture } = identity
  return { name, givenName, familyName, picture }
}
