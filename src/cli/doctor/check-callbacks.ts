import { isLoopback } from '../../settings/base-url.js'
import { fine, type Finding, warning } from './finding.js'
import type { Patient } from './patient.js'

const CHECK = 'callbacks'

/** The redirect URI of each backend, to be compared with what is registered at its provider. */
export function checkCallbacks({ settings, definitions }: Patient): readonly Finding[] {
  const { baseUrl, production } = settings
  const local = production && isLoopback(new URL(baseUrl).hostname)
  return definitions.map(({ name: subject }) => {
    const address = `${baseUrl}/complete/${subject}`
    if (!local) return fine(CHECK, `Registered at the provider must be ${address}`, { subject })
    const message = `The provider is to send people to ${address}, which is this machine only.`
    return warning(CHECK, 'callback_local', message, 'Set BASE_URL to the public address.', { subject })
  })
}
