const PER_NETWORK = { burst: 60, perSecond: 0.5 }
const GLOBAL = { burst: 300, perSecond: 30 }
const MAX_NETWORKS = 5000

/** So many at once, and so many a second in the long run. */
interface Quota {
  readonly burst: number
  readonly perSecond: number
}

interface Bucket {
  tokens: number
  /** Milliseconds, of the clock of the process. */
  refilledAt: number
}

/**
 * How many failures are worth a trace. Whoever makes sign-ins fail on purpose fills neither the database nor the list
 * that administrators read: sixty in a row of one network, then one every two seconds, and thirty a second of all.
 */
export class FailureRateLimit {
  readonly #networks = new Map<string, Bucket>()
  readonly #global: Bucket = { tokens: GLOBAL.burst, refilledAt: performance.now() }

  /** Counts one more failure of this network; false when it is one too many. */
  take(network: string): boolean {
    const now = performance.now()
    this.#evict(now)
    const bucket = this.#networks.get(network) ?? { tokens: PER_NETWORK.burst, refilledAt: now }
    this.#networks.set(network, bucket)
    return consume(bucket, PER_NETWORK, now) && consume(this.#global, GLOBAL, now)
  }

  // The one that was looked at first goes first: with so many at once, what holds is the limit of all together.
  #evict(now: number): void {
    if (this.#networks.size < MAX_NETWORKS) return
    for (const [network, bucket] of this.#networks) {
      refill(bucket, PER_NETWORK, now)
      if (bucket.tokens >= PER_NETWORK.burst) this.#networks.delete(network)
    }
    const [oldest] = this.#networks.keys()
    if (this.#networks.size >= MAX_NETWORKS && oldest !== undefined) this.#networks.delete(oldest)
  }
}

function refill(bucket: Bucket, { burst, perSecond }: Quota, now: number): void {
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.refilledAt) / 1000) * perSecond)
  bucket.refilledAt = now
}

function consume(bucket: Bucket, quota: Quota, now: number): boolean {
  refill(bucket, quota, now)
  if (bucket.tokens < 1) return false
  bucket.tokens -= 1
  return true
}
