import type { Logger } from 'pino'
import { message } from '../locales/messages.js'
import type { Delivery, ReceiverState } from '../store/event-deliveries.js'
import type { Store } from '../store/store.js'
import type { EventSources } from './build-event.js'
import { attemptDelivery, type DeliveryAttempt, type Receiver } from './receivers.js'
import {
  afterFailure,
  GIVE_UP_AFTER_MS,
  isDown,
  MAX_CONCURRENT,
  MAX_RETRY_WAIT_MS,
  mustWait,
  toDeliveryError,
  toFailureLine,
  toOutcome,
} from './retry-policy.js'

/** When deliveries are looked for and tried again, in milliseconds. */
export interface DeliveryTimes {
  /** Between two looks for what other processes have written, or what is due again. */
  readonly pollMs: number
  /** How long a process has a receiver for itself without saying so again. */
  readonly lockMs: number
}
export const DELIVERY_TIMES: DeliveryTimes = { pollMs: 2000, lockMs: 60_000 }

export interface QueueDeps extends EventSources {
  readonly store: Store
  readonly log: Logger
  readonly clock: () => Date
  readonly times: DeliveryTimes
  /** Names this process in the locks of receivers. */
  readonly holder: string
  readonly onAttempt: (receiver: Receiver, result: 'delivered' | 'failed' | 'given-up') => void
}

/**
 * Delivers the events of one receiver: in order for each user, several users at once, by the one process that holds its
 * lock. It never rejects.
 */
export class ReceiverQueue {
  readonly receiver: Receiver
  readonly #deps: QueueDeps
  readonly #stopping = new AbortController()
  readonly #running = new Map<string, Promise<void>>()
  readonly #failingLanes = new Set<string>()
  #state: ReceiverState | null = null
  #lockedUntil = 0
  #lookedAt: Date | null = null
  #isWoken = false
  #wakeUp: () => void = () => undefined
  #timer: NodeJS.Timeout | null = null
  #delivering: Promise<void> | null = null

  constructor(receiver: Receiver, deps: QueueDeps) {
    this.receiver = receiver
    this.#deps = deps
  }

