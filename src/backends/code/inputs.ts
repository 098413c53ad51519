// What a program writes to define a backend in code. It is part of the package's declarations, so it imports only types
// that lead to no library.

import type {
  BeginFunction,
  EnrichFunction,
  FinishFunction,
  IdentifyFunction,
  ProfileFunction,
} from './functions.js'

/** A backend for the member `backends` of a configuration. */
export interface BackendInput {
  /** The kind of the backend, or of the preset. */
  readonly __backend: string
  /** Its fields, as in BACKENDS_FILE, and functions. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** How users see a backend. */
export interface Appearance {
  /** The name that users see. The default is the name of the backend, capitalized. */
  readonly label?: string
  /** The slug of a brand icon of simple-icons. */
  readonly icon?: string | null
  /** The path of an SVG or PNG file of at most 32 KB, which is shown instead of the icon. */
  readonly mark?: string | null
  /** The place among the sign-in methods, a lower number first. The default is 100. */
  readonly order?: number
  /** Whether pages do not offer it; a link to /login/NAME still works. */
  readonly hidden?: boolean
}

/** The rules that the pipeline applies to everyone who comes from a backend; see docs/backends.md. */
export interface Policy {
  readonly trustEmail?: boolean
  readonly linkByVerifiedEmail?: boolean
  readonly allowedDomains?: readonly string[]
  readonly requireEmail?: boolean
  readonly requireVerifiedEmail?: boolean
  readonly requiredClaims?: readonly string[]
  readonly requiredValues?: Readonly<Record<string, string | readonly string[]>>
  readonly extraClaims?: readonly string[]
  readonly groupsClaim?: string | null
}

/** The client at the provider. */
export interface Client {
  /** May be left out if BACKEND_<NAME>_CLIENT_ID is set. */
  readonly clientId?: string
  /** Set BACKEND_<NAME>_CLIENT_SECRET instead, to keep the secret out of the code. */
  readonly clientSecret?: string | null
  readonly scopes?: readonly string[]
}

/** Fields that every provider with a protocol has, as docs/backends.md describes them. */
export interface ProviderFields {
  readonly revocationEndpoint?: string | null
  readonly pkce?: boolean
  readonly authorizationParams?: Readonly<Record<string, string>>
  readonly loginParams?: readonly string[]
  readonly startWithoutState?: boolean
  readonly redirectUriTrailingSlash?: boolean
  /** The time limit of one call, such as `5s`. All calls of a sign-in, those of functions included, may take nearly twice as long. */
  readonly timeout?: string
  readonly clockTolerance?: string
}

/** A function that adds claims to what the provider says. */
export interface Enriching {
  /**
   * Returns claims, such as groups from an API of the provider. It runs after the provider's answer and before the
   * transaction. Who the user is, and their address, cannot be changed: returning `sub` or `email`, for example, is an error.
   */
  readonly enrich?: EnrichFunction
}

/** A provider of OpenID Connect. */
export interface Oidc extends Appearance, Client, Policy, ProviderFields, Enriching {
  readonly issuer: string
  readonly metadataUrl?: string | null
  readonly authorizationEndpoint?: string | null
  readonly tokenEndpoint?: string | null
  readonly userInfoEndpoint?: string | null
  readonly jwksUri?: string | null
  readonly endSessionEndpoint?: string | null
  readonly endpointParams?: Readonly<Record<string, string>>
  readonly clientKey?: {
    readonly pem: string
    readonly keyId?: string | null
    readonly teamId?: string | null
  } | null
  readonly clientAuthentication?:
    'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none' | null
  readonly responseMode?: 'query' | 'form_post'
  readonly userInFormPost?: boolean
  readonly claims?: Readonly<Partial<Record<IdentityField, string>>>
  readonly idTokenAlgorithm?: string | null
  readonly decryptionKey?: string | null
  readonly extraScopes?: readonly string[]
  readonly pushedAuthorization?: boolean
  readonly userInfo?: 'required' | 'when-needed' | 'never'
  readonly userInfoMethod?: 'GET' | 'POST'
  readonly emailVerified?: string | true | null
  readonly silentSignIn?: boolean
  readonly reauthentication?: 'auth_time' | 'login' | 'select_account'
  readonly maxAge?: number | null
  readonly audience?: string | readonly string[] | null
  readonly tokenClients?: string | readonly string[] | null
  readonly requiredScope?: string | readonly string[]
  readonly introspection?: boolean
  readonly revocation?: 'refresh_token' | 'access_token'
  readonly issuerAliases?: readonly string[]
  readonly issuerTemplate?: string | null
  readonly allowedTenants?: string | readonly string[]
  readonly subjectClaims?: string | readonly string[]
  readonly requestedClaims?: readonly string[]
  readonly nonce?: boolean
  readonly rpInitiatedLogout?: 'provider' | 'local'
  readonly postLogoutRedirectParam?: string
  readonly frontChannelLogout?: boolean
}

type IdentityField = 'username' | 'email' | 'name' | 'givenName' | 'familyName' | 'picture'

/** Where a profile is, and what its members mean; each a path, such as `user.id`. */
export interface ProfileData {
  readonly endpoint: string
  readonly subject: string
  /** The paths of the other members of an identity. */
  readonly claims?: Readonly<Partial<Record<IdentityField, string>>>
  readonly headers?: Readonly<Record<string, string>>
  /** The path of the flag that the address is verified; true if every address is. */
  readonly emailVerified?: string | true | null
}

/** A provider of OAuth 2 without OpenID Connect. */
export interface OAuth2 extends Appearance, Client, Policy, ProviderFields, Enriching {
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  /**
   * Data that says where the profile is and what it contains; or a function that reads it, if data is not enough.
   */
  readonly profile: ProfileData | ProfileFunction
  /** Stored with every account. The default is the origin of the authorization endpoint. */
  readonly issuer?: string | null
  readonly scopeSeparator?: ' ' | ','
  readonly clientAuthentication?: 'client_secret_basic' | 'client_secret_post' | 'none'
  readonly clientIdParameter?: string
  readonly allowMissingTokenType?: boolean
  readonly revocation?: 'refresh_token' | 'access_token' | 'delete_as_client' | 'delete_as_person'
  // The following are for a profile that is data.
  readonly userMethod?: 'GET' | 'POST'
  readonly tokenAuthorization?: string
  readonly tokenInQuery?: string | true | null
  readonly appSecretProof?: string | null
  readonly emailsEndpoint?: string | null
  readonly emailList?: Readonly<Partial<Record<'list' | 'email' | 'primary' | 'verified', string>>>
}

/** A built-in preset, its parameters, and fields that replace those of the preset. */
export interface PresetFields extends Appearance, Client, Policy, Enriching {
  readonly preset: string
  readonly [field: string]: unknown
}

interface CodeFields extends Appearance, Policy {
  /** Stored with every account. The default is `urn:portcullis:backend:NAME`. Subjects of another issuer are other people. */
  readonly issuer?: string
  /** The time limit of one call, such as `5s`. A function may take nearly twice as long. */
  readonly timeout?: string
}

/**
 * A custom protocol, as two functions. The state is made, bound to the browser, checked and used up by Portcullis;
 * `begin` must put it into its URL, and the provider must send it back as the parameter `state`.
 */
export interface RedirectBackend extends CodeFields {
  readonly redirectUriTrailingSlash?: boolean
  readonly begin: BeginFunction
  readonly finish: FinishFunction
}

/**
 * A sign-in without a redirect: what the request of a proxy in TRUST_PROXY already contains, such as the name of a user or
 * of a client certificate. The user presses a button of the login page first.
 */
export interface RequestBackend extends CodeFields {
  /** The headers that `identify` gets; by default, all except cookies. Name those that your proxy sets, so that it gets no others. */
  readonly headers?: readonly string[]
  readonly identify: IdentifyFunction
}

/** A custom preset, with the parameters of one backend. */
export interface BoundPreset {
  readonly name: string
  /** Returns the definition. Parameters that the environment sets replace those of the code. */
  readonly make: (parameters: Readonly<Record<string, unknown>>) => unknown
}
