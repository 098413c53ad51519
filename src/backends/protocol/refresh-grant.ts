import { ResponseBodyError, refreshTokenGrant } from 'openid-client'
import type { Configuration, TokenEndpointResponse } from 'openid-client'
import { PortcullisError } from '../../errors.js'
import type { Refreshed } from '../refreshing.js'
import { tokenResponse, tokensIn } from './code-grant.js'
import { plainCode, providerFailure } from './failures.js'
import { withIdToken } from './token-response.js'

/** Begins the detail of whatever goes wrong with a refresh. */
export const REFRESH = 'the refresh'

/** Asking again with the same token would not help after these (RFC 6749 §5.2; the last one is GitHub's). */
const REFUSALS = new Set(['invalid_grant', 'unsupported_grant_type', 'bad_refresh_token'])

export type NotRefreshed = Extract<Refreshed, { ok: false }>

export function notRefreshed(reason: NotRefreshed['reason'], detail: string): NotRefreshed {
  return { ok: false, reason, detail: `${REFRESH}: ${detail}` }
}

/** What an error of the request says of the refresh token; whatever says nothing of it is thrown. */
function refusal(error: unknown): NotRefreshed {
  if (error instanceof ResponseBodyError && REFUSALS.has(error.error)) {
    return notRefreshed('refused', `error ${plainCode(error.error)}`)
  }
  throw providerFailure(error, REFRESH, 'provider_unavailable')
}

/**
 * Trades a refresh token for new tokens (RFC 6749 §6): one request, never repeated, since many providers take a refresh
 * token once only. An ID Token among them is not verified yet.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function redeemRefreshToken(
  config: Configuration,
  refreshToken: string,
  now: () => Date,
): Promise<Refreshed> {
  let response: TokenEndpointResponse
  try {
    response = await refreshTokenGrant(config, refreshToken)
  } catch (error) {
    return refusal(error)
  }
  const parsed = tokenResponse.safeParse(withIdToken(response))
  if (parsed.success) return { ok: true, tokens: tokensIn(parsed.data, now()) }
  const members = parsed.error.issues.map(({ path }) => path.join('.'))
  throw new PortcullisError('provider_unavailable', { detail: `${REFRESH}: no sound ${members.join(', ')}` })
}
