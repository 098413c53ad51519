import { ENGLISH } from '../locales/locales.js'
import type { Sentence } from '../locales/messages.js'
import { toStoredMessage } from '../locales/stored-message.js'
import type { Delivery, DeliveryError, DeliveryOutcome, ReceiverState } from '../store/event-deliveries.js'
import { type DeliveryAttempt, type Receiver, TEST_TYPE } from './receivers.js'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How many deliveries to one receiver are made at once, each for another user. */
export const MAX_CONCURRENT = 4
/** The waits after the first failed attempts of one delivery. The next ones are the longest, until three days are over. */
const RETRY_WAITS_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS]
/** No delivery waits longer for its next attempt. */
export const MAX_RETRY_WAIT_MS = HOUR_MS
export const GIVE_UP_AFTER_MS = 3 * DAY_MS
/** After failures of this many users in a row, the receiver is taken to be down, and gets one attempt at a time. */
const MAX_FAILING_LANES = 3
const MIN_RECEIVER_WAIT_MS = 10 * SECOND_MS
const MAX_RECEIVER_WAIT_MS = 10 * MINUTE_MS
const DELIVERED_RETENTION_MS = 7 * DAY_MS
const FAILED_RETENTION_MS = 30 * DAY_MS
/** At most this many characters of an error are stored. */
const MAX_ERROR_LENGTH = 300

/** Whether a receiver is taken to be down. */
export function isDown(state: Pick<ReceiverState, 'failures'> | null): boolean {
  return state !== null && state.failures >= MAX_FAILING_LANES
}

/** Whether nothing may be sent yet. A time that is further ahead than any wait was set before the clock was set back. */
export function mustWait(state: ReceiverState | null, now: Date): boolean {
  if (state === null || !isDown(state) || state.retryAt === null) return false
  const waitMs = state.retryAt.getTime() - now.getTime()
  return waitMs > 0 && waitMs <= MAX_RECEIVER_WAIT_MS
}

/** What an attempt means for its delivery: it was made, is tried again later, or is given up. */
export function toOutcome(
  row: Pick<Delivery, 'type' | 'at' | 'attempts'>,
  attempt: DeliveryAttempt,
  { attemptedAt, durationMs }: Pick<DeliveryOutcome, 'attemptedAt' | 'durationMs'>,
): DeliveryOutcome {
  const isOld = attemptedAt.getTime() - row.at.getTime() >= GIVE_UP_AFTER_MS
  const isLast = isOld || row.type === TEST_TYPE || attempt.isGone === true
  const wait = RETRY_WAITS_MS[row.attempts] ?? MAX_RETRY_WAIT_MS
  return {
    state: attempt.ok ? 'delivered' : isLast ? 'failed' : 'pending',
    attemptedAt,
    durationMs,
    status: attempt.status,
    error: attempt.error && toDeliveryError(attempt.error),
    nextAt: new Date(attemptedAt.getTime() + (attempt.ok ? 0 : wait)),
    expiresAt: new Date(attemptedAt.getTime() + (attempt.ok ? DELIVERED_RETENTION_MS : FAILED_RETENTION_MS)),
  }
}

/** What is stored of the reason why a delivery failed. */
export function toDeliveryError(error: Sentence): DeliveryError {
  const text = toStoredMessage(error)
  return {
    error: ENGLISH.format(error).slice(0, MAX_ERROR_LENGTH),
    errorText: text && JSON.stringify(text),
  }
}

/** What the log says of an attempt that failed. */
export function toFailureLine(
  { key, url }: Receiver,
  { type, eventId, attempts }: Delivery,
  { status, error, cause }: DeliveryAttempt,
): Readonly<Record<string, unknown>> {
  return {
    failure: url === null ? 'event_handler_failed' : 'webhook_failed',
    receiver: key,
    type,
    eventId,
    attempts: attempts + 1,
    status,
    error: error && ENGLISH.format(error),
    ...(cause === undefined ? {} : { err: cause }),
  }
}

/**
 * What a failed attempt means for its receiver. Failures of different users are counted: one user's event may fail by
 * itself, and does not mean that the receiver is down.
 * @param failingLanes how many users' events have failed since the last success
 */
export function afterFailure(
  before: ReceiverState,
  failingLanes: number,
  attempt: DeliveryAttempt,
  now: Date,
): Pick<ReceiverState, 'failures' | 'retryAt' | 'disabledAt'> {
  const failures = isDown(before) ? before.failures + 1 : failingLanes
  const doublings = Math.min(10, failures - MAX_FAILING_LANES)
  const wait = Math.min(MAX_RECEIVER_WAIT_MS, MIN_RECEIVER_WAIT_MS * 2 ** doublings)
  return {
    failures,
    retryAt: isDown({ failures }) ? new Date(now.getTime() + wait) : null,
    disabledAt: attempt.isGone === true ? now : before.disabledAt,
  }
}
