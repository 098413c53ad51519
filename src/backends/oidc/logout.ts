import { decodeJwt, type JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import type { EndSessionRequest, FrontChannelLogout, LogoutNotice } from '../capabilities.js'
import type { OidcDefinition } from '../definition/definition.js'
import { isValidSid, readClaim, subjectProblem } from '../protocol/claims.js'
import { withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import { readAccountSubject, toProviderSid } from './claims.js'
import { assertKeyIssuer, fillTenant, matchesIssuer, requireIssuer } from './issuers.js'
import type { OidcDeps } from './provider.js'
import { CLOCK_SKEW_S, verifySignedToken } from './signed-token.js'

/** In milliseconds. The person is signed out here by then, and waits for a page that says so. */
const END_SESSION_TIMEOUT_MS = 2000
/** Servers refuse longer addresses; a provider without a hint asks the person instead. */
const MAX_ID_TOKEN_HINT_LENGTH = 4000

/**
 * Whether this ID Token may be shown to the provider: it was issued by it, to our client, and of the very session there
 * that is to end. The newest token of an account may be of a sign-in in another browser, which is to go on.
 */
function isUsableHint(
  token: string,
  definition: OidcDefinition,
  belongsToSession: EndSessionRequest['belongsToSession'],
): boolean {
  try {
    const { iss, aud, sid } = decodeJwt(token)
    if (iss === undefined || !matchesIssuer(iss, definition)) return false
    if (![aud].flat().includes(definition.clientId)) return false
    const session = toProviderSid(sid, iss, definition)
    return sid === undefined || (session !== null && belongsToSession(session))
  } catch {
    return false
  }
}

/**
 * The logout request (RP-Initiated Logout 1.0 §2): `null` without an `end_session_endpoint`.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function endSessionUrl(
  { definition, provider }: OidcDeps,
  { idToken, belongsToSession, returnTo, state }: EndSessionRequest,
): Promise<URL | null> {
  if (definition.rpInitiatedLogout === 'local') return null
  const { metadata } = await withProviderTimeout(END_SESSION_TIMEOUT_MS, () => provider.get()).catch(
    (error: unknown) => {
      throw toProviderError(error, 'the logout request', 'provider_misconfigured')
    },
  )
  if (metadata.end_session_endpoint === undefined) return null
  const url = new URL(metadata.end_session_endpoint)
  const hasUsableHint =
    idToken !== null &&
    idToken.length <= MAX_ID_TOKEN_HINT_LENGTH &&
    isUsableHint(idToken, definition, belongsToSession)
  if (hasUsableHint) url.searchParams.set('id_token_hint', idToken)
  url.searchParams.set('client_id', definition.clientId)
  url.searchParams.set(definition.postLogoutRedirectParam, returnTo)
  url.searchParams.set('state', state)
  return url
}

const LABEL = 'the logout token'
const BACKCHANNEL_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** `logout+jwt` is recommended, and many providers write `JWT` or nothing; `events` tells it from an ID Token. */
const LOGOUT_TOKEN_TYPES = [undefined, 'jwt', 'logout+jwt', 'application/logout+jwt']
/** In seconds; providers are to make them live for two minutes, and may try again when we did not answer. */
const MAX_LOGOUT_TOKEN_AGE_S = 300
const MAX_JTI_LENGTH = 1000

function hasBackchannelEvent(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, BACKCHANNEL_EVENT)) return false
  const [, value] = Object.entries(events).find(([name]) => name === BACKCHANNEL_EVENT) ?? []
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is wrong with the claims (§2.4) besides what jose has compared; null when nothing is. */
function logoutTokenProblem({ sub, sid, jti, events, ...others }: JWTPayload): string | null {
  if (Object.hasOwn(others, 'nonce')) return 'nonce, which no logout token has'
  if (!hasBackchannelEvent(events)) return 'events does not name a back-channel logout'
  if (typeof jti !== 'string' || jti === '' || jti.length > MAX_JTI_LENGTH) return 'jti is no text of use'
  if (sub === undefined && sid === undefined) return 'neither sub nor sid'
  if (sid !== undefined && !isValidSid(sid)) return 'sid is no text of use'
  return sub === undefined ? null : subjectProblem(sub)
}

/** Judged before anything is fetched: whoever sends tokens must not be able to have us ask a provider. */
function requireOwnIssuer(token: string, definition: OidcDefinition): void {
  const { iss } = decodeJwt(token)
  if (iss === undefined || !matchesIssuer(iss, definition))
    throw logoutTokenRejected('iss names another issuer')
}

function logoutTokenRejected(detail: string): PortcullisError {
  return new PortcullisError('logout_token_rejected', { detail: `${LABEL}: ${detail}` })
}

async function verifyToken(
  { definition, options, provider }: OidcDeps,
  token: string,
): Promise<{ readonly claims: JWTPayload; readonly issuer: string }> {
  requireOwnIssuer(token, definition)
  const { algorithms, keys } = await withProviderTimeout(options.deadlineMs, () => provider.get())
  const { payload, protectedHeader } = await verifySignedToken(
    token,
    { label: LABEL, types: LOGOUT_TOKEN_TYPES, algorithms, keys, clock: options.clock },
    {
      audience: definition.clientId,
      maxTokenAge: MAX_LOGOUT_TOKEN_AGE_S,
      requiredClaims: ['exp', 'iat', 'jti', 'events'],
    },
  )
  const claims: JWTPayload = fillTenant(payload, definition)
  const issuer = requireIssuer(claims, definition, LABEL)
  await assertKeyIssuer(issuer, definition, { keys, kid: protectedHeader.kid, label: LABEL })
  const problem = logoutTokenProblem(claims)
  if (problem !== null) throw logoutTokenRejected(problem)
  return { claims, issuer }
}

/** Whose sessions end; null when the token names nobody, or not all by which we know people but the session at least. */
function readSubject(claims: JWTPayload, { subjectClaims }: OidcDefinition): string | null {
  if (claims.sub === undefined) return null
  const isComplete = subjectClaims.every((name) => readClaim(claims, name) !== undefined)
  return !isComplete && isValidSid(claims['sid']) ? null : readAccountSubject(claims, subjectClaims, LABEL)
}

/**
 * Verifies a logout token: signature, algorithm as for ID Tokens, `typ`, `iss`, `aud`, `exp`, age, `events`, no `nonce`.
 * @throws PortcullisError logout_token_rejected, also while the provider's keys cannot be had (§2.8)
 */
export async function verifyLogoutToken(deps: OidcDeps, token: string): Promise<LogoutNotice> {
  try {
    const { claims, issuer } = await verifyToken(deps, token)
    const { sid, jti, iat = 0 } = claims
    return {
      subject: readSubject(claims, deps.definition),
      sid: toProviderSid(sid, issuer, deps.definition),
      jti: jti ?? '',
      issuedAt: new Date(iat * 1000),
      expiresAt: new Date((iat + MAX_LOGOUT_TOKEN_AGE_S + 2 * CLOCK_SKEW_S) * 1000),
    }
  } catch (error) {
    const { code, detail, cause } = toProviderError(error, LABEL, 'identity_rejected')
    throw new PortcullisError('logout_token_rejected', { detail: detail ?? code, cause })
  }
}

/** Who may end sessions from a frame; null unless the definition allows it. */
export function readFrontChannelLogout(definition: OidcDefinition): FrontChannelLogout | null {
  if (!definition.frontChannelLogout) return null
  const { origin } = new URL(definition.issuer)
  return {
    origin,
    resolveSid: (iss, sid) => (matchesIssuer(iss, definition) ? toProviderSid(sid, iss, definition) : null),
  }
}
