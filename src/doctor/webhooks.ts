import { RECEIVER_TIMEOUT_MS } from '../events/receivers.js'
import { webhookKey } from '../events/webhook.js'
import { message } from '../locales/messages.js'
import { createHttpClient } from '../http-client/http-client.js'
import { type DoctorContext, type Finding, pass, toFailureReason, warning } from './finding.js'

const CHECK = 'webhooks'

/** Checks that each webhook can be reached, and that it accepted the latest events. No event is sent. */
export async function checkWebhooks({ settings, store }: DoctorContext): Promise<readonly Finding[]> {
  if (settings.webhooks.length === 0) return []
  const fetch = createHttpClient({
    allowPrivate: settings.allowInsecureIssuers,
    callTimeoutMs: RECEIVER_TIMEOUT_MS,
    ...settings.network,
  })
  const states = store === null ? [] : await store.listEventReceivers()
  try {
    return await Promise.all(
      settings.webhooks.map(async ({ url }) => {
        // Its path and query may contain a secret.
        const { host } = new URL(url)
        const details = { subject: host }
        // Whatever the status: a receiver may accept POST only.
        const problem = await fetch(url, { method: 'HEAD' }).then(
          () => null,
          (error: unknown) => toFailureReason(error),
        )
        if (problem !== null) {
          const text = message('doctor.webhook_unreachable.message', { problem })
          const advice = message('doctor.webhook_unreachable.advice')
          return warning(CHECK, 'webhook_unreachable', text, advice, details)
        }
        const state = states.find(({ key }) => key === webhookKey(url))
        if (state !== undefined && (state.failures > 0 || state.disabledAt !== null)) {
          const text =
            state.disabledAt === null
              ? message('doctor.webhook_failing.refused')
              : message('doctor.webhook_failing.gone')
          return warning(CHECK, 'webhook_failing', text, message('doctor.webhook_failing.advice'), details)
        }
        return pass(CHECK, message('doctor.webhooks.ok'), details)
      }),
    )
  } finally {
    fetch.destroy()
  }
}
