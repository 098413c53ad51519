import type { Attempt } from '../attempt.js'
import type { Identity } from '../identity.js'

/** What pages and the API may know of a backend. */
export interface BackendFace {
  readonly name: string
  readonly label: string
  /** Slug of a brand mark in simple-icons, or null for a neutral mark. */
  readonly icon: string | null
}

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

/** One way to sign people in. The name is stored with every account: never rename it. */
export interface Backend extends BackendFace {
  readonly policy: BackendPolicy
  /**
   * The authorization URL to send the visitor to.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  begin(attempt: Attempt): Promise<URL>
  /**
   * Turns the provider's answer into an identity; every call to the provider happens in here, within a time limit.
   * `callback` holds the parameters of the authorization response, whether they came as query or as form.
   * @throws PortcullisError with one of the provider codes; never anything else for what a provider can send
   */
  finish(callback: URLSearchParams, attempt: Attempt): Promise<Identity>
}
