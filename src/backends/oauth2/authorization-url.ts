import { createHash } from 'node:crypto'
import type { Attempt } from '../../attempt.js'
import type { OAuth2Definition } from '../definition.js'

/** Where to send somebody: RFC 6749 §4.1.1, with PKCE (RFC 7636 §4.2). A query of the endpoint itself is kept (§3.1). */
export function authorizationUrl(definition: OAuth2Definition, redirectUri: string, attempt: Attempt): URL {
  const { authorizationEndpoint, authorizationParams, clientId, pkce, scopes, scopeSeparator } = definition
  const url = new URL(authorizationEndpoint)
  const challenge = () => createHash('sha256').update(attempt.codeVerifier).digest('base64url')
  const parameters = {
    ...authorizationParams,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(scopeSeparator) }),
    ...(pkce ? { code_challenge: challenge(), code_challenge_method: 'S256' } : {}),
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: attempt.state,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}
