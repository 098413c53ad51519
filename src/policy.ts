/** The rules of one backend that the pipeline applies; data, so that policy is written once. */
export interface BackendPolicy {
  /** Claims without which nobody is let in. */
  readonly requiredClaims: readonly string[]
  /** Lower-case e-mail domains that may sign in; empty means all. */
  readonly allowedDomains: readonly string[]
  /** Whether this provider's word that an address is verified counts here. */
  readonly trustEmail: boolean
  /** Whether a verified address may link to an existing user by itself. Needs `trustEmail` too. */
  readonly linkByVerifiedEmail: boolean
  /** Claims that are kept with the account, by name. */
  readonly extraClaims: readonly string[]
}
