import { PortcullisError } from '../../errors.js'
import type { ErrorCode } from '../../errors.js'
import type { Identity } from '../../identity.js'
import type { Call } from '../../outbound/calls.js'
import type { OidcDefinition } from '../definition.js'
import type { TokenTrade } from '../trading.js'
import { requireScopes, scopesOf } from './access-claims.js'
import { isJwt, verifyAccessToken } from './access-token.js'
import { claim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { toIdentity } from '../protocol/identity.js'
import { mayBeIssuer, requireIssuer } from './issuers.js'
import { introspect } from './introspection.js'
import { mergeClaims } from './merge-claims.js'
import type { Known } from './provider.js'
import { sessionIn } from './session-of.js'
import { subjectOf } from './subject-of.js'
import { fetchUserInfo } from './user-info.js'

/** What a failure means to somebody who brought a token: it is no good, or nobody can say. */
const CODES: Partial<Record<ErrorCode, ErrorCode>> = {
  identity_rejected: 'invalid_token',
  // An OAuth error about the very token, such as that it cannot be introspected; asking again would not help.
  provider_error: 'invalid_token',
  provider_unavailable: 'trade_unavailable',
  provider_timeout: 'trade_unavailable',
}

function tradeFailure(error: unknown): PortcullisError {
  const failure = providerFailure(error, 'the trade', 'identity_rejected')
  const code = CODES[failure.code]
  if (code === undefined) return failure
  return new PortcullisError(code, { detail: failure.detail ?? failure.code, cause: failure.cause })
}

/** Core §3.1.2.1: when the person signed in at the provider. Without it nothing shows that it was not long ago. */
function signedInAt(claims: Claims): Date {
  const authTime = claim(claims, 'auth_time')
  return new Date(typeof authTime === 'number' && authTime > 0 ? authTime * 1000 : 0)
}

/**
 * The profile, as a browser login has it. UserInfo answers only to tokens with the scope `openid` (Core §5.3.1); where
 * that is among the scopes, or they are not told, it must answer, and so proves once more that the token is a good one.
 */
async function profile(
  { options }: Known,
  endpoint: string | undefined,
  { accessToken, claims, signal }: { accessToken: string; claims: Claims; signal: AbortSignal },
): Promise<Claims | null> {
  const isMeantForIt = scopesOf(claims)?.includes('openid') ?? true
  if (endpoint === undefined || !isMeantForIt) return null
  const { fetch } = options
  const subject = String(claims['sub'])
  return fetchUserInfo({ fetch, endpoint, accessToken, subject, signal, refusals: [400, 401, 403] })
}

async function verified(known: Known, accessToken: string, signal: AbortSignal): Promise<Claims> {
  const { clientId, audience, introspection } = known.definition
  const { now } = known.options
  const readable = isJwt(accessToken)
  if (!readable && !introspection) {
    throw new PortcullisError('identity_rejected', { detail: 'the access token: not a JWT' })
  }
  const { config, keys } = await known.provider.get()
  signal.throwIfAborted()
  const expected = { rules: known.definition, clientId, audience, now }
  const signed = readable ? await verifyAccessToken(accessToken, { ...expected, keys }) : {}
  signal.throwIfAborted()
  if (!introspection) return signed
  const told = await introspect({ ...expected, config, accessToken })
  if (readable && told['sub'] !== signed['sub']) {
    throw new PortcullisError('identity_rejected', {
      detail: 'the introspection response: of another person',
    })
  }
  // What is true now goes before what was true when the token was made.
  return { ...signed, ...told }
}

async function identify(known: Known, accessToken: string, signal: AbortSignal): Promise<Identity> {
  const { definition, provider } = known
  const claims = await verified(known, accessToken, signal)
  requireScopes(scopesOf(claims), definition.requiredScope)
  signal.throwIfAborted()
  const { metadata } = await provider.get()
  const userInfo = await profile(known, metadata.userinfo_endpoint, { accessToken, claims, signal })
  if (userInfo === null && !isJwt(accessToken) && claim(claims, 'token_type') === undefined) {
    const detail = 'the introspection response: neither it nor UserInfo shows that this is an access token'
    throw new PortcullisError('identity_rejected', { detail })
  }
  const merged = mergeClaims(claims, userInfo ?? {})
  // Introspection need not tell the issuer; of several tenants it must, or nobody knows whose word this is.
  const { issuerTemplate } = definition
  const issuer =
    issuerTemplate === null ? definition.issuer : requireIssuer(claims, definition, 'the access token')
  const account = subjectOf(claims, definition.subjectClaims, 'the access token')
  // The token is of another program's sign-in; what the browser's sign-in left in the account is not replaced by it.
  const identity = toIdentity(definition, account, merged, null)
  const partial = userInfo === null ? ({ partial: true } as const) : {}
  const session = sessionIn(claims, issuer, definition)
  return { ...identity, issuer, ...session, ...partial, authenticatedAt: signedInAt(claims) }
}

/** The trade of a backend whose definition says whom access tokens must be made for; null for any other. */
export function tokenTrade(
  definition: OidcDefinition,
  knownFor: (calls: Call[]) => Known,
): TokenTrade | null {
  if (definition.audience === null && !definition.introspection) return null
  return {
    isIssuer: (iss) => mayBeIssuer(iss, definition),
    takesOpaque: definition.introspection,
    identify: async (accessToken, calls) => {
      const known = knownFor(calls)
      try {
        return await withinDeadline(known.options.deadlineMs, (signal) =>
          identify(known, accessToken, signal),
        )
      } catch (error) {
        throw tradeFailure(error)
      }
    },
  }
}
