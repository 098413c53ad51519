import type { Attempt } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity, ProviderTokens } from '../../identity.js'
import type { Backend } from '../backend.js'
import type {
  LogoutReceivingBackend,
  RefreshingBackend,
  RevokingBackend,
  RpInitiatedLogoutBackend,
  SilentBackend,
  ThirdPartyInitiatedBackend,
} from '../capabilities.js'
import { type OidcDefinition, toPolicy } from '../definition/definition.js'
import { type AuthorizationResponse, readCallback } from '../protocol/callback.js'
import { type CodeGrantRequest, redeemCode } from '../protocol/code-grant.js'
import { toIdentity } from '../protocol/identity.js'
import { type BackendOptionsInput, withDefaults, withProviderTimeout } from '../protocol/options.js'
import { toProviderError } from '../protocol/provider-errors.js'
import type { TokenExchangeBackend } from '../token-exchange.js'
import { authorizationUrl } from './authorization-url.js'
import { mergeClaims, readAccountSubject, readProviderSid, withNameFromForm } from './claims.js'
import { type IdTokenClaims, verifyIdToken } from './id-token.js'
import { matchesIssuer } from './issuers.js'
import { endSessionUrl, readFrontChannelLogout, verifyLogoutToken } from './logout.js'
import type { ProviderMetadata } from './metadata.js'
import { createProviderLoader, type OidcDeps } from './provider.js'
import { createTokenExchange } from './token-exchange.js'
import { refresh, revoke } from './tokens.js'
import { fetchUserInfo } from './user-info.js'

async function begin({ definition, options, provider }: OidcDeps, attempt: Attempt): Promise<URL> {
  const { config } = await provider.get()
  return authorizationUrl(config, definition, options.redirectUri, attempt)
}

/** All that a backend of this kind can do; access tokens are traded only where the definition says so. */
export type OidcBackend = RpInitiatedLogoutBackend &
  LogoutReceivingBackend &
  ThirdPartyInitiatedBackend &
  (Backend | SilentBackend) &
  RefreshingBackend &
  RevokingBackend &
  (Backend | TokenExchangeBackend)

/** Signs people in with OpenID Connect, code flow. Nothing is fetched before somebody wants to sign in. */
export function oidcBackend(definition: OidcDefinition, input: BackendOptionsInput): OidcBackend {
  const options = withDefaults(input)
  const depsFor = createProviderLoader(definition, options)
  const deps = depsFor(null)
  const exchange = createTokenExchange(definition, depsFor)
  return {
    ...(exchange === null ? {} : { exchange }),
    ...(definition.silentSignIn ? ({ silent: true } as const) : {}),
    issuer: definition.issuer,
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    redirectUri: options.redirectUri,
    policy: toPolicy(definition),
    refresh: (tokens) => refresh(deps, tokens),
    revoke: (tokens) => revoke(deps, tokens),
    endSessionUrl: (request) => endSessionUrl(deps, request),
    verifyLogoutToken: (token) => verifyLogoutToken(deps, token),
    frontChannelLogout: readFrontChannelLogout(definition),
    begin: (attempt, recorder) =>
      withProviderTimeout(options.deadlineMs, () => begin(depsFor(recorder), attempt)).catch(
        (error: unknown) => {
          throw toProviderError(error, 'the authorization request', 'provider_misconfigured')
        },
      ),
    finish: (callback, attempt, recorder) =>
      withProviderTimeout(options.deadlineMs, (signal) =>
        finish(depsFor(recorder), callback, attempt, signal),
      ).catch((error: unknown) => {
        throw toProviderError(error, 'the sign-in', 'identity_rejected')
      }),
  }
}

/** In seconds: how long ago people may have signed in when they were told to do so (`prompt=login`). */
const MAX_PROMPTED_LOGIN_AGE_S = 600

/** The age the provider's own sign-in may have; null when nobody asked (Core §3.1.2.1, max_age and prompt). */
function maxAuthAge({ maxAge, authorizationParams }: OidcDefinition): number | null {
  const isPrompted = authorizationParams['prompt']?.split(' ').includes('login') === true
  if (!isPrompted) return maxAge
  return Math.min(maxAge ?? MAX_PROMPTED_LOGIN_AGE_S, MAX_PROMPTED_LOGIN_AGE_S)
}

