import { isSameIssuer } from '../../identity.js'
import type { RefreshRequest, RefreshResult, RevokeRequest } from '../capabilities.js'
import { callProfile } from '../code/profile.js'
import { withProviderTimeout } from '../protocol/options.js'
import { toProblem } from '../../provider-causes.js'
import { codeForStatus, providerError, statusText, toProviderError } from '../protocol/provider-errors.js'
import {
  redeemRefreshToken,
  REFRESH_LABEL,
  REVOCATION_LABEL,
  revokeToken,
  toRefreshFailure,
  verifySameSubject,
} from '../protocol/refresh-grant.js'
import { formatWords, readErrorResponse } from '../protocol/provider-words.js'
import { maySendTokens } from '../protocol/token-origins.js'
import { statusCause } from '../protocol/word-causes.js'
import { type ApiCall, apiHeaders, withAppSecretProof } from './api-call.js'
import type { OAuth2Deps } from './client.js'
import { fetchProfile, readSubject } from './profile.js'

/** @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured */
async function requestRefresh(
  { options, config }: OAuth2Deps,
  request: RefreshRequest,
): Promise<RefreshResult> {
  try {
    return await withProviderTimeout(options.deadlineMs, () =>
      redeemRefreshToken(config, request, options.clock),
    )
  } catch (error) {
    throw toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
  }
}

/**
 * Refreshes an access token. There is no ID Token to verify whom the new token belongs to, so the profile is fetched,
 * as in a sign-in.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function refresh(deps: OAuth2Deps, request: RefreshRequest): Promise<RefreshResult> {
  const { definition, options } = deps
  const { issuer, subject } = request
  if (!isSameIssuer(issuer, definition.issuer))
    return toRefreshFailure('refused', 'the backend now has another issuer')
  const refreshed = await requestRefresh(deps, request)
  if (!refreshed.ok) return refreshed
  const { accessToken } = refreshed.tokens
  return verifySameSubject(refreshed, subject, async (signal) => {
    const { fetch } = options
    if (definition.profile === null)
      return readSubject(await fetchProfile({ definition, fetch, accessToken, signal }), definition.subject)
    const { tokens } = refreshed
    const identity = await callProfile(
      { accessToken, idToken: null, raw: { access_token: accessToken } },
      { definition, fetch, signal, tokens },
    )
    return identity.subject
  })
}

/**
 * Revokes tokens, or the whole grant, as the definition says.
 * @returns false when the definition has no revocation endpoint
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function revoke(
  { definition, options, config }: OAuth2Deps,
  request: RevokeRequest,
): Promise<boolean> {
  const { revocation, revocationEndpoint: endpoint } = definition
  if (endpoint === null || !isSameIssuer(request.issuer, definition.issuer)) return false
  if (!maySendTokens(request, endpoint)) return false
  const { fetch } = options
  const { accessToken } = request
  try {
    return await withProviderTimeout<boolean>(options.deadlineMs, (signal) =>
      revocation === 'refresh_token' || revocation === 'access_token'
        ? revokeToken(config, request, revocation)
        : deleteGrant(endpoint, revocation, { definition, fetch, accessToken, signal }),
    )
  } catch (error) {
    throw toProviderError(error, REVOCATION_LABEL, 'provider_unavailable')
  }
}

/** On whose behalf the provider is asked to delete a grant. */
export type GrantDeleter = 'delete_as_client' | 'delete_as_person'

/** The request as the client, with its credentials and the access token; or as the user, with the access token only. */
function buildRequest(by: GrantDeleter, { definition, accessToken }: ApiCall) {
  const { clientId, clientSecret } = definition
  const headers = apiHeaders(definition)
  if (by === 'delete_as_person')
    return { headers: { ...headers, authorization: `${definition.tokenAuthorization} ${accessToken}` } }
  const credentials = Buffer.from(`${clientId}:${clientSecret ?? ''}`).toString('base64')
  const body = JSON.stringify({ access_token: accessToken })
  const bodyHeaders = {
    'content-type': 'application/json',
    // For DELETE, Node does not set it, and without it the server would read the body as the next request.
    'content-length': String(Buffer.byteLength(body)),
    authorization: `Basic ${credentials}`,
  }
  return { headers: { ...headers, ...bodyHeaders }, body }
}

/**
 * Asks a provider that does not support RFC 7009 to delete the grant of an access token, and with it all of its tokens.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
async function deleteGrant(endpoint: string, by: GrantDeleter, call: ApiCall): Promise<true> {
  const url = by === 'delete_as_person' ? withAppSecretProof(endpoint, call) : endpoint
  const request = { method: 'DELETE', ...buildRequest(by, call), signal: call.signal }
  const response = await call.fetch(url, request).catch((error: unknown) => {
    throw toProviderError(error, REVOCATION_LABEL, 'provider_unavailable')
  })
  const { ok, status } = response
  if (ok) return true
  const words = formatWords(await readErrorResponse(response))
  throw providerError(
    codeForStatus(status),
    REVOCATION_LABEL,
    toProblem(statusText(status, words), statusCause(status)),
  )
}
