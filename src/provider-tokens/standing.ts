import { type RefreshingBackend, supportsRefresh } from '../backends/refreshing.js'
import type { Registry } from '../backends/registry.js'
import type { Encrypter } from '../crypto/vault.js'
import { type StoredTokens, decryptTokens } from '../sealed-tokens.js'
import type { TokenRow } from '../store/token-leases.js'
import { type AccessTokenResult, noToken } from './result.js'
import { tokenValidity } from './validity.js'

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
  if (validity === 'good') return { result: tokenResult(tokens) }
  const fallback = validity === 'ending' ? tokenResult(tokens) : null
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
