import type { Configuration } from 'openid-client'
import type { Attempt } from '../../attempt.js'
import type { Identity } from '../../identity.js'
import { notingCalls } from '../../outbound/calls.js'
import type { OAuth2Definition } from '../definition.js'
import { STANDARD_CLAIMS } from '../definition-fields.js'
import { policyOf } from '../policy-of.js'
import { withDefaults } from '../protocol/backend-options.js'
import type { BackendOptions, GivenOptions } from '../protocol/backend-options.js'
import { readCallback } from '../protocol/callback.js'
import { redeemCode } from '../protocol/code-grant.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import { toIdentity } from '../protocol/identity.js'
import { fetchAddress } from './addresses.js'
import { authorizationUrl } from './authorization-url.js'
import type { RefreshingBackend } from '../refreshing.js'
import type { RevokingBackend } from '../revoking.js'
import { oauthClient } from './client.js'
import { fetchProfile, standardClaims, subjectOf } from './profile.js'
import { refresh, revoke } from './tokens.js'

interface Known {
  readonly definition: OAuth2Definition
  readonly options: BackendOptions
  readonly config: Configuration
}

function knownFor(definition: OAuth2Definition, options: BackendOptions): Known {
  return { definition, options, config: oauthClient(definition, options) }
}

async function finish(
  { definition, options, config }: Known,
  callback: URLSearchParams,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Identity> {
  const { issuer, issuerGiven, pkce, emailsEndpoint, subject: path } = definition
  const { redirectUri, fetch, now } = options
  const answer = readCallback(callback, attempt.state, issuerGiven ? (iss) => iss === issuer : null)
  const checks = pkce ? { pkceCodeVerifier: attempt.verifier } : {}
  const tokens = await redeemCode({ config, redirectUri, answer, attempt, now }, checks)
  signal.throwIfAborted()
  const call = { definition, fetch, accessToken: tokens.accessToken, signal }
  const [profile, listed] = await Promise.all([
    fetchProfile(call),
    emailsEndpoint === null ? null : fetchAddress(emailsEndpoint, call),
  ])
  const subject = subjectOf(profile, path)
  const claims = standardClaims(profile, definition, subject, listed)
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
  given: GivenOptions,
): RefreshingBackend & RevokingBackend {
  const options = withDefaults(given)
  const known = knownFor(definition, options)
  return {
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    redirectUri: options.redirectUri,
    policy: policyOf(definition),
    // An opaque token of another program at the same provider would look just as good (RFC 9700 §4.9).
    whyNoTrade: 'is of a kind whose access tokens do not tell whom they are for',
    refresh: (tokens) => refresh(known, tokens),
    revoke: (tokens) => revoke(known, tokens),
    begin: (attempt) => Promise.resolve(authorizationUrl(definition, options.redirectUri, attempt)),
    finish: (callback, attempt, calls) => {
      const own = knownFor(definition, { ...options, fetch: notingCalls(options.fetch, calls) })
      return withinDeadline(options.deadlineMs, (signal) => finish(own, callback, attempt, signal)).catch(
        (error: unknown) => {
          throw providerFailure(error, 'the sign-in', 'identity_rejected')
        },
      )
    },
  }
}