/** RFC 9207 §2.4: who promises to name the issuer must, or the answer may be of another provider. */
function requireIssParameter({ iss }: AuthorizationResponse, metadata: ProviderMetadata): void {
  if (iss !== null || metadata.authorization_response_iss_parameter_supported !== true) return
  throw new PortcullisError('callback_invalid', {
    detail: 'the callback: no iss, which the metadata promise',
  })
}

/** What only the ID Token and something else together can show. */
function crossCheck(
  { iss }: AuthorizationResponse,
  issuer: string,
  { issuerTemplate, nonce }: OidcDefinition,
  claims: IdTokenClaims,
): void {
  if (issuerTemplate !== null && iss !== null && iss !== issuer) {
    throw new PortcullisError('callback_invalid', {
      detail: 'the callback: iss is of another tenant than the ID Token',
    })
  }
  if (nonce || claims['nonce'] === undefined) return
  throw new PortcullisError('identity_rejected', {
    detail: 'the ID Token: there is a nonce, and none was sent; it is of another sign-in',
  })
}

/**
 * Turns the provider's answer into an identity: callback, code, ID Token, UserInfo, in this order, each judged before the
 * next is asked for.
 * @throws PortcullisError with one of the provider codes, or what a library throws for what a provider can send
 */
export async function finish(
  { definition, options, provider }: OidcDeps,
  callback: URLSearchParams,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Identity> {
  const { clientId, pkce, subjectClaims } = definition
  const { redirectUri, fetch, clock } = options
  // First, so that people who cancelled hear so even while the provider is down.
  const authorizationResponse = readCallback(callback, attempt.state, (iss) => matchesIssuer(iss, definition))
  const { metadata, config, algorithms, keys } = await provider.get()
  requireIssParameter(authorizationResponse, metadata)
  signal.throwIfAborted()
  const { tokens, idToken } = await exchangeCode({
    config,
    redirectUri,
    authorizationResponse,
    attempt,
    pkce,
    clock,
  })
  signal.throwIfAborted()
  const nonce = definition.nonce ? attempt.nonce : null
  const { accessToken } = tokens
  const expectation = { rules: definition, clientId, nonce, accessToken, maxAuthAge: maxAuthAge(definition) }
  const { claims, issuer } = await verifyIdToken(idToken, { ...expectation, algorithms, keys, clock })
  crossCheck(authorizationResponse, issuer, definition, claims)
  signal.throwIfAborted()
  const subject = claims.sub
  const accountSubject = readAccountSubject(claims, subjectClaims, 'the ID Token')
  const endpoint = metadata.userinfo_endpoint ?? null
  const userInfo =
    endpoint === null ? {} : await fetchUserInfo({ fetch, endpoint, accessToken, subject, signal })
  const identity = {
    ...toIdentity(definition, accountSubject, mergeClaims(claims, userInfo), tokens),
    ...{ issuer, ...readProviderSid(claims, issuer, definition) },
  }
  return definition.userInFormPost ? withNameFromForm(identity, callback) : identity
}

/** What a code was worth. The ID Token in it is not verified yet. */
export interface CodeExchangeResult {
  readonly tokens: ProviderTokens
  readonly idToken: string
}

/**
 * Exchanges the code for tokens, an ID Token among them (Core §3.1.3).
 * @param request `pkce` is whether the authorization request had a code_challenge
 * @throws PortcullisError provider_error, provider_misconfigured, provider_unavailable, provider_timeout,
 *   identity_rejected
 */
export async function exchangeCode(
  request: CodeGrantRequest & { readonly pkce: boolean },
): Promise<CodeExchangeResult> {
  const { attempt, pkce } = request
  const tokens = await redeemCode(request, pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {})
  const { idToken } = tokens
  if (idToken !== null) return { tokens, idToken }
  throw new PortcullisError('identity_rejected', { detail: 'the token request: no sound id_token' })
}
