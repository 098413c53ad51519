import { message } from '../../locales/messages.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import { TokenBucket } from '../../rate-limit/token-bucket.js'
import { parseMembers, type Rejection, sendJsonRequest } from '../protocol/json.js'
import { providerError } from '../protocol/provider-errors.js'
import { KeySet } from './key-set.js'

const LABEL = message('detail.of.signingKeys')
const FRESH_TTL_MS = 300_000
const STALE_TTL_MS = 3_600_000
/**
 * After a failure, the old keys are used for this long before the next try, or every sign-in would wait for a dead
 * endpoint.
 */
const ERROR_TTL_MS = 10_000
const MAX_REFETCHES_PER_MINUTE = 5
const UNREADABLE = providerCause('keys_unreadable')
/** Some servers answer 406 unless the request names the type that RFC 7517 §8.5 registers. */
const HEADERS = { accept: 'application/json, application/jwk-set+json' }

function toRejection(status: number): Rejection {
  const isPassing = status === 429 || status >= 500
  return { code: 'provider_unavailable', ...(isPassing ? {} : { cause: UNREADABLE }) }
}

/** The signing keys of a provider, fetched with one HTTP client. */
export interface SigningKeySource {
  /** @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured */
  current(): Promise<KeySet>
  /**
   * Keys that are newer than `old`, for a token whose key is not among those. Null when this was requested too often
   * within a minute; otherwise forged tokens could make this server flood the provider.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  refreshAfter(old: KeySet): Promise<KeySet | null>
}

/** The signing keys of a provider, cached for five minutes, and for up to an hour while new ones cannot be fetched. */
export class SigningKeys {
  readonly uri: string
  readonly #clock: () => Date
  readonly #refetchBucket: TokenBucket
  #cached: { readonly keys: KeySet; readonly loadedAt: number } | null = null
  #failedAt = -Infinity
  #loading: Promise<KeySet> | null = null

  constructor(uri: string, clock: () => Date) {
    this.uri = uri
    this.#clock = clock
    this.#refetchBucket = new TokenBucket({ capacity: MAX_REFETCHES_PER_MINUTE, refillMs: 60_000 }, () =>
      clock().getTime(),
    )
  }

  /** The keys, fetched with this HTTP client when they have to be fetched. */
  using(fetch: HttpFetch): SigningKeySource {
    return { current: () => this.#current(fetch), refreshAfter: (old) => this.#refreshAfter(old, fetch) }
  }

  async #current(fetch: HttpFetch): Promise<KeySet> {
    const cached = this.#cached
    if (cached === null || !this.#isFresh(STALE_TTL_MS, cached.loadedAt)) return this.#load(fetch)
    if (this.#isFresh(FRESH_TTL_MS, cached.loadedAt) || this.#isFresh(ERROR_TTL_MS, this.#failedAt))
      return cached.keys
    return this.#load(fetch).catch(() => cached.keys)
  }

  async #refreshAfter(old: KeySet, fetch: HttpFetch): Promise<KeySet | null> {
    if (this.#cached !== null && this.#cached.keys !== old) return this.#cached.keys
    if (this.#loading === null && !this.#refetchBucket.take()) return null
    return this.#load(fetch)
  }

  /** If the clock was set back, the keys count as old; else they would stay fresh until the clock catches up. */
  #isFresh(ttlMs: number, since: number): boolean {
    const age = this.#clock().getTime() - since
    return age >= 0 && age < ttlMs
  }

  #load(fetch: HttpFetch): Promise<KeySet> {
    this.#loading ??= this.#download(fetch)
      .catch((error: unknown) => {
        this.#failedAt = this.#clock().getTime()
        throw error
      })
      .finally(() => {
        this.#loading = null
      })
    return this.#loading
  }

  async #download(fetch: HttpFetch): Promise<KeySet> {
    const response = await sendJsonRequest({
      fetch,
      url: this.uri,
      label: LABEL,
      rejection: toRejection,
      headers: HEADERS,
    })
    const members: unknown = parseMembers(await response.text(), LABEL, UNREADABLE)?.['keys']
    if (!Array.isArray(members))
      throw providerError('provider_unavailable', LABEL, toProblem(message('detail.notKeySet'), UNREADABLE))
    const keys = new KeySet(members)
    this.#cached = { keys, loadedAt: this.#clock().getTime() }
    return keys
  }
}
