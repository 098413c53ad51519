/*
 * OpenID Connect (Core 1.0, authorization code flow). The pipeline gets an identity from here only after the ID Token
 * passed every check of Core §3.1.3.7.
 *
 * `begin`: provider.ts loads the metadata (metadata.ts), authorization-url.ts builds the URL.
 * `finish`: ../protocol/callback.ts checks the response, ../protocol/code-grant.ts exchanges the code with the help of
 * client-authentication.ts, encrypted-token.ts decrypts the ID Token, id-token.ts verifies it (signed-token.ts: signature
 * and header, signing-keys.ts: keys, issuers.ts: issuer and tenant), user-info.ts fetches UserInfo, claims.ts merges both
 * sets of claims, and ../protocol/identity.ts turns them into an identity.
 *
 * Besides sign-ins: tokens.ts (refresh, revocation), logout.ts (RP-Initiated, Back-Channel and Front-Channel Logout),
 * token-exchange.ts with access-token.ts and introspection.ts (a session for an access token). cached-value.ts caches
 * the metadata. The neighbour ../oauth2 is the same for providers without OpenID Connect.
 */
import { message } from '../../locales/messages.js'
import { type Attempt, isReauthentication } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity, ProviderTokens } from '../../identity.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import type { Backend } from '../backend.js'
import { enrichIdentity } from '../code/enrich.js'
import type {
  LogoutReceivingBackend,
  RefreshingBackend,
  RevokingBackend,
  RpInitiatedLogoutBackend,
  SilentBackend,
  ThirdPartyInitiatedBackend,
} from '../capabilities.js'
import { type OidcDefinition, toPolicy } from '../definition/definition.js'
import { MAX_REAUTHENTICATION_AGE_S, requireReauthentication } from '../protocol/authentication.js'
import { type AuthorizationResponse, readCallback } from '../protocol/callback.js'
import { redeemCode } from '../protocol/code-grant.js'
import { toIdentity } from '../protocol/identity.js'
import { momentProblem, readAuthTime } from '../protocol/moments.js'
import { type BackendOptionsInput, withDefaults, withProviderTimeout } from '../protocol/options.js'
import { providerError, toProviderError } from '../protocol/provider-errors.js'
import type { TokenExchangeBackend } from '../token-exchange.js'
import { authorizationUrl } from './authorization-url.js'
import {
  mergeClaims,
  needsUserInfo,
  readAccountSubject,
  readProviderSid,
  withNameFromForm,
} from './claims.js'
import { decryptToken } from './encrypted-token.js'
import { type IdTokenClaims, verifyIdToken } from './id-token.js'
import { matchesIssuer, readRefusal } from './issuers.js'
import { endSessionUrl, readFrontChannelLogout, verifyLogoutToken } from './logout.js'
import type { ProviderMetadata } from './metadata.js'
import { createProviderLoader, type OidcDeps } from './provider.js'
import { createTokenExchange } from './token-exchange.js'
import { refresh, revoke } from './tokens.js'
import { fetchUserInfo } from './user-info.js'

async function begin({ definition, options, provider }: OidcDeps, attempt: Attempt): Promise<URL> {
  return authorizationUrl(await provider.get(), definition, options.redirectUri, attempt)
}

/** The capabilities of an OpenID Connect backend. Silent sign-in and token exchange depend on the definition. */
export type OidcBackend = RpInitiatedLogoutBackend &
  LogoutReceivingBackend &
  ThirdPartyInitiatedBackend &
  (Backend | SilentBackend) &
  RefreshingBackend &
  RevokingBackend &
  (Backend | TokenExchangeBackend)

/** Creates a backend of OpenID Connect. The provider is not called before the first sign-in. */
export function oidcBackend(definition: OidcDefinition, input: BackendOptionsInput): OidcBackend {
  const options = withDefaults(input, definition)
  const { shared: deps, withProvider } = createProviderLoader(definition, options)
  const exchange = createTokenExchange(definition, options, withProvider)
  return {
    ...(exchange === null ? {} : { exchange }),
    ...(definition.silentSignIn ? ({ silent: true } as const) : {}),
    issuer: definition.issuer,
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    redirectUri: options.redirectUri,
    policy: toPolicy(definition),
    loginParams: definition.loginParams,
    ...(definition.startWithoutState ? ({ startsWithoutState: true } as const) : {}),
    refresh: (tokens) => refresh(deps, tokens),
    revoke: (tokens) => revoke(deps, tokens),
    endSessionUrl: (request) => endSessionUrl(deps, request),
    verifyLogoutToken: (token) => verifyLogoutToken(deps, token),
    frontChannelLogout: readFrontChannelLogout(definition),
    begin: (attempt, recorder) =>
      withProviderTimeout(options.deadlineMs, () =>
        withProvider(recorder, (callDeps) => begin(callDeps, attempt)),
      ).catch((error: unknown) => {
        throw toProviderError(error, message('detail.of.authorizationRequest'), 'provider_misconfigured')
      }),
    finish: (callback, attempt, recorder) =>
      withProviderTimeout(options.deadlineMs, (signal) =>
        withProvider(recorder, (callDeps) => finish(callDeps, callback, attempt, signal)),
      ).catch((error: unknown) => {
        throw toProviderError(error, message('detail.of.signIn'), 'identity_rejected')
      }),
  }
}

/**
 * In seconds: how long ago the user may have signed in at the provider; null for any time. The definition limits it with
 * `maxAge`, or by asking for a new sign-in (`prompt=login`, Core §3.1.2.1).
 */
function maxAuthAge({ maxAge, authorizationParams }: OidcDefinition): number | null {
  const isPrompted = authorizationParams['prompt']?.split(' ').includes('login') === true
  if (!isPrompted) return maxAge
  return Math.min(maxAge ?? MAX_REAUTHENTICATION_AGE_S, MAX_REAUTHENTICATION_AGE_S)
}

