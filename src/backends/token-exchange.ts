import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import type { CallRecorder } from '../http-client/recorded-calls.js'
import type { Identity } from '../identity.js'
import { message } from '../locales/messages.js'
import { parseJson } from '../parse-json.js'
import type { Backend } from './backend.js'
import type { Registry } from './registry.js'

/** How a backend turns an access token of its provider into an identity, without a browser. */
export interface TokenExchange {
  /** Whether this `iss`, from a JWT that is not verified yet, can be the provider's. */
  readonly isIssuer: (iss: string) => boolean
  /** Whether opaque tokens, which only the provider can read, are accepted as well. */
  readonly acceptsOpaqueTokens: boolean
  /**
   * Verifies that this is a valid access token of the provider, issued for this site, and returns the identity of its
   * user. All calls to the provider are made in here, within a time limit; the recorder gets each of them.
   * @throws PortcullisError invalid_token, insufficient_scope, token_exchange_unavailable, provider_misconfigured;
   *   never anything else for what a token or a provider can be
   */
  identify(accessToken: string, recorder: CallRecorder): Promise<Identity>
}

/** A backend that exchanges access tokens for sessions. It is recognized by the property; most backends have none. */
export interface TokenExchangeBackend extends Backend {
  readonly exchange: TokenExchange
}

/** Whether this backend exchanges access tokens. */
function supportsTokenExchange(backend: Backend): backend is TokenExchangeBackend {
  return 'exchange' in backend
}

/**
 * Selects the backend that verifies a token: the one with the given name; else the one whose issuer the token names;
 * else, for an opaque token, the only backend that accepts opaque tokens. A token is never sent to a second provider.
 * @throws PortcullisError unknown_backend, token_exchange_unsupported, backend_ambiguous when it could be several,
 *   invalid_token when it can be none
 */
export function selectExchangeBackend(
  registry: Registry,
  name: string | null,
  accessToken: string,
): TokenExchangeBackend {
  if (name !== null) return requireExchangeBackend(registry, name)
  const candidates = registry.list().filter(supportsTokenExchange)
  if (candidates.length === 0)
    throw new PortcullisError('token_exchange_unsupported', { detail: message('detail.exchange.noProvider') })
  const issuer = readUnverifiedIssuer(accessToken)
  const matches = candidates.filter(({ exchange }) =>
    issuer === null ? exchange.acceptsOpaqueTokens : exchange.isIssuer(issuer),
  )
  const [only] = matches
  if (only === undefined) {
    const what = issuer === null ? message('detail.exchange.opaque') : message('detail.exchange.issuer')
    throw new PortcullisError('invalid_token', {
      detail: message('detail.labelled', { label: message('detail.of.accessToken'), problem: what }),
    })
  }
  if (matches.length === 1) return only
  const names = matches.map((backend) => backend.name).join(', ')
  throw new PortcullisError('backend_ambiguous', {
    detail: message('detail.exchange.ambiguous', { providers: names }),
  })
}

function requireExchangeBackend(registry: Registry, name: string): TokenExchangeBackend {
  const backend = registry.get(name)
  if (backend === null) throw new PortcullisError('unknown_backend')
  if (supportsTokenExchange(backend)) return backend
  const reason = backend.tokenExchangeUnsupportedReason ?? 'has neither "audience" nor "introspection"'
  throw new PortcullisError('token_exchange_unsupported', { detail: `${backend.name} ${reason}` })
}

const UnverifiedClaimsSchema = z.object({ iss: z.string() })

/** The `iss` of a JWT, which is not verified yet; null for anything else. */
function readUnverifiedIssuer(token: string): string | null {
  const [, payload, ...rest] = token.split('.')
  if (payload === undefined || rest.length !== 1) return null
  const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
  return UnverifiedClaimsSchema.safeParse(claims).data?.iss ?? null
}
