import { message } from '../../locales/messages.js'
import { decodeJwt } from 'jose'
import { PortcullisError } from '../../errors.js'
import { isSameIssuer, type ProviderTokens } from '../../identity.js'
import type { RefreshRequest, RefreshResult, RevokeRequest } from '../capabilities.js'
import { withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import {
  redeemRefreshToken,
  REFRESH_LABEL,
  type RefreshFailure,
  REVOCATION_LABEL,
  revokeToken,
  toRefreshFailure,
  verifySameSubject,
} from '../protocol/refresh-grant.js'
import type { OidcDefinition } from '../definition/definition.js'
import { readAccountSubject } from './claims.js'
import { decryptToken } from './encrypted-token.js'
import { verifyIdToken } from './id-token.js'
import { isAccountIssuer, requireAllowedTenant } from './issuers.js'
import type { OidcDeps, Provider } from './provider.js'
import { fetchSub, userInfoEndpoint } from './user-info.js'

/** The errors of an ID Token that is not valid, or belongs to a tenant whose users may no longer sign in. */
const UNVERIFIABLE_CODES: ReadonlySet<string> = new Set(['identity_rejected', 'not_allowed'])

/** Core §12.2: the nonce is optional; if it is present, it must be that of the sign-in. */
function hasOtherNonce(nonce: unknown, earlierIdToken: string | null): boolean {
  const earlierNonce = earlierIdToken === null ? undefined : decodeJwt(earlierIdToken)['nonce']
  return nonce !== undefined && earlierNonce !== undefined && nonce !== earlierNonce
}

/** Verifies the new ID Token, including its signature; null when it is valid or absent. */
async function verifyRefreshedIdToken(
  { definition }: OidcDeps,
  { verification }: Provider,
  { idToken, accessToken }: ProviderTokens,
  request: RefreshRequest,
): Promise<RefreshFailure | null> {
  if (idToken === null) return null
  const { clientId, subjectClaims } = definition
  const expectation = { rules: definition, clientId, nonce: null, accessToken, maxAuthAge: null }
  try {
    const { claims, issuer } = await verifyIdToken(idToken, { ...verification, ...expectation })
    requireAllowedTenant(claims, definition, message('detail.of.idToken'))
    const subject = readAccountSubject(claims, subjectClaims, message('detail.of.idToken'))
    if (!isSameIssuer(issuer, request.issuer) || subject !== request.subject)
      return toRefreshFailure('other_person', 'the ID Token belongs to another user')
    return hasOtherNonce(claims['nonce'], request.idToken)
      ? toRefreshFailure('invalid_id_token', 'the nonce is wrong')
      : null
  } catch (error) {
    if (!(error instanceof PortcullisError) || !UNVERIFIABLE_CODES.has(error.code)) throw error
    return toRefreshFailure('invalid_id_token', error.detail ?? error.code)
  }
}

async function withDecryptedIdToken(
  tokens: ProviderTokens,
  { decryptionKey }: OidcDefinition,
): Promise<ProviderTokens> {
  if (tokens.idToken === null) return tokens
  return {
    ...tokens,
    idToken: await decryptToken(tokens.idToken, decryptionKey, message('detail.of.idToken')),
  }
}

async function requestRefresh(
  deps: OidcDeps,
  request: RefreshRequest,
  signal: AbortSignal,
): Promise<RefreshResult> {
  const provider = await deps.provider.get()
  signal.throwIfAborted()
  const redeemed = await redeemRefreshToken(provider.config, request, deps.options.clock)
  if (!redeemed.ok) return redeemed
  const refreshed = { ...redeemed, tokens: await withDecryptedIdToken(redeemed.tokens, deps.definition) }
  return (await verifyRefreshedIdToken(deps, provider, refreshed.tokens, request)) ?? refreshed
}

/**
 * Verifies by UserInfo whom new tokens belong to when no ID Token came with them: its `sub` must be that of the
 * sign-in.
 */
async function verifyByUserInfo(
  deps: OidcDeps,
  refreshed: RefreshResult,
  { idToken: earlierIdToken }: RefreshRequest,
): Promise<RefreshResult> {
  if (!refreshed.ok || refreshed.tokens.idToken !== null || earlierIdToken === null) return refreshed
  const { accessToken } = refreshed.tokens
  const provider = await deps.provider.get()
  const { sub } = decodeJwt(earlierIdToken)
  if (userInfoEndpoint(deps, provider) === null || sub === undefined) return refreshed
  return verifySameSubject(
    refreshed,
    sub,
    async (signal) => (await fetchSub(deps, provider, { accessToken, signal })) ?? sub,
  )
}

/**
 * Refreshes an access token (Core §12, RFC 6749 §6). The request is sent once and never repeated, because many
 * providers accept a refresh token only once. If the response has no ID Token, UserInfo says whom the new token belongs
 * to.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function refresh(deps: OidcDeps, request: RefreshRequest): Promise<RefreshResult> {
  const { definition, options } = deps
  if (!isAccountIssuer(request.issuer, definition))
    return toRefreshFailure('refused', 'the backend now has another issuer')
  try {
    const refreshed = await withProviderTimeout(options.deadlineMs, (signal) =>
      requestRefresh(deps, request, signal),
    )
    return await verifyByUserInfo(deps, refreshed, request)
  } catch (error) {
    throw toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
  }
}

/**
 * Revokes a token (RFC 7009).
 * @returns false when neither the metadata (RFC 8414 §2) nor the definition name a revocation endpoint
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function revoke(deps: OidcDeps, request: RevokeRequest): Promise<boolean> {
  if (!isAccountIssuer(request.issuer, deps.definition)) return false
  try {
    return await withProviderTimeout(deps.options.deadlineMs, async (signal) => {
      const { metadata, config } = await deps.provider.get()
      if (metadata.revocation_endpoint === undefined) return false
      signal.throwIfAborted()
      return revokeToken(config, request, deps.definition.revocation)
    })
  } catch (error) {
    throw toProviderError(error, REVOCATION_LABEL, 'provider_unavailable')
  }
}