/** RFC 9207 §2.4: if the metadata promise `iss`, it must be present, or the response may come from another provider. */
function requireIssParameter({ iss }: AuthorizationResponse, metadata: ProviderMetadata): void {
  if (iss !== null || metadata.authorization_response_iss_parameter_supported !== true) return
  const detail = message('detail.callback.noIssuer')
  throw providerError(
    'callback_invalid',
    message('detail.of.callback'),
    toProblem(detail, providerCause('callback_issuer_missing')),
  )
}

/** Checks what the ID Token and the callback say together: the tenant, and a nonce that was not requested. */
function checkAgainstCallback(
  { iss }: AuthorizationResponse,
  issuer: string,
  { issuerTemplate, nonce }: OidcDefinition,
  claims: IdTokenClaims,
): void {
  if (issuerTemplate !== null && iss !== null && iss !== issuer) {
    const problem = toProblem(message('detail.callback.otherTenant'), providerCause('callback_issuer'))
    throw providerError('callback_invalid', message('detail.of.callback'), problem)
  }
  if (nonce || claims['nonce'] === undefined) return
  const detail = message('detail.token.nonce')
  throw providerError(
    'identity_rejected',
    message('detail.of.idToken'),
    toProblem(detail, providerCause('token_unexpected_nonce')),
  )
}

/**
 * Turns the authorization response into an identity: callback, code, ID Token, UserInfo, in this order. Each is checked
 * before the next is requested.
 * @throws PortcullisError with one of the provider codes, or an error of a library
 */
async function finish(
  deps: OidcDeps,
  callback: URLSearchParams,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Identity> {
  const { definition, options } = deps
  const { clientId, pkce, subjectClaims } = definition
  const { redirectUri, clock } = options
  // First, so that a cancelled sign-in is reported as cancelled even while the provider is down.
  const authorizationResponse = readCallback(callback, attempt.state, (iss) => matchesIssuer(iss, definition))
  const provider = await deps.provider.get()
  const { config, verification } = provider
  requireIssParameter(authorizationResponse, provider.metadata)
  signal.throwIfAborted()
  const request = { config, redirectUri, authorizationResponse, attempt, clock }
  const checks = pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {}
  const grant = await redeemCode(request, checks)
  const idToken = await readIdToken(grant.tokens, definition)
  const tokens = { ...grant.tokens, idToken }
  signal.throwIfAborted()
  const nonce = definition.nonce ? attempt.nonce : null
  const { accessToken } = tokens
  const expectation = { rules: definition, clientId, nonce, accessToken, maxAuthAge: maxAuthAge(definition) }
  const { claims, issuer } = await verifyIdToken(idToken, { ...verification, ...expectation })
  checkAgainstCallback(authorizationResponse, issuer, definition, claims)
  signal.throwIfAborted()
  const subject = claims.sub
  const accountSubject = readAccountSubject(claims, subjectClaims, message('detail.of.idToken'))
  const userInfo = needsUserInfo(claims, definition)
    ? await fetchUserInfo(deps, provider, { accessToken, subject, signal })
    : null
  const identity = {
    ...toIdentity(definition, accountSubject, mergeClaims(claims, userInfo ?? {}, definition), tokens),
    issuer,
    ...readProviderSid(claims, issuer, definition),
    ...readRefusal(claims, definition, message('detail.of.idToken')),
    ...readAuthentication(definition, claims, attempt, clock()),
  }
  const named = definition.userInFormPost ? withNameFromForm(identity, callback) : identity
  const { fetch } = options
  return enrichIdentity(named, {
    definition,
    fetch,
    signal,
    tokens: { accessToken, idToken, raw: { ...grant.response, id_token: idToken } },
  })
}

/** The ID Token of a token response, decrypted but not verified yet. @throws PortcullisError identity_rejected */
async function readIdToken({ idToken }: ProviderTokens, { decryptionKey }: OidcDefinition): Promise<string> {
  if (idToken !== null) return decryptToken(idToken, decryptionKey, message('detail.of.idToken'))
  const problem = toProblem(message('detail.noValid', { members: 'id_token' }), providerCause('no_id_token'))
  throw providerError('identity_rejected', message('detail.of.tokenRequest'), problem)
}

/**
 * When the user authenticated: what the provider says (`auth_time`), never the time of a silent sign-in. An attempt that
 * asked for a new authentication needs the provider's word for it, because a visitor can take `prompt` and `max_age` out
 * of the URL; only where the definition says that the provider cannot tell does our own clock count.
 * @throws PortcullisError identity_rejected for an `auth_time` in the future, and for an impossible one if a new
 *   authentication was asked for; reauthentication_unproven
 */
function readAuthentication(
  { reauthentication, clockTolerance }: OidcDefinition,
  claims: IdTokenClaims,
  attempt: Attempt,
  now: Date,
): { readonly authenticatedAt?: Date } {
  if (attempt.intent === 'silent') return {}
  // An ordinary sign-in does not need it: without it, the session is only not a recent one.
  if (!isReauthentication(attempt) && momentProblem(claims, 'auth_time') !== null) return {}
  const authTime = readAuthTime(claims, message('detail.of.idToken'), now, clockTolerance / 1000)
  if (authTime !== null) {
    requireReauthentication(attempt, authTime, now)
    return { authenticatedAt: authTime }
  }
  if (!isReauthentication(attempt)) return {}
  if (reauthentication !== 'auth_time') return { authenticatedAt: now }
  throw new PortcullisError('reauthentication_unproven', {
    detail: message('detail.reauthentication.noTime'),
  })
}
