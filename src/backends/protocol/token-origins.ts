import type { Configuration } from 'openid-client'
import type { ProviderTokens } from '../../identity.js'

const originsOf = new WeakMap<Configuration, readonly string[]>()

/** The origins that tokens of this client may be sent to later: those of its token and revocation endpoints. */
export function tokenOrigins(config: Configuration): readonly string[] {
  const origins = originsOf.get(config) ?? readOrigins(config)
  originsOf.set(config, origins)
  return origins
}

// openid-client copies all metadata each time that they are asked for.
function readOrigins(config: Configuration): readonly string[] {
  const { token_endpoint: tokenEndpoint, revocation_endpoint: revocationEndpoint } = config.serverMetadata()
  const endpoints = [tokenEndpoint, revocationEndpoint].filter((endpoint) => endpoint !== undefined)
  return [...new Set(endpoints.map((endpoint) => new URL(endpoint).origin))]
}

/**
 * Whether tokens may be sent to this endpoint. Another host than those that the provider had when it issued them could
 * be that of a thief, who has changed a definition or the metadata.
 */
export function maySendTokens(
  { origins }: Pick<ProviderTokens, 'origins'>,
  endpoint: string | undefined,
): boolean {
  return origins === null || (endpoint !== undefined && origins.includes(new URL(endpoint).origin))
}
