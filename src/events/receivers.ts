import { createHmac } from 'node:crypto'
import { hashToken } from '../crypto/tokens.js'
import { EVENT_TYPES, type EventType, type WebhookSettings } from '../event-map.js'
import { HttpClientError } from '../http-client/errors.js'
import type { HttpFetch } from '../http-client/http-client.js'
import { message, type Sentence } from '../locales/messages.js'
import { withTimeout } from '../timeout.js'
import { type AnyEvent, toPayload, type WebhookPayload } from './build-event.js'

/** The functions of a configuration that hear events, by type. */
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
/** In bytes: the largest body of a request. */
const MAX_PAYLOAD_BYTES = 65_536
const HANDLERS_KEY = 'handlers'

/** The receiver of a webhook. */
export function webhookReceiver(
  { url, secrets, events }: WebhookSettings,
  { fetch, clock }: { readonly fetch: HttpFetch; readonly clock: () => Date },
): Receiver {
  return {
    key: webhookKey(url),
    url,
    events,
    async deliver(event, signal) {
      const body = toBody(event)
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Portcullis',
        ...signatureHeaders(event.id, body, secrets, clock()),
      }
      try {
        const { status } = await fetch(url, { method: 'POST', headers, body, signal })
        const ok = status >= 200 && status < 300
        return {
          ok,
          status,
          error: ok ? null : message('webhooks.error.status', { status: String(status) }),
          isGone: status === 410,
        }
      } catch (error) {
        return { ok: false, status: null, error: describeFailure(error) }
      }
    },
  }
}

/** The key of a webhook in the database: its URL may contain a secret. */
export function webhookKey(url: string): string {
  return hashToken(`webhook\0${url}`).slice(0, 22)
}

/**
 * The headers of Standard Webhooks: an ID that stays the same when the event is sent again, the time of this request, and
 * a signature for each secret.
 */
function signatureHeaders(
  id: string,
  body: string,
  secrets: readonly Uint8Array[],
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signatures = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64'),
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  }
}

function toBody(event: AnyEvent | TestEvent): string {
  const payload: WebhookPayload =
    event.type === TEST_TYPE
      ? { type: TEST_TYPE, id: event.id, timestamp: event.at.toISOString(), data: {} }
      : toPayload(event)
  const body = JSON.stringify(payload)
  return Buffer.byteLength(body) <= MAX_PAYLOAD_BYTES ? body : JSON.stringify(withoutLargeParts(payload))
}

/** The same without what a site or a provider decides the size of. */
function withoutLargeParts({ data, ...payload }: WebhookPayload): WebhookPayload {
  const strip = (value: unknown, name: string) =>
    typeof value === 'object' && value !== null ? { ...value, [name]: {} } : value
  const { user, account, ...rest } = data
  return {
    ...payload,
    data: {
      ...rest,
      ...(user === undefined ? {} : { user: strip(user, 'fields') }),
      ...(account === undefined ? {} : { account: strip(account, 'claims') }),
      truncated: true,
    },
  }
}

/** The receiver of the handlers of a configuration; null without any. */
export function handlersReceiver(handlers: HandlerTable, timeoutMs = RECEIVER_TIMEOUT_MS): Receiver | null {
  const events = EVENT_TYPES.filter((type) => handlers[type] !== undefined)
  if (events.length === 0) return null
  return {
    key: HANDLERS_KEY,
    url: null,
    events,
    async deliver(event) {
      const handler = handlers[event.type]
      if (handler === undefined) return { ok: true, status: null, error: null }
      const createError = () => new HandlerTimeoutError(`the handler did not finish within ${timeoutMs} ms`)
      try {
        await withTimeout(timeoutMs, createError, async () => {
          await Promise.resolve(Reflect.apply(handler, undefined, [event]))
        })
        return { ok: true, status: null, error: null }
      } catch (cause) {
        return { ok: false, status: null, error: describeThrown(cause, timeoutMs), cause }
      }
    },
  }
}

class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError'
}

function describeFailure(error: unknown): Sentence {
  if (error instanceof HttpClientError) return error.text
  return message('webhooks.error.unsent')
}

const MAX_NAME_LENGTH = 100

/** What foreign code has thrown. Its message may name people, so only its kind is stored. */
function describeThrown(thrown: unknown, timeoutMs: number): Sentence {
  if (thrown instanceof HandlerTimeoutError)
    return message('webhooks.error.slowHandler', { timeout: String(timeoutMs) })
  const name = thrown instanceof Error ? thrown.name : typeof thrown
  return message('webhooks.error.handler', { name: name.slice(0, MAX_NAME_LENGTH) })
}
