import type { Definition } from './definition.js'
import { probeEndpoints } from './oauth2/check.js'
import { probeProvider } from './oidc/check.js'
import type { BackendOptions } from './protocol/backend-options.js'

/**
 * Asks the provider of a definition what can be asked without a person, and keeps nothing.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeBackend(
  definition: Definition,
  options: Omit<BackendOptions, 'redirectUri'>,
): Promise<void> {
  switch (definition.kind) {
    case 'oidc':
      return probeProvider(definition, options)
    case 'oauth2':
      return probeEndpoints(definition, options)
  }
}
