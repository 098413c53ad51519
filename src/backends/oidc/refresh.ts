import { decodeJwt } from 'jose'
import { PortcullisError } from '../../errors.js'
import type { ProviderTokens } from '../../identity.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { notRefreshed, type NotRefreshed, redeemRefreshToken, REFRESH } from '../protocol/refresh-grant.js'
import { ofSamePerson } from '../protocol/same-person.js'
import type { Refreshed, ToRefresh } from '../refreshing.js'
import { verifyIdToken } from './id-token.js'
import { mayBeIssuer } from './issuers.js'
import type { Known, Provider } from './provider.js'
import { subjectOf } from './subject-of.js'
import { fetchSub } from './user-info.js'

/** What is wrong with an ID Token; of a tenant that may not sign in any more, too. */
const UNBELIEVED: ReadonlySet<string> = new Set(['identity_rejected', 'not_allowed'])

/** Core §12.2: a nonce need not be there, and must be the one of the sign-in if it is. */
function hasOtherNonce(nonce: unknown, earlier: string | null): boolean {
  const known = earlier === null ? undefined : decodeJwt(earlier)['nonce']
  return nonce !== undefined && known !== undefined && nonce !== known
}

/** What is wrong with the new ID Token, signature and all; null for a sound one, and for none. */
async function fault(
  { definition, options }: Known,
  { algorithms, keys }: Provider,
  { idToken, accessToken }: ProviderTokens,
  old: ToRefresh,
): Promise<NotRefreshed | null> {
  if (idToken === null) return null
  const { clientId, subjectClaims } = definition
  const asked = { rules: definition, clientId, nonce: null, accessToken, maxAuthAge: null }
  try {
    const { claims, issuer } = await verifyIdToken(idToken, { ...asked, algorithms, keys, now: options.now })
    const subject = subjectOf(claims, subjectClaims, 'the ID Token')
    if (issuer !== old.issuer || subject !== old.subject)
      return notRefreshed('other_person', 'the ID Token is about another person')
    return hasOtherNonce(claims['nonce'], old.idToken)
      ? notRefreshed('disbelieved', 'the nonce is another')
      : null
  } catch (error) {
    if (!(error instanceof PortcullisError) || !UNBELIEVED.has(error.code)) throw error
    return notRefreshed('disbelieved', error.detail ?? error.code)
  }
}

async function grant(known: Known, tokens: ToRefresh, signal: AbortSignal): Promise<Refreshed> {
  const provider = await known.provider.get()
  signal.throwIfAborted()
  const refreshed = await redeemRefreshToken(provider.config, tokens.refreshToken, known.options.now)
  return refreshed.ok ? ((await fault(known, provider, refreshed.tokens, tokens)) ?? refreshed) : refreshed
}

/** Where no ID Token came with the new tokens, UserInfo tells whose they are, by the `sub` of the sign-in. */
async function withUserInfo(
  { options, provider }: Known,
  refreshed: Refreshed,
  { idToken: earlier }: ToRefresh,
): Promise<Refreshed> {
  if (!refreshed.ok || refreshed.tokens.idToken !== null || earlier === null) return refreshed
  const { accessToken } = refreshed.tokens
  const endpoint = (await provider.get()).metadata.userinfo_endpoint
  const { sub } = decodeJwt(earlier)
  if (endpoint === undefined || sub === undefined) return refreshed
  const { fetch } = options
  return ofSamePerson(refreshed, sub, (signal) => fetchSub({ fetch, endpoint, accessToken, signal }))
}

/**
 * Refreshes an access token (Core §12, RFC 6749 §6): one request, never repeated, since many providers take a refresh
 * token once only. Where no ID Token comes with it, UserInfo tells whose it is.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
 */
export async function refresh(known: Known, tokens: ToRefresh): Promise<Refreshed> {
  const { definition, options } = known
  if (!mayBeIssuer(tokens.issuer, definition))
    return notRefreshed('refused', 'the backend has another issuer by now')
  try {
    const refreshed = await withinDeadline(options.deadlineMs, (signal) => grant(known, tokens, signal))
    return await withUserInfo(known, refreshed, tokens)
  } catch (error) {
    throw providerFailure(error, REFRESH, 'provider_unavailable')
  }
}
