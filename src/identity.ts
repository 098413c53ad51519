/** Provider tokens that came with a sign-in. They are sealed before they reach the database. */
export interface ProviderTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly idToken: string | null
  /** When the access token ends; null when the provider does not say. */
  readonly expiresAt: Date | null
  readonly scope: string | null
}

/** The only thing a backend tells the pipeline: who the provider says this person is. */
export interface Identity {
  /** Name of the backend; together with `subject` it is the key of an account. */
  readonly backend: string
  readonly issuer: string
  /** The provider's identifier of the person, byte for byte. */
  readonly subject: string
  readonly email: string | null
  /** True only when the provider said so with a boolean true or the string "true". */
  readonly emailVerified: boolean
  /** A wish, not yet a user name: the pipeline sanitises it and makes it unique. */
  readonly preferredUsername: string | null
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  /** An https address of a picture, or null. */
  readonly picture: string | null
  /** All claims of ID Token and UserInfo, for required-claim checks and extra data; protected claims come from the ID Token. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly tokens: ProviderTokens | null
  /** What the provider calls its own session with the person (`sid`), where it says so. */
  readonly sid?: string
  /** When the person proved who they are, where that was not just now; long ago when nobody can tell. */
  readonly authenticatedAt?: Date
  /** The provider was not asked for the profile: what is not among the claims is not gone, but unknown. */
  readonly incomplete?: true
}

/** The rules of one backend that the pipeline applies; data, so that policy is written once. */
export interface BackendPolicy {
  /** Claims without which nobody is let in. */
  readonly requiredClaims: readonly string[]
  /** Claims that must say one of these texts, by name. */
  readonly requiredValues: Readonly<Record<string, readonly string[]>>
  /** Lower-case e-mail domains that may sign in; empty means all. */
  readonly allowedDomains: readonly string[]
  /** Whether this provider's word that an address is verified counts here. */
  readonly trustEmail: boolean
  /** Whether a verified address may link to an existing user by itself. Needs `trustEmail` too. */
  readonly linkByVerifiedEmail: boolean
  /** Whether people without an e-mail address are asked for one. */
  readonly requireEmail: boolean
  /** Whether an address that nobody we trust has verified must be proven by a code in a mail. */
  readonly requireVerifiedEmail: boolean
  /** Claims that are kept with the account, by name. */
  readonly extraClaims: readonly string[]
}

/** The name of the backend that is this house itself. It is reserved, so no configured backend can take it. */
export const PASSWORD_BACKEND = 'password'

/** The rules for local passwords. An address that this house has verified is verified. */
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
