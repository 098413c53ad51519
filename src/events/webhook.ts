import { createHmac } from 'node:crypto'
import { hashToken } from '../crypto/tokens.js'
import type { WebhookSettings } from '../event-map.js'
import { HttpClientError } from '../http-client/errors.js'
import type { HttpFetch } from '../http-client/http-client.js'
import { message } from '../locales/messages.js'
import { type AnyEvent, toPayload, type WebhookPayload } from './build-event.js'
import { type Receiver, type TestEvent, TEST_TYPE } from './receivers.js'

/** In bytes: the largest body of a request. */
const MAX_PAYLOAD_BYTES = 65_536

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
        if (!(error instanceof HttpClientError)) throw error
        return { ok: false, status: null, error: error.text }
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
