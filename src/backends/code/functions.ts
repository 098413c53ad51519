/*
 * Backends in code: what a program's own functions get, and what they return. The functions are foreign: they may throw,
 * never answer, or return anything, so the neighbours of this file stand between them and a sign-in.
 *
 *   functions.ts        their types, which are part of the package's declarations
 *   call-function.ts    calls one of them: time limit, errors
 *   http-call.ts        the HTTP client that they get, with the limits of every call to a provider
 *   read-identity.ts    what they return, parsed into an `Identity`
 *   enrich.ts           claims that a function adds to the identity of a provider
 *   redirect-backend.ts, request-backend.ts    the two kinds of backends that are nothing but functions
 *
 * ../definition/code.ts says which functions a definition may have; docs/custom-backends.md is for their authors.
 */

/** The tokens of this sign-in, as the provider has issued them. */
export interface CodeTokens {
  readonly accessToken: string
  /** Verified for a backend of OpenID Connect; null for OAuth 2. */
  readonly idToken: string | null
  /** All members of the token response. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** Who a provider says the user is. */
export interface CodeIdentity {
  /** The provider's ID of the user, which never changes and is never given to another user: 1 to 255 characters. */
  readonly subject: string
  readonly email?: string | null
  /** Whether the provider has verified the address. It counts with `trustEmail` only. */
  readonly emailVerified?: boolean
  /** A suggestion for the user name. */
  readonly username?: string | null
  readonly name?: string | null
  readonly givenName?: string | null
  readonly familyName?: string | null
  /** An https URL. */
  readonly picture?: string | null
  /** For `requiredClaims`, `requiredValues`, `extraClaims`, `groupsClaim` and own steps: JSON, at most 100 000 characters. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** When the user last authenticated, if the provider says so. Without it, this sign-in counts. */
  readonly authenticatedAt?: Date | null
}

/**
 * `fetch` with the limits of every call to a provider: allowed addresses, a time limit, a maximum size of the response.
 * The trace lists each call, without its query, headers and body. Redirects are not followed.
 */
export interface HttpCall {
  /** Rejects with an error whose name is `HttpClientError` when there is no complete response. */
  (
    url: string | URL,
    request?: {
      readonly method?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | undefined
    },
  ): Promise<Response>
  /** Aborts when the time of the sign-in is over. */
  readonly signal: AbortSignal
}

/** Reads the profile of the user of an access token. */
export type ProfileFunction = (tokens: CodeTokens, http: HttpCall) => Promise<CodeIdentity> | CodeIdentity

/** Adds claims to an identity. It runs after the answer of the provider, and before the transaction. */
export type EnrichFunction = (
  identity: CodeIdentity,
  tokens: CodeTokens,
  http: HttpCall,
) => Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>

/** What both functions of a redirect backend get of one sign-in. The values are new for each. */
export interface RedirectAttempt {
  /** Must be in the URL, and come back with the answer: as `state`, in the query or in a form. */
  readonly state: string
  /** Where the answer must be sent. */
  readonly redirectUri: string
  /** A value that the provider may see, and should repeat in what it signs. */
  readonly nonce: string
  /** A value that only this site knows, such as the verifier of PKCE (RFC 7636 §4.1). */
  readonly codeVerifier: string
}

/** How a sign-in starts. */
export interface RedirectStart extends RedirectAttempt {
  /** The account that the user will probably choose. */
  readonly loginHint: string | null
  /** Whether the provider should ask the user to authenticate, even if it still knows them. */
  readonly reauthenticate: boolean
}

/** Returns the URL of the provider's sign-in. */
export type BeginFunction = (attempt: RedirectStart, http: HttpCall) => Promise<URL> | URL

/**
 * Turns the answer into an identity. Its `state` has been checked: this browser got it within the last 20 minutes, and
 * it was not used before.
 */
export type FinishFunction = (
  answer: URLSearchParams,
  attempt: RedirectAttempt,
  http: HttpCall,
) => Promise<CodeIdentity> | CodeIdentity

/** A request that a trusted proxy has passed on. */
export interface ProxiedRequest {
  /** Without cookies, and without headers that the request has twice. */
  readonly headers: Headers
  /** The address of the proxy. */
  readonly peer: string
}

/** Says who sends a request; null for a request that says nothing about that. */
export type IdentifyFunction = (
  request: ProxiedRequest,
  http: HttpCall,
) => Promise<CodeIdentity | null> | CodeIdentity | null
