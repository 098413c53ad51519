import type { Grant } from './grants.js'
import type { Op } from './op.js'
import { claimsFor } from './person.js'
import { json } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'

/** Whose access token comes with a request, if it is a good one. */
export function bearerOf(op: Op, request: ProviderRequest): Grant | undefined {
  const [, accessToken] = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  return op.accessTokens.find(accessToken ?? null)
}

/** Tells the claims of whoever the bearer token belongs to. */
export function userinfo(op: Op, request: ProviderRequest): Promise<Reply> {
  const grant = bearerOf(op, request)
  if (grant === undefined) {
    const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' }
    return Promise.resolve(json(401, { error: 'invalid_token' }, challenge))
  }
  // Core §5.3.1: it is for those who signed in with OpenID Connect.
  if (!grant.scope.split(' ').includes('openid')) {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="openid"' }
    return Promise.resolve(json(403, { error: 'insufficient_scope' }, challenge))
  }
  const claims = claimsFor(grant.person, grant.scope)
  return Promise.resolve(json(200, op.says('userinfoClaims', claims)))
}
