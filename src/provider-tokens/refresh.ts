import type { Logger } from 'pino'
import type { RefreshResult } from '../backends/capabilities.js'
import type { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import type { ProviderTokens } from '../identity.js'
import type { Store } from '../store/store.js'
import { type AccessTokenResult, noToken } from './access-token-result.js'
import { decryptTokens, encryptTokens, type StoredTokens } from './stored-tokens.js'
import { type RefreshableTokens, tokenResult } from './token-state.js'

/** How long no process asks a provider again that was unavailable, or that rejected our client. */
const BACKOFF_MS = 15_000
const MISCONFIGURED_BACKOFF_MS = 60_000

/** What the process that holds the refresh lock needs. */
export interface RefreshDeps {
  readonly store: Pick<Store, 'getTokens' | 'replaceTokens' | 'releaseRefreshLock'>
  readonly encrypter: Encrypter
  readonly log: Logger
  readonly clock: () => Date
  /** Ends the sessions that this account has opened. */
  readonly endSessions: (account: { readonly id: string; readonly userId: string }) => Promise<void>
  /** Called with new tokens of an account that was deleted during the refresh. */
  readonly discard: (refreshable: RefreshableTokens, tokens: StoredTokens) => Promise<void>
}

/**
 * Refreshes tokens for the process that holds their lock, stores the result and releases the lock. Returns null when
 * the tokens were replaced in the meantime; the caller must then look at the new ones.
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
    refreshed = await backend.refresh({
      refreshToken,
      subject,
      issuer,
      idToken: tokens.idToken,
      origins: tokens.origins,
    })
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
    if (detail !== undefined)
      deps.log.warn({ ...logContext, detail }, 'the provider did not say whose the new tokens are')
    return tokenResult(next)
  }
  const { reason, detail } = refreshed
  deps.log.warn({ ...logContext, reason, detail }, 'the account needs a new sign-in at its provider')
  if (reason === 'other_person') await deps.endSessions(row)
  return noToken('reconnect_needed')
}

/**
 * The new tokens; refresh token, ID Token and scope stay the old ones if the provider sent none (RFC 6749 section 6).
 */
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

/** The old tokens without their refresh token. @param isOver whether the access token is no longer valid either */
function markRejected(old: StoredTokens, isOver: boolean, now: Date): StoredTokens {
  return { ...old, refreshToken: null, refused: true, ...(isOver ? { expiresAt: now } : {}) }
}

/**
 * Replaces the tokens that were read. They may have been encrypted again with another key since, and still count as the
 * same. Returns false when a sign-in has stored others, or the account was deleted.
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

/** Keeps the tokens as they are, and makes all processes wait before they ask the provider again. */
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
