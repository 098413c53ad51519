/*
 * Events: what happened, told to the program around Portcullis. docs/events.md describes them.
 *
 *   ../store/event-recording.ts  collects the events of a transaction, and writes one row for each receiver at its end
 *   receivers.ts           a receiver, one attempt to deliver to it, and the handlers of the configuration as a receiver
 *   webhook.ts             the other receivers: requests with signatures (Standard Webhooks)
 *   receiver-queue.ts      delivers the rows of one receiver, in one process at a time; waits, tries again, gives up
 *   retry-policy.ts        how often, and when it is given up
 *   build-event.ts         the event as receivers get it, with the user as they are now
 *   events.ts              puts these together, and has the listeners of this process
 *
 * Neighbours: imports store, http-client and crypto; used by server.ts, and by routes/admin for the page about deliveries.
 */
import type { Logger } from 'pino'
import { newId } from '../crypto/tokens.js'
import type { EventOf, EventType, WebhookSettings } from '../event-map.js'
import type { HttpFetch } from '../http-client/http-client.js'
import {
  type EventSink,
  type NewDelivery,
  type RecordedEvent,
  toNewDelivery,
} from '../store/event-recording.js'
import type { User } from '../public-types.js'
import type { Store } from '../store/store.js'
import { type AnyEvent, buildEvent, type EventSources } from './build-event.js'
import { DELIVERY_TIMES, type DeliveryTimes, type QueueDeps, ReceiverQueue } from './receiver-queue.js'
import { type HandlerTable, handlersReceiver, type Receiver, TEST_TYPE } from './receivers.js'
import { webhookReceiver } from './webhook.js'

export type EventListener = (event: AnyEvent) => unknown

export interface EventsDeps extends EventSources {
  readonly store: Store
  readonly sink: EventSink
  readonly log: Logger
  readonly clock: () => Date
  readonly webhooks: readonly WebhookSettings[]
  readonly handlers: HandlerTable
  /** Calls webhooks. */
  readonly fetch: HttpFetch
  readonly onAttempt: QueueDeps['onAttempt']
  readonly times?: DeliveryTimes
}

/** A listener of one type, for `Events.on`, which calls it with no other. */
export function toEventListener<T extends EventType>(
  type: T,
  listener: (event: EventOf<User, T>) => unknown,
): EventListener {
  const isOfType = (event: AnyEvent): event is Extract<AnyEvent, EventOf<User, T>> => event.type === type
  return (event) => (isOfType(event) ? listener(event) : undefined)
}

/** Delivers events to all receivers, and tells listeners of this process. */
export class Events {
  readonly #deps: EventsDeps
  readonly #queues: readonly ReceiverQueue[]
  readonly #listeners = new Map<string, Set<EventListener>>()
  /** Resolves when listeners have been called with the last event. They get events in the order of the commits. */
  #lastCall: Promise<void> = Promise.resolve()

  constructor(deps: EventsDeps) {
    this.#deps = deps
    const { webhooks, handlers, clock, fetch, times = DELIVERY_TIMES } = deps
    const own = handlersReceiver(handlers)
    const receivers = [
      ...(own === null ? [] : [own]),
      ...webhooks.map((webhook) => webhookReceiver(webhook, { fetch, clock })),
    ]
    const queueDeps = { ...deps, times, holder: newId() }
    this.#queues = receivers.map((receiver) => new ReceiverQueue(receiver, queueDeps))
  }

  get receivers(): readonly Receiver[] {
    return this.#queues.map(({ receiver }) => receiver)
  }

  /** Whether something listens, so that events are recorded. */
  get areRecorded(): boolean {
    return this.#deps.sink.isActive
  }

  /** Stores which receivers there are, so that the command line writes for them, too; then starts to deliver. */
  async start(): Promise<void> {
    const { store, sink } = this.#deps
    await store.saveReceivers(this.receivers)
    sink.setReceivers(this.receivers)
    sink.listen(
      (type) => (this.#listeners.get(type)?.size ?? 0) > 0,
      (events) => {
        this.#onCommit(events)
      },
    )
    this.wake()
  }

  /**
   * Calls `listener` with each event of this type that this process causes, right after its commit. It is not called
   * again if it fails; handlers of the configuration are. Returns a function that ends that.
   */
  on(type: EventType, listener: EventListener): () => void {
    const listeners = this.#listeners.get(type) ?? new Set()
    // Each listener is wrapped, so that a function that was added twice is called twice, and removed separately.
    const added: EventListener = (event) => listener(event)
    this.#listeners.set(type, listeners.add(added))
    return () => {
      listeners.delete(added)
    }
  }

  /** Delivers again; false when there is no such delivery, or it waits already. A receiver that was disabled is enabled. */
  async redeliver(sequence: number, receiver: Receiver): Promise<boolean> {
    const { store, clock } = this.#deps
    await this.#enable(receiver)
    const isFound = await store.redeliver(sequence, clock())
    this.wake()
    return isFound
  }

  /** Sends an event that means nothing. */
  async sendTest(receiver: Receiver): Promise<void> {
    const { store, clock } = this.#deps
    await this.#enable(receiver)
    const test = { type: TEST_TYPE, userId: null, reference: null, detail: {}, personal: null }
    const row: NewDelivery = toNewDelivery({ ...test, id: newId(), at: clock() }, receiver.key)
    await store.createDeliveries([row])
    this.wake()
  }

  /** Resolves when listeners have been called with all events so far. */
  async waitForListeners(): Promise<void> {
    let last: Promise<void>
    do {
      last = this.#lastCall
      await last
    } while (last !== this.#lastCall)
  }

  /** How many deliveries wait, for all receivers. */
  async countPending(): Promise<number> {
    const counts = this.receivers.map(({ key }) => this.#deps.store.countDeliveries(key, 'pending'))
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  }

  wake(): void {
    for (const queue of this.#queues) queue.wake()
  }

  async close(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close()))
    this.#deps.fetch.destroy()
  }

  /** The administrator wants an attempt now, whatever happened before. */
  async #enable({ key }: Receiver): Promise<void> {
    await this.#deps.store.updateReceiver(key, { failures: 0, retryAt: null, disabledAt: null })
    this.#queues.find(({ receiver }) => receiver.key === key)?.reset()
  }

  #onCommit(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if ((this.#listeners.get(event.type)?.size ?? 0) > 0)
        this.#lastCall = this.#lastCall.then(() => this.#tellListeners(event))
    }
    if (this.#queues.length > 0) this.wake()
  }

  async #tellListeners(recorded: RecordedEvent): Promise<void> {
    const listeners = this.#listeners.get(recorded.type)
    if (listeners === undefined || listeners.size === 0) return
    const fail = (error: unknown) => {
      this.#deps.log.warn(
        { err: error, failure: 'event_listener_failed', type: recorded.type, eventId: recorded.id },
        'a listener of an event failed',
      )
    }
    try {
      const event = await buildEvent(this.#deps, recorded)
      if (event === null) return
      for (const listener of [...listeners]) {
        // One by one, so that the failure of one does not stop the others.
        void Promise.resolve(event).then(listener).catch(fail)
      }
    } catch (error) {
      fail(error)
    }
  }
}