  /** Looks for deliveries now. */
  wake(): void {
    if (this.#stopping.signal.aborted) return
    this.#isWoken = true
    this.#wakeUp()
    this.#delivering ??= this.#deliverDue().finally(() => {
      this.#delivering = null
      this.#schedule()
    })
  }

  /** Forgets that the receiver failed. */
  reset(): void {
    this.#failingLanes.clear()
    this.#state = null
  }

  /** Stops; deliveries in progress are given up, and made again by another process. */
  async close(): Promise<void> {
    this.#stopping.abort()
    this.#wakeUp()
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#delivering
  }

  #schedule(): void {
    if (this.#stopping.signal.aborted) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => {
        this.wake()
      },
      this.#isWoken ? this.#deps.times.pollMs / 4 : this.#deps.times.pollMs,
    )
    this.#timer.unref()
  }

  async #deliverDue(): Promise<void> {
    const { store, log, holder } = this.#deps
    try {
      await this.#noticeClock()
      if (mustWait(this.#state, this.#deps.clock())) return
      // It reads before it takes the lock, so that a process without work does not write.
      if (!(await this.#hasWork()) || !(await this.#acquire())) return
      try {
        await this.#deliverAll()
      } finally {
        await Promise.all(this.#running.values())
        await store.releaseReceiver(this.receiver.key, holder)
      }
    } catch (error) {
      log.error(
        { err: error, failure: 'event_delivery_failed' },
        'events could not be delivered; tried again soon',
      )
    }
  }

  /** At the start, and after the clock was set back: a delivery that is to wait longer than any does is due. */
  async #noticeClock(): Promise<void> {
    const { store, clock } = this.#deps
    const now = clock()
    if (this.#lookedAt === null || now < this.#lookedAt)
      await store.makeDue(this.receiver.key, now, new Date(now.getTime() + MAX_RETRY_WAIT_MS))
    this.#lookedAt = now
  }

  async #hasWork(): Promise<boolean> {
    const until = new Date(this.#deps.clock().getTime() + (this.#isDown ? MAX_RETRY_WAIT_MS : 0))
    return this.#deps.store.hasDueDelivery(this.receiver.key, until)
  }

  async #acquire(): Promise<boolean> {
    const { store, clock, holder, times } = this.#deps
    const now = clock()
    const until = new Date(now.getTime() + times.lockMs)
    this.#state = await store.acquireReceiver(this.receiver.key, holder, now, until)
    this.#lockedUntil = until.getTime()
    return this.#state !== null
  }

  /** Extends the lock when a third of its time is over; false when another process has taken it. */
  async #extendLock(): Promise<boolean> {
    const { clock, times } = this.#deps
    const leftMs = this.#lockedUntil - clock().getTime()
    // More than a whole lock is left only after the clock was set back.
    if (leftMs > (times.lockMs * 2) / 3 && leftMs <= times.lockMs) return true
    return this.#acquire()
  }

  get #isDown(): boolean {
    return isDown(this.#state)
  }

  async #deliverAll(): Promise<void> {
    const { store, clock } = this.#deps
    for (;;) {
      if (this.#stopping.signal.aborted || !(await this.#extendLock())) return
      const woken = new Promise<void>((resolve) => {
        this.#wakeUp = resolve
      })
      this.#isWoken = false
      if (this.#state?.disabledAt != null) {
        await store.giveUpDeliveries(this.receiver.key, null, toDeliveryError(message('webhooks.error.gone')))
        return
      }
      // Of a receiver that is down, one attempt at a time is made.
      if (!(mustWait(this.#state, clock()) || (this.#isDown && this.#running.size > 0)))
        await this.#startNext()
      if (this.#running.size === 0) return
      await Promise.race([...this.#running.values(), woken])
    }
  }

  /** Starts a delivery for each user who waits, as long as fewer than `MAX_CONCURRENT` are in progress. */
  async #startNext(): Promise<void> {
    const { store, clock } = this.#deps
    const freeSlots = (this.#isDown ? 1 : MAX_CONCURRENT) - this.#running.size
    if (freeSlots <= 0) return
    const now = clock()
    // While the receiver is down, one attempt is made although none may be due.
    const until = this.#isDown ? new Date(now.getTime() + MAX_RETRY_WAIT_MS) : now
    const lanes = [...this.#running.keys()]
    const next = await store.listDueDeliveries(this.receiver.key, until, lanes, freeSlots)
    if (next.length === 0 && (await store.postponeLanes(this.receiver.key, now)) > 0) return this.#startNext()
    for (const row of next) {
      const work = this.#deliver(row)
        .catch((error: unknown) => {
          this.#deps.log.error(
            { err: error, failure: 'event_delivery_failed' },
            'an event could not be delivered',
          )
        })
        .finally(() => {
          this.#running.delete(row.lane)
        })
      this.#running.set(row.lane, work)
    }
  }

  async #deliver(row: Delivery): Promise<void> {
    const { store, clock } = this.#deps
    const attemptedAt = clock()
    const startedAt = performance.now()
    const attempt = await attemptDelivery(this.#deps, this.receiver, row, this.#stopping.signal)
    // A delivery that was cut off by the end of this process did not fail.
    if (this.#stopping.signal.aborted && !attempt.ok) return
    const durationMs = Math.round(performance.now() - startedAt)
    const outcome = toOutcome(row, attempt, { attemptedAt, durationMs })
    await store.finishDelivery(row.sequence, outcome)
    await this.#updateReceiver(row, attempt)
    this.#report(row, attempt, outcome.state === 'failed')
  }

  async #updateReceiver(row: Delivery, attempt: DeliveryAttempt): Promise<void> {
    const { store, clock } = this.#deps
    const { key } = this.receiver
    const before = this.#state
    if (before === null) return
    const now = clock()
    if (attempt.ok) {
      this.#failingLanes.clear()
      if (before.failures === 0 && before.disabledAt === null) return
      const isBack = this.#isDown
      await this.#setState({ failures: 0, retryAt: null, disabledAt: null })
      // All that has waited is due now; it goes out in order, a few at a time.
      if (isBack) await store.makeDue(key, now, now)
      return
    }
    this.#failingLanes.add(row.lane)
    await this.#setState(afterFailure(before, this.#failingLanes.size, attempt, now))
    if (this.#isDown) {
      const tooOld = new Date(now.getTime() - GIVE_UP_AFTER_MS)
      await store.giveUpDeliveries(key, tooOld, toDeliveryError(message('webhooks.error.down')))
    }
  }

  async #setState(changes: Pick<ReceiverState, 'failures' | 'retryAt' | 'disabledAt'>): Promise<void> {
    if (this.#state === null) return
    this.#state = { ...this.#state, ...changes }
    await this.#deps.store.updateReceiver(this.receiver.key, changes)
  }

  #report(row: Delivery, attempt: DeliveryAttempt, isFinal: boolean): void {
    const { log, onAttempt } = this.#deps
    onAttempt(this.receiver, attempt.ok ? 'delivered' : isFinal ? 'given-up' : 'failed')
    if (attempt.ok) return
    log.warn({ ...toFailureLine(this.receiver, row, attempt), isFinal }, 'an event was not delivered')
  }
}
