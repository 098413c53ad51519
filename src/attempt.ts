/** What the visitor wants. It is decided when the attempt starts and stored with it. */
export type SignInIntent = 'sign-in' | 'connect'

/**
 * A "silent" attempt asks the provider without showing the user anything; it signs the user in, or does nothing. A
 * "test" is an administrator's attempt with a backend that may not be enabled yet; it ends with a report, never with a
 * session.
 */
export type AttemptIntent = SignInIntent | 'silent' | 'test'

/** One attempt to sign in at a provider, as a backend sees it. The database has only the hash of `state`. */
export interface Attempt {
  /** Shown on error pages and in logs, such as `K7QM-2XHD`; not derived from the state. */
  readonly reference: string
  readonly backend: string
  /** The version of the administrator's backend that it uses; null for a backend of the settings. */
  readonly version: number | null
  readonly intent: AttemptIntent
  /** For "connect" and "test": the user who started it. */
  readonly userId: string | null
  readonly state: string
  readonly nonce: string
  /** PKCE code verifier, RFC 7636 section 4.1. */
  readonly codeVerifier: string
  /** Where to return afterwards, already checked by `sanitizeReturnTo`. */
  readonly returnTo: string
  /** The account that the user will probably choose; only at the start. */
  readonly loginHint?: string
}
