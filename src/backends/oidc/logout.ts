import { type Message, message } from '../../locales/messages.js'
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
import { type TokenVerification, verifySignedToken } from './signed-token.js'

/** In milliseconds. The user is already signed out here, and is waiting for the page that says so. */
const END_SESSION_TIMEOUT_MS = 2000
/** Servers reject longer URLs. Without the hint, the provider asks the user instead. */
const MAX_ID_TOKEN_HINT_LENGTH = 4000

/**
 * Whether an ID Token can be sent as `id_token_hint`: the provider issued it to this client, for the session that
 * should end. The newest token of an account may belong to a sign-in in another browser, whose session should continue.
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
 * The URL of the logout request (RP-Initiated Logout 1.0 §2); null without an `end_session_endpoint`, or if the
 * definition turns it off.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function endSessionUrl(
  { definition, provider }: OidcDeps,
  { idToken, belongsToSession, returnTo, state }: EndSessionRequest,
): Promise<URL | null> {
  if (definition.rpInitiatedLogout === 'local') return null
  const { metadata } = await withProviderTimeout(END_SESSION_TIMEOUT_MS, () => provider.get()).catch(
    (error: unknown) => {
      throw toProviderError(error, message('detail.of.logoutRequest'), 'provider_misconfigured')
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

const LABEL = message('detail.of.logoutToken')
const BACKCHANNEL_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/**
 * `logout+jwt` is recommended, but many providers write `JWT` or nothing. `events` tells a logout token from an ID
 * Token.
 */
const LOGOUT_TOKEN_TYPES = [undefined, 'jwt', 'logout+jwt']
/** In seconds. Providers should issue them for two minutes, and may repeat them when this site did not respond. */
const MAX_LOGOUT_TOKEN_AGE_S = 300
const MAX_AGE_WITHOUT_EXP_S = 120
const MAX_JTI_LENGTH = 1000

function hasBackchannelEvent(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, BACKCHANNEL_EVENT)) return false
  const [, value] = Object.entries(events).find(([name]) => name === BACKCHANNEL_EVENT) ?? []
  // PHP writes an empty object as an empty list.
  return typeof value === 'object' && value !== null && !(Array.isArray(value) && value.length > 0)
}

/** What is wrong with the claims that only logout tokens have (§2.4); null when nothing is. */
function logoutTokenProblem({ sub, sid, jti, events, ...others }: JWTPayload): Message | null {
  if (Object.hasOwn(others, 'nonce')) return message('detail.logout.nonce')
  if (!hasBackchannelEvent(events)) return message('detail.logout.events')
  if (typeof jti !== 'string' || jti === '' || jti.length > MAX_JTI_LENGTH)
    return message('detail.logout.unusable', { claim: 'jti' })
  if (sub === undefined && sid === undefined) return message('detail.logout.nobody')
  if (sid !== undefined && !isValidSid(sid)) return message('detail.logout.unusable', { claim: 'sid' })
  return sub === undefined ? null : subjectProblem(sub)
}

/**
 * Earlier drafts of the specification had no `exp`, and some providers still follow them. Such a token must be as young
 * as one with the recommended lifetime.
 */
function expiryProblem(
  { exp, iat = 0 }: JWTPayload,
  { clock, clockToleranceS }: TokenVerification,
): Message | null {
  const age = clock().getTime() / 1000 - iat
  return exp === undefined && age > MAX_AGE_WITHOUT_EXP_S + clockToleranceS
    ? message('detail.logout.old')
    : null
}

/** Checked before anything is fetched, so that a forged token cannot make this server call a provider. */
function requireOwnIssuer(token: string, definition: OidcDefinition): void {
  const { iss } = decodeJwt(token)
  if (iss === undefined || !matchesIssuer(iss, definition))
    throw logoutTokenRejected(message('detail.logout.issuer'))
}

function logoutTokenRejected(problem: string | Message): PortcullisError {
  return new PortcullisError('logout_token_rejected', {
    detail: message('detail.labelled', { label: LABEL, problem }),
  })
}

async function verifyToken(
  { definition, options, provider }: OidcDeps,
  token: string,
): Promise<{ readonly claims: JWTPayload; readonly issuer: string }> {
  requireOwnIssuer(token, definition)
  const { verification } = await withProviderTimeout(options.deadlineMs, () => provider.get())
  const { claims: payload, keyIssuer } = await verifySignedToken(
    token,
    { ...verification, label: LABEL, types: LOGOUT_TOKEN_TYPES },
    {
      audience: [definition.clientId],
      maxTokenAge: MAX_LOGOUT_TOKEN_AGE_S,
      requiredClaims: ['iat', 'jti', 'events'],
    },
  )
  const claims: JWTPayload = fillTenant(payload, definition)
  const issuer = requireIssuer(claims, definition, LABEL)
  assertKeyIssuer(issuer, definition, { keyIssuer, label: LABEL })
  const problem = expiryProblem(claims, verification) ?? logoutTokenProblem(claims)
  if (problem !== null) throw logoutTokenRejected(problem)
  return { claims, issuer }
}

/**
 * The account whose sessions end; null when the token names a session only, or lacks one of the claims of the subject
 * but names a session.
 */
function readSubject(claims: JWTPayload, { subjectClaims }: OidcDefinition): string | null {
  if (claims.sub === undefined) return null
  const isComplete = subjectClaims.every((name) => readClaim(claims, name) !== undefined)
  return !isComplete && isValidSid(claims['sid']) ? null : readAccountSubject(claims, subjectClaims, LABEL)
}

/**
 * Verifies a logout token (Back-Channel Logout 1.0 §2.6): signature, algorithm as for ID Tokens, `typ`, `iss`, `aud`,
 * `exp`, age, `events`, no `nonce`.
 * @throws PortcullisError logout_token_rejected, also while the provider's keys are unavailable (§2.8)
 */
export async function verifyLogoutToken(deps: OidcDeps, token: string): Promise<LogoutNotice> {
  try {
    const { claims, issuer } = await verifyToken(deps, token)
    const { sid, jti, iat = 0 } = claims
    return {
      issuer,
      subject: readSubject(claims, deps.definition),
      sid: toProviderSid(sid, issuer, deps.definition),
      jti: jti ?? '',
      issuedAt: new Date(iat * 1000),
      expiresAt: new Date((iat + MAX_LOGOUT_TOKEN_AGE_S) * 1000 + 2 * deps.definition.clockTolerance),
    }
  } catch (error) {
    const { code, detailText, cause, providerCause } = toProviderError(error, LABEL, 'identity_rejected')
    throw new PortcullisError('logout_token_rejected', { detail: detailText ?? code, cause, providerCause })
  }
}

/** Which pages may end sessions from a frame (Front-Channel Logout 1.0); null unless the definition allows it. */
export function readFrontChannelLogout(definition: OidcDefinition): FrontChannelLogout | null {
  if (!definition.frontChannelLogout) return null
  const { origin } = new URL(definition.issuer)
  return {
    origin,
    resolveSid: (iss, sid) => (matchesIssuer(iss, definition) ? toProviderSid(sid, iss, definition) : null),
  }
}
