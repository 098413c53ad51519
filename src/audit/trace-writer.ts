// What happened: traces of sign-ins, and the audit log of administrators' actions. Both are rows of the table Event.
//
//   sign-in-event.ts  the event of one sign-in: result, steps, provider calls; stored for EVENT_RETENTION
//   trace-writer.ts   writes sign-in events in batches, outside the request; may drop some under load
//   trace.ts          reads the events of one reference number and describes them for /admin/sign-ins and the command line
//   audit-event.ts    the event of an administrator's action; stored for 365 days, written in the action's own transaction
//
// No event contains secrets, email or IP addresses.
//
// Neighbours: imports store, rate-limit and errors; used by middleware, routes/admin and cli.

import type { Logger } from 'pino'
import { TokenBucket } from '../rate-limit/token-bucket.js'
import type { EventRow } from '../store/events.js'
import type { Queries, Store } from '../store/store.js'
import { withTimeout } from '../timeout.js'
import { readError, type SignInEvent, type SignInKind, toEventRow } from './sign-in-event.js'

const FLUSH_INTERVAL_MS = 1000
const BATCH_SIZE = 100
const MAX_QUEUED = 2000
/** How long an error page waits for its trace to be written. */
const WRITE_TIMEOUT_MS = 250
const MAX_RETRIES = 10

export interface TraceWriterDeps {
  readonly store: Pick<Store, 'atomicallyIfRecorded'>
  readonly log: Logger
  /** How long events are kept, in milliseconds. */
  readonly retentionMs: number
}

/**
 * Writes the events of sign-ins to the database in batches. No successful sign-in waits for that, and none fails
 * because of it. While the database is unavailable, up to 2000 events wait in memory; the log counts those that are
 * dropped.
 */
export class TraceWriter {
  readonly #deps: TraceWriterDeps
  readonly #failureLimit = new FailureRateLimit()
  readonly #userLimit = new TokenBuckets(USER_SUCCESSES)
  #queue: EventRow[] = []
  #dropped = 0
  #retries = 0
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> | null = null

  constructor(deps: TraceWriterDeps) {
    this.#deps = deps
  }

  /**
   * Queues the event of a successful sign-in. The table keeps the newest 200,000 sign-ins, so a user who signs in again
   * and again must not displace the traces of others: of one user, 300 in a row are traced, and then one every 30 seconds.
   */
  record(event: SignInEvent): void {
    if (event.userId === null || this.#userLimit.take(event.userId)) this.#enqueue(event)
    else this.#dropped += 1
    this.#schedule()
  }

  /**
   * Writes the event of a failed sign-in at once, because the user may report it right away. Waits at most 250 ms and
   * never rejects. When one network causes too many failures, most are dropped.
   * @param network the client's network (`networkKey`), which is not stored
   */
  async recordFailure(event: SignInEvent, network: string): Promise<void> {
    if (!this.#failureLimit.take(network)) {
      this.#dropped += 1
      this.#schedule()
      return
    }
    this.#enqueue(event)
    // While the database does not respond, only the first failure waits for it.
    if (this.#retries > 0) {
      this.#schedule()
      return
    }
    const createError = () => new Error('the event was not written in time')
    await withTimeout(WRITE_TIMEOUT_MS, createError, () => this.#write()).catch(() => undefined)
  }

  /** Writes all queued events, and stops. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#write()
    this.#dropped += this.#queue.length
    this.#queue = []
    this.#logDropped()
  }

  #enqueue(event: SignInEvent): void {
    if (this.#queue.length < MAX_QUEUED) this.#queue.push(toEventRow(event, this.#deps.retentionMs))
    else this.#dropped += 1
  }

  #schedule(): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#logDropped()
      void this.#write().finally(() => {
        if (this.#queue.length > 0) this.#schedule()
      })
    }, FLUSH_INTERVAL_MS)
    this.#timer.unref()
  }

  // One write at a time; events that arrive in the meantime are in its next batch.
  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null
    })
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice(0, BATCH_SIZE)
      try {
        await this.#deps.store.atomicallyIfRecorded('sign-in-refused', async (tx) => {
          await tx.createEvents(batch)
          for (const row of batch) await recordRefusal(row, tx)
        })
        this.#retries = 0
      } catch (error) {
        this.#retries += 1
        const dropped = this.#retries >= MAX_RETRIES ? batch.length : 0
        this.#deps.log.warn(
          { err: error, events: batch.length, dropped },
          'sign-in events could not be written',
        )
        this.#queue.splice(0, dropped)
        if (dropped > 0) this.#retries = 1
        return
      }
      this.#queue.splice(0, batch.length)
    }
  }

  #logDropped(): void {
    if (this.#dropped === 0) return
    this.#deps.log.warn({ events: this.#dropped }, 'sign-in events were dropped')
    this.#dropped = 0
  }
}

const REFUSALS: ReadonlySet<string> = new Set<SignInKind>(['refused', 'failed', 'began-badly'])

/** Records the event `sign-in-refused` for a sign-in that was refused or failed, together with its trace. */
async function recordRefusal(row: EventRow, tx: Pick<Queries, 'recordEvent'>): Promise<void> {
  const { id, kind, code, userId, backend, reference, at } = row
  if (!REFUSALS.has(kind) || code === null) return
  const detail = readError(row)
  await tx.recordEvent({ type: 'sign-in-refused', id, userId, code, detail, backend, reference, at })
}

const NETWORK_FAILURES = { capacity: 60, refillMs: 120_000 }
const ALL_FAILURES = { capacity: 300, refillMs: 10_000 }
const USER_SUCCESSES = { capacity: 300, refillMs: 9_000_000 }
const MAX_KEYS = 5000

/**
 * Limits how many failed sign-ins are traced: 60 in a row and then one every two seconds for each network, 300 in a row
 * and then 30 a second in all. Sign-ins that are made to fail on purpose must not fill the database, nor the list that
 * administrators read.
 */
class FailureRateLimit {
  readonly #networks = new TokenBuckets(NETWORK_FAILURES)
  readonly #all = new TokenBucket(ALL_FAILURES)

  /** Counts one more failure of this network; false when it is one too many. */
  take(network: string): boolean {
    return this.#networks.take(network) && this.#all.take()
  }
}

/** A token bucket for each key, such as a network; at most 5000 of them. */
class TokenBuckets {
  readonly #options: ConstructorParameters<typeof TokenBucket>[0]
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(options: ConstructorParameters<typeof TokenBucket>[0]) {
    this.#options = options
  }

  /** Counts one more for this key; false when it is one too many. */
  take(key: string): boolean {
    this.#evict()
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#options)
    this.#buckets.set(key, bucket)
    return bucket.take()
  }

  // Forgets keys that may start from a full bucket again. When there are none, the one added first goes: against so many
  // keys at once, only a limit for all of them holds anyway.
  #evict(): void {
    if (this.#buckets.size < MAX_KEYS) return
    for (const [key, bucket] of this.#buckets) {
      if (bucket.isFull()) this.#buckets.delete(key)
    }
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size >= MAX_KEYS && oldest !== undefined) this.#buckets.delete(oldest)
  }
}
