import { formOf, refusedClient } from './client-authentication.js'
import type { Claims } from './faults.js'
import type { Grant } from './grants.js'
import type { Op } from './op.js'
import { json } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'

/** Says whether a token is active, and nothing else if it is not (RFC 7662 §2.2). */
export async function introspect(op: Op, request: ProviderRequest): Promise<Reply> {
  op.introspections.push({ headers: request.headers, body: request.form, form: formOf(request) })
  const refused = await refusedClient(op, request)
  if (refused !== null) return refused
  const token = request.form.get('token')
  const grant = op.accessTokens.find(token) ?? op.refreshTokens.find(token)
  if (grant === undefined) {
    const inactive = { active: false }
    return json(200, op.faults.introspection?.(inactive) ?? inactive)
  }
  const response = op.accessTokens.find(token)
    ? accessTokenClaims(op, grant, token)
    : anyTokenClaims(op, grant)
  return json(200, op.faults.introspection?.(response) ?? response)
}

function anyTokenClaims(op: Op, { clientId, person, scope }: Grant): Claims {
  return { active: true, iss: op.issuer, client_id: clientId, sub: person.sub, scope }
}

function accessTokenClaims(op: Op, grant: Grant, token: string | null): Claims {
  const audience = grant.audience.length === 0 ? {} : { aud: grant.audience }
  const { authTime } = grant
  return {
    ...anyTokenClaims(op, grant),
    ...audience,
    ...op.accessTokens.times(token),
    token_type: 'Bearer',
    auth_time: authTime,
  }
}
