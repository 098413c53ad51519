import type { Logger } from 'pino'
import type { Refreshed } from '../backends/refreshing.js'
import type { Vault } from '../crypto/vault.js'
import { PortcullisError } from '../errors.js'
import type { ProviderTokens } from '../identity.js'
import { type KeptTokens, openTokens, sealTokens } from '../sealed-tokens.js'
import type { Store } from '../store/store.js'
import { type AccessTokenResult, none } from './result.js'
import { given, type Refreshable } from './standing.js'

/** How long nobody asks a provider again that was in trouble, or that does not know us. */
const PAUSE_MS = 15_000
const MISCONFIGURED_PAUSE_MS = 60_000

/** What the holder of a lease needs. */
export interface RefreshParts {
  readonly store: Pick<Store, 'tokensOf' | 'replaceTokens' | 'leaveLease'>
  readonly vault: Vault
  readonly log: Logger
  readonly now: () => Date
  /** Ends the sessions that this account has opened. */
  readonly endSessions: (account: { readonly id: string; readonly userId: string }) => Promise<void>
  /** Tokens that came for an account which is gone by now. */
  readonly discard: (of: Refreshable, tokens: KeptTokens) => Promise<void>
}

/**
 * Refreshes tokens for the holder of their lease, and keeps what came of it; the lease is over then. Null when others
 * have replaced the tokens meanwhile, which are to be looked at anew.
 */
export async function refreshOnce(
  parts: RefreshParts,
  of: Refreshable,
  lease: { readonly holder: string; readonly rejected: string | null },
): Promise<AccessTokenResult | null> {
  const { row, kept, refreshToken, backend } = of
  const { subject, issuer } = row
  let refreshed: Refreshed
  try {
    refreshed = await backend.refresh({ refreshToken, subject, issuer, idToken: kept.idToken })
  } catch (error) {
    return pause(parts, of, lease.holder, error)
  }
  const next = refreshed.ok
    ? renewed(kept, refreshed.tokens, parts.now())
    : refused(kept, refreshed.reason !== 'refused' || kept.accessToken === lease.rejected, parts.now())
  if (!(await replace(parts, of, next))) {
    await parts.store.leaveLease(row.id, lease.holder, null)
    return null
  }
  const about = { account: row.id, backend: row.backend }
  if (refreshed.ok) {
    const { unproven: detail } = refreshed
    if (detail !== undefined) parts.log.warn({ ...about, detail }, 'nobody said whose the new tokens are')
    return given(next)
  }
  const { reason, detail } = refreshed
  parts.log.warn({ ...about, reason, detail }, 'tokens need a new sign-in')
  if (reason === 'other_person') await parts.endSessions(row)
  return none('reconnect_needed')
}

/** What the provider did not send anew stays; a refresh token that it did send takes the place of the old one. */
function renewed(old: KeptTokens, tokens: ProviderTokens, now: Date): KeptTokens {
  return {
    ...tokens,
    refreshToken: tokens.refreshToken ?? old.refreshToken,
    idToken: tokens.idToken ?? old.idToken,
    scope: tokens.scope ?? old.scope,
    obtainedAt: now,
    refused: false,
  }
}

/** The old tokens without their future. */
function refused(old: KeptTokens, isOver: boolean, now: Date): KeptTokens {
  return { ...old, refreshToken: null, refused: true, ...(isOver ? { expiresAt: now } : {}) }
}

/**
 * Writes tokens in the place of those that were read. They may have been sealed anew with another key meanwhile, and are
 * then still the same. False when a sign-in has brought others, or the account is gone.
 */
async function replace(parts: RefreshParts, of: Refreshable, next: KeptTokens): Promise<boolean> {
  const { store, vault } = parts
  const { id } = of.row
  for (let read = of.read, rounds = 0; rounds < 3; rounds += 1) {
    if (await store.replaceTokens(id, read, sealTokens(vault, id, next))) return true
    const row = await store.tokensOf(id)
    if (row === null) await parts.discard(of, next)
    if (!row?.tokens) return false
    if (openTokens(vault, id, row.tokens)?.refreshToken !== of.refreshToken) return false
    read = row.tokens
  }
  return false
}

/** The tokens stay as they are, and the provider is left alone for a while, by all processes. */
async function pause(
  { store, log, now }: RefreshParts,
  { row, fallback }: Refreshable,
  holder: string,
  error: unknown,
): Promise<AccessTokenResult> {
  if (!(error instanceof PortcullisError)) {
    await store.leaveLease(row.id, holder, null)
    throw error
  }
  const misconfigured = error.code === 'provider_misconfigured'
  const retryAt = new Date(now().getTime() + (misconfigured ? MISCONFIGURED_PAUSE_MS : PAUSE_MS))
  await store.leaveLease(row.id, holder, retryAt)
  log.warn({ account: row.id, backend: row.backend, retryAt, err: error }, 'tokens could not be refreshed')
  return fallback ?? none('provider_unavailable', retryAt)
}
