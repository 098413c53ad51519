// What callers of `ProviderTokenService` pass and get. It imports nothing, since the declarations of the package contain it.

export interface AccessTokenOptions {
  /**
   * An access token that the provider has just rejected (401): it is not returned again, even if it has not expired.
   */
  readonly rejectedToken?: string
}

/**
 * Why there is no access token:
 * - `unknown_account`: there is no such account; it may have been disconnected.
 * - `user_disabled`: the user is disabled, so nothing is done in their name.
 * - `no_tokens`: the account has none, such as an account with a password.
 * - `reconnect_needed`: the user must sign in with this backend or connect it again.
 * - `unknown_backend`: the backend of the account is no longer configured.
 * - `provider_unavailable`: the provider cannot be reached or did not respond correctly; the log has details.
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
      /** Null when the provider does not say when it expires. */
      readonly expiresAt: Date | null
      /** The granted scopes, separated by spaces; null when the provider does not say. */
      readonly scope: string | null
    }
  | {
      readonly ok: false
      readonly reason: NoTokenReason
      /** The provider is not asked again before this time; null when trying again does not help. */
      readonly retryAt: Date | null
    }

/** The result without an access token. */
export function noToken(reason: NoTokenReason, retryAt: Date | null = null): AccessTokenResult {
  return { ok: false, reason, retryAt }
}
