import type { Backend } from './backend.js'
import type { Definition } from './definition/definition.js'
import { oauth2Backend, probeEndpoints } from './oauth2/backend.js'
import { oidcBackend } from './oidc/backend.js'
import type { ProviderMetadata } from './oidc/metadata.js'
import { probeProvider } from './oidc/provider.js'
import type { BackendOptions, BackendOptionsInput } from './protocol/options.js'

/** The backend that a definition describes, whatever its kind. Nothing is fetched yet. */
export function createBackend(definition: Definition, options: BackendOptionsInput): Backend {
  switch (definition.kind) {
    case 'oidc':
      return oidcBackend(definition, options)
    case 'oauth2':
      return oauth2Backend(definition, options)
  }
}

/**
 * Asks the provider of a definition what can be asked without a person, and keeps nothing.
 * @returns the metadata; null of a provider of OAuth 2, which has none
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeBackend(
  definition: Definition,
  options: Omit<BackendOptions, 'redirectUri'>,
): Promise<ProviderMetadata | null> {
  switch (definition.kind) {
    case 'oidc':
      return probeProvider(definition, options)
    case 'oauth2':
      await probeEndpoints(definition, options)
      return null
  }
}
