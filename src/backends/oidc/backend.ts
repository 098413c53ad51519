import type { Attempt } from '../../attempt.js'
import type { Backend } from '../backend.js'
import type { OidcDefinition } from '../definition.js'
import type { RpInitiatedLogoutBackend } from '../ending.js'
import type { LogoutReceivingBackend } from '../hearing-logout.js'
import type { ThirdPartyInitiatedBackend } from '../initiated.js'
import { toPolicy } from '../policy-of.js'
import { withDefaults } from '../protocol/backend-options.js'
import type { BackendOptionsInput } from '../protocol/backend-options.js'
import { withTimeout } from '../protocol/deadline.js'
import { toProviderError } from '../protocol/failures.js'
import type { RefreshingBackend } from '../refreshing.js'
import type { RevokingBackend } from '../revoking.js'
import type { SilentBackend } from '../silent.js'
import type { TokenExchangeBackend } from '../trading.js'
import { authorizationUrl } from './authorization-url.js'
import { endSessionUrl } from './end-session.js'
import { finish } from './finish.js'
import { readFrontChannelLogout, verifyLogoutToken } from './logout-token.js'
import { createProviderLoader } from './provider.js'
import type { OidcDeps } from './provider.js'
import { refresh } from './refresh.js'
import { revoke } from './revoke.js'
import { createTokenExchange } from './trade.js'

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
    ...(definition.silent ? ({ silent: true } as const) : {}),
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
    begin: (attempt, calls) =>
      withTimeout(options.deadlineMs, () => begin(depsFor(calls), attempt)).catch((error: unknown) => {
        throw toProviderError(error, 'the authorization request', 'provider_misconfigured')
      }),
    finish: (callback, attempt, calls) =>
      withTimeout(options.deadlineMs, (signal) => finish(depsFor(calls), callback, attempt, signal)).catch(
        (error: unknown) => {
          throw toProviderError(error, 'the sign-in', 'identity_rejected')
        },
      ),
  }
}
