import { type RefreshingBackend, isRefreshing } from '../backends/refreshing.js'
import type { Registry } from '../backends/registry.js'
import type { Vault } from '../crypto/vault.js'
import { type KeptTokens, openTokens } from '../sealed-tokens.js'
import type { TokenRow } from '../store/token-leases.js'
import { type AccessTokenResult, none } from './result.js'
import { validityOf } from './validity.js'

/** Tokens that want to be refreshed, and by whom they can be. */
export interface Refreshable {
  readonly row: TokenRow
  /** The sealed tokens that were read: what is written replaces these and no others. */
  readonly read: Uint8Array
  readonly kept: KeptTokens
  readonly refreshToken: string
  readonly backend: RefreshingBackend
  /** What to answer when they cannot be refreshed now; null when the access token is of no use any more. */
  readonly fallback: AccessTokenResult | null
}

/** Either the answer, or what has to be refreshed before there is one. */
export type Standing =
  | { readonly answer: AccessTokenResult; readonly lost?: true }
  | { readonly answer: null; readonly refreshable: Refreshable }

/** An access token that is kept. */
export function given({ accessToken, expiresAt, scope }: KeptTokens): AccessTokenResult {
  return { ok: true, accessToken, expiresAt, scope }
}

/**
 * How it stands with the tokens of an account; nobody is asked.
 * @param rejected an access token that somebody has found to be good no more
 */
export function standingOf(
  row: TokenRow | null,
  rejected: string | null,
  { registry, vault, now }: { readonly registry: Registry; readonly vault: Vault; readonly now: Date },
): Standing {
  if (row === null) return { answer: none('unknown_account') }
  if (!row.user.active) return { answer: none('user_disabled') }
  if (row.tokens === null) return { answer: none('no_tokens') }
  const kept = openTokens(vault, row.id, row.tokens)
  if (kept === null) return { answer: none('reconnect_needed'), lost: true }
  const validity = validityOf(kept, rejected, now)
  if (validity === 'good') return { answer: given(kept) }
  const fallback = validity === 'ending' ? given(kept) : null
  const backend = registry.get(row.backend)
  if (backend === null) return { answer: fallback ?? none('unknown_backend') }
  const { refreshToken } = kept
  if (refreshToken === null || !isRefreshing(backend)) return { answer: fallback ?? none('reconnect_needed') }
  return { answer: null, refreshable: { row, read: row.tokens, kept, refreshToken, backend, fallback } }
}
