import { joinTexts, message, type Message } from '../../locales/messages.js'
import type { JWTPayload } from 'jose'
import { providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import { type Claims, readClaim } from '../protocol/claims.js'
import { quoteForLog, quoteText } from '../protocol/provider-errors.js'

/** What the claims that all signed tokens share must match (RFC 7519 §4.1). */
export interface ExpectedClaims {
  /** `aud` must contain one of these; null when it is not checked. */
  readonly audience: readonly string[] | null
  /** In seconds: how long ago the token may have been issued; null for any time. */
  readonly maxTokenAge: number | null
  readonly requiredClaims: readonly string[]
}

const TIME_CLAIMS = ['iat', 'nbf', 'exp'] as const

/** What is wrong with the type of a claim; null when nothing is. */
function typeProblem(claims: Claims, required: readonly string[]): ProviderProblem | null {
  const missing = required.find((name) => readClaim(claims, name) === undefined)
  if (missing !== undefined)
    return toProblem(
      message('detail.claim.missing', { claim: missing }),
      providerCause(missing === 'nonce' ? 'token_nonce' : 'claim_missing'),
    )
  const wrong = TIME_CLAIMS.find((name) => {
    const value = readClaim(claims, name)
    return value !== undefined && !(typeof value === 'number' && Number.isFinite(value))
  })
  return wrong === undefined
    ? null
    : toProblem(message('detail.claim.number', { claim: wrong }), providerCause('claim_malformed'))
}

function audienceProblem(aud: unknown, audience: readonly string[]): ProviderProblem | null {
  if ([aud].flat().some((each) => audience.some((allowed) => allowed === each))) return null
  const detail = message('detail.claim.audience', {
    audience: Array.isArray(aud) ? message('detail.claim.otherAudiences') : quoteForLog(aud),
    expected: joinTexts('because.either', audience.map(quoteText)),
  })
  return toProblem(detail, providerCause('token_audience'))
}

function timeProblem(
  { iat, nbf, exp }: JWTPayload,
  maxTokenAge: number | null,
  { now, toleranceS }: { readonly now: number; readonly toleranceS: number },
): ProviderProblem | null {
  const fromFuture = (claim: string, ahead: number) =>
    toProblem(
      message('detail.claim.future', { claim, seconds: String(ahead) }),
      providerCause('clock_behind'),
    )
  const tooOld = (detail: Message) => toProblem(detail, providerCause('token_expired'))
  if (nbf !== undefined && nbf > now + toleranceS) return fromFuture('nbf', nbf - now)
  if (exp !== undefined && exp <= now - toleranceS)
    return tooOld(message('detail.claim.expired', { seconds: String(now - exp) }))
  if (maxTokenAge === null || iat === undefined) return null
  if (iat > now + toleranceS) return fromFuture('iat', iat - now)
  return iat < now - maxTokenAge - toleranceS
    ? tooOld(message('detail.claim.old', { seconds: String(now - iat) }))
    : null
}

/**
 * What is wrong with the claims that all signed tokens share: `aud`, `exp`, `nbf`, `iat`, and the required ones; null
 * when nothing is. jose is not used for this, because it rejects a claim that is null, and does not tell by how much
 * the clocks differ.
 * @param claims without members that are null
 * @param toleranceS in seconds: how much the clocks may differ
 */
export function sharedClaimsProblem(
  claims: JWTPayload,
  { audience, maxTokenAge, requiredClaims }: ExpectedClaims,
  at: Date,
  toleranceS: number,
): ProviderProblem | null {
  const required = [
    ...requiredClaims,
    ...(audience === null ? [] : ['aud']),
    ...(maxTokenAge === null ? [] : ['iat']),
  ]
  return (
    typeProblem(claims, required) ??
    (audience === null ? null : audienceProblem(claims.aud, audience)) ??
    timeProblem(claims, maxTokenAge, { now: Math.floor(at.getTime() / 1000), toleranceS })
  )
}
