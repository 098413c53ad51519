import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { JSONWebKeySet } from 'jose'
import { accessToken, createGrant } from './access-token.js'
import type { AccessTokenOptions } from './access-token.js'
import type { Accent, Spoken } from './accents/accent.js'
import type { Claims, Endpoint, Faults, GrantType } from './faults.js'
import { Handles } from './grants.js'
import { idToken } from './id-token.js'
import { KeyRing } from './keys.js'
import { logoutToken } from './logout-token.js'
import type { LogoutTokenOverrides } from './logout-token.js'
import { ann } from './person.js'
import type { Person } from './person.js'

/** The methods of client authentication. */
export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none'

/** One request to the token endpoint. `form` is the method of client authentication that it used. */
export interface TokenRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: URLSearchParams
  readonly form: ClientAuthentication | 'several'
}

function noRequests(): Record<Endpoint | 'other', number> {
  return {
    discovery: 0,
    jwks: 0,
    authorize: 0,
    token: 0,
    userinfo: 0,
    emails: 0,
    revoke: 0,
    introspect: 0,
    end_session: 0,
    par: 0,
    other: 0,
  }
}

/** One issuer: its settings, which a test may change, and the requests that it received. */
export class Op {
  readonly name: string
  readonly #origin: () => string
  /** Its clock, like `Date.now`. */
  now: () => number = () => Date.now()
  /** The issuer that it pretends to be; null for its own address. */
  issuerName: string | null = null
  clientId = 'portcullis'
  clientSecret: string
  /** The only accepted method of client authentication, which the metadata name (C19, C20). */
  clientAuthentication: ClientAuthentication = 'client_secret_basic'
  /** Whether clients need not authenticate. */
  acceptsAnyClient = false
  /** The public keys of a client that uses private_key_jwt. */
  clientKeys: JSONWebKeySet = { keys: [] }
  /** The team that signs the client secret with one of these keys; null for a plain secret. */
  secretSignedFor: string | null = null
  /** The allowed redirect URIs. Empty: any loopback address over http. */
  redirectUris: string[] = []
  /** The allowed return addresses after a logout. Empty: any loopback address over http. */
  postLogoutRedirectUris: string[] = []
  /** The path of the keys, below the issuer; no other path serves them (C34). */
  jwksPath = '/jwks'
  /** Whether only pushed authorization requests are accepted (RFC 9126). */
  requiresPar = false
  /** Authorization requests that were pushed, by their `request_uri`. */
  readonly pushed = new Map<string, URLSearchParams>()
  /** The public key of the client that tokens are encrypted for. */
  clientEncryptionKey: KeyObject | null = null
  /** The query parameters that every request must have, except those for the keys; other requests are refused. */
  requiredQuery: Readonly<Record<string, string>> = {}
  /** Whether only a browser that has signed in here before is signed in without a page (`prompt=none`). */
  keepsSessions = false
  /** Where PKCE leads to an error, as at providers that do not support it for clients with a secret. */
  refusesPkce: 'authorize' | 'token' | null = null
  /** In seconds. */
  accessTokenLifetime = 3600
  /** The format of access tokens. */
  accessTokenFormat: 'opaque' | 'jwt' = 'opaque'
  /** The audience of access tokens; an empty text for none. */
  audience = ''
  /** Whether the ID Token also has the claims of the person, as at some providers. */
  claimsInIdToken = false
  /** Whether each refresh replaces the refresh token, and using an old one ends the grant (R11). */
  rotatesRefreshTokens = true

  /** How this provider differs from the standard. */
  accent: Accent = {}
  faults: Faults = {}
  counts = noRequests()
  /** All requests, in the order in which they came. */
  visits: { readonly endpoint: Endpoint | 'other'; readonly at: Date }[] = []
  authorizations: URLSearchParams[] = []
  tokenRequests: TokenRequest[] = []
  introspections: TokenRequest[] = []
  endSessions: URLSearchParams[] = []
  idTokens: string[] = []
  accessTokenValues: string[] = []

  readonly keys: KeyRing
  readonly codes = new Handles(this)
  readonly accessTokens = new Handles(this)
  readonly refreshTokens = new Handles(this)
  readonly seenAssertions = new Set<string>()
  /** The latest sign-in: its person, and the sid of its tokens. */
  signedIn: { readonly sub: string; readonly sid: string } | null = null
  who: Person = ann

  constructor(name: string, origin: () => string) {
    this.name = name
    this.#origin = origin
    this.clientSecret = `secret-of-${name}-0123456789abcdef`
    this.keys = new KeyRing(name)
  }

  /** The issuer in its metadata and tokens. */
  get issuer(): string {
    return this.issuerName ?? this.address
  }

  /** The address of its endpoints. */
  get address(): string {
    return `${this.#origin()}/${this.name}`
  }

  /** Sets the person who signs in from now on. */
  person(person: Person): void {
    this.who = person
  }

  /** Uses this accent from now on; `reset` does not change it. */
  speak(accent: Accent): this {
    this.accent = accent
    Object.assign(this, accent.settings)
    return this
  }

  /** The response of an endpoint: changed by the accent of this provider, and then by its faults. */
  says(hook: Spoken, honest: Claims, grant: GrantType = 'authorization_code'): Claims {
    const accented = this.accent[hook]?.(honest, grant, this) ?? honest
    return this.faults[hook]?.(accented, grant) ?? accented
  }

  /** Adds faults to those already set. */
  misbehave(faults: Faults): void {
    this.faults = { ...this.faults, ...faults }
  }

  /** Removes all faults. */
  behave(): void {
    this.faults = {}
  }

  /** Resets faults, person, counts and records; settings, keys, codes and tokens stay. */
  reset(): void {
    this.behave()
    this.who = ann
    this.counts = noRequests()
    this.visits = []
    this.authorizations = []
    this.tokenRequests = []
    this.introspections = []
    this.endSessions = []
    this.idTokens = []
  }

  /** Replaces the signing key; the old one is no longer published. */
  rotateKeys(options: { keepKid?: boolean } = {}): void {
    this.keys.rotate(options)
  }

  /** A signed back-channel logout token for the latest sign-in; a claim that is undefined is left out. */
  logoutToken(claims: Claims = {}, overrides: LogoutTokenOverrides = {}): Promise<string> {
    return logoutToken(this, claims, overrides)
  }

  /** An access token that another program at this provider got, without a browser. */
  accessToken(options: AccessTokenOptions = {}): Promise<string> {
    return accessToken(this, createGrant(this, options), options)
  }

  /** A refresh token of such a program. */
  refreshToken(options: AccessTokenOptions = {}): string {
    return this.refreshTokens.issue(createGrant(this, options), 3600)
  }

  /** An ID Token of such a program. */
  async idToken(options: AccessTokenOptions = {}): Promise<string> {
    const grant = createGrant(this, options)
    return idToken(this, grant, await accessToken(this, grant), 'authorization_code')
  }

  /** The latest authorization request. */
  get lastAuthorization(): URLSearchParams {
    return this.#last(this.authorizations, 'authorization request')
  }

  /** The latest token request. */
  get lastTokenRequest(): TokenRequest {
    return this.#last(this.tokenRequests, 'token request')
  }

  #last<Item>(items: readonly Item[], what: string): Item {
    const item = items.at(-1)
    if (item === undefined) throw new Error(`no ${what} has reached ${this.issuer}`)
    return item
  }
}
