import { decodeJwt } from 'jose'
import { ResponseBodyError, refreshTokenGrant } from 'openid-client'
import type { TokenEndpointResponse } from 'openid-client'
import { PortcullisError } from '../../errors.js'
import type { Refreshed, ToRefresh } from '../refreshing.js'
import { withinDeadline } from '../protocol/deadline.js'
import { plainCode, providerFailure } from '../protocol/failures.js'
import { tokenResponse, tokensIn } from '../protocol/code-grant.js'
import { verifyIdToken } from './id-token.js'
import { mayBeIssuer } from './issuers.js'
import type { Known, Provider } from './provider.js'
import { subjectOf } from './subject-of.js'
import { withIdToken } from '../protocol/token-response.js'

const WHAT = 'the refresh'

/** A refresh answers with an ID Token or without one (Core §12.2). */
const answer = tokenResponse.extend({ id_token: tokenResponse.shape.id_token.optional() })

/** Asking again with the same token would not help after these (RFC 6749 §5.2). */
const REFUSALS = new Set(['invalid_grant', 'unsupported_grant_type'])

/** What is wrong with an ID Token; of a tenant that may not sign in any more, too. */
const UNBELIEVED: ReadonlySet<string> = new Set(['identity_rejected', 'not_allowed'])

type Bad = Extract<Refreshed, { ok: false }>

function bad(reason: Bad['reason'], detail: string): Bad {
  return { ok: false, reason, detail: `${WHAT}: ${detail}` }
}

/** What an error of the request says of the refresh token; whatever says nothing of it is thrown. */
function refusal(error: unknown): Bad {
  if (error instanceof ResponseBodyError && REFUSALS.has(error.error)) {
    return bad('refused', `error ${plainCode(error.error)}`)
  }
  throw providerFailure(error, WHAT, 'provider_unavailable')
}

/** Core §12.2: a nonce need not be there, and must be the one of the sign-in if it is. */
function hasOtherNonce(nonce: unknown, earlier: string | null): boolean {
  const known = earlier === null ? undefined : decodeJwt(earlier)['nonce']
  return nonce !== undefined && known !== undefined && nonce !== known
}

/** What is wrong with the new ID Token, signature and all; null for a sound one, and for none. */
async function fault(
  { definition, options }: Known,
  { algorithms, keys }: Provider,
  { id_token, access_token }: { readonly id_token?: string | undefined; readonly access_token: string },
  { issuer, subject, idToken }: ToRefresh,
): Promise<Bad | null> {
  if (id_token === undefined) return null
  const { clientId, subjectClaims } = definition
  const asked = { rules: definition, clientId, nonce: null, accessToken: access_token, maxAuthAge: null }
  try {
    const verified = await verifyIdToken(id_token, { ...asked, algorithms, keys, now: options.now })
    const { claims } = verified
    const isSame = verified.issuer === issuer && subjectOf(claims, subjectClaims, 'the ID Token') === subject
    if (!isSame) return bad('other_person', 'the ID Token is about another person')
    return hasOtherNonce(claims['nonce'], idToken) ? bad('disbelieved', 'the nonce is another') : null
  } catch (error) {
    if (!(error instanceof PortcullisError) || !UNBELIEVED.has(error.code)) throw error
    return bad('disbelieved', error.detail ?? error.code)
  }
}

async function grant(known: Known, tokens: ToRefresh, signal: AbortSignal): Promise<Refreshed> {
  const provider = await known.provider.get()
  signal.throwIfAborted()
  let response: TokenEndpointResponse
  try {
    response = await refreshTokenGrant(provider.config, tokens.refreshToken)
  } catch (error) {
    return refusal(error)
  }
  const parsed = answer.safeParse(withIdToken(response))
  if (!parsed.success) {
    const members = parsed.error.issues.map(({ path }) => path.join('.'))
    throw new PortcullisError('provider_unavailable', { detail: `${WHAT}: no sound ${members.join(', ')}` })
  }
  const found = await fault(known, provider, parsed.data, tokens)
  return found ?? { ok: true, tokens: tokensIn(parsed.data, known.options.now()) }
}

/**
 * Refreshes an access token (Core §12, RFC 6749 §6): one request, never repeated, since many providers take a refresh
 * token once only.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function refresh(known: Known, tokens: ToRefresh): Promise<Refreshed> {
  const { definition, options } = known
  if (!mayBeIssuer(tokens.issuer, definition)) return bad('refused', 'the backend has another issuer by now')
  try {
    return await withinDeadline(options.deadlineMs, (signal) => grant(known, tokens, signal))
  } catch (error) {
    throw providerFailure(error, WHAT, 'provider_unavailable')
  }
}
