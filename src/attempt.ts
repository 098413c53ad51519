/** What the visitor wants. It is decided when the attempt starts and stored with it. */
export type SignInIntent = 'sign-in' | 'connect'

/**
 * A "silent" attempt asks the provider without showing the user anything; it signs the user in, or does nothing. A
 * "test" is an administrator's attempt with a backend that may not be enabled yet; it ends with a report, never with a
 * session.
 */
export type AttemptIntent = SignInIntent | 'silent' | 'test'

/** The version of an administrator's backend that a sign-in uses; null for a backend of the settings. */
export interface VersionKey {
  /**
   * The ID of that version. Its number alone is not enough: earlier releases used it again after the backend was
   * deleted.
   */
  readonly versionId: string | null
  /** Without `versionId`, an earlier release has stored the sign-in. */
  readonly version: number | null
}

/** For a backend of the settings, and for passwords. */
export const NO_VERSION: VersionKey = { versionId: null, version: null }

/** One attempt to sign in at a provider, as a backend sees it. The database has only the hash of `state`. */
export interface Attempt extends VersionKey {
  /** Shown on error pages and in logs, such as `K7QM2XHD`; not derived from the state. */
  readonly reference: string
  readonly backend: string
  /** The issuer of the definition that it started with; null if an earlier release has stored it. */
  readonly issuer: string | null
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
  /** The languages in which the provider is to show its pages (Core §3.1.2.1); only at the start. */
  readonly uiLocales?: string
  /** Parameters of the link that the definition passes on to the provider (`loginParams`); only at the start. */
  readonly loginParams?: Readonly<Record<string, string>>
}

/** Prefix of the state of an attempt in which the user must authenticate again. The database has only its hash. */
export const REAUTHENTICATION_STATE_PREFIX = 'reauth.'

/**
 * Whether the provider must ask the user again, even if it still knows them, because the site needs to know that they
 * are in front of the browser now. A visitor cannot change that: it was decided when the state was made.
 */
export function isReauthentication({ state }: Pick<Attempt, 'state'>): boolean {
  return state.startsWith(REAUTHENTICATION_STATE_PREFIX)
}
