// Limits on how often something may be done.
//
//   rate-limiter.ts   `RateLimiter`: limits that hold across all processes (passwords, codes, emails), counted in the database
//   token-bucket.ts   `TokenBucket`: limits within one process (socket messages, key refetches, traced failures), in memory
//
// A database limit is a rule (`RateLimitRule`) and a subject, such as a network or a user name. Each rule stands beside the
// code that it protects.
//
// Neighbours: imports store and crypto; used by audit, backends, flows, live and routes.

import ipaddr from 'ipaddr.js'
import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { Store } from '../store/store.js'

/** How often one subject may do something within a window of time. */
export interface RateLimitRule {
  /** Part of the counter's key, so that rules do not share counters. */
  readonly name: string
  readonly max: number
  readonly windowMs: number
}

/** One attempt that was counted. */
export interface ConsumedLimit {
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

  constructor(store: Pick<Store, 'incrementLimit' | 'getLimitCount' | 'decrementLimit'>, clock: () => Date) {
    this.#store = store
    this.#clock = clock
  }

  /**
   * Counts one more attempt of this subject. Call it before the attempt, so that no more than `rule.max` of several
   * simultaneous attempts are made.
   * @param subject who or what is limited; only a hash of it is stored
   * @throws PortcullisError too_many_requests, with the seconds to wait
   */
  async consume(rule: RateLimitRule, subject: string): Promise<ConsumedLimit> {
    const key = toKey(rule, subject)
    const { count, resetsAt } = await this.#store.incrementLimit(key, rule.windowMs, this.#clock())
    if (count <= rule.max) return { refund: () => this.#store.decrementLimit(key, resetsAt) }
    throw this.#exceeded(rule, resetsAt)
  }

  /**
   * Refuses a subject that has reached the limit, and counts nothing. For subjects that many users share, such as a
   * network: their successful attempts must not count. More than `rule.max` simultaneous attempts may pass.
   * @throws PortcullisError too_many_requests, with the seconds to wait
   */
  async assertAvailable(rule: RateLimitRule, subject: string): Promise<void> {
    const counter = await this.#store.getLimitCount(toKey(rule, subject), this.#clock())
    if (counter !== null && counter.count >= rule.max) throw this.#exceeded(rule, counter.resetsAt)
  }

  #exceeded({ max, windowMs, name }: RateLimitRule, resetsAt: Date): PortcullisError {
    return new PortcullisError('too_many_requests', {
      detail: `more than ${max} in ${windowMs / 1000} s: ${name}`,
      retryAfterSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - this.#clock().getTime()) / 1000)),
    })
  }
}

function toKey(rule: RateLimitRule, subject: string): string {
  return hashToken(`${rule.name}\0${subject}`)
}

/**
 * The network of an address, as the subject of a limit: an IPv4 address, or the /64 of an IPv6 address, because one client
 * usually controls all of its addresses (RFC 6177). All clients without a known address share the subject `unknown`.
 */
export function networkKey(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString().replace(/%.*/, '')}/64`).toString()}/64`
}
