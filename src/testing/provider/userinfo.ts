import type { Grant } from './grants.js'
import type { Op } from './op.js'
import { encryptedForClient } from './encryption.js'
import type { Claims } from './faults.js'
import { claimsFor } from './person.js'
import { json } from './reply.js'
import { signed } from './signing.js'
import type { ProviderRequest, Reply } from './reply.js'

/** The grant of the access token of a request, if the token is valid. */
export function bearerOf(op: Op, request: ProviderRequest): Grant | undefined {
  const [, accessToken] = /^(?:bearer|oauth) +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  return op.accessTokens.find(accessToken ?? null)
}

/** UserInfo as a token (Core §5.3.2). */
async function asToken(op: Op, claims: Claims, as: 'jwt' | 'jwe' | 'unsigned jwe'): Promise<Reply> {
  const all = { iss: op.issuer, aud: op.clientId, ...claims }
  const { keys, clientSecret } = op
  const signable = { claims: all, keys, clientSecret, typ: 'JWT', header: (header: Claims) => header }
  const token = as === 'unsigned jwe' ? JSON.stringify(claims) : await signed(signable, op.faults.sign)
  const body = as === 'jwt' ? token : await encryptedForClient(op, token)
  return { status: 200, headers: { 'content-type': 'application/jwt' }, body }
}

/** Returns the claims of the person of the bearer token. */
export async function userinfo(op: Op, request: ProviderRequest): Promise<Reply> {
  const grant = bearerOf(op, request)
  if (grant === undefined) {
    const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' }
    return json(401, { error: 'invalid_token' }, challenge)
  }
  // Core §5.3.1: only access tokens with the scope `openid` may call it.
  if (!grant.scope.split(' ').includes('openid')) {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="openid"' }
    return json(403, { error: 'insufficient_scope' }, challenge)
  }
  const claims = op.says('userinfoClaims', claimsFor(grant.person, grant.scope))
  const { userinfoAs } = op.faults
  return userinfoAs === undefined ? json(200, claims) : asToken(op, claims, userinfoAs)
}
