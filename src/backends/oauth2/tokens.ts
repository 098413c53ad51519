import type { Configuration } from 'openid-client'
import type { OAuth2Definition } from '../definition.js'
import type { BackendOptions } from '../protocol/backend-options.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { notRefreshed, redeemRefreshToken, REFRESH } from '../protocol/refresh-grant.js'
import { revokeOne, REVOCATION } from '../protocol/revocation.js'
import { ofSamePerson } from '../protocol/same-person.js'
import type { Refreshed, ToRefresh } from '../refreshing.js'
import type { ToRevoke } from '../revoking.js'
import { deleteGrant } from './delete-grant.js'
import { fetchProfile, subjectOf } from './profile.js'

interface Client {
  readonly definition: OAuth2Definition
  readonly options: BackendOptions
  readonly config: Configuration
}

/** @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured */
async function redeemed({ options, config }: Client, refreshToken: string): Promise<Refreshed> {
  try {
    return await withinDeadline(options.deadlineMs, () =>
      redeemRefreshToken(config, refreshToken, options.now),
    )
  } catch (error) {
    throw providerFailure(error, REFRESH, 'provider_unavailable')
  }
}

/**
 * Refreshes an access token. There is no ID Token that would say whose the new one is, so the profile is asked, as at a
 * sign-in.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function refresh(
  client: Client,
  { issuer, subject, refreshToken }: ToRefresh,
): Promise<Refreshed> {
  const { definition, options } = client
  if (issuer !== definition.issuer) return notRefreshed('refused', 'the backend has another issuer by now')
  const refreshed = await redeemed(client, refreshToken)
  if (!refreshed.ok) return refreshed
  const { accessToken } = refreshed.tokens
  return ofSamePerson(refreshed, subject, async (signal) => {
    const profile = await fetchProfile({ definition, fetch: options.fetch, accessToken, signal })
    return subjectOf(profile, definition.subject)
  })
}

/**
 * Revokes what was granted where the definition says how; false elsewhere.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function revoke({ definition, options, config }: Client, tokens: ToRevoke): Promise<boolean> {
  const { revocation, revocationEndpoint: endpoint } = definition
  if (endpoint === null || tokens.issuer !== definition.issuer) return false
  const { fetch } = options
  const { accessToken } = tokens
  try {
    return await withinDeadline<boolean>(options.deadlineMs, (signal) =>
      revocation === 'refresh_token' || revocation === 'access_token'
        ? revokeOne(config, tokens, revocation)
        : deleteGrant(endpoint, revocation, { definition, fetch, accessToken, signal }),
    )
  } catch (error) {
    throw providerFailure(error, REVOCATION, 'provider_unavailable')
  }
}
