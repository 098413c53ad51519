import type { Logger } from 'pino'
import type { EventRow } from '../store/events.js'
import type { Store } from '../store/store.js'
import { FailureQuota } from './failure-quota.js'
import { type SignInEvent, signInRow } from './sign-in-event.js'

const EVERY_MS = 1000
const BATCH = 100
const MOST_WAITING = 2000
/** How long an error page waits to be found in the trace. */
const PATIENCE_MS = 250
const MOST_TRIES = 10

export interface JournalParts {
  readonly store: Pick<Store, 'createEvents'>
  readonly log: Logger
}

/**
 * Writes down how sign-ins went, behind the answers and many at a time: no sign-in waits for it, and none fails because
 * of it. While the database is away what was written waits, up to a number; what is left out then is counted in the log.
 */
export class Journal {
  readonly #parts: JournalParts
  readonly #quota = new FailureQuota()
  #waiting: EventRow[] = []
  #leftOut = 0
  #tries = 0
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> | null = null

  constructor(parts: JournalParts) {
    this.#parts = parts
  }

  /** Keeps the event of a sign-in that went well. */
  keep(event: SignInEvent): void {
    this.#add(event)
    this.#later()
  }

  /**
   * Keeps the event of one that did not, at once, since somebody may ask about it; waits a moment for that and never
   * rejects. Of too many from one network, most are left out.
   * @param network whose failure it was, as `networkOf` names it; it is not kept
   */
  async keepFailure(event: SignInEvent, network: string): Promise<void> {
    if (!this.#quota.take(network)) {
      this.#leftOut += 1
      this.#later()
      return
    }
    this.#add(event)
    // A database that does not answer makes nobody wait again and again.
    if (this.#tries > 0) {
      this.#later()
      return
    }
    let timer: NodeJS.Timeout | undefined
    const moment = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    await Promise.race([this.#write(), moment])
    clearTimeout(timer)
  }

  /** Writes what waits, and stops. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#write()
    this.#leftOut += this.#waiting.length
    this.#waiting = []
    this.#tell()
  }

  #add(event: SignInEvent): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(signInRow(event))
    else this.#leftOut += 1
  }

  #later(): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#tell()
      void this.#write().finally(() => {
        if (this.#waiting.length > 0) this.#later()
      })
    }, EVERY_MS)
    this.#timer.unref()
  }

  // One at a time; what comes meanwhile goes with the next batch of the same run.
  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null
    })
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH)
      try {
        await this.#parts.store.createEvents(batch)
        this.#tries = 0
      } catch (error) {
        this.#tries += 1
        const dropped = this.#tries >= MOST_TRIES ? batch.length : 0
        this.#parts.log.warn({ err: error, events: batch.length, dropped }, 'the trace could not be written')
        this.#waiting.splice(0, dropped)
        if (dropped > 0) this.#tries = 1
        return
      }
      this.#waiting.splice(0, batch.length)
    }
  }

  #tell(): void {
    if (this.#leftOut === 0) return
    this.#parts.log.warn({ events: this.#leftOut }, 'sign-ins left out of the trace')
    this.#leftOut = 0
  }
}
