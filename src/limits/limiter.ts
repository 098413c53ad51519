import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { Store } from '../store/store.js'

/** How often something may be done by one party within a span of time. */
export interface LimitRule {
  /** Keeps the counters of different rules apart. */
  readonly name: string
  readonly most: number
  readonly windowMs: number
}

/** One try that was counted. */
export interface Spent {
  /** Takes this one try back, for whoever turned out to have done it right; all others stay counted. */
  giveBack(): Promise<void>
}

/**
 * Limits that hold across all processes, since their counters are in the database. A counter counts up until its window
 * ends: doing it right once, or elsewhere, never clears it.
 */
export class Limiter {
  readonly #store: Pick<Store, 'countOne' | 'counted' | 'uncountOne'>
  readonly #now: () => Date

  constructor(store: Pick<Store, 'countOne' | 'counted' | 'uncountOne'>, now: () => Date) {
    this.#store = store
    this.#now = now
  }

  /**
   * Counts one more try of this party; `who` is kept as a hash only. To be called before what is limited is done, so
   * that of many at once no more than `most` get through.
   * @throws PortcullisError too_many_requests, with the seconds to wait
   */
  async spend(rule: LimitRule, who: string): Promise<Spent> {
    const key = keyOf(rule, who)
    const { count, resetsAt } = await this.#store.countOne(key, rule.windowMs, this.#now())
    if (count <= rule.most) return { giveBack: () => this.#store.uncountOne(key, resetsAt) }
    throw this.#exceeded(rule, resetsAt)
  }

  /**
   * Refuses a party that has no try left, and counts nothing. For a party of many people, whose right tries must not
   * get in each other's way; of many at once more than `most` may get through.
   * @throws PortcullisError too_many_requests, with the seconds to wait
   */
  async refuseSpent(rule: LimitRule, who: string): Promise<void> {
    const counted = await this.#store.counted(keyOf(rule, who), this.#now())
    if (counted !== null && counted.count >= rule.most) throw this.#exceeded(rule, counted.resetsAt)
  }

  #exceeded({ most, windowMs, name }: LimitRule, resetsAt: Date): PortcullisError {
    return new PortcullisError('too_many_requests', {
      detail: `more than ${most} in ${windowMs / 1000} s: ${name}`,
      retryAfterSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - this.#now().getTime()) / 1000)),
    })
  }
}

function keyOf(rule: LimitRule, who: string): string {
  return hashToken(`${rule.name}\0${who}`)
}
