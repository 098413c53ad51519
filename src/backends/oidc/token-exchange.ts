import { message } from '../../locales/messages.js'
import { type ErrorCode, PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import { enrichIdentity } from '../code/enrich.js'
import type { OidcDefinition } from '../definition/definition.js'
import { type Claims, readClaim } from '../protocol/claims.js'
import { toIdentity } from '../protocol/identity.js'
import { readAuthTime } from '../protocol/moments.js'
import { type BackendOptions, withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import type { TokenExchange } from '../token-exchange.js'
import { isJwt, readScopes, requireScopes, requireTokenClient, verifyAccessToken } from './access-token.js'
import { mergeClaims, readAccountSubject, readProviderSid } from './claims.js'
import { introspect } from './introspection.js'
import { matchesIssuer, readRefusal, requireIssuer } from './issuers.js'
import type { OidcDeps, Provider, WithProvider } from './provider.js'
import { fetchUserInfo } from './user-info.js'

/** What an error means to the client that sent the token: the token is invalid, or it could not be verified. */
const ERROR_CODE_MAP: Partial<Record<ErrorCode, ErrorCode>> = {
  identity_rejected: 'invalid_token',
  // An OAuth error about this token, such as that it cannot be introspected. A retry would not help.
  provider_error: 'invalid_token',
  provider_unavailable: 'token_exchange_unavailable',
  provider_timeout: 'token_exchange_unavailable',
  backend_failed: 'token_exchange_unavailable',
}

function toExchangeError(error: unknown): PortcullisError {
  const problem = toProviderError(error, message('detail.of.tokenExchange'), 'identity_rejected')
  const code = ERROR_CODE_MAP[problem.code]
  if (code === undefined) return problem
  return new PortcullisError(code, {
    detail: problem.detailText ?? problem.code,
    providerCause: problem.providerCause,
    cause: problem.cause,
  })
}

/**
 * Fetches the profile, as a sign-in in the browser does. UserInfo accepts only tokens with the scope `openid` (Core
 * §5.3.1). If the token has that scope, or does not name its scopes, UserInfo must respond, which proves again that the
 * token is valid.
 * @returns null when UserInfo is not available for this token
 */
async function fetchProfile(
  deps: OidcDeps,
  provider: Provider,
  { accessToken, claims, signal }: { accessToken: string; claims: Claims; signal: AbortSignal },
): Promise<Claims | null> {
  const hasOpenidScope = readScopes(claims)?.includes('openid') ?? true
  if (!hasOpenidScope) return null
  const subject = String(claims['sub'])
  const request = { accessToken, subject, signal, rejectionStatuses: [400, 401, 403] }
  return fetchUserInfo(deps, provider, request)
}

async function verifyToken(deps: OidcDeps, accessToken: string, signal: AbortSignal): Promise<Claims> {
  const { clientId, audience, introspection, tokenClients } = deps.definition
  const isReadable = isJwt(accessToken)
  if (!isReadable && !introspection) {
    throw new PortcullisError('identity_rejected', {
      detail: message('detail.labelled', {
        label: message('detail.of.accessToken'),
        problem: message('detail.token.notJwt'),
      }),
    })
  }
  const { config, verification } = await deps.provider.get()
  signal.throwIfAborted()
  const expected = { ...verification, rules: deps.definition, clientId, audience }
  const jwtClaims = isReadable ? await verifyAccessToken(accessToken, expected) : {}
  signal.throwIfAborted()
  if (!introspection) {
    requireTokenClient([jwtClaims], tokenClients)
    return jwtClaims
  }
  const introspected = await introspect({ ...expected, config, accessToken })
  if (isReadable && introspected['sub'] !== jwtClaims['sub']) {
    throw new PortcullisError('identity_rejected', {
      detail: message('detail.labelled', {
        label: message('detail.of.introspection'),
        problem: message('detail.token.otherUser'),
      }),
    })
  }
  requireTokenClient([jwtClaims, introspected], tokenClients)
  // Introspection is more recent than the token, so it takes precedence.
  return { ...jwtClaims, ...introspected }
}

async function identify(deps: OidcDeps, accessToken: string, signal: AbortSignal): Promise<Identity> {
  const { definition } = deps
  const claims = await verifyToken(deps, accessToken, signal)
  requireScopes(readScopes(claims), definition.requiredScope)
  signal.throwIfAborted()
  const provider = await deps.provider.get()
  const userInfo = await fetchProfile(deps, provider, { accessToken, claims, signal })
  if (userInfo === null && !isJwt(accessToken) && readClaim(claims, 'token_type') === undefined) {
    const detail = 'the introspection response: neither it nor UserInfo proves that this is an access token'
    throw new PortcullisError('identity_rejected', { detail })
  }
  const merged = mergeClaims(claims, userInfo ?? {}, definition)
  // Introspection need not name the issuer. For a provider with tenants it must, or the tenant would be unknown.
  const { issuerTemplate } = definition
  const issuer =
    issuerTemplate === null
      ? definition.issuer
      : requireIssuer(claims, definition, message('detail.of.accessToken'))
  const accountSubject = readAccountSubject(
    claims,
    definition.subjectClaims,
    message('detail.of.accessToken'),
  )
  // The token is of another program's sign-in; what the browser's sign-in left in the account is not replaced by it.
  const identity = toIdentity(definition, accountSubject, merged, null)
  const incomplete = userInfo === null ? ({ incomplete: true } as const) : {}
  const session = readProviderSid(claims, issuer, definition)
  const authTime = readAuthTime(
    claims,
    message('detail.of.accessToken'),
    deps.options.clock(),
    definition.clockTolerance / 1000,
  )
  const refusal = readRefusal(claims, definition, message('detail.of.accessToken'))
  const authentication = authTime === null ? {} : { authenticatedAt: authTime }
  const verified = { ...identity, issuer, ...session, ...refusal, ...incomplete, ...authentication }
  // As in the browser's sign-in, or a claim that the definition requires could not be there.
  return enrichIdentity(verified, {
    tokens: { accessToken, idToken: null, raw: { access_token: accessToken } },
    definition,
    fetch: deps.options.fetch,
    signal,
  })
}

/** The token exchange of a backend whose definition has an audience or introspection; null for any other. */
export function createTokenExchange(
  definition: OidcDefinition,
  { deadlineMs }: Pick<BackendOptions, 'deadlineMs'>,
  withProvider: WithProvider,
): TokenExchange | null {
  if (definition.audience === null && !definition.introspection) return null
  return {
    isIssuer: (iss) => matchesIssuer(iss, definition),
    acceptsOpaqueTokens: definition.introspection,
    identify: async (accessToken, recorder) => {
      try {
        return await withProviderTimeout(deadlineMs, (signal) =>
          withProvider(recorder, (deps) => identify(deps, accessToken, signal)),
        )
      } catch (error) {
        throw toExchangeError(error)
      }
    },
  }
}
