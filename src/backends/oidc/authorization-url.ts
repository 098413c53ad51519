import { buildAuthorizationUrl, buildAuthorizationUrlWithPAR } from 'openid-client'
import { type Attempt, isReauthentication } from '../../attempt.js'
import type { OidcDefinition } from '../definition/definition.js'
import { providerCause } from '../../provider-causes.js'
import { MAX_REAUTHENTICATION_AGE_S } from '../protocol/authentication.js'
import { pkceParameters } from '../protocol/code-grant.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { type Provider, pushesRequests } from './provider.js'

/**
 * The authorization URL (Core §3.1.2.1). PKCE (RFC 7636) is used unless the definition turns it off, whether or not the
 * metadata list it. If requests are pushed (RFC 9126), the provider gets the parameters first, and the URL refers to
 * them.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function authorizationUrl(
  { config, metadata }: Provider,
  definition: OidcDefinition,
  redirectUri: string,
  attempt: Attempt,
): Promise<URL> {
  const parameters = authorizationParameters(definition, redirectUri, attempt)
  if (!pushesRequests(definition, metadata)) return buildAuthorizationUrl(config, parameters)
  return buildAuthorizationUrlWithPAR(config, parameters).catch((error: unknown) => {
    throw toProviderError(
      error,
      'the pushed authorization request',
      'provider_unavailable',
      providerCause('push_rejected'),
    )
  })
}

function authorizationParameters(
  definition: OidcDefinition,
  redirectUri: string,
  attempt: Attempt,
): Record<string, string> {
  return {
    // First, so that a definition or a link that sets it counts more.
    ...(attempt.uiLocales === undefined ? {} : { ui_locales: attempt.uiLocales }),
    ...definition.authorizationParams,
    ...attempt.loginParams,
    ...(definition.responseMode === 'form_post' ? { response_mode: 'form_post' } : {}),
    ...(definition.maxAge === null ? {} : { max_age: String(definition.maxAge) }),
    ...(isReauthentication(attempt) ? reauthenticationParams(definition) : {}),
    ...(attempt.intent === 'silent' ? { prompt: 'none' } : {}),
    ...(attempt.loginHint === undefined ? {} : { login_hint: attempt.loginHint }),
    ...claimsParameter(definition.requestedClaims),
    scope: [...new Set([...definition.scopes, ...definition.extraScopes])].join(' '),
    redirect_uri: redirectUri,
    state: attempt.state,
    ...(definition.nonce ? { nonce: attempt.nonce } : {}),
    ...(definition.pkce ? pkceParameters(attempt) : {}),
  }
}

/**
 * Asks the provider to authenticate the user again, and to say when that was (Core §3.1.2.1, `prompt` and `max_age`). A
 * `prompt` of the definition, such as "consent", is sent as well.
 */
function reauthenticationParams({
  reauthentication,
  authorizationParams,
  maxAge,
}: OidcDefinition): Record<string, string> {
  const prompt = reauthentication === 'select_account' ? 'select_account' : 'login'
  const configured = authorizationParams['prompt']?.split(' ').filter((value) => value !== 'none') ?? []
  const prompts = { prompt: [...new Set([prompt, ...configured])].join(' ') }
  if (reauthentication !== 'auth_time') return prompts
  const ageS = Math.min(maxAge ?? MAX_REAUTHENTICATION_AGE_S, MAX_REAUTHENTICATION_AGE_S)
  return { ...prompts, max_age: String(ageS) }
}

/**
 * The `claims` parameter (Core §5.5). Each claim is requested in both places, because providers differ in where they
 * return it.
 */
function claimsParameter(names: readonly string[]): Record<string, string> {
  if (names.length === 0) return {}
  const requested = Object.fromEntries(names.map((name) => [name, null]))
  return { claims: JSON.stringify({ id_token: requested, userinfo: requested }) }
}
