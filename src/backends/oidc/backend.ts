import type { Attempt } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import type { Backend } from '../backend.js'
import type { OidcDefinition } from '../definition.js'
import { policyOf } from '../policy-of.js'
import type { InitiatedBackend } from '../initiated.js'
import type { EndingBackend } from '../ending.js'
import type { HearingBackend } from '../hearing-logout.js'
import type { RefreshingBackend } from '../refreshing.js'
import type { RevokingBackend } from '../revoking.js'
import type { SilentBackend } from '../silent.js'
import type { TradingBackend } from '../trading.js'
import { authorizationUrl } from './authorization-url.js'
import { readCallback } from '../protocol/callback.js'
import type { CallbackAnswer } from '../protocol/callback.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { endSessionUrl } from './end-session.js'
import { frontChannelOf, verifyLogoutToken } from './logout-token.js'
import { exchangeCode } from './grant.js'
import { withFormName } from './form-name.js'
import { verifyIdToken } from './id-token.js'
import { mergeClaims } from './merge-claims.js'
import { toIdentity } from '../protocol/identity.js'
import type { IdTokenClaims } from './id-token.js'
import { mayBeIssuer } from './issuers.js'
import type { Metadata } from './metadata.js'
import { withDefaults } from '../protocol/backend-options.js'
import type { GivenOptions } from '../protocol/backend-options.js'
import { knownProvider } from './provider.js'
import { sessionIn } from './session-of.js'
import { subjectOf } from './subject-of.js'
import type { Known } from './provider.js'
import { refresh } from './refresh.js'
import { revoke } from './revoke.js'
import { tokenTrade } from './trade.js'
import { fetchUserInfo } from './user-info.js'

/** In seconds: how long ago people may have signed in when they were told to do so (`prompt=login`). */
const PROMPTED_LOGIN_AGE = 600

/** The age the provider's own sign-in may have; null when nobody asked (Core §3.1.2.1, max_age and prompt). */
function maxAuthAge({ maxAge, authorizationParams }: OidcDefinition): number | null {
  const isPrompted = authorizationParams['prompt']?.split(' ').includes('login') === true
  if (!isPrompted) return maxAge
  return Math.min(maxAge ?? PROMPTED_LOGIN_AGE, PROMPTED_LOGIN_AGE)
}

/** RFC 9207 §2.4: who promises to name the issuer must, or the answer may be of another provider. */
function checkIssuerIsNamed({ iss }: CallbackAnswer, metadata: Metadata): void {
  if (iss !== null || metadata.authorization_response_iss_parameter_supported !== true) return
  throw new PortcullisError('callback_invalid', {
    detail: 'the callback: no iss, which the metadata promise',
  })
}

/** What only the ID Token and something else together can show. */
function checkTogether(
  { iss }: CallbackAnswer,
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

async function finish(
  { definition, options, provider }: Known,
  callback: URLSearchParams,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Identity> {
  const { clientId, pkce, subjectClaims } = definition
  const { redirectUri, fetch, now } = options
  // First, so that people who cancelled hear so even while the provider is down.
  const answer = readCallback(callback, attempt.state, (iss) => mayBeIssuer(iss, definition))
  const { metadata, config, algorithms, keys } = await provider.get()
  checkIssuerIsNamed(answer, metadata)
  signal.throwIfAborted()
  const { tokens, idToken } = await exchangeCode({ config, redirectUri, answer, attempt, pkce, now })
  signal.throwIfAborted()
  const nonce = definition.nonce ? attempt.nonce : null
  const { accessToken } = tokens
  const asked = { rules: definition, clientId, nonce, accessToken, maxAuthAge: maxAuthAge(definition) }
  const { claims, issuer } = await verifyIdToken(idToken, { ...asked, algorithms, keys, now })
  checkTogether(answer, issuer, definition, claims)
  signal.throwIfAborted()
  const subject = claims.sub
  const account = subjectOf(claims, subjectClaims, 'the ID Token')
  const endpoint = metadata.userinfo_endpoint ?? null
  const userInfo =
    endpoint === null ? {} : await fetchUserInfo({ fetch, endpoint, accessToken, subject, signal })
  const identity = {
    ...toIdentity(definition, account, mergeClaims(claims, userInfo), tokens),
    ...{ issuer, ...sessionIn(claims, issuer, definition) },
  }
  return definition.nameInForm ? withFormName(identity, callback) : identity
}

async function begin({ definition, options, provider }: Known, attempt: Attempt): Promise<URL> {
  const { config } = await provider.get()
  return authorizationUrl(config, definition, options.redirectUri, attempt)
}

/** All that a backend of this kind can do; access tokens are traded only where the definition says so. */
export type OidcBackend = EndingBackend &
  HearingBackend &
  InitiatedBackend &
  (Backend | SilentBackend) &
  RefreshingBackend &
  RevokingBackend &
  (Backend | TradingBackend)

/** Signs people in with OpenID Connect, code flow. Nothing is fetched before somebody wants to sign in. */
export function oidcBackend(definition: OidcDefinition, given: GivenOptions): OidcBackend {
  const options = withDefaults(given)
  const knownFor = knownProvider(definition, options)
  const known = knownFor(null)
  const trade = tokenTrade(definition, knownFor)
  return {
    ...(trade === null ? {} : { trade }),
    ...(definition.silent ? ({ silent: true } as const) : {}),
    issuer: definition.issuer,
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    redirectUri: options.redirectUri,
    policy: policyOf(definition),
    refresh: (tokens) => refresh(known, tokens),
    revoke: (tokens) => revoke(known, tokens),
    endSessionUrl: (wish) => endSessionUrl(known, wish),
    verifyLogoutToken: (token) => verifyLogoutToken(known, token),
    frontChannel: frontChannelOf(definition),
    begin: (attempt, calls) =>
      withinDeadline(options.deadlineMs, () => begin(knownFor(calls), attempt)).catch((error: unknown) => {
        throw providerFailure(error, 'the authorization request', 'provider_misconfigured')
      }),
    finish: (callback, attempt, calls) =>
      withinDeadline(options.deadlineMs, (signal) =>
        finish(knownFor(calls), callback, attempt, signal),
      ).catch((error: unknown) => {
        throw providerFailure(error, 'the sign-in', 'identity_rejected')
      }),
  }
}
