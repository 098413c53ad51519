import { RECEIVER_TIMEOUT_MS, webhookKey } from '../events/receivers.js'
import { createHttpClient } from '../http-client/http-client.js'
import { type DoctorContext, type Finding, pass, warning } from './finding.js'

const CHECK = 'webhooks'

/** Checks that each webhook can be reached, and that it accepted the latest events. No event is sent. */
export async function checkWebhooks({ settings, store }: DoctorContext): Promise<readonly Finding[]> {
  if (settings.webhooks.length === 0) return []
  const fetch = createHttpClient({
    ...{ allowPrivate: settings.allowInsecureIssuers, callTimeoutMs: RECEIVER_TIMEOUT_MS },
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
          (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
        )
        if (problem !== null) {
          const advice =
            'Check the URL of the webhook, and that this machine can reach it. Events wait for three days.'
          const message = `The receiver cannot be reached: ${problem}.`
          return warning(CHECK, 'webhook_unreachable', message, advice, details)
        }
        const state = states.find(({ key }) => key === webhookKey(url))
        if (state !== undefined && (state.failures > 0 || state.disabledAt !== null)) {
          const reason =
            state.disabledAt === null ? 'did not accept the latest events' : 'has answered 410 Gone'
          const advice = 'See /admin/webhooks for its responses; "Send a test event" there tries it again.'
          return warning(CHECK, 'webhook_failing', `The receiver ${reason}.`, advice, details)
        }
        return pass(CHECK, 'The receiver responds. No event was sent.', details)
      }),
    )
  } finally {
    fetch.destroy()
  }
}
