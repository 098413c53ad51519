import { decodeJwt } from 'jose'
import type { OidcDefinition } from '../definition.js'
import type { EndSessionWish } from '../ending.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { mayBeIssuer } from './issuers.js'
import type { Known } from './provider.js'
import { sessionOf } from './session-of.js'

/** In milliseconds. The person is signed out here by then, and waits for a page that says so. */
const PATIENCE = 2000
/** Servers refuse longer addresses; a provider without a hint asks the person instead. */
const LONGEST_HINT = 4000

/**
 * Whether this ID Token may be shown to the provider: it was issued by it, to our client, and of the very session there
 * that is to end. The newest token of an account may be of a sign-in in another browser, which is to go on.
 */
function isHint(
  token: string,
  definition: OidcDefinition,
  isOfSession: EndSessionWish['isOfSession'],
): boolean {
  try {
    const { iss, aud, sid } = decodeJwt(token)
    if (iss === undefined || !mayBeIssuer(iss, definition)) return false
    if (![aud].flat().includes(definition.clientId)) return false
    const session = sessionOf(sid, iss, definition)
    return sid === undefined || (session !== null && isOfSession(session))
  } catch {
    return false
  }
}

/**
 * The logout request (RP-Initiated Logout 1.0 §2): `null` without an `end_session_endpoint`.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function endSessionUrl(
  { definition, provider }: Known,
  { idToken, isOfSession, returnTo, state }: EndSessionWish,
): Promise<URL | null> {
  if (definition.logout === 'local') return null
  const { metadata } = await withinDeadline(PATIENCE, () => provider.get()).catch((error: unknown) => {
    throw providerFailure(error, 'the logout request', 'provider_misconfigured')
  })
  if (metadata.end_session_endpoint === undefined) return null
  const url = new URL(metadata.end_session_endpoint)
  const fits = idToken !== null && idToken.length <= LONGEST_HINT && isHint(idToken, definition, isOfSession)
  if (fits) url.searchParams.set('id_token_hint', idToken)
  url.searchParams.set('client_id', definition.clientId)
  url.searchParams.set(definition.logoutReturnParam, returnTo)
  url.searchParams.set('state', state)
  return url
}
