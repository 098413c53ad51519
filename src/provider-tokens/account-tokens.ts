import { setTimeout as sleep } from 'node:timers/promises'
import type { Registry } from '../backends/registry.js'
import { isRevoking } from '../backends/revoking.js'
import { newId } from '../crypto/token.js'
import { type KeptTokens, openTokens } from '../sealed-tokens.js'
import type { Store } from '../store/store.js'
import type { TokenRow } from '../store/token-leases.js'
import { refreshOnce, type RefreshParts } from './refresh-once.js'
import { type AccessTokenResult, none } from './result.js'
import { standingOf } from './standing.js'

/** Longer than a refresh can take, so that nobody begins a second one; a holder that dies holds others up for so long. */
const LEASE_MS = 30_000
/** How long one waits for somebody else's refresh, a little longer than it can take, and how often one looks. */
const PATIENCE_MS = 14_000
const LOOK_MS = 60
/** How long somebody who disconnects waits for the provider. */
const REVOCATION_MS = 3000

export interface AccountTokensParts extends Omit<RefreshParts, 'store' | 'discard'> {
  readonly store: Pick<Store, 'tokensOf' | 'tokensOfUser' | 'takeLease' | 'replaceTokens' | 'leaveLease'>
  readonly registry: Registry
}

export interface AccessTokenWishes {
  /** An access token that the provider has just refused (401): it is not given out again, whatever its lifetime. */
  readonly rejected?: string
}

/** What became of the wish that a provider forgets tokens. */
export type Revocation = 'revoked' | 'nothing_to_revoke' | 'not_offered' | 'failed'

/** The provider tokens that came with accounts: used in the name of their people, refreshed, revoked. */
export class AccountTokens {
  readonly #parts: AccountTokensParts
  /** Callers of this process that want the same share one wait. */
  readonly #underway = new Map<string, Promise<AccessTokenResult>>()

  constructor(parts: AccountTokensParts) {
    this.#parts = parts
  }

  /**
   * A valid access token for this account. At once while the kept one is good; else it is refreshed, once among all
   * callers on all processes, which takes as long as the provider does, and never more than half a minute.
   * @throws only what the database throws
   */
  async accessToken(accountId: string, { rejected }: AccessTokenWishes = {}): Promise<AccessTokenResult> {
    const row = await this.#parts.store.tokensOf(accountId)
    const { answer } = this.#standing(row, rejected ?? null)
    if (answer !== null) return answer
    const key = JSON.stringify([accountId, rejected])
    const shared = this.#underway.get(key)
    if (shared) return shared
    const own = this.#refreshed(accountId, rejected ?? null).finally(() => this.#underway.delete(key))
    this.#underway.set(key, own)
    return own
  }

  /** The accounts of a user whose provider has refused to refresh: their tokens come back only by a new sign-in. */
  async refusedOf(userId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#parts.store.tokensOfUser(userId)
    const refused = rows.filter(
      ({ id, tokens }) => tokens !== null && openTokens(this.#parts.vault, id, tokens)?.refused === true,
    )
    return new Set(refused.map(({ id }) => id))
  }

  /**
   * Asks the provider to forget the tokens of an account that is disconnected by now; they were sealed for it. Waits a
   * few seconds at most, and never throws: that the account is gone here stays so.
   */
  async revoke(
    account: Pick<TokenRow, 'id' | 'backend' | 'issuer'>,
    sealed: Uint8Array | null,
  ): Promise<Revocation> {
    const kept = sealed && openTokens(this.#parts.vault, account.id, sealed)
    if (kept === null || kept.refused) return 'nothing_to_revoke'
    const patience = new AbortController()
    const late = sleep(REVOCATION_MS, 'failed' as const, { signal: patience.signal }).catch(
      () => 'failed' as const,
    )
    return Promise.race([this.#revoke(account, kept), late]).finally(() => {
      patience.abort()
    })
  }

  async #revoke(
    { id, backend: name, issuer }: Pick<TokenRow, 'id' | 'backend' | 'issuer'>,
    { accessToken, refreshToken }: KeptTokens,
  ): Promise<Revocation> {
    const backend = this.#parts.registry.get(name)
    if (backend === null || !isRevoking(backend)) return 'not_offered'
    try {
      const done = await backend.revoke({ accessToken, refreshToken, issuer })
      return done ? 'revoked' : 'not_offered'
    } catch (error) {
      this.#parts.log.warn({ account: id, backend: name, err: error }, 'tokens could not be revoked')
      return 'failed'
    }
  }

  #standing(row: TokenRow | null, rejected: string | null) {
    const standing = standingOf(row, rejected, { ...this.#parts, now: this.#parts.now() })
    if (standing.answer !== null && standing.lost === true) {
      const detail = 'no listed key opens them in this row'
      this.#parts.log.warn({ account: row?.id, backend: row?.backend, detail }, 'tokens need a new sign-in')
    }
    return standing
  }

  /** Takes the lease, or waits for whoever has it: until there is an answer, or patience ends. */
  async #refreshed(accountId: string, rejected: string | null): Promise<AccessTokenResult> {
    const { store, now } = this.#parts
    const patienceEnds = performance.now() + PATIENCE_MS
    for (;;) {
      const standing = this.#standing(await store.tokensOf(accountId), rejected)
      if (standing.answer !== null) return standing.answer
      const { row, read, fallback } = standing.refreshable
      const { leaseHolder, leaseUntil } = row
      const at = now()
      const isLeased = leaseUntil !== null && leaseUntil > at
      if (isLeased && (leaseHolder === null || performance.now() > patienceEnds))
        return fallback ?? none('provider_unavailable', leaseUntil)
      const holder = newId()
      const lease = { accountId, holder, read }
      if (!isLeased && (await store.takeLease(lease, at, new Date(at.getTime() + LEASE_MS)))) {
        const discard: RefreshParts['discard'] = async ({ row: gone }, tokens) => {
          if (!tokens.refused) await this.#revoke(gone, tokens)
        }
        const parts = { ...this.#parts, discard }
        const result = await refreshOnce(parts, standing.refreshable, { holder, rejected })
        if (result !== null) return result
      } else await sleep(LOOK_MS + Math.random() * LOOK_MS)
    }
  }
}
