import type { Identity } from '../identity.js'
import { encryptTokens } from '../sealed-tokens.js'
import type { AccountDetails } from '../store/accounts.js'
import type { Start } from './facts.js'

/** What a sign-in leaves with its account: tokens sealed to this row, and only the claims that were asked for. */
export function accountDetails(
  accountId: string,
  { identity, policy, site, now }: Pick<Start, 'identity' | 'policy' | 'site' | 'now'>,
): AccountDetails {
  const { tokens } = identity
  return {
    label: identity.email ?? identity.preferredUsername ?? identity.name,
    tokens:
      tokens && encryptTokens(site.encrypter, accountId, { ...tokens, obtainedAt: now, refused: false }),
    extraData: JSON.stringify(pick(identity, policy.extraClaims)),
    lastLoginAt: now,
  }
}

function pick(identity: Identity, names: readonly string[]): Record<string, unknown> {
  const present = names.filter((name) => Object.hasOwn(identity.claims, name))
  return Object.fromEntries(present.map((name) => [name, identity.claims[name]]))
}
