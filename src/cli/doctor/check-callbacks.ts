import { redirectUriFor } from '../../backends/callback-address.js'
import type { Definition } from '../../backends/definition.js'
import { createHttpClient } from '../../outbound/outbound.js'
import { isLoopback } from '../../settings/base-url.js'
import { pass, type Finding, warning } from './finding.js'
import type { DoctorContext } from './patient.js'
import { probeRedirectUri } from './try-callback.js'

const CHECK = 'callbacks'

/** The redirect URI of each backend, to be compared with what is registered at its provider, and whether that takes it. */
export async function checkRedirectUris(context: DoctorContext): Promise<readonly Finding[]> {
  return Promise.all(context.definitions.map((definition) => checkRedirectUri(definition, context)))
}

async function checkRedirectUri(
  definition: Definition,
  { settings, clock }: DoctorContext,
): Promise<Finding> {
  const { baseUrl, production, allowInsecureIssuers: allowInsecure } = settings
  const subject = definition.name
  const redirectUri = redirectUriFor(baseUrl, definition)
  if (production && isLoopback(new URL(baseUrl).hostname)) {
    const message = `The provider is to send people to ${redirectUri}, which is this machine only.`
    return warning(CHECK, 'callback_local', message, 'Set BASE_URL to the public address.', { subject })
  }
  const fetch = createHttpClient({ allowPrivate: allowInsecure })
  try {
    switch (await probeRedirectUri(definition, redirectUri, { fetch, allowInsecure, clock })) {
      case 'taken':
        return pass(CHECK, `The provider takes ${redirectUri}`, { subject })
      case 'unknown':
        return pass(CHECK, `Registered at the provider must be ${redirectUri}`, { subject })
      case 'refused': {
        const message = `The provider refuses a sign-in that would come back to ${redirectUri}.`
        const advice = 'Register exactly this address there, and compare the client id.'
        return warning(CHECK, 'callback_refused', message, advice, { subject })
      }
    }
  } finally {
    fetch.destroy()
  }
}
