import type { Configuration } from 'openid-client'
import type { OAuth2Definition } from '../definition.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import { toRefreshFailure, redeemRefreshToken, REFRESH_LABEL } from '../protocol/refresh-grant.js'
import { revokeToken, REVOCATION_LABEL } from '../protocol/revocation.js'
import { verifySameSubject } from '../protocol/same-person.js'
import type { RefreshResult, RefreshRequest } from '../refreshing.js'
import type { RevokeRequest } from '../revoking.js'
import { deleteGrant } from './delete-grant.js'
import { fetchProfile, readSubject } from './profile.js'

interface OAuth2Client {
  readonly definition: OAuth2Definition
  readonly options: BackendOptions
  readonly config: Configuration
}

/** @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured */
async function requestRefresh(
  { options, config }: OAuth2Client,
  refreshToken: string,
): Promise<RefreshResult> {
  try {
    return await withTimeout(options.deadlineMs, () =>
      redeemRefreshToken(config, refreshToken, options.clock),
    )
  } catch (error) {
    throw toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
  }
}

/**
 * Refreshes an access token. There is no ID Token that would say whose the new one is, so the profile is asked, as at a
 * sign-in.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function refresh(
  client: OAuth2Client,
  { issuer, subject, refreshToken }: RefreshRequest,
): Promise<RefreshResult> {
  const { definition, options } = client
  if (issuer !== definition.issuer)
    return toRefreshFailure('refused', 'the backend has another issuer by now')
  const refreshed = await requestRefresh(client, refreshToken)
  if (!refreshed.ok) return refreshed
  const { accessToken } = refreshed.tokens
  return verifySameSubject(refreshed, subject, async (signal) => {
    const profile = await fetchProfile({ definition, fetch: options.fetch, accessToken, signal })
    return readSubject(profile, definition.subject)
  })
}

/**
 * Revokes what was granted where the definition says how; false elsewhere.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function revoke(
  { definition, options, config }: OAuth2Client,
  request: RevokeRequest,
): Promise<boolean> {
  const { revocation, revocationEndpoint: endpoint } = definition
  if (endpoint === null || request.issuer !== definition.issuer) return false
  const { fetch } = options
  const { accessToken } = request
  try {
    return await withTimeout<boolean>(options.deadlineMs, (signal) =>
      revocation === 'refresh_token' || revocation === 'access_token'
        ? revokeToken(config, request, revocation)
        : deleteGrant(endpoint, revocation, { definition, fetch, accessToken, signal }),
    )
  } catch (error) {
    throw toProviderError(error, REVOCATION_LABEL, 'provider_unavailable')
  }
}
