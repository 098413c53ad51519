import { EVENT_TYPES, type EventType } from '../event-map.js'
import { message, type Sentence } from '../locales/messages.js'
import type { Delivery } from '../store/event-deliveries.js'
import { withTimeout } from '../timeout.js'
import { type AnyEvent, buildEvent, type EventSources, toRecordedEvent } from './build-event.js'

/** The functions of a configuration that are called with events, by type. */
export type HandlerTable = Readonly<Partial<Record<string, (event: never) => unknown>>>

/** How one attempt ended. */
export interface DeliveryAttempt {
  readonly ok: boolean
  /** The HTTP status; null without a response. */
  readonly status: number | null
  /** Why it failed, without secrets; null when it did not. */
  readonly error: Sentence | null
  /** What a handler has thrown, for the log. */
  readonly cause?: unknown
  /** The receiver does not want any more. */
  readonly isGone?: boolean
}

/** Who gets events. */
export interface Receiver {
  /** Names its deliveries in the database. */
  readonly key: string
  /** Null for the handlers of the configuration. */
  readonly url: string | null
  readonly events: readonly EventType[]
  /** Never rejects. */
  deliver(event: AnyEvent | TestEvent, signal: AbortSignal): Promise<DeliveryAttempt>
}

/** What an administrator sends to see whether a webhook works. */
export interface TestEvent {
  readonly type: 'test'
  readonly id: string
  readonly at: Date
}

/** The type of a delivery that tests a webhook. */
export const TEST_TYPE = 'test'
/** How long a receiver may take, in milliseconds. Standard Webhooks recommends 15 to 30 seconds. */
export const RECEIVER_TIMEOUT_MS = 15_000
const HANDLERS_KEY = 'handlers'

/** Makes one attempt to deliver. It never rejects, and ends, whatever the receiver does. */
export async function attemptDelivery(
  sources: EventSources,
  receiver: Receiver,
  row: Delivery,
  signal: AbortSignal,
): Promise<DeliveryAttempt> {
  const createError = () => new Error('the receiver did not finish in time')
  try {
    const event =
      row.type === TEST_TYPE
        ? ({ type: TEST_TYPE, id: row.eventId, at: row.at } as const)
        : await buildEvent(sources, toRecordedEvent(row))
    if (event === null) return { ok: true, status: null, error: message('webhooks.error.otherRelease') }
    return await withTimeout(2 * RECEIVER_TIMEOUT_MS, createError, () => receiver.deliver(event, signal))
  } catch (cause) {
    return { ok: false, status: null, error: message('webhooks.error.unsent'), cause }
  }
}

/** The receiver of the handlers of a configuration; null without any. */
export function handlersReceiver(handlers: HandlerTable): Receiver | null {
  const events = EVENT_TYPES.filter((type) => handlers[type] !== undefined)
  if (events.length === 0) return null
  return {
    key: HANDLERS_KEY,
    url: null,
    events,
    async deliver(event) {
      const handler = handlers[event.type]
      if (handler === undefined) return { ok: true, status: null, error: null }
      const createError = () =>
        new HandlerTimeoutError(`the handler did not finish within ${RECEIVER_TIMEOUT_MS} ms`)
      try {
        await withTimeout(RECEIVER_TIMEOUT_MS, createError, async () => {
          await Promise.resolve(Reflect.apply(handler, undefined, [event]))
        })
        return { ok: true, status: null, error: null }
      } catch (cause) {
        return { ok: false, status: null, error: describeThrown(cause), cause }
      }
    },
  }
}

class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError'
}

const MAX_NAME_LENGTH = 100

/** What foreign code has thrown. Its message may name people, so only its kind is stored. */
function describeThrown(thrown: unknown): Sentence {
  if (thrown instanceof HandlerTimeoutError)
    return message('webhooks.error.slowHandler', { timeout: String(RECEIVER_TIMEOUT_MS) })
  const name = thrown instanceof Error ? thrown.name : typeof thrown
  return message('webhooks.error.handler', { name: name.slice(0, MAX_NAME_LENGTH) })
}
