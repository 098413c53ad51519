import { refusedClient } from './client-authentication.js'
import type { Op } from './op.js'
import type { ProviderRequest, Reply } from './reply.js'

/** Revokes an access token, or for a refresh token the whole grant. Unknown tokens are not an error (RFC 7009 §2.2). */
export async function revoke(op: Op, request: ProviderRequest): Promise<Reply> {
  const refused = await refusedClient(op, request)
  if (refused !== null) return refused
  const token = request.form.get('token')
  const grant = op.refreshTokens.owner(token)
  if (grant !== undefined) grant.revoked = true
  op.accessTokens.void(token)
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: '' }
}
