/** What the visitor wants, decided when the trip starts and never guessed when it ends. */
export type SignInIntent = 'sign-in' | 'connect'

/**
 * A "silent" trip asks the provider without showing the person anything; it ends as a sign-in, or quietly. A "test" is
 * the trip of an administrator with a backend that may not be in use: it ends in a report, never in a session.
 */
export type AttemptIntent = SignInIntent | 'silent' | 'test'

/** One trip to a provider, as a backend sees it. The store keeps only the hash of `state`. */
export interface Attempt {
  /** Shown on error pages and in logs, such as `K7QM-2XHD`; it says nothing about the state. */
  readonly reference: string
  readonly backend: string
  /** The version of an administrator's backend that it began with and ends with; null for one of the settings. */
  readonly version: number | null
  readonly intent: AttemptIntent
  /** For "connect" and "test": the user who asked for it. */
  readonly userId: string | null
  readonly state: string
  readonly nonce: string
  /** PKCE code verifier, RFC 7636 section 4.1. */
  readonly codeVerifier: string
  /** Where to go afterwards, already checked by `safeNext`. */
  readonly returnTo: string
  /** Whom the person will probably sign in as; only at the start. */
  readonly loginHint?: string
}
