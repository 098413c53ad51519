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

/*
 * What is decided when an attempt starts, and must be known when it returns, is a prefix of its state: the database has only
 * the hash of the state, so a visitor cannot change it.
 */
const SILENT_PREFIX = 'silent.'
const REAUTHENTICATION_PREFIX = 'reauth.'
const RESTART_PREFIX = 'again.'

/** The prefix of the state of a new attempt. */
export function statePrefix({
  intent,
  isReauthentication = false,
  isRestart = false,
}: Pick<Attempt, 'intent'> & {
  readonly isReauthentication?: boolean
  readonly isRestart?: boolean
}): string {
  if (intent === 'silent') return SILENT_PREFIX
  return (isReauthentication ? REAUTHENTICATION_PREFIX : '') + (isRestart ? RESTART_PREFIX : '')
}

/** Whether a callback with this state can only belong to a silent attempt. Only such an attempt may return in a frame. */
export function isSilentState(state: string): boolean {
  return state.startsWith(SILENT_PREFIX)
}

/**
 * Whether the provider must ask the user again, even if it still knows them, because the site needs to know that they
 * are in front of the browser now.
 */
export function isReauthentication({ state }: Pick<Attempt, 'state'>): boolean {
  return state.startsWith(REAUTHENTICATION_PREFIX)
}

/** Whether this attempt replaces one that the provider ended because it took too long, which happens once. */
export function isRestart({ state }: Pick<Attempt, 'state'>): boolean {
  const rest = isReauthentication({ state }) ? state.slice(REAUTHENTICATION_PREFIX.length) : state
  return rest.startsWith(RESTART_PREFIX)
}
