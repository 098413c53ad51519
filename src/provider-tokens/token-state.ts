import { type RefreshingBackend, supportsRefresh } from '../backends/capabilities.js'
import type { Registry } from '../backends/registry.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { TokenRow } from '../store/accounts.js'
import { type AccessTokenResult, noToken } from './access-token-result.js'
import { decryptTokens, type StoredTokens } from './stored-tokens.js'

/** Tokens that must be refreshed, and the backend that can. */
export interface RefreshableTokens {
  readonly row: TokenRow
  /** The encrypted tokens that were read; only these may be replaced. */
  readonly ciphertext: Uint8Array
  readonly tokens: StoredTokens
  readonly refreshToken: string
  readonly backend: RefreshingBackend
  /** The result if the refresh fails; null when the old access token can no longer be used. */
  readonly fallback: AccessTokenResult | null
}

/** Either the result, or the tokens that must be refreshed to get one. */
export type TokenState =
  | { readonly result: AccessTokenResult; readonly isUndecryptable?: true }
  | { readonly result: null; readonly refreshable: RefreshableTokens }

/** The result for a stored access token. */
export function tokenResult({ accessToken, expiresAt, scope }: StoredTokens): AccessTokenResult {
  return { ok: true, accessToken, expiresAt, scope }
}

/**
 * Decides whether the access token of an account can be returned, must be refreshed, or is missing. Does no requests.
 * @param rejectedToken an access token that the provider has rejected
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

/** An access token that expires within this time may have expired when the caller uses it. */
const EXPIRY_MARGIN_MS = 60_000

/** Whether an access token can be used, should be replaced soon, or can no longer be used. */
export type TokenValidity = 'valid' | 'expiring' | 'expired'

/**
 * Classifies an access token by its lifetime. The last minute counts as expiring, or the last quarter of a token that
 * lasts less than four minutes. A token of unknown lifetime (C31) is valid until the provider rejects it.
 * @param rejectedToken an access token that the provider has rejected
 */
function tokenValidity(tokens: StoredTokens, rejectedToken: string | null, now: Date): TokenValidity {
  const { expiresAt, obtainedAt, accessToken } = tokens
  if (accessToken === rejectedToken) return 'expired'
  if (expiresAt === null) return tokens.refused ? 'expired' : 'valid'
  const remainingMs = expiresAt.getTime() - now.getTime()
  if (remainingMs <= 0) return 'expired'
  const lifetimeMs = obtainedAt === null ? Infinity : expiresAt.getTime() - obtainedAt.getTime()
  return remainingMs <= Math.min(EXPIRY_MARGIN_MS, lifetimeMs / 4) ? 'expiring' : 'valid'
}
