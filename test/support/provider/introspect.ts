import { refusedClient } from './client-authentication.js'
import type { Op } from './op.js'
import { json } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'

/** Tells whether a token is good, and of nothing else when it is not (RFC 7662 §2.2). */
export async function introspect(op: Op, request: ProviderRequest): Promise<Reply> {
  const refused = await refusedClient(op, request)
  if (refused !== null) return refused
  const token = request.form.get('token')
  const grant = op.accessTokens.find(token) ?? op.refreshTokens.find(token)
  if (grant === undefined) return json(200, { active: false })
  const { scope, person } = grant
  return json(200, { active: true, iss: op.issuer, client_id: op.clientId, sub: person.sub, scope })
}
