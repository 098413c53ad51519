import { authorize } from '../../../../src/testing/provider/authorize.js'
import type { Grant } from '../../../../src/testing/provider/grants.js'
import type { ClientAuthentication, Op } from '../../../../src/testing/provider/op.js'
import type { Person } from '../../../../src/testing/provider/person.js'
import type { Provider } from '../index.js'
import {
  type Handler,
  json,
  type ProviderRequest,
  type Reply,
} from '../../../../src/testing/provider/reply.js'
import { token } from '../../../../src/testing/provider/token.js'
import { bearerOf } from '../../../../src/testing/provider/userinfo.js'
import type { Broken, Expected, Settled } from './oidc-accent.js'
import { profile } from '../../../../src/testing/provider/accents/profile.js'

const ENDPOINTS = ['authorize', 'token', 'userinfo', 'emails', 'revoke'] as const

/** How a provider of OAuth 2 speaks: where its endpoints are and what they answer, from its public documentation. */
export interface Accent {
  /** What one writes for it, client id and secret apart. */
  readonly backend: Readonly<Record<string, unknown>>
  /** The true address of each of its endpoints. */
  readonly addresses: { readonly [name in (typeof ENDPOINTS)[number]]?: string }
  readonly clientAuthentication: ClientAuthentication
  /** Somebody; what the profile tells of them is up to `profile`. */
  readonly person: Person
  readonly profile: (grant: Grant, request: ProviderRequest) => Record<string, unknown>
  /** What the list of addresses answers. */
  readonly emails?: (grant: Grant) => unknown
  /** What its API says to a call without a good token, or without what it needs besides. */
  readonly refused?: Reply
  /** The word before the access token, where that is not Bearer. */
  readonly tokenAuthorization?: string
  /** Its name for the parameter `client_id`. */
  readonly clientIdParameter?: string
  /** Whether a call of its API has all that it needs besides the token. */
  readonly accepts?: (request: ProviderRequest) => boolean
  readonly tokenResponse?: (response: Record<string, unknown>) => Record<string, unknown>
  /** Its token endpoint where that has manners of its own. */
  readonly token?: Handler
  /** Where a code_challenge or code_verifier brings a refusal. */
  readonly refusesPkce?: 'authorize' | 'token'
  readonly expected: Expected
  readonly broken: readonly Broken[]
}

const REFUSED = json(401, { error: 'invalid_token' })

/**
 * Lets an issuer of the scripted provider speak with an accent. Each endpoint keeps its host as the first part of its path,
 * so that one at a wrong host is not found.
 */
export function settle(
  provider: Provider,
  name: string,
  accent: Accent,
  definition: Readonly<Record<string, unknown>>,
): Settled {
  const op = provider.alias(name)
  const moved = (address: string): string => address.replace('https://', `${op.issuer}/`)
  const paths = ENDPOINTS.flatMap((endpoint) => {
    const address = accent.addresses[endpoint]
    if (address === undefined) return []
    const { host, pathname } = new URL(address)
    return [[`/${host}${pathname}`, endpoint] as const]
  })
  op.speak({
    settings: { clientAuthentication: accent.clientAuthentication },
    // There are no metadata, so nothing promises the parameter `iss` either.
    discoveryDocument: () => ({}),
    paths: Object.fromEntries(paths),
    tokenResponse: (honest) => accent.tokenResponse?.(withoutIdToken(honest)) ?? withoutIdToken(honest),
    endpoints: {
      authorize: renaming(accent, authorize),
      token: renaming(accent, accent.token ?? token),
      userinfo: guarded(accent, profile(accent.profile, accent.refused ?? REFUSED)),
      emails: guarded(accent, (issuer, request) => {
        const grant = bearerOf(issuer, request)
        const reply = grant === undefined ? (accent.refused ?? REFUSED) : json(200, accent.emails?.(grant))
        return Promise.resolve(reply)
      }),
    },
  })
  op.refusesPkce = accent.refusesPkce ?? null
  op.person(accent.person)
  const addresses = Object.entries(definition).flatMap(([field, value]) =>
    field.endsWith('Endpoint') && typeof value === 'string' ? [[field, moved(value)] as const] : [],
  )
  const { clientId, clientSecret } = op
  return {
    op,
    moved,
    backend: { ...accent.backend, clientId, clientSecret, ...Object.fromEntries(addresses) },
  }
}

/** The endpoint, for calls that have what this provider needs; for it the access token comes as everywhere else. */
function guarded(
  { accepts, refused = REFUSED, tokenAuthorization = 'Bearer' }: Accent,
  handler: Handler,
): Handler {
  return (op: Op, request) => {
    const [word, accessToken] = request.headers.authorization?.split(' ') ?? []
    const isAccepted = word === tokenAuthorization && accepts?.(request) !== false
    const headers = { ...request.headers, authorization: `Bearer ${accessToken ?? ''}` }
    return isAccepted ? handler(op, { ...request, headers }) : Promise.resolve(refused)
  }
}

/** The endpoint, for requests that name the client as this provider does, and not otherwise. */
function renaming({ clientIdParameter }: Accent, handler: Handler): Handler {
  if (clientIdParameter === undefined) return handler
  return (op, request) => {
    const [url, form] = [new URL(request.url), new URLSearchParams(request.form)]
    for (const parameters of [url.searchParams, form]) {
      const clientId = parameters.get(clientIdParameter)
      if (clientId === null) parameters.delete('client_id')
      else parameters.set('client_id', clientId)
    }
    return handler(op, { ...request, url, form })
  }
}

function withoutIdToken(response: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(response).filter(([name]) => name !== 'id_token'))
}
