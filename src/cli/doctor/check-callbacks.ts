import { callbackAddress } from '../../backends/callback-address.js'
import type { Definition } from '../../backends/definition.js'
import { createOutbound } from '../../outbound/outbound.js'
import { isLoopback } from '../../settings/base-url.js'
import { fine, type Finding, warning } from './finding.js'
import type { Patient } from './patient.js'
import { tryCallback } from './try-callback.js'

const CHECK = 'callbacks'

/** The redirect URI of each backend, to be compared with what is registered at its provider, and whether that takes it. */
export async function checkCallbacks(patient: Patient): Promise<readonly Finding[]> {
  return Promise.all(patient.definitions.map((definition) => checkOne(definition, patient)))
}

async function checkOne(definition: Definition, { settings, now }: Patient): Promise<Finding> {
  const { baseUrl, production, allowInsecureIssuers: allowInsecure } = settings
  const subject = definition.name
  const address = callbackAddress(baseUrl, definition)
  if (production && isLoopback(new URL(baseUrl).hostname)) {
    const message = `The provider is to send people to ${address}, which is this machine only.`
    return warning(CHECK, 'callback_local', message, 'Set BASE_URL to the public address.', { subject })
  }
  const fetch = createOutbound({ allowPrivate: allowInsecure })
  try {
    switch (await tryCallback(definition, address, { fetch, allowInsecure, now })) {
      case 'taken':
        return fine(CHECK, `The provider takes ${address}`, { subject })
      case 'unknown':
        return fine(CHECK, `Registered at the provider must be ${address}`, { subject })
      case 'refused': {
        const message = `The provider refuses a sign-in that would come back to ${address}.`
        const advice = 'Register exactly this address there, and compare the client id.'
        return warning(CHECK, 'callback_refused', message, advice, { subject })
      }
    }
  } finally {
    fetch.destroy()
  }
}
