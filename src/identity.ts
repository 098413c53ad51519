import type { Message } from './locales/messages.js'

/** The provider's tokens from a sign-in. They are encrypted before they are stored. */
export interface ProviderTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly idToken: string | null
  /** When the access token expires; null when the provider does not say. */
  readonly expiresAt: Date | null
  readonly scope: string | null
  /**
   * The origins of the endpoints that these tokens may be sent to: those of the provider when it issued them. Null for
   * tokens that an earlier release has stored.
   */
  readonly origins: readonly string[] | null
}

/** The result of a backend: who the provider says the user is. The pipeline gets nothing else from it. */
export interface Identity {
  /** The name of the backend, which is a label: `issuer` and `subject` together are the person. */
  readonly backend: string
  readonly issuer: string
  /** The issuer's ID of the user, byte for byte. Another issuer may have the same one for another person. */
  readonly subject: string
  readonly email: string | null
  /** True only when the provider sent the boolean true or the string "true". */
  readonly emailVerified: boolean
  /** A suggestion for the user name; the pipeline sanitizes it and makes it unique. */
  readonly preferredUsername: string | null
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  /** The https URL of a picture, or null. */
  readonly picture: string | null
  /**
   * All claims of ID Token and UserInfo, for required-claim checks and extra data; protected claims come from the ID
   * Token.
   */
  readonly claims: Readonly<Record<string, unknown>>
  readonly tokens: ProviderTokens | null
  /** The provider's ID of its own session (`sid`), if it sent one. */
  readonly sid?: string
  /**
   * When the user last authenticated, as far as that is known; never later than now. Without it, the sign-in counts as
   * one of long ago, because the provider may have remembered the user.
   */
  readonly authenticatedAt?: Date
  /** What an administrator should know about this sign-in, such as a permission that is missing; for the trace. */
  readonly notice?: string
  /** The same in the reader's language; null where an earlier release has stored the words alone. */
  readonly noticeText?: Message | null
  /** Why the definition of the backend refuses this verified user, such as for their tenant; the pipeline refuses it. */
  readonly refusal?: string
  readonly refusalText?: Message | null
  /** The profile was not requested: a missing claim is unknown, not removed. */
  readonly incomplete?: true
}

type Profile = Pick<
  Identity,
  'subject' | 'email' | 'emailVerified' | 'name' | 'givenName' | 'familyName' | 'picture' | 'claims'
>

/**
 * The profile of an identity as functions and steps of the site's own get it: a copy, which they may change without effect,
 * with `username` for `preferredUsername`.
 */
export function copyProfile(identity: Identity): Profile & { readonly username: string | null } {
  const { subject, email, emailVerified, preferredUsername: username } = identity
  const { name, givenName, familyName, picture } = identity
  const claims = structuredClone(identity.claims)
  return { subject, email, emailVerified, username, name, givenName, familyName, picture, claims }
}

/**
 * Whether two texts name the same issuer. A missing "https://", a default port and a slash at the end make no
 * difference; another scheme, host or path does. An alias of a definition does not count: it may say how a provider
 * spells its tokens, but it must not open accounts of another issuer.
 */
export function isSameIssuer(one: string, other: string): boolean {
  return one === other || normalizeIssuer(one) === normalizeIssuer(other)
}

function normalizeIssuer(issuer: string): string {
  const url = issuer.includes('://') ? issuer : `https://${issuer}`
  return URL.canParse(url) ? new URL(url).href.replace(/\/$/, '') : issuer
}

/** The rules of one backend that the pipeline applies. */
export interface BackendPolicy {
  /** Claims that are required to sign in. */
  readonly requiredClaims: readonly string[]
  /** By name, claims that must have one of these values. */
  readonly requiredValues: Readonly<Record<string, readonly string[]>>
  /** The email domains that may sign in, in lower case; empty for all. */
  readonly allowedDomains: readonly string[]
  /** Whether this site trusts the provider when it says that an address is verified. */
  readonly trustEmail: boolean
  /** Whether a verified address links to an existing user without asking. Requires `trustEmail`. */
  readonly linkByVerifiedEmail: boolean
  /** Whether users without an email address are asked for one. */
  readonly requireEmail: boolean
  /** Whether an address that no trusted provider has verified must be verified with an emailed code. */
  readonly requireVerifiedEmail: boolean
  /** The names of claims that are stored with the account. */
  readonly extraClaims: readonly string[]
}

/** The name of the backend for local passwords. It is reserved: no configured backend can have it. */
export const PASSWORD_BACKEND = 'password'

/**
 * The name of the backend for email addresses that are proven with a code (`EMAIL_LOGIN`), and the issuer of its accounts: this
 * site, wherever it is. The subject is the address in normal form.
 */
export const EMAIL_BACKEND = 'email'
export const EMAIL_ISSUER = 'email'

/**
 * The `backend` of a session that the setup link has opened, which has no account. No backend can have this name, because
 * names have no colon.
 */
export const SETUP_BACKEND = ':setup'

/** The rules for local passwords. This site trusts the addresses that it has verified itself. */
export const PASSWORD_POLICY: BackendPolicy = {
  requiredClaims: [],
  requiredValues: {},
  allowedDomains: [],
  trustEmail: true,
  linkByVerifiedEmail: false,
  requireEmail: false,
  requireVerifiedEmail: false,
  extraClaims: [],
}
