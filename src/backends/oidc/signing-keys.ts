import { createLocalJWKSet, type LocalJWKSet } from 'jose'
import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { TokenBucket } from '../../rate-limit/token-bucket.js'
import { httpGet, readJson } from '../protocol/json.js'

const LABEL = 'the signing keys'
const FRESH_TTL_MS = 300_000
const STALE_TTL_MS = 3_600_000
/** After a failure old keys are used for so long before the next try, or each sign-in would wait for a dead endpoint. */
const ERROR_TTL_MS = 10_000
const MAX_REFETCHES_PER_MINUTE = 5

const optionalTextSchema = z.string().optional()

/** The public members of an asymmetric key (RFC 7517 §4, RFC 7518 §6); x5c and the like are not looked at. */
const publicKeySchema = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  ...{
    kid: optionalTextSchema,
    use: optionalTextSchema,
    alg: optionalTextSchema,
    n: optionalTextSchema,
    e: optionalTextSchema,
    crv: optionalTextSchema,
    x: optionalTextSchema,
    y: optionalTextSchema,
  },
  /** Whose tokens it signs, where several issuers publish their keys together. */
  issuer: optionalTextSchema,
  key_ops: z.array(z.string()).optional(),
})

const keySetSchema = z.object({ keys: z.array(z.unknown()) })

/** A provider's keys at one moment. Equal by identity; it imports each key once. */
export type KeySet = LocalJWKSet

/** The keys a provider signs with, by one way out to it. */
export interface SigningKeySource {
  /** @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured */
  current(): Promise<KeySet>
  /**
   * Keys newer than those that did not fit, for a token signed with a key made a moment ago; null when too many
   * tokens have asked for that within a minute, since whoever sends tokens could else have us flood the provider.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  refreshAfter(old: KeySet): Promise<KeySet | null>
}

/** The keys a provider signs with: kept five minutes, and up to an hour while no new ones are to be had. */
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

  /** The keys, fetched this way when they have to be fetched. */
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

  /** A clock set back makes things old rather than young for ever. */
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
    const response = await httpGet({ fetch, url: this.uri, label: LABEL })
    const parsed = keySetSchema.safeParse(await readJson(response, LABEL))
    if (!parsed.success)
      throw new PortcullisError('provider_unavailable', { detail: `${LABEL}: not a JWK Set` })
    const validKeys = parsed.data.keys
      .map((key) => publicKeySchema.safeParse(key))
      .filter(({ success }) => success)
    const keys = createLocalJWKSet({
      keys: validKeys.flatMap(({ data }) => (data === undefined ? [] : [withoutUndefined(data)])),
    })
    this.#cached = { keys, loadedAt: this.#clock().getTime() }
    return keys
  }
}

/** jose tells an absent member from an undefined one. */
function withoutUndefined(key: z.output<typeof publicKeySchema>): { kty: string } & Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(key).filter(([, value]) => value !== undefined)),
    kty: key.kty,
  }
}
