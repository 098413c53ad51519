import { decodeJwt } from 'jose'
import type { OidcDefinition } from '../definition.js'
import type { EndSessionRequest } from '../ending.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import { matchesIssuer } from './issuers.js'
import type { OidcDeps } from './provider.js'
import { toProviderSid } from './session-of.js'

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
  if (definition.logout === 'local') return null
  const { metadata } = await withTimeout(END_SESSION_TIMEOUT_MS, () => provider.get()).catch(
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
  url.searchParams.set(definition.logoutReturnParam, returnTo)
  url.searchParams.set('state', state)
  return url
}
