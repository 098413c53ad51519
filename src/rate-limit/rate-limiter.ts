import ipaddr from 'ipaddr.js'
import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { Store } from '../store/store.js'

/** How often something may be done by one party within a span of time. */
export interface RateLimitRule {
  /** Keeps the counters of different rules apart. */
  readonly name: string
  readonly max: number
  readonly windowMs: number
}

/** One try that was counted. */
export interface ConsumedLimit {
  /** Takes this one try back, for whoever turned out to have done it right; all others stay counted. */
  refund(): Promise<void>
}

/**
 * Limits that hold across all processes, since their counters are in the database. A counter counts up until its window
 * ends: doing it right once, or elsewhere, never clears it.
 */
export class RateLimiter {
  readonly #store: Pick<Store, 'incrementLimit' | 'getLimitCount' | 'decrementLimit'>
  readonly #clock: () => Date

  constructor(store: Pick<Store, 'incrementLimit' | 'getLimitCount' | 'decrementLimit'>, clock: () => Date) {
    this.#store = store
    this.#clock = clock
  }

  /**
   * Counts one more try of this party; `who` is kept as a hash only. To be called before what is limited is done, so
   * that of many at once no more than `most` get through.
   * @throws PortcullisError too_many_requests, with the seconds to wait
   */
  async consume(rule: RateLimitRule, subject: string): Promise<ConsumedLimit> {
    const key = toKey(rule, subject)
    const { count, resetsAt } = await this.#store.incrementLimit(key, rule.windowMs, this.#clock())
    if (count <= rule.max) return { refund: () => this.#store.decrementLimit(key, resetsAt) }
    throw this.#exceeded(rule, resetsAt)
  }

  /**
   * Refuses a party that has no try left, and counts nothing. For a party of many people, whose right tries must not
   * get in each other's way; of many at once more than `most` may get through.
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
 * The party behind an address, for limits: an IPv6 visitor has a whole /64 to choose addresses from (RFC 6177), so
 * that is one party; an IPv4 address is one. Those whose address is not known are one party together.
 */
export function networkKey(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString().replace(/%.*/, '')}/64`).toString()}/64`
}
