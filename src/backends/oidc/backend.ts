import type { Configuration } from 'openid-client'
import type { Attempt } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import type { Backend } from '../backend.js'
import type { Definition } from '../definition.js'
import { authorizationUrl } from './authorization-url.js'
import { readCallback } from './callback.js'
import { mergeClaims } from './claims.js'
import { agreedAlgorithms, configuration } from './configuration.js'
import { withinDeadline } from './deadline.js'
import { providerFailure } from './failures.js'
import { exchangeCode } from './grant.js'
import { verifyIdToken } from './id-token.js'
import { toIdentity } from './identity.js'
import { fetchMetadata } from './metadata.js'
import type { Metadata } from './metadata.js'
import type { OidcOptions } from './options.js'
import { Refreshed } from './refreshed.js'
import { SigningKeys } from './signing-keys.js'
import { fetchUserInfo } from './user-info.js'

/** In seconds: how long ago people may have signed in when they were told to do so (`prompt=login`). */
const PROMPTED_LOGIN_AGE = 600

/** All that is known of a provider at one time. */
interface Provider {
  readonly metadata: Metadata
  readonly algorithms: readonly string[]
  readonly config: Configuration
  readonly keys: SigningKeys
}

async function findProvider(
  definition: Definition,
  options: OidcOptions,
  old: Provider | null,
): Promise<Provider> {
  const metadata = await fetchMetadata({ ...options, issuer: definition.issuer })
  const algorithms = agreedAlgorithms(
    definition.idTokenAlgorithm,
    metadata.id_token_signing_alg_values_supported,
  )
  const config = configuration(definition, metadata, algorithms, options)
  const isSameUri = old?.keys.uri === metadata.jwks_uri
  const keys = isSameUri ? old.keys : new SigningKeys(metadata.jwks_uri, options.fetch, options.now)
  return { metadata, algorithms, config, keys }
}

/** The age the provider's own sign-in may have; null when nobody asked (Core §3.1.2.1, max_age and prompt). */
function maxAuthAge({ maxAge, authorizationParams }: Definition): number | null {
  const isPrompted = authorizationParams['prompt']?.split(' ').includes('login') === true
  if (!isPrompted) return maxAge
  return Math.min(maxAge ?? PROMPTED_LOGIN_AGE, PROMPTED_LOGIN_AGE)
}

async function finish(
  definition: Definition,
  options: OidcOptions,
  provider: Provider,
  { callback, attempt, signal }: { callback: URLSearchParams; attempt: Attempt; signal: AbortSignal },
): Promise<Identity> {
  const answer = readCallback(callback, attempt.state, definition.issuer)
  const { metadata, config, algorithms, keys } = provider
  const { redirectUri, fetch, now } = options
  if (answer.iss === null && metadata.authorization_response_iss_parameter_supported === true) {
    throw new PortcullisError('callback_invalid', {
      detail: 'the callback: no iss, which the metadata promise',
    })
  }
  const { maxAge, issuer, clientId } = definition
  const { tokens, idToken } = await exchangeCode({ config, redirectUri, answer, attempt, maxAge, now })
  signal.throwIfAborted()
  const expected = {
    issuer,
    clientId,
    nonce: attempt.nonce,
    accessToken: tokens.accessToken,
    algorithms,
    keys,
    now,
  }
  const claims = await verifyIdToken(idToken, { ...expected, maxAuthAge: maxAuthAge(definition) })
  signal.throwIfAborted()
  const endpoint = metadata.userinfo_endpoint
  const person = { accessToken: tokens.accessToken, subject: claims.sub }
  const userInfo = endpoint === undefined ? {} : await fetchUserInfo({ fetch, endpoint, signal, ...person })
  return toIdentity(definition, claims.sub, mergeClaims(claims, userInfo), tokens)
}

/**
 * Signs people in with OpenID Connect, code flow. Nothing is fetched until somebody wants to sign in.
 * `now` defaults to the system's clock, `deadlineMs` to 9000.
 */
export function oidcBackend(
  definition: Definition,
  given: Omit<OidcOptions, 'now' | 'deadlineMs'> & Partial<OidcOptions>,
): Backend {
  const options: OidcOptions = { now: () => new Date(), deadlineMs: 9000, ...given }
  const provider = new Refreshed<Provider>((old) => findProvider(definition, options, old), options.now)
  const guarded = async <Result>(
    doing: string,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await withinDeadline(options.deadlineMs, work)
    } catch (error) {
      throw providerFailure(error, doing, 'identity_rejected')
    }
  }
  return {
    name: definition.name,
    label: definition.label,
    icon: definition.icon,
    policy: definition,
    begin: (attempt) =>
      guarded('the authorization request', async () => {
        const { config } = await provider.get()
        return authorizationUrl(config, definition, options.redirectUri, attempt)
      }),
    finish: (callback, attempt) =>
      guarded('the sign-in', async (signal) =>
        finish(definition, options, await provider.get(), { callback, attempt, signal }),
      ),
  }
}
