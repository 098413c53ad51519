import { createLocalJWKSet } from 'jose'
import type { LocalJWKSet } from 'jose'
import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { OutboundFetch } from '../../outbound/outbound.js'
import { get, readJson } from '../protocol/json-call.js'
import { TokenBucket } from './token-bucket.js'

const WHAT = 'the signing keys'
const FRESH_MS = 300_000
const USABLE_MS = 3_600_000
/** After a failure old keys are used for so long before the next try, or each sign-in would wait for a dead endpoint. */
const PAUSE_MS = 10_000
const REFETCHES_PER_MINUTE = 5

const text = z.string().optional()

/** The public members of an asymmetric key (RFC 7517 §4, RFC 7518 §6); x5c and the like are not looked at. */
const publicKey = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  ...{ kid: text, use: text, alg: text, n: text, e: text, crv: text, x: text, y: text },
  /** Whose tokens it signs, where several issuers publish their keys together. */
  issuer: text,
  key_ops: z.array(z.string()).optional(),
})

const keySet = z.object({ keys: z.array(z.unknown()) })

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
  newerThan(old: KeySet): Promise<KeySet | null>
}

/** The keys a provider signs with: kept five minutes, and up to an hour while no new ones are to be had. */
export class SigningKeys {
  readonly uri: string
  readonly #now: () => Date
  readonly #refetches: TokenBucket
  #known: { readonly keys: KeySet; readonly at: number } | null = null
  #failedAt = -Infinity
  #loading: Promise<KeySet> | null = null

  constructor(uri: string, now: () => Date) {
    this.uri = uri
    this.#now = now
    this.#refetches = new TokenBucket(REFETCHES_PER_MINUTE, 60_000, now)
  }

  /** The keys, fetched this way when they have to be fetched. */
  by(fetch: OutboundFetch): SigningKeySource {
    return { current: () => this.#current(fetch), newerThan: (old) => this.#newerThan(old, fetch) }
  }

  async #current(fetch: OutboundFetch): Promise<KeySet> {
    const known = this.#known
    if (known === null || !this.#isWithin(USABLE_MS, known.at)) return this.#load(fetch)
    if (this.#isWithin(FRESH_MS, known.at) || this.#isWithin(PAUSE_MS, this.#failedAt)) return known.keys
    return this.#load(fetch).catch(() => known.keys)
  }

  async #newerThan(old: KeySet, fetch: OutboundFetch): Promise<KeySet | null> {
    if (this.#known !== null && this.#known.keys !== old) return this.#known.keys
    if (this.#loading === null && !this.#refetches.take()) return null
    return this.#load(fetch)
  }

  /** A clock set back makes things old rather than young for ever. */
  #isWithin(milliseconds: number, at: number): boolean {
    const age = this.#now().getTime() - at
    return age >= 0 && age < milliseconds
  }

  #load(fetch: OutboundFetch): Promise<KeySet> {
    this.#loading ??= this.#download(fetch)
      .catch((error: unknown) => {
        this.#failedAt = this.#now().getTime()
        throw error
      })
      .finally(() => {
        this.#loading = null
      })
    return this.#loading
  }

  async #download(fetch: OutboundFetch): Promise<KeySet> {
    const response = await get({ fetch, url: this.uri, what: WHAT })
    const parsed = keySet.safeParse(await readJson(response, WHAT))
    if (!parsed.success)
      throw new PortcullisError('provider_unavailable', { detail: `${WHAT}: not a JWK Set` })
    const sound = parsed.data.keys.map((key) => publicKey.safeParse(key)).filter(({ success }) => success)
    const keys = createLocalJWKSet({
      keys: sound.flatMap(({ data }) => (data === undefined ? [] : [defined(data)])),
    })
    this.#known = { keys, at: this.#now().getTime() }
    return keys
  }
}

/** jose tells an absent member from an undefined one. */
function defined(key: z.output<typeof publicKey>): { kty: string } & Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(key).filter(([, value]) => value !== undefined)),
    kty: key.kty,
  }
}
