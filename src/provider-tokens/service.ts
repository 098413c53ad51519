import { setTimeout as sleep } from 'node:timers/promises'
import { supportsRevocation } from '../backends/capabilities.js'
import type { Registry } from '../backends/registry.js'
import { newId } from '../crypto/tokens.js'
import type { TokenRow } from '../store/accounts.js'
import type { Store } from '../store/store.js'
import { type RefreshDeps, refreshTokens } from './refresh.js'
import { decryptTokens, type StoredTokens } from './stored-tokens.js'
import { type AccessTokenResult, evaluateTokens, noToken } from './token-state.js'

/** Longer than a refresh can take, so that nobody begins a second one; a holder that dies holds others up for so long. */
const LOCK_TTL_MS = 30_000
/** How long one waits for somebody else's refresh, a little longer than it can take, and how often one looks. */
const REFRESH_TIMEOUT_MS = 14_000
const POLL_INTERVAL_MS = 60
/** How long somebody who disconnects waits for the provider. */
const REVOCATION_TIMEOUT_MS = 3000

export interface ProviderTokenServiceDeps extends Omit<RefreshDeps, 'store' | 'discard'> {
  readonly store: Pick<
    Store,
    'getTokens' | 'listTokens' | 'acquireRefreshLock' | 'replaceTokens' | 'releaseRefreshLock'
  >
  readonly registry: Registry
}

export interface AccessTokenOptions {
  /** An access token that the provider has just refused (401): it is not given out again, whatever its lifetime. */
  readonly rejectedToken?: string
}

/** What became of the wish that a provider forgets tokens. */
export type RevocationResult = 'revoked' | 'nothing_to_revoke' | 'not_offered' | 'failed'

/** The provider tokens that came with accounts: used in the name of their people, refreshed, revoked. */
export class ProviderTokenService {
  readonly #deps: ProviderTokenServiceDeps
  /** Callers of this process that want the same share one wait. */
  readonly #inFlight = new Map<string, Promise<AccessTokenResult>>()

  constructor(deps: ProviderTokenServiceDeps) {
    this.#deps = deps
  }

  /**
   * A valid access token for this account. At once while the kept one is good; else it is refreshed, once among all
   * callers on all processes, which takes as long as the provider does, and never more than half a minute.
   * @throws only what the database throws
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

  /** The accounts of a user whose provider has refused to refresh: their tokens come back only by a new sign-in. */
  async listAccountsNeedingReconnect(userId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#deps.store.listTokens(userId)
    const affected = rows.filter(
      ({ id, tokens }) =>
        tokens !== null && decryptTokens(this.#deps.encrypter, id, tokens)?.refused === true,
    )
    return new Set(affected.map(({ id }) => id))
  }

  /**
   * Asks the provider to forget the tokens of an account that is disconnected by now; they were sealed for it. Waits a
   * few seconds at most, and never throws: that the account is gone here stays so.
   */
  async revoke(
    account: Pick<TokenRow, 'id' | 'backend' | 'issuer'>,
    ciphertext: Uint8Array | null,
  ): Promise<RevocationResult> {
    const tokens = ciphertext && decryptTokens(this.#deps.encrypter, account.id, ciphertext)
    if (tokens === null || tokens.refused) return 'nothing_to_revoke'
    const timeout = new AbortController()
    const timedOut = sleep(REVOCATION_TIMEOUT_MS, 'failed' as const, { signal: timeout.signal }).catch(
      () => 'failed' as const,
    )
    return Promise.race([this.#revoke(account, tokens), timedOut]).finally(() => {
      timeout.abort()
    })
  }

  async #revoke(
    { id, backend: name, issuer }: Pick<TokenRow, 'id' | 'backend' | 'issuer'>,
    { accessToken, refreshToken }: StoredTokens,
  ): Promise<RevocationResult> {
    const backend = this.#deps.registry.get(name)
    if (backend === null || !supportsRevocation(backend)) return 'not_offered'
    try {
      const isRevoked = await backend.revoke({ accessToken, refreshToken, issuer })
      return isRevoked ? 'revoked' : 'not_offered'
    } catch (error) {
      this.#deps.log.warn({ account: id, backend: name, err: error }, 'tokens could not be revoked')
      return 'failed'
    }
  }

  #loadState(row: TokenRow | null, rejectedToken: string | null) {
    const state = evaluateTokens(row, rejectedToken, { ...this.#deps, now: this.#deps.clock() })
    if (state.result !== null && state.isUndecryptable === true) {
      const detail = 'no listed key opens them in this row'
      this.#deps.log.warn({ account: row?.id, backend: row?.backend, detail }, 'tokens need a new sign-in')
    }
    return state
  }

  /** Takes the lease, or waits for whoever has it: until there is an answer, or patience ends. */
  async #refresh(accountId: string, rejectedToken: string | null): Promise<AccessTokenResult> {
    const { store, clock } = this.#deps
    const deadline = performance.now() + REFRESH_TIMEOUT_MS
    for (;;) {
      const state = this.#loadState(await store.getTokens(accountId), rejectedToken)
      if (state.result !== null) return state.result
      const { row, ciphertext, fallback } = state.refreshable
      const { leaseHolder: currentOwner, leaseUntil: lockedUntil } = row
      const at = clock()
      const isLocked = lockedUntil !== null && lockedUntil > at
      if (isLocked && (currentOwner === null || performance.now() > deadline))
        return fallback ?? noToken('provider_unavailable', lockedUntil)
      const lockOwner = newId()
      const lock = { accountId, lockOwner, ciphertext }
      if (!isLocked && (await store.acquireRefreshLock(lock, at, new Date(at.getTime() + LOCK_TTL_MS)))) {
        const discard: RefreshDeps['discard'] = async ({ row: account }, tokens) => {
          if (!tokens.refused) await this.#revoke(account, tokens)
        }
        const deps = { ...this.#deps, discard }
        const result = await refreshTokens(deps, state.refreshable, { owner: lockOwner, rejectedToken })
        if (result !== null) return result
      } else await sleep(POLL_INTERVAL_MS + Math.random() * POLL_INTERVAL_MS)
    }
  }
}
