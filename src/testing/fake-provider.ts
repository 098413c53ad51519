import type { CodeIdentity } from '../backends/code/functions.js'
import { readIdentity } from '../backends/code/read-identity.js'
import type { OAuth2Definition, OidcDefinition } from '../backends/definition/definition.js'
import { expectedMetadataIssuer, tenantIssuer } from '../backends/oidc/issuers.js'
import { PortcullisError } from '../errors.js'
import { tenantClaim, toEmailList, toPerson } from './fake-identity.js'
import type { FakeProvider, ProviderFaults } from './kit-types.js'
import { authorize } from './provider/authorize.js'
import type { EndpointFault, Faults, Op, Signing } from './provider/index.js'
import { json, refusal } from './provider/reply.js'
import type { Handler, ProviderRequest } from './provider/reply.js'
import { token } from './provider/token.js'

export type ProviderDefinition = OidcDefinition | OAuth2Definition

/** Longer than the deadline of any sign-in. */
const SLOW_MS = 120_000

/** Algorithms that a definition can demand, and how the provider signs by them. */
const SIGNINGS: ReadonlyMap<string, Signing> = new Map([
  ['PS256', 'PS256'],
  ['ES256', 'ES256'],
  ['ES384', 'ES384'],
  ['EdDSA', 'EdDSA'],
  ['HS256', 'HS256-secret'],
  ['HS512', 'HS512-secret'],
])

/** The faults that each endpoint can have. A fault without an effect would make a test that cannot fail. */
const MISBEHAVIORS: { readonly [E in keyof ProviderFaults]: readonly ProviderFaults[E][] } = {
  discovery: ['down', 'slow'],
  jwks: ['down', 'slow'],
  authorize: ['denied'],
  token: ['down', 'slow', 'wrong-nonce', 'wrong-audience', 'forged-signature'],
  userinfo: ['down', 'slow', 'other-subject'],
}

/** Faults of ID Tokens, which a provider of OAuth 2 does not send. */
const ID_TOKEN_MISBEHAVIORS: readonly string[] = ['wrong-nonce', 'wrong-audience', 'forged-signature']

const MISBEHAVIOR: Readonly<Record<string, Faults>> = {
  denied: { authorizeError: { error: 'access_denied' } },
  'wrong-nonce': { idTokenClaims: (claims) => ({ ...claims, nonce: 'another nonce' }) },
  'wrong-audience': { idTokenClaims: (claims) => ({ ...claims, aud: 'another-client' }) },
  'forged-signature': { sign: 'alien-key' },
  'other-subject': { userinfoClaims: (claims) => ({ ...claims, sub: 'another-subject' }) },
}

const ADA: CodeIdentity = {
  subject: 'ada',
  email: 'ada@example.com',
  emailVerified: true,
  username: 'ada',
  name: 'Ada Lovelace',
  givenName: 'Ada',
  familyName: 'Lovelace',
}

/** The provider of a backend: an issuer of the fake provider that has taken the place of the real one. */
export class BackendProvider implements FakeProvider {
  readonly #op: Op
  readonly #definition: ProviderDefinition
  #person: CodeIdentity = ADA

  constructor(op: Op, definition: ProviderDefinition, now: () => number) {
    this.#op = op
    this.#definition = definition
    op.now = now
    op.clientId = definition.clientId
    op.clientSecret = definition.clientSecret ?? op.clientSecret
    op.acceptsAnyClient = true
    op.clientAuthentication =
      definition.clientAuthentication ?? (definition.clientSecret === null ? 'none' : 'client_secret_basic')
    if (definition.kind === 'oidc') this.#speakOidc(definition)
    else this.#speakOAuth2(definition)
    this.reset()
  }

  get requests(): FakeProvider['requests'] {
    return this.#op.visits
  }

