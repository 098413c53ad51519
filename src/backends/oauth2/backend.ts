/*
 * OAuth 2 (RFC 6749, authorization code) without OpenID Connect, as for GitHub and Facebook. There is no ID Token: the
 * user is read from a profile that the provider's API returns for the access token.
 *
 * `begin` builds the authorization URL. `finish` passes ../protocol/callback.ts (checks the response),
 * ../protocol/code-grant.ts with client.ts (exchanges the code, also at token endpoints that do not follow RFC 6749),
 * profile.ts with api-call.ts (profile and email addresses) and ../protocol/identity.ts. tokens.ts refreshes and revokes
 * tokens. The neighbour ../oidc is the same for providers with OpenID Connect.
 */
import { message } from '../../locales/messages.js'
import type { Attempt } from '../../attempt.js'
import type { Identity, ProviderTokens } from '../../identity.js'
import type { RefreshingBackend, RevokingBackend } from '../capabilities.js'
import { withAuthentication } from '../protocol/authentication.js'
import { enrichIdentity } from '../code/enrich.js'
import { callProfile } from '../code/profile.js'
import { type OAuth2DataDefinition, type OAuth2Definition, toPolicy } from '../definition/definition.js'
import { STANDARD_CLAIMS } from '../definition/shared-fields.js'
import { readCallback } from '../protocol/callback.js'
import { pkceParameters, redeemCode } from '../protocol/code-grant.js'
import { toIdentity } from '../protocol/identity.js'
import {
  type BackendOptions,
  type BackendOptionsInput,
  withDefaults,
  withProviderTimeout,
} from '../protocol/options.js'
import { toProblem } from '../../provider-causes.js'
import { providerError, toProviderError } from '../protocol/provider-errors.js'
import { statusCause } from '../protocol/word-causes.js'
import { type ApiCall, apiHeaders } from './api-call.js'
import { createOAuth2Deps, type OAuth2Deps } from './client.js'
import { fetchPrimaryEmail, fetchProfile, readSubject, toStandardClaims } from './profile.js'
import { refresh, revoke } from './tokens.js'

async function finish(
  { definition, options, config }: OAuth2Deps,
  callback: URLSearchParams,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Identity> {
  const { issuer, hasExplicitIssuer, pkce } = definition
  const { redirectUri, fetch, clock } = options
  const authorizationResponse = readCallback(
    callback,
    attempt.state,
    hasExplicitIssuer ? (iss) => iss === issuer : null,
  )
  const checks = pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {}
  const { tokens, response } = await redeemCode(
    { config, redirectUri, authorizationResponse, attempt, clock },
    checks,
  )
  signal.throwIfAborted()
  const codeTokens = { accessToken: tokens.accessToken, idToken: null, raw: response }
  const stated =
    definition.profile === null
      ? await readDataProfile(tokens, { definition, fetch, accessToken: tokens.accessToken, signal })
      : await callProfile(codeTokens, { definition, fetch, signal, tokens })
  const identity = await enrichIdentity(stated, {
    definition: { ...definition, claims: STANDARD_CLAIMS, emailVerified: null },
    tokens: codeTokens,
    fetch,
    signal,
  })
  return withAuthentication(identity, attempt, clock())
}

/** The identity that the fields of the definition find in the profile. */
async function readDataProfile(
  tokens: ProviderTokens,
  call: ApiCall & { readonly definition: OAuth2DataDefinition },
): Promise<Identity> {
  const { definition } = call
  const { emailsEndpoint, subject: path } = definition
  const [profile, listedEmail] = await Promise.all([
    fetchProfile(call),
    emailsEndpoint === null ? null : fetchPrimaryEmail(emailsEndpoint, call),
  ])
  const subject = readSubject(profile, path)
  const claims = toStandardClaims(profile, definition, subject, listedEmail)
  const standard = { ...definition, claims: STANDARD_CLAIMS, emailVerified: null }
  const notice =
    listedEmail?.notice === undefined
      ? {}
      : { notice: listedEmail.notice, noticeText: listedEmail.noticeText ?? null }
  return { ...toIdentity(standard, subject, claims, tokens), ...notice }
}

/**
 * Creates a backend of OAuth 2 without OpenID Connect. There is no ID Token whose nonce and audience would bind it to
 * this sign-in. Instead, three things keep out the code of an attacker: the state, which is bound to one browser; PKCE;
 * and a redirect URI that no other backend uses. The profile can be trusted because the access token came directly from
 * the token endpoint.
 */
export function oauth2Backend(
  definition: OAuth2Definition,
  input: BackendOptionsInput,
): RefreshingBackend & RevokingBackend {
  const options = withDefaults(input, definition)
  const { shared: deps, withDeps } = createOAuth2Deps(definition, options)
  return {
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    redirectUri: options.redirectUri,
    policy: toPolicy(definition),
    loginParams: definition.loginParams,
    ...(definition.startWithoutState ? ({ startsWithoutState: true } as const) : {}),
    // A token that was issued to another program would look the same (RFC 9700 §4.9).
    tokenExchangeUnsupportedReason:
      'is an OAuth 2 backend, whose access tokens do not name the client they were issued to',
    refresh: (tokens) => refresh(deps, tokens),
    revoke: (tokens) => revoke(deps, tokens),
    begin: (attempt) => Promise.resolve(authorizationUrl(definition, options.redirectUri, attempt)),
    finish: (callback, attempt, recorder) =>
      withProviderTimeout(options.deadlineMs, (signal) =>
        withDeps(recorder, (callDeps) => finish(callDeps, callback, attempt, signal)),
      ).catch((error: unknown) => {
        throw toProviderError(error, message('detail.of.signIn'), 'identity_rejected')
      }),
  }
}

/**
 * The authorization URL (RFC 6749 §4.1.1), with PKCE (RFC 7636 §4.2). A query of the endpoint itself is kept (§3.1).
 */
function authorizationUrl(definition: OAuth2Definition, redirectUri: string, attempt: Attempt): URL {
  const { authorizationEndpoint, authorizationParams, clientId, pkce, scopes, scopeSeparator } = definition
  const url = new URL(authorizationEndpoint)
  const parameters = {
    ...authorizationParams,
    ...attempt.loginParams,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(scopeSeparator) }),
    ...(pkce ? pkceParameters(attempt) : {}),
    response_type: 'code',
    [definition.clientIdParameter]: clientId,
    redirect_uri: redirectUri,
    state: attempt.state,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}

/**
 * Checks that the endpoints of a definition respond. There are no metadata to check, and only a sign-in shows whether
 * the provider accepts this client.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function probeEndpoints(
  definition: OAuth2Definition,
  { fetch, deadlineMs }: Pick<BackendOptions, 'fetch' | 'deadlineMs'>,
): Promise<void> {
  const { tokenEndpoint, userInfoEndpoint } = definition
  const endpoints = [
    ['the token endpoint', tokenEndpoint] as const,
    // Only the definition's own function knows where its profile is.
    ...(userInfoEndpoint === null ? [] : [[message('detail.of.profile'), userInfoEndpoint] as const]),
  ]
  await withProviderTimeout(deadlineMs, async (signal) => {
    for (const [label, url] of endpoints) {
      const { status } = await fetch(url, { headers: apiHeaders(definition), signal }).catch(
        (error: unknown) => {
          throw toProviderError(error, label, 'provider_unavailable')
        },
      )
      // Without a token every endpoint rejects the request, which shows that it exists.
      if (status >= 500)
        throw providerError('provider_unavailable', label, toProblem(`status ${status}`, statusCause(status)))
    }
  })
}
