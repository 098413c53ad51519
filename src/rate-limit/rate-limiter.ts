// Limits on how often something may be done.
//
//   rate-limiter.ts   `RateLimiter`: limits that hold across all processes (passwords, codes, emails), counted in the database
//   token-bucket.ts   `TokenBucket`: limits within one process (socket messages, key refetches, traced failures), in memory
//
// A database limit is a rule (`RateLimitRule`) and a subject, such as a network or a user name. Each rule stands beside
// the code that it protects.
//
// Neighbours: imports store and crypto; used by audit, backends, flows, live and routes.

import ipaddr from 'ipaddr.js'
import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import type { Store } from '../store/store.js'

/** How often one subject may do something within a window of time. */
export interface RateLimitRule {
  /** Part of the counter's key, so that rules do not share counters. */
  readonly name: string
  readonly max: number
  readonly windowMs: number
}

/** A rule, and the subject that it counts for. */
export interface Limit {
  readonly rule: RateLimitRule
  readonly subject: string
}

/** One attempt that was counted. */
interface ConsumedLimit {
  /** Uncounts this attempt, because it succeeded; all others stay counted. */
  refund(): Promise<void>
}

/**
 * Limits that hold across all processes, because their counters are in the database. A counter is cleared only when its
 * window ends: a success does not reset it, or an attacker could reset it with an account of their own.
 */
export class RateLimiter {
  readonly #store: Pick<Store, 'incrementLimit' | 'getLimitCount' | 'decrementLimit'>
  readonly #clock: () => Date
  readonly #onExceeded: (rule: string) => void

  /** @param onExceeded called with the name of the rule that refuses a request */
  constructor(
    store: Pick<Store, 'incrementLimit' | 'getLimitCount' | 'decrementLimit'>,
    clock: () => Date,
    onExceeded: (rule: string) => void = () => undefined,
  ) {
    this.#store = store
    this.#clock = clock
    this.#onExceeded = onExceeded
  }

  /** Counts one more attempt; only a hash of the subject is stored. @throws PortcullisError too_many_requests */
  async #consume({ rule, subject }: Limit): Promise<ConsumedLimit> {
    const key = toKey(rule, subject)
    const { count, resetsAt } = await this.#store.incrementLimit(key, rule.windowMs, this.#clock())
    if (count <= rule.max) return { refund: () => this.#store.decrementLimit(key, resetsAt) }
    throw this.#exceeded(rule, resetsAt)
  }

  /**
   * Counts one more attempt in each of `limits`, in their order, and then does `work`, so that no more than `rule.max`
   * of several simultaneous attempts are made. If `work` fails with an error of status 500 or above, such as an
   * overload, the attempt is uncounted: the client did not cause the error and learned nothing.
   * @param work gets a function that uncounts the attempt, to call when it has succeeded
   * @throws PortcullisError too_many_requests, with the seconds to wait, before `work` runs; besides that what `work` throws
   */
  async run<T>(limits: readonly Limit[], work: (refund: () => Promise<void>) => Promise<T>): Promise<T> {
    const consumed: ConsumedLimit[] = []
    const refund = async () => {
      for (const each of consumed.splice(0)) await each.refund()
    }
    try {
      for (const limit of limits) consumed.push(await this.#consume(limit))
      return await work(refund)
    } catch (error) {
      // A database that is down cannot give anything back; the first error is the one to report.
      if (isServerError(error)) await refund().catch(() => undefined)
      throw error
    }
  }

  /**
   * Refuses a subject that has reached the limit, and counts nothing. For subjects that many users share, such as a
   * network: their successful attempts must not count. More than `rule.max` simultaneous attempts may pass.
   * @throws PortcullisError too_many_requests, with the seconds to wait
   */
  async assertAvailable({ rule, subject }: Limit): Promise<void> {
    const counter = await this.#store.getLimitCount(toKey(rule, subject), rule.windowMs, this.#clock())
    if (counter !== null && counter.count >= rule.max) throw this.#exceeded(rule, counter.resetsAt)
  }

  /** Counts one more attempt, and returns whether it is within the limit: for work that is skipped beyond it, without an error. */
  async admits({ rule, subject }: Limit): Promise<boolean> {
    const { count } = await this.#store.incrementLimit(toKey(rule, subject), rule.windowMs, this.#clock())
    return count <= rule.max
  }

  #exceeded({ max, windowMs, name }: RateLimitRule, resetsAt: Date): PortcullisError {
    this.#onExceeded(name)
    return new PortcullisError('too_many_requests', {
      detail: message('detail.limit', { max: String(max), seconds: String(windowMs / 1000), limit: name }),
      retryAfterSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - this.#clock().getTime()) / 1000)),
    })
  }
}

function isServerError(error: unknown): boolean {
  return !(error instanceof PortcullisError) || error.kind.status >= 500
}

function toKey(rule: RateLimitRule, subject: string): string {
  return hashToken(`${rule.name}\0${subject}`)
}

/**
 * The network of an address, as the subject of a limit: an IPv4 address, or the /64 of an IPv6 address, because one
 * client usually controls all of its addresses (RFC 6177). All clients without a known address share the subject
 * `unknown`.
 */
export function networkKey(address: string | null): string {
  const parsed = parseIp(address)
  if (parsed === null) return 'unknown'
  return parsed instanceof ipaddr.IPv6 ? toNetwork(parsed, 64) : parsed.toString()
}

/** A site is often given a whole /48 (RFC 6177), which is 65,536 networks of /64. */
const SITE_PREFIX_LENGTH = 48
const SITE_LIMIT_FACTOR = 20

/**
 * The limits of the network behind an address: `rule` for the network of `networkKey` and, for IPv6, twenty times as
 * much for the /48 around it.
 */
export function networkLimits(rule: RateLimitRule, address: string | null): readonly Limit[] {
  const siteRule = { ...rule, max: rule.max * SITE_LIMIT_FACTOR }
  return networkKeys(address).map((subject, index) => ({ rule: index === 0 ? rule : siteRule, subject }))
}

/** The networks that an address belongs to: that of `networkKey` and, for IPv6, the /48 around it. */
export function networkKeys(address: string | null): readonly string[] {
  const parsed = parseIp(address)
  const network = networkKey(address)
  return parsed instanceof ipaddr.IPv6 ? [network, toNetwork(parsed, SITE_PREFIX_LENGTH)] : [network]
}

function parseIp(address: string | null): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return address === null || !ipaddr.isValid(address) ? null : ipaddr.process(address)
}

function toNetwork(address: ipaddr.IPv6, prefixLength: number): string {
  const plain = address.toNormalizedString().replace(/%.*/, '')
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/${prefixLength}`).toString()}/${prefixLength}`
}
