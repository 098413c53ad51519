import type { Logger } from 'pino'
import type { RefreshResult } from '../backends/capabilities.js'
import type { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import type { ProviderTokens } from '../identity.js'
import type { Store } from '../store/store.js'
import { decryptTokens, encryptTokens, type StoredTokens } from './stored-tokens.js'
import { type AccessTokenResult, noToken, type RefreshableTokens, tokenResult } from './token-state.js'

/** How long nobody asks a provider again that was in trouble, or that does not know us. */
const BACKOFF_MS = 15_000
const MISCONFIGURED_BACKOFF_MS = 60_000

/** What the holder of a lease needs. */
export interface RefreshDeps {
  readonly store: Pick<Store, 'getTokens' | 'replaceTokens' | 'releaseRefreshLock'>
  readonly encrypter: Encrypter
  readonly log: Logger
  readonly clock: () => Date
  /** Ends the sessions that this account has opened. */
  readonly endSessions: (account: { readonly id: string; readonly userId: string }) => Promise<void>
  /** Tokens that came for an account which is gone by now. */
  readonly discard: (refreshable: RefreshableTokens, tokens: StoredTokens) => Promise<void>
}

/**
 * Refreshes tokens for the holder of their lease, and keeps what came of it; the lease is over then. Null when others
 * have replaced the tokens meanwhile, which are to be looked at anew.
 */
export async function refreshTokens(
  deps: RefreshDeps,
  refreshable: RefreshableTokens,
  lock: { readonly owner: string; readonly rejectedToken: string | null },
): Promise<AccessTokenResult | null> {
  const { row, tokens, refreshToken, backend } = refreshable
  const { subject, issuer } = row
  let refreshed: RefreshResult
  try {
    refreshed = await backend.refresh({ refreshToken, subject, issuer, idToken: tokens.idToken })
  } catch (error) {
    return backOff(deps, refreshable, lock.owner, error)
  }
  const next = refreshed.ok
    ? mergeRefreshed(tokens, refreshed.tokens, deps.clock())
    : markRejected(
        tokens,
        refreshed.reason !== 'refused' || tokens.accessToken === lock.rejectedToken,
        deps.clock(),
      )
  if (!(await replaceTokens(deps, refreshable, next))) {
    await deps.store.releaseRefreshLock(row.id, lock.owner, null)
    return null
  }
  const logContext = { account: row.id, backend: row.backend }
  if (refreshed.ok) {
    const { unverifiedReason: detail } = refreshed
    if (detail !== undefined) deps.log.warn({ ...logContext, detail }, 'nobody said whose the new tokens are')
    return tokenResult(next)
  }
  const { reason, detail } = refreshed
  deps.log.warn({ ...logContext, reason, detail }, 'tokens need a new sign-in')
  if (reason === 'other_person') await deps.endSessions(row)
  return noToken('reconnect_needed')
}

/** What the provider did not send anew stays; a refresh token that it did send takes the place of the old one. */
function mergeRefreshed(old: StoredTokens, tokens: ProviderTokens, now: Date): StoredTokens {
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
function markRejected(old: StoredTokens, isOver: boolean, now: Date): StoredTokens {
  return { ...old, refreshToken: null, refused: true, ...(isOver ? { expiresAt: now } : {}) }
}

/**
 * Writes tokens in the place of those that were read. They may have been sealed anew with another key meanwhile, and are
 * then still the same. False when a sign-in has brought others, or the account is gone.
 */
async function replaceTokens(
  deps: RefreshDeps,
  refreshable: RefreshableTokens,
  next: StoredTokens,
): Promise<boolean> {
  const { store, encrypter } = deps
  const { id } = refreshable.row
  for (let ciphertext = refreshable.ciphertext, retries = 0; retries < 3; retries += 1) {
    if (await store.replaceTokens(id, ciphertext, encryptTokens(encrypter, id, next))) return true
    const row = await store.getTokens(id)
    if (row === null) await deps.discard(refreshable, next)
    if (!row?.tokens) return false
    if (decryptTokens(encrypter, id, row.tokens)?.refreshToken !== refreshable.refreshToken) return false
    ciphertext = row.tokens
  }
  return false
}

/** The tokens stay as they are, and the provider is left alone for a while, by all processes. */
async function backOff(
  { store, log, clock }: RefreshDeps,
  { row, fallback }: RefreshableTokens,
  lockOwner: string,
  error: unknown,
): Promise<AccessTokenResult> {
  if (!(error instanceof PortcullisError)) {
    await store.releaseRefreshLock(row.id, lockOwner, null)
    throw error
  }
  const isMisconfigured = error.code === 'provider_misconfigured'
  const retryAt = new Date(clock().getTime() + (isMisconfigured ? MISCONFIGURED_BACKOFF_MS : BACKOFF_MS))
  await store.releaseRefreshLock(row.id, lockOwner, retryAt)
  log.warn({ account: row.id, backend: row.backend, retryAt, err: error }, 'tokens could not be refreshed')
  return fallback ?? noToken('provider_unavailable', retryAt)
}
