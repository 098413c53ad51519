import { createHash } from 'node:crypto'
import { buildAuthorizationUrl } from 'openid-client'
import type { Configuration } from 'openid-client'
import type { Attempt } from '../../attempt.js'
import type { OidcDefinition } from '../definition.js'

/** Where to send somebody: Core §3.1.2.1, with PKCE (RFC 7636 §4.2) whether or not the metadata mention it. */
export function authorizationUrl(
  config: Configuration,
  definition: OidcDefinition,
  redirectUri: string,
  attempt: Attempt,
): URL {
  return buildAuthorizationUrl(config, {
    ...definition.authorizationParams,
    ...(definition.responseMode === 'form_post' ? { response_mode: 'form_post' } : {}),
    ...(definition.maxAge === null ? {} : { max_age: String(definition.maxAge) }),
    ...(attempt.intent === 'silent' ? { prompt: 'none' } : {}),
    ...(attempt.loginHint === undefined ? {} : { login_hint: attempt.loginHint }),
    scope: [...new Set([...definition.scopes, ...definition.extraScopes])].join(' '),
    redirect_uri: redirectUri,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
}
