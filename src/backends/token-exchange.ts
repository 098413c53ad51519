import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import type { CallRecorder } from '../http-client/recorded-calls.js'
import type { Identity } from '../identity.js'
import type { Backend } from './backend.js'
import type { Registry } from './registry.js'

/** How a backend tells from an access token of its provider who somebody is; no browser is involved. */
export interface TokenExchange {
  /** Whether `iss` of a token that is a JWT can be that of the provider; believed of nobody yet. */
  readonly isIssuer: (iss: string) => boolean
  /** Whether tokens of which we can read nothing are taken, too. */
  readonly acceptsOpaqueTokens: boolean
  /**
   * Who the bearer of this token is, once it is proven to be an access token of the provider, sound, and made for us.
   * Every call to the provider happens in here, within a time limit, and is given to the recorder.
   * @throws PortcullisError invalid_token, insufficient_scope, token_exchange_unavailable, provider_misconfigured; never
   *   anything else for what a token or a provider can be
   */
  identify(accessToken: string, recorder: CallRecorder): Promise<Identity>
}

/** A backend that trades access tokens. Most do not; found by the property, so that no other has to know. */
export interface TokenExchangeBackend extends Backend {
  readonly exchange: TokenExchange
}

/** Whether this backend trades access tokens. */
export function supportsTokenExchange(backend: Backend): backend is TokenExchangeBackend {
  return 'exchange' in backend
}

/**
 * The backend that is to judge a token: the one named, else the one whose issuer the token claims to be from, else, for
 * a token of which nothing can be read, the only one that takes such. A token is never shown to a second provider.
 * @throws PortcullisError unknown_backend, token_exchange_unsupported, backend_ambiguous when it could be several, invalid_token
 *   when it can be none
 */
export function selectExchangeBackend(
  registry: Registry,
  name: string | null,
  accessToken: string,
): TokenExchangeBackend {
  if (name !== null) return requireExchangeBackend(registry, name)
  const candidates = registry.list().filter(supportsTokenExchange)
  if (candidates.length === 0)
    throw new PortcullisError('token_exchange_unsupported', { detail: 'no backend trades' })
  const issuer = readUnverifiedIssuer(accessToken)
  const matches = candidates.filter(({ exchange }) =>
    issuer === null ? exchange.acceptsOpaqueTokens : exchange.isIssuer(issuer),
  )
  const [only] = matches
  if (only === undefined) {
    const what =
      issuer === null ? 'no backend takes opaque tokens' : 'of an issuer that no backend trades with'
    throw new PortcullisError('invalid_token', { detail: `the access token: ${what}` })
  }
  if (matches.length === 1) return only
  const names = matches.map((backend) => backend.name).join(', ')
  throw new PortcullisError('backend_ambiguous', { detail: `it could be of ${names}` })
}

function requireExchangeBackend(registry: Registry, name: string): TokenExchangeBackend {
  const backend = registry.get(name)
  if (backend === null) throw new PortcullisError('unknown_backend')
  if (supportsTokenExchange(backend)) return backend
  const reason = backend.tokenExchangeUnsupportedReason ?? 'has neither "audience" nor "introspection"'
  throw new PortcullisError('token_exchange_unsupported', { detail: `${backend.name} ${reason}` })
}

const UnverifiedClaimsSchema = z.object({ iss: z.string() })

/** What a JWT says its issuer is, believed by nobody yet; null for anything else. */
function readUnverifiedIssuer(token: string): string | null {
  const [, payload, ...rest] = token.split('.')
  if (payload === undefined || rest.length !== 1) return null
  try {
    const parsed = UnverifiedClaimsSchema.safeParse(
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
    )
    return parsed.success ? parsed.data.iss : null
  } catch {
    return null
  }
}
