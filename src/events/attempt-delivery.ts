import { message } from '../locales/messages.js'
import type { Delivery } from '../store/event-deliveries.js'
import { withTimeout } from '../timeout.js'
import { buildEvent, type EventSources, toRecordedEvent } from './build-event.js'
import { type DeliveryAttempt, type Receiver, RECEIVER_TIMEOUT_MS, TEST_TYPE } from './receivers.js'

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
