import type { Attempt } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import type { OidcDefinition } from '../definition.js'
import { readCallback } from '../protocol/callback.js'
import type { AuthorizationResponse } from '../protocol/callback.js'
import { toIdentity } from '../protocol/identity.js'
import { withNameFromForm } from './form-name.js'
import { exchangeCode } from './grant.js'
import { verifyIdToken } from './id-token.js'
import type { IdTokenClaims } from './id-token.js'
import { matchesIssuer } from './issuers.js'
import { mergeClaims } from './merge-claims.js'
import type { Metadata } from './metadata.js'
import type { OidcDeps } from './provider.js'
import { readProviderSid } from './session-of.js'
import { readAccountSubject } from './subject-of.js'
import { fetchUserInfo } from './user-info.js'

/** In seconds: how long ago people may have signed in when they were told to do so (`prompt=login`). */
const MAX_PROMPTED_LOGIN_AGE_S = 600

/** The age the provider's own sign-in may have; null when nobody asked (Core §3.1.2.1, max_age and prompt). */
function maxAuthAge({ maxAge, authorizationParams }: OidcDefinition): number | null {
  const isPrompted = authorizationParams['prompt']?.split(' ').includes('login') === true
  if (!isPrompted) return maxAge
  return Math.min(maxAge ?? MAX_PROMPTED_LOGIN_AGE_S, MAX_PROMPTED_LOGIN_AGE_S)
}

/** RFC 9207 §2.4: who promises to name the issuer must, or the answer may be of another provider. */
function requireIssParameter({ iss }: AuthorizationResponse, metadata: Metadata): void {
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
  return definition.nameInForm ? withNameFromForm(identity, callback) : identity
}
