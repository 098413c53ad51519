import { decodeJwt } from 'jose'
import type { JWTPayload } from 'jose'
import { PortcullisError } from '../../errors.js'
import type { OidcDefinition } from '../definition.js'
import type { FrontChannel, LogoutNotice } from '../hearing-logout.js'
import { claim } from '../protocol/claims.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { isSid } from '../protocol/sid.js'
import { faultInSubject } from '../protocol/subject.js'
import { mayBeIssuer, requireIssuer, withTenant } from './issuers.js'
import { requireKeyOf } from './key-issuer.js'
import type { Known } from './provider.js'
import { sessionOf } from './session-of.js'
import { LEEWAY, verifySignedToken } from './signed-token.js'
import { subjectOf } from './subject-of.js'

const WHAT = 'the logout token'
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** `logout+jwt` is recommended, and many providers write `JWT` or nothing; `events` tells it from an ID Token. */
const TYPES = [undefined, 'jwt', 'logout+jwt', 'application/logout+jwt']
/** In seconds; providers are to make them live for two minutes, and may try again when we did not answer. */
const MAX_AGE = 300
const LONGEST_JTI = 1000

function isEvent(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, EVENT)) return false
  const [, value] = Object.entries(events).find(([name]) => name === EVENT) ?? []
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is wrong with the claims (§2.4) besides what jose has compared; null when nothing is. */
function faultInClaims({ sub, sid, jti, events, ...others }: JWTPayload): string | null {
  if (Object.hasOwn(others, 'nonce')) return 'nonce, which no logout token has'
  if (!isEvent(events)) return 'events does not name a back-channel logout'
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_JTI) return 'jti is no text of use'
  if (sub === undefined && sid === undefined) return 'neither sub nor sid'
  if (sid !== undefined && !isSid(sid)) return 'sid is no text of use'
  return sub === undefined ? null : faultInSubject(sub)
}

/** Judged before anything is fetched: whoever sends tokens must not be able to have us ask a provider. */
function requireOwn(token: string, definition: OidcDefinition): void {
  const { iss } = decodeJwt(token)
  if (iss === undefined || !mayBeIssuer(iss, definition)) throw refused('iss names another issuer')
}

function refused(detail: string): PortcullisError {
  return new PortcullisError('logout_token_refused', { detail: `${WHAT}: ${detail}` })
}

async function verified(
  { definition, options, provider }: Known,
  token: string,
): Promise<{ readonly claims: JWTPayload; readonly issuer: string }> {
  requireOwn(token, definition)
  const { algorithms, keys } = await withinDeadline(options.deadlineMs, () => provider.get())
  const { payload, protectedHeader } = await verifySignedToken(
    token,
    { what: WHAT, types: TYPES, algorithms, keys, now: options.now },
    {
      audience: definition.clientId,
      maxTokenAge: MAX_AGE,
      requiredClaims: ['exp', 'iat', 'jti', 'events'],
    },
  )
  const claims: JWTPayload = withTenant(payload, definition)
  const issuer = requireIssuer(claims, definition, WHAT)
  await requireKeyOf(issuer, definition, { keys, kid: protectedHeader.kid, what: WHAT })
  const fault = faultInClaims(claims)
  if (fault !== null) throw refused(fault)
  return { claims, issuer }
}

/** Whose sessions end; null when the token names nobody, or not all by which we know people but the session at least. */
function subjectIn(claims: JWTPayload, { subjectClaims }: OidcDefinition): string | null {
  if (claims.sub === undefined) return null
  const isWhole = subjectClaims.every((name) => claim(claims, name) !== undefined)
  return !isWhole && isSid(claims['sid']) ? null : subjectOf(claims, subjectClaims, WHAT)
}

/**
 * Verifies a logout token: signature, algorithm as for ID Tokens, `typ`, `iss`, `aud`, `exp`, age, `events`, no `nonce`.
 * @throws PortcullisError logout_token_refused, also while the provider's keys cannot be had (§2.8)
 */
export async function verifyLogoutToken(known: Known, token: string): Promise<LogoutNotice> {
  try {
    const { claims, issuer } = await verified(known, token)
    const { sid, jti, iat = 0 } = claims
    return {
      subject: subjectIn(claims, known.definition),
      sid: sessionOf(sid, issuer, known.definition),
      jti: jti ?? '',
      issuedAt: new Date(iat * 1000),
      expiresAt: new Date((iat + MAX_AGE + 2 * LEEWAY) * 1000),
    }
  } catch (error) {
    const { code, detail, cause } = providerFailure(error, WHAT, 'identity_rejected')
    throw new PortcullisError('logout_token_refused', { detail: detail ?? code, cause })
  }
}

/** Who may end sessions from a frame; null unless the definition allows it. */
export function frontChannelOf(definition: OidcDefinition): FrontChannel | null {
  if (!definition.frontChannelLogout) return null
  const { origin } = new URL(definition.issuer)
  return {
    origin,
    sessionOf: (iss, sid) => (mayBeIssuer(iss, definition) ? sessionOf(sid, iss, definition) : null),
  }
}
