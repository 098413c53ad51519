import type { Backend } from './backend.js'
import { redirectCodeBackend } from './code/redirect-backend.js'
import { requestCodeBackend } from './code/request-backend.js'
import { type Definition, hasTenants, ownsIssuer } from './definition/definition.js'
import { oauth2Backend, probeEndpoints } from './oauth2/backend.js'
import { oidcBackend } from './oidc/backend.js'
import type { ProviderMetadata } from './oidc/metadata.js'
import { probeProvider } from './oidc/provider.js'
import { type BackendOptions, type BackendOptionsInput, deadlineFor } from './protocol/options.js'

/** Creates the backend that a definition describes, whatever its kind. It calls no provider yet. */
export function createBackend(definition: Definition, options: BackendOptionsInput): Backend {
  const backend = createByKind(definition, options)
  return {
    ...backend,
    order: definition.order,
    hidden: definition.hidden,
    definitionIssuer: definition.issuer,
    ...(hasTenants(definition) ? { hasTenants: true } : {}),
    ownsIssuer: (issuer) => ownsIssuer(definition, issuer),
  }
}

function createByKind(definition: Definition, options: BackendOptionsInput): Backend {
  switch (definition.kind) {
    case 'oidc':
      return oidcBackend(definition, options)
    case 'oauth2':
      return oauth2Backend(definition, options)
    case 'redirect':
      return redirectCodeBackend(definition, options)
    case 'request':
      return requestCodeBackend(definition, options)
  }
}

/**
 * Checks the provider of a definition as far as that works without a user, within the `timeout` of the definition, and
 * keeps nothing.
 * @param options `fetch` limits each call by the same `timeout`
 * @returns the provider's metadata; null for a provider that has none
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeBackend(
  definition: Definition,
  options: Omit<BackendOptions, 'redirectUri' | 'deadlineMs'>,
): Promise<ProviderMetadata | null> {
  const limited = { ...options, deadlineMs: deadlineFor(definition.timeout) }
  switch (definition.kind) {
    case 'oidc':
      return probeProvider(definition, limited)
    case 'oauth2':
      await probeEndpoints(definition, limited)
      return null
    case 'redirect':
    case 'request':
      // Only its functions know whom to ask.
      return null
  }
}
