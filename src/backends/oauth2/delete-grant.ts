import { PortcullisError } from '../../errors.js'
import { ofStatus, providerFailure } from '../protocol/failures.js'
import { REVOCATION } from '../protocol/revocation.js'
import { apiHeaders, type ApiCall, proven } from './api-call.js'

/** Who asks the provider to delete what somebody has granted us. */
export type Deleter = 'delete_as_client' | 'delete_as_person'

/** As the client, with its own credentials and the token in question; or as the person, with nothing but the token. */
function requestOf(by: Deleter, { definition, accessToken }: ApiCall) {
  const { clientId, clientSecret } = definition
  const headers = apiHeaders(definition)
  if (by === 'delete_as_person') return { headers: { ...headers, authorization: `Bearer ${accessToken}` } }
  const credentials = Buffer.from(`${clientId}:${clientSecret ?? ''}`).toString('base64')
  const body = JSON.stringify({ access_token: accessToken })
  const about = {
    'content-type': 'application/json',
    // Node says so by itself for other methods only, and without it the body is the beginning of another request.
    'content-length': String(Buffer.byteLength(body)),
    authorization: `Basic ${credentials}`,
  }
  return { headers: { ...headers, ...about }, body }
}

/**
 * Has a provider that does not know RFC 7009 delete the grant behind an access token, and so all of its tokens.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function deleteGrant(endpoint: string, by: Deleter, call: ApiCall): Promise<true> {
  const url = by === 'delete_as_person' ? proven(endpoint, call) : endpoint
  const request = { method: 'DELETE', ...requestOf(by, call), signal: call.signal }
  const { ok, status } = await call.fetch(url, request).catch((error: unknown) => {
    throw providerFailure(error, REVOCATION, 'provider_unavailable')
  })
  if (ok) return true
  throw new PortcullisError(ofStatus(status), { detail: `${REVOCATION}: status ${status}` })
}
