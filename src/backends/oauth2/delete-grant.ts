import { PortcullisError } from '../../errors.js'
import { codeForStatus, toProviderError } from '../protocol/failures.js'
import { REVOCATION_LABEL } from '../protocol/revocation.js'
import { apiHeaders, type ApiCall, withAppSecretProof } from './api-call.js'

/** Who asks the provider to delete what somebody has granted us. */
export type GrantDeleter = 'delete_as_client' | 'delete_as_person'

/** As the client, with its own credentials and the token in question; or as the person, with nothing but the token. */
function buildRequest(by: GrantDeleter, { definition, accessToken }: ApiCall) {
  const { clientId, clientSecret } = definition
  const headers = apiHeaders(definition)
  if (by === 'delete_as_person') return { headers: { ...headers, authorization: `Bearer ${accessToken}` } }
  const credentials = Buffer.from(`${clientId}:${clientSecret ?? ''}`).toString('base64')
  const body = JSON.stringify({ access_token: accessToken })
  const bodyHeaders = {
    'content-type': 'application/json',
    // Node says so by itself for other methods only, and without it the body is the beginning of another request.
    'content-length': String(Buffer.byteLength(body)),
    authorization: `Basic ${credentials}`,
  }
  return { headers: { ...headers, ...bodyHeaders }, body }
}

/**
 * Has a provider that does not know RFC 7009 delete the grant behind an access token, and so all of its tokens.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function deleteGrant(endpoint: string, by: GrantDeleter, call: ApiCall): Promise<true> {
  const url = by === 'delete_as_person' ? withAppSecretProof(endpoint, call) : endpoint
  const request = { method: 'DELETE', ...buildRequest(by, call), signal: call.signal }
  const { ok, status } = await call.fetch(url, request).catch((error: unknown) => {
    throw toProviderError(error, REVOCATION_LABEL, 'provider_unavailable')
  })
  if (ok) return true
  throw new PortcullisError(codeForStatus(status), { detail: `${REVOCATION_LABEL}: status ${status}` })
}
