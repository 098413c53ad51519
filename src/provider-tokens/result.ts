/**
 * Why there is no access token:
 * - `unknown_account`: there is no such account; it may have been disconnected.
 * - `user_disabled`: the user may not sign in, so nothing is done in their name.
 * - `no_tokens`: the account never had any, as with a password.
 * - `reconnect_needed`: only the person can help, by signing in with this backend or connecting it again.
 * - `unknown_backend`: the backend of the account is no longer set up.
 * - `provider_unavailable`: the provider does not answer as it should; what is kept may still be good. The log says more.
 */
export type NoTokenReason =
  | 'unknown_account'
  | 'user_disabled'
  | 'no_tokens'
  | 'reconnect_needed'
  | 'unknown_backend'
  | 'provider_unavailable'

/** A valid access token, or why there is none. */
export type AccessTokenResult =
  | {
      readonly ok: true
      readonly accessToken: string
      /** Null when the provider does not say. */
      readonly expiresAt: Date | null
      /** The scopes that were granted, separated by blanks; null when the provider does not say. */
      readonly scope: string | null
    }
  | {
      readonly ok: false
      readonly reason: NoTokenReason
      /** Before then the provider is not asked again; null when asking again is of no use. */
      readonly retryAt: Date | null
    }

/** There is none. */
export function noToken(reason: NoTokenReason, retryAt: Date | null = null): AccessTokenResult {
  return { ok: false, reason, retryAt }
}
