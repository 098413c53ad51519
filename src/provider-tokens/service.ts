// The access and refresh tokens that providers issue with an account: stored encrypted, refreshed when they expire,
// revoked when the account is disconnected. `ProviderTokenService.accessToken` is what embedding programs and the API
// call.
//
// An access token is in one of three states (`tokenValidity` in token-state.ts):
//
//   valid     is returned at once
//   expiring  is refreshed; returned as it is when the provider is unavailable
//   expired   is refreshed; without a refresh token the user must reconnect the account
//
// At most one process refreshes the tokens of an account: it holds a lock in the account's row for up to 30 seconds,
// and all other callers wait for its result. After a failure at the provider the lock says when the next refresh may
// start.
//
// Files: access-token-result (what callers get), token-state (what can be returned, or must be refreshed), refresh (by the holder of the lock), revoke, stored-tokens
// (the encrypted form). Neighbours: imports store, crypto and the refresh and revoke capabilities of backends.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Registry } from '../backends/registry.js'
import { newId } from '../crypto/tokens.js'
import type { TokenRow } from '../store/accounts.js'
import { latestLockEnd } from '../store/lock-end.js'
import type { Store } from '../store/store.js'
import { type AccessTokenOptions, type AccessTokenResult, noToken } from './access-token-result.js'
import { type RefreshDeps, refreshTokens } from './refresh.js'
import { revokeAtProvider, revokeTokens, type RevocationResult } from './revoke.js'
import { decryptTokens } from './stored-tokens.js'
import { evaluateTokens } from './token-state.js'

/**
 * Longer than a refresh can take, so that no second one starts meanwhile. If the process dies, others wait this long.
 */
const LOCK_TTL_MS = 30_000
/** How long a caller waits for the refresh of another process: a little longer than a refresh can take. */
const REFRESH_TIMEOUT_MS = 14_000
const POLL_INTERVAL_MS = 60

export interface ProviderTokenServiceDeps extends Omit<RefreshDeps, 'store' | 'discard'> {
  readonly store: Pick<
    Store,
    'getTokens' | 'listTokens' | 'acquireRefreshLock' | 'replaceTokens' | 'releaseRefreshLock'
  >
  readonly registry: Registry
}

/** Returns, refreshes and revokes the provider tokens of accounts. */
export class ProviderTokenService {
  readonly #deps: ProviderTokenServiceDeps
  /** Callers in this process that need the same token share one refresh. */
  readonly #inFlight = new Map<string, Promise<AccessTokenResult>>()

  constructor(deps: ProviderTokenServiceDeps) {
    this.#deps = deps
  }

  /**
   * Returns a valid access token for this account, or the reason why there is none. A stored token that is valid is
   * returned at once. Otherwise it is refreshed, once for all callers on all processes, which takes at most half a
   * minute.
   * @throws errors of the database only
   */
  async accessToken(
    accountId: string,
    { rejectedToken }: AccessTokenOptions = {},
  ): Promise<AccessTokenResult> {
    const row = await this.#deps.store.getTokens(accountId)
    const { result } = this.#loadState(row, rejectedToken ?? null)
    if (result !== null) return result
    const key = JSON.stringify([accountId, rejectedToken])
    const pending = this.#inFlight.get(key)
    if (pending) return pending
    const refreshing = this.#refresh(accountId, rejectedToken ?? null).finally(() =>
      this.#inFlight.delete(key),
    )
    this.#inFlight.set(key, refreshing)
    return refreshing
  }

  /** The IDs of the user's accounts whose refresh token was rejected: they need a new sign-in at the provider. */
  async listAccountsNeedingReconnect(userId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#deps.store.listTokens(userId)
    const affected = rows.filter(
      ({ id, tokens }) =>
        tokens !== null && decryptTokens(this.#deps.encrypter, id, tokens)?.refused === true,
    )
    return new Set(affected.map(({ id }) => id))
  }

  /**
   * Asks the provider to revoke the tokens of an account that was just disconnected. Waits at most three seconds, and
   * never throws: the account stays disconnected.
   * @param ciphertext the encrypted tokens of the account
   */
  revoke(
    account: Pick<TokenRow, 'id' | 'backend' | 'issuer'>,
    ciphertext: Uint8Array | null,
  ): Promise<RevocationResult> {
    return revokeTokens(this.#deps, account, ciphertext)
  }

  #loadState(row: TokenRow | null, rejectedToken: string | null) {
    const state = evaluateTokens(row, rejectedToken, { ...this.#deps, now: this.#deps.clock() })
    if (state.result !== null && state.isUndecryptable === true) {
      const detail = 'none of ENCRYPTION_KEYS decrypts them'
      this.#deps.log.warn(
        { account: row?.id, backend: row?.backend, detail },
        'the account needs a new sign-in at its provider',
      )
    }
    return state
  }

  /** Gets the lock and refreshes, or waits for the process that has it, until `REFRESH_TIMEOUT_MS` is over. */
  async #refresh(accountId: string, rejectedToken: string | null): Promise<AccessTokenResult> {
    const { store, clock } = this.#deps
    const deadline = performance.now() + REFRESH_TIMEOUT_MS
    for (;;) {
      const state = this.#loadState(await store.getTokens(accountId), rejectedToken)
      if (state.result !== null) return state.result
      const { row, ciphertext, fallback } = state.refreshable
      const { leaseHolder: currentOwner, leaseUntil: lockedUntil } = row
      const at = clock()
      const until = new Date(at.getTime() + LOCK_TTL_MS)
      const isLocked = lockedUntil !== null && lockedUntil > at && lockedUntil <= latestLockEnd(until)
      if (isLocked && (currentOwner === null || performance.now() > deadline))
        return fallback ?? noToken('provider_unavailable', lockedUntil)
      const lockOwner = newId()
      const lock = { accountId, lockOwner, ciphertext }
      if (!isLocked && (await store.acquireRefreshLock(lock, at, until))) {
        const discard: RefreshDeps['discard'] = async ({ row: account }, tokens) => {
          if (!tokens.refused) await revokeAtProvider(this.#deps, account, tokens)
        }
        const deps = { ...this.#deps, discard }
        const result = await refreshTokens(deps, state.refreshable, { owner: lockOwner, rejectedToken })
        if (result !== null) return result
      } else await sleep(POLL_INTERVAL_MS + Math.random() * POLL_INTERVAL_MS)
    }
  }
}
