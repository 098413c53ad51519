import { normalEmail } from '../email.js'
import type { Identity } from '../identity.js'
import type { BackendPolicy } from '../policy.js'

/** The address in normal form when a party we trust has verified it; otherwise null. */
export function provenEmailOf(identity: Identity, policy: BackendPolicy): string | null {
  const proven = identity.emailVerified && policy.trustEmail
  return proven && identity.email !== null ? normalEmail(identity.email) : null
}

/** Whether the person has proven the settled address during this sign-in, by a code, rather than the provider. */
export function isProvenHere(
  { provenEmail }: { readonly provenEmail: string | null },
  identity: Identity,
  policy: BackendPolicy,
): boolean {
  return provenEmail !== null && provenEmail !== provenEmailOf(identity, policy)
}

/** The profile fields that a provider may set; nothing else of its claims reaches the user. */
export function profileOf(
  identity: Identity,
): Pick<Identity, 'name' | 'givenName' | 'familyName' | 'picture'> {
  const { name, givenName, familyName, picture } = identity
  return { name, givenName, familyName, picture }
}
