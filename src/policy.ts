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
  readonly validateEmail: boolean
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
  validateEmail: false,
  extraClaims: [],
}
