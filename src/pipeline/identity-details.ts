// What of an identity is stored: with its user, and with its account.

import { readClaimPath } from '../claim-paths.js'
import { encryptTokens } from '../provider-tokens/stored-tokens.js'
import type { AccountDetails } from '../store/accounts.js'
import type { BackendPolicy, Identity } from '../identity.js'
import { normalizeEmail } from '../mail/email-address.js'
import type { Start } from './facts.js'

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

/**
 * What a sign-in stores with its account: the tokens, encrypted and bound to this row, and only the requested claims.
 */
export function accountDetails(
  accountId: string,
  { identity, policy, encrypter, now }: Pick<Start, 'identity' | 'policy' | 'encrypter' | 'now'>,
): AccountDetails {
  const { tokens } = identity
  return {
    label: identity.email ?? identity.preferredUsername ?? identity.name,
    tokens: tokens && encryptTokens(encrypter, accountId, { ...tokens, obtainedAt: now, refused: false }),
    extraData: JSON.stringify(pick(identity, policy.extraClaims)),
    lastLoginAt: now,
  }
}

function pick(identity: Identity, names: readonly string[]): Record<string, unknown> {
  const values = names.map((name) => [name, readClaimPath(identity.claims, name)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}
