import { verbatim } from '../locales/messages.js'
import { isOnlyFunctions, type Definition } from '../backends/definition/definition.js'
import { metadataUrl } from '../backends/oidc/metadata.js'
import { HttpClientError } from '../http-client/errors.js'
import { createHttpClient, type HttpFetch } from '../http-client/http-client.js'
import { BackendProvider, type ProviderDefinition } from './fake-provider.js'
import { createProvider, type Op } from './provider/index.js'

type RawBackends = Readonly<Record<string, unknown>>

/** The fake providers of a kit, one for each backend that has a provider. */
export interface KitProviders {
  /** By the name of the backend. */
  readonly providers: ReadonlyMap<string, BackendProvider>
  /** The same backends, with the addresses of the fake providers where browsers are sent. */
  readonly rawBackends: RawBackends
  /** Makes HTTP clients whose calls to providers reach the fake ones; others only reach this machine. */
  readonly httpClientFactory: typeof createHttpClient
  close(): Promise<void>
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Starts a fake provider for each of these backends.
 * @param now the clock of the providers, like `Date.now`
 */
export async function startProviders(
  definitions: readonly Definition[],
  rawBackends: RawBackends,
  now: () => number,
): Promise<KitProviders> {
  const server = createProvider()
  await server.listen()
  const withProvider = definitions.filter(
    (definition): definition is ProviderDefinition => !isOnlyFunctions(definition),
  )
  const ops = withProvider.map((definition) => [definition, server.alias(definition.name)] as const)
  const routes = new Map(
    ops.flatMap(([definition, op]) =>
      listAddresses(definition).map(([address, path]) => [address, `${op.address}${path}`] as const),
    ),
  )
  return {
    providers: new Map(
      ops.map(([definition, op]) => [definition.name, new BackendProvider(op, definition, now)]),
    ),
    rawBackends: {
      ...rawBackends,
      ...Object.fromEntries(
        ops.map(([definition, op]) => [
          definition.name,
          { ...asFields(rawBackends[definition.name]), ...browserFields(definition, op) },
        ]),
      ),
    },
    httpClientFactory: (options) => routedClient(createHttpClient(options), routes),
    close: () => server.close(),
  }
}

/** Each address that a backend calls, and the path of the fake provider that answers there. */
function listAddresses(definition: ProviderDefinition): readonly (readonly [string, string])[] {
  const { tokenEndpoint, userInfoEndpoint, revocationEndpoint } = definition
  const addresses: readonly (readonly [string | null, string])[] = [
    [tokenEndpoint, '/token'],
    [userInfoEndpoint, '/userinfo'],
    [revocationEndpoint, '/revoke'],
    ...(definition.kind === 'oidc'
      ? ([
          [definition.metadataUrl ?? metadataUrl(definition.issuer), '/.well-known/openid-configuration'],
          [definition.jwksUri, '/jwks'],
        ] as const)
      : ([[definition.emailsEndpoint, '/emails']] as const)),
  ]
  return addresses.flatMap(([url, path]) => (url === null ? [] : [[addressOf(new URL(url)), path] as const]))
}

function addressOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}

/** The addresses that browsers are sent to. An issuer that follows from one of them stays as it is. */
function browserFields(definition: ProviderDefinition, op: Op): Readonly<Record<string, unknown>> {
  const authorizationEndpoint = `${op.address}/authorize`
  if (definition.kind === 'oauth2') return { authorizationEndpoint, issuer: definition.issuer }
  return {
    ...(definition.authorizationEndpoint === null ? {} : { authorizationEndpoint }),
    ...(definition.endSessionEndpoint === null ? {} : { endSessionEndpoint: `${op.address}/end_session` }),
  }
}

function asFields(raw: unknown): object {
  return typeof raw === 'object' && raw !== null ? raw : {}
}

function routedClient(client: HttpFetch, routes: ReadonlyMap<string, string>): HttpFetch {
  const call: (...request: Parameters<HttpFetch>) => Promise<Response> = (url, request) => {
    const target = new URL(url)
    const route = routes.get(addressOf(target))
    if (route !== undefined) return client(`${route}${target.search}`, request)
    if (LOOPBACK.has(target.hostname)) return client(target, request)
    return Promise.reject(
      new HttpClientError(
        'connection',
        verbatim(
          `testKit has nothing at ${addressOf(target)}. Tests call this machine only: start a server of your own on localhost, or sign in with kit.signIn.`,
        ),
        { providerCause: null },
      ),
    )
  }
  return Object.assign(call, {
    destroy: () => {
      client.destroy()
    },
  })
}
