import { type RefreshingBackend, supportsRefresh } from '../backends/capabilities.js'
import type { Registry } from '../backends/registry.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { TokenRow } from '../store/accounts.js'
import { decryptTokens, type StoredTokens } from './stored-tokens.js'

/** Tokens that want to be refreshed, and by whom they can be. */
export interface RefreshableTokens {
  readonly row: TokenRow
  /** The sealed tokens that were read: what is written replaces these and no others. */
  readonly ciphertext: Uint8Array
  readonly tokens: StoredTokens
  readonly refreshToken: string
  readonly backend: RefreshingBackend
  /** What to answer when they cannot be refreshed now; null when the access token is of no use any more. */
  readonly fallback: AccessTokenResult | null
}

/** Either the answer, or what has to be refreshed before there is one. */
export type TokenState =
  | { readonly result: AccessTokenResult; readonly isUndecryptable?: true }
  | { readonly result: null; readonly refreshable: RefreshableTokens }

/** An access token that is kept. */
export function tokenResult({ accessToken, expiresAt, scope }: StoredTokens): AccessTokenResult {
  return { ok: true, accessToken, expiresAt, scope }
}

/**
 * How it stands with the tokens of an account; nobody is asked.
 * @param rejectedToken an access token that somebody has found to be good no more
 */
export function evaluateTokens(
  row: TokenRow | null,
  rejectedToken: string | null,
  {
    registry,
    encrypter,
    now,
  }: { readonly registry: Registry; readonly encrypter: Encrypter; readonly now: Date },
): TokenState {
  if (row === null) return { result: noToken('unknown_account') }
  if (!row.user.active) return { result: noToken('user_disabled') }
  if (row.tokens === null) return { result: noToken('no_tokens') }
  const tokens = decryptTokens(encrypter, row.id, row.tokens)
  if (tokens === null) return { result: noToken('reconnect_needed'), isUndecryptable: true }
  const validity = tokenValidity(tokens, rejectedToken, now)
  if (validity === 'valid') return { result: tokenResult(tokens) }
  const fallback = validity === 'expiring' ? tokenResult(tokens) : null
  const backend = registry.get(row.backend)
  if (backend === null) return { result: fallback ?? noToken('unknown_backend') }
  const { refreshToken } = tokens
  if (refreshToken === null || !supportsRefresh(backend))
    return { result: fallback ?? noToken('reconnect_needed') }
  return {
    result: null,
    refreshable: { row, ciphertext: row.tokens, tokens, refreshToken, backend, fallback },
  }
}

/** An access token that ends within this time may have ended when it arrives. */
const EXPIRY_MARGIN_MS = 60_000

/** Whether the access token can be used now, and ends soon enough to be replaced. */
export type TokenValidity = 'valid' | 'expiring' | 'expired'

/**
 * Judges an access token by what was said of its lifetime. Of one that lives for minutes only, the last quarter counts as
 * its end; one of unknown lifetime (C31) is good until somebody finds that it is not: `rejected`.
 */
export function tokenValidity(tokens: StoredTokens, rejectedToken: string | null, now: Date): TokenValidity {
  const { expiresAt, obtainedAt, accessToken } = tokens
  if (accessToken === rejectedToken) return 'expired'
  if (expiresAt === null) return tokens.refused ? 'expired' : 'valid'
  const remainingMs = expiresAt.getTime() - now.getTime()
  if (remainingMs <= 0) return 'expired'
  const lifetimeMs = obtainedAt === null ? Infinity : expiresAt.getTime() - obtainedAt.getTime()
  return remainingMs <= Math.min(EXPIRY_MARGIN_MS, lifetimeMs / 4) ? 'expiring' : 'valid'
}

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
