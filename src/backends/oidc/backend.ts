import type { Attempt } from '../../attempt.js'
import type { Backend } from '../backend.js'
import type { OidcDefinition } from '../definition.js'
import type { EndingBackend } from '../ending.js'
import type { HearingBackend } from '../hearing-logout.js'
import type { InitiatedBackend } from '../initiated.js'
import { policyOf } from '../policy-of.js'
import { withDefaults } from '../protocol/backend-options.js'
import type { GivenOptions } from '../protocol/backend-options.js'
import { withinDeadline } from '../protocol/deadline.js'
import { providerFailure } from '../protocol/failures.js'
import type { RefreshingBackend } from '../refreshing.js'
import type { RevokingBackend } from '../revoking.js'
import type { SilentBackend } from '../silent.js'
import type { TradingBackend } from '../trading.js'
import { authorizationUrl } from './authorization-url.js'
import { endSessionUrl } from './end-session.js'
import { finish } from './finish.js'
import { frontChannelOf, verifyLogoutToken } from './logout-token.js'
import { knownProvider } from './provider.js'
import type { Known } from './provider.js'
import { refresh } from './refresh.js'
import { revoke } from './revoke.js'
import { tokenTrade } from './trade.js'

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