  user(person: CodeIdentity): void {
    requireIdentity(person, this.#definition)
    this.#person = person
    this.#op.person(toPerson(person, this.#definition))
  }

  fault<E extends keyof ProviderFaults>(endpoint: E, fault: ProviderFaults[E]): void {
    this.#assertKnown(endpoint, fault)
    const transport: EndpointFault | null =
      fault === 'down' ? { reset: 'before' } : fault === 'slow' ? { delayMs: SLOW_MS } : null
    if (transport === null) this.#op.misbehave(MISBEHAVIOR[fault] ?? {})
    else this.#op.misbehave({ at: { ...this.#op.faults.at, [endpoint]: transport } })
  }

  #assertKnown(endpoint: string, fault: string): void {
    const known = new Map<string, readonly string[]>(Object.entries(MISBEHAVIORS))
    const faults = known.get(endpoint)
    const name = JSON.stringify(endpoint)
    if (faults === undefined)
      throw new Error(`fault: there is no endpoint ${name}. Write one of ${[...known.keys()].join(', ')}.`)
    if (!faults.includes(fault))
      throw new Error(
        `fault: the endpoint ${name} has no fault ${JSON.stringify(fault)}. Write one of ${faults.join(', ')}.`,
      )
    if (this.#definition.kind === 'oauth2' && ID_TOKEN_MISBEHAVIORS.includes(fault))
      throw new Error(`fault: a provider of OAuth 2 sends no ID Token, so ${fault} changes nothing there.`)
  }

  behave(): void {
    this.#op.behave()
    const { idTokenAlgorithm = null } = this.#definition.kind === 'oidc' ? this.#definition : {}
    const sign = SIGNINGS.get(idTokenAlgorithm ?? '')
    if (sign !== undefined) this.#op.misbehave({ sign })
  }

  reset(): void {
    this.#op.reset()
    this.behave()
    this.user(ADA)
  }

  #speakOidc(definition: OidcDefinition): void {
    const { issuerTemplate, userInfo } = definition
    this.#op.issuerName = expectedMetadataIssuer(definition)
    this.#op.claimsInIdToken = userInfo !== 'required'
    if (issuerTemplate === null) return
    this.#op.speak({
      // The issuer of a sign-in is that of its tenant, and only the ID Token names the tenant.
      discoveryDocument: (document) => ({
        ...document,
        authorization_response_iss_parameter_supported: false,
      }),
      idTokenClaims: (claims) => {
        const tenant = tenantClaim(this.#person, definition)
        return { ...claims, ...tenant, iss: tenantIssuer(issuerTemplate, tenant.tid) }
      },
    })
  }

  #speakOAuth2(definition: OAuth2Definition): void {
    this.#op.issuerName = definition.issuer
    const named = (handler: Handler) => withClientId(definition.clientIdParameter, handler)
    this.#op.speak({
      // Without metadata, nothing promises the parameter `iss` either.
      discoveryDocument: () => ({}),
      tokenResponse: (response) => ({ ...response, id_token: undefined }),
      paths: { '/emails': 'emails' },
      endpoints: {
        authorize: named(authorize),
        token: named(token),
        userinfo: (op, request) => {
          const grant = op.accessTokens.find(accessTokenOf(request, definition))
          if (grant === undefined) return Promise.resolve(refusal(401, 'invalid_token', 'no such token'))
          return Promise.resolve(json(200, op.says('userinfoClaims', { ...grant.person })))
        },
        emails: () => Promise.resolve(json(200, toEmailList(this.#person, definition))),
        revoke: () => Promise.resolve({ status: 204, headers: {}, body: '' }),
      },
    })
  }
}

/** @throws Error for a person whom no sign-in could accept, such as one without a subject */
function requireIdentity(person: CodeIdentity, definition: ProviderDefinition): void {
  try {
    readIdentity(person, { label: 'user', definition, tokens: null })
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    throw new Error(
      `${error.detail ?? error.message}. Write { subject: 'ada', email: 'ada@example.com' }, for example.`,
      {
        cause: error,
      },
    )
  }
}

/** The access token of a request, wherever this provider wants it. */
function accessTokenOf({ headers, url }: ProviderRequest, { tokenInQuery }: OAuth2Definition): string | null {
  const parameter = tokenInQuery === true ? 'access_token' : tokenInQuery
  if (parameter !== null) return url.searchParams.get(parameter)
  return headers.authorization?.split(' ')[1] ?? null
}

/** The endpoint, for requests that name the client as this provider does. */
function withClientId(parameter: string, handler: Handler): Handler {
  if (parameter === 'client_id') return handler
  return (op, request) => {
    const [url, form] = [new URL(request.url), new URLSearchParams(request.form)]
    for (const parameters of [url.searchParams, form]) {
      const clientId = parameters.get(parameter)
      if (clientId !== null) parameters.set('client_id', clientId)
    }
    return handler(op, { ...request, url, form })
  }
}
