const OF_ONE_NETWORK = { burst: 60, perSecond: 0.5 }
const OF_ALL = { burst: 300, perSecond: 30 }
const MOST_NETWORKS = 5000

/** So many at once, and so many a second in the long run. */
interface Allowed {
  readonly burst: number
  readonly perSecond: number
}

interface Bucket {
  left: number
  /** Milliseconds, of the clock of the process. */
  at: number
}

/**
 * How many failures are worth a trace. Whoever makes sign-ins fail on purpose fills neither the database nor the list
 * that administrators read: sixty in a row of one network, then one every two seconds, and thirty a second of all.
 */
export class FailureQuota {
  readonly #networks = new Map<string, Bucket>()
  readonly #all: Bucket = { left: OF_ALL.burst, at: performance.now() }

  /** Counts one more failure of this network; false when it is one too many. */
  take(network: string): boolean {
    const now = performance.now()
    this.#forget(now)
    const bucket = this.#networks.get(network) ?? { left: OF_ONE_NETWORK.burst, at: now }
    this.#networks.set(network, bucket)
    return spend(bucket, OF_ONE_NETWORK, now) && spend(this.#all, OF_ALL, now)
  }

  // The one that was looked at first goes first: with so many at once, what holds is the limit of all together.
  #forget(now: number): void {
    if (this.#networks.size < MOST_NETWORKS) return
    for (const [network, bucket] of this.#networks) {
      refill(bucket, OF_ONE_NETWORK, now)
      if (bucket.left >= OF_ONE_NETWORK.burst) this.#networks.delete(network)
    }
    const [oldest] = this.#networks.keys()
    if (this.#networks.size >= MOST_NETWORKS && oldest !== undefined) this.#networks.delete(oldest)
  }
}

function refill(bucket: Bucket, { burst, perSecond }: Allowed, now: number): void {
  bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond)
  bucket.at = now
}

function spend(bucket: Bucket, allowed: Allowed, now: number): boolean {
  refill(bucket, allowed, now)
  if (bucket.left < 1) return false
  bucket.left -= 1
  return true
}
