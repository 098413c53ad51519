import type { Configuration } from 'openid-client'
import type { Attempt } from '../../attempt.js'
import type { Identity } from '../../identity.js'
import { recordCalls } from '../../outbound/calls.js'
import type { OAuth2Definition } from '../definition.js'
import { STANDARD_CLAIMS } from '../definition-fields.js'
import { toPolicy } from '../policy-of.js'
import { withDefaults } from '../protocol/backend-options.js'
import type { BackendOptions, BackendOptionsInput } from '../protocol/backend-options.js'
import { readCallback } from '../protocol/callback.js'
import { redeemCode } from '../protocol/code-grant.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import { toIdentity } from '../protocol/identity.js'
import { fetchPrimaryEmail } from './addresses.js'
import { authorizationUrl } from './authorization-url.js'
import type { RefreshingBackend } from '../refreshing.js'
import type { RevokingBackend } from '../revoking.js'
import { oauthClient } from './client.js'
import { fetchProfile, toStandardClaims, readSubject } from './profile.js'
import { refresh, revoke } from './tokens.js'

interface OAuth2Deps {
  readonly definition: OAuth2Definition
  readonly options: BackendOptions
  readonly config: Configuration
}

function depsFor(definition: OAuth2Definition, options: BackendOptions): OAuth2Deps {
  return { definition, options, config: oauthClient(definition, options) }
}

async function finish(
  { definition, options, config }: OAuth2Deps,
  callback: URLSearchParams,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Identity> {
  const { issuer, hasExplicitIssuer, pkce, emailsEndpoint, subject: path } = definition
  const { redirectUri, fetch, clock } = options
  const authorizationResponse = readCallback(
    callback,
    attempt.state,
    hasExplicitIssuer ? (iss) => iss === issuer : null,
  )
  const checks = pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {}
  const tokens = await redeemCode({ config, redirectUri, authorizationResponse, attempt, clock }, checks)
  signal.throwIfAborted()
  const call = { definition, fetch, accessToken: tokens.accessToken, signal }
  const [profile, listedEmail] = await Promise.all([
    fetchProfile(call),
    emailsEndpoint === null ? null : fetchPrimaryEmail(emailsEndpoint, call),
  ])
  const subject = readSubject(profile, path)
  const claims = toStandardClaims(profile, definition, subject, listedEmail)
  return toIdentity({ ...definition, claims: STANDARD_CLAIMS }, subject, claims, tokens)
}

/**
 * Signs people in with OAuth 2, code flow, without OpenID Connect. There is no ID Token whose nonce and audience would
 * tell that it was made for this sign-in: what keeps a stranger's code out is the state, which belongs to one browser,
 * PKCE, and a redirect URI that no other backend has. The profile is believed because the access token came straight
 * from the token endpoint.
 */
export function oauth2Backend(
  definition: OAuth2Definition,
  input: BackendOptionsInput,
): RefreshingBackend & RevokingBackend {
  const options = withDefaults(input)
  const deps = depsFor(definition, options)
  return {
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    redirectUri: options.redirectUri,
    policy: toPolicy(definition),
    // An opaque token of another program at the same provider would look just as good (RFC 9700 §4.9).
    tokenExchangeUnsupportedReason: 'is of a kind whose access tokens do not tell whom they are for',
    refresh: (tokens) => refresh(deps, tokens),
    revoke: (tokens) => revoke(deps, tokens),
    begin: (attempt) => Promise.resolve(authorizationUrl(definition, options.redirectUri, attempt)),
    finish: (callback, attempt, calls) => {
      const callDeps = depsFor(definition, { ...options, fetch: recordCalls(options.fetch, calls) })
      return withTimeout(options.deadlineMs, (signal) => finish(callDeps, callback, attempt, signal)).catch(
        (error: unknown) => {
          throw toProviderError(error, 'the sign-in', 'identity_rejected')
        },
      )
    },
  }
}
