/*
 * A backend is one way to sign in: it turns a trip to a provider into an `Identity`. This file is the contract; the
 * pipeline and the routes know nothing else about a provider.
 *
 *   definition/   the configuration of a backend: schemas, rules, and the encrypted form in the database
 *   presets/      what is known about single providers, as data
 *   oidc/         OpenID Connect            oauth2/    OAuth 2 without it
 *   protocol/     what these two share      password/  user name and password, checked on this site
 *   code/         functions of a program's own, in place of a protocol or of a part of it
 *
 * A sign-in passes definition/parse.ts (at the start), create-backend.ts (a `Backend` for each definition), registry.ts
 * (which backends exist; dynamic-backends.ts keeps those of administrators up to date), `begin` of oidc/backend.ts or
 * oauth2/backend.ts, resolve-backend.ts (the backend that an attempt started with), and `finish` of the same backend.
 * capabilities.ts and token-exchange.ts describe what only some backends can do: logout, refresh, revocation, silent
 * sign-in, token exchange. Below this folder: ../http-client (every call to a provider) and ../store. Above it:
 * ../pipeline (decides whom an identity belongs to) and ../routes.
 */
import type { Attempt } from '../attempt.js'
import type { CallRecorder } from '../http-client/recorded-calls.js'
import type { BackendPolicy, Identity } from '../identity.js'
import type { ProxiedRequest } from './code/functions.js'

export type { BackendPolicy }

/** The part of a backend that pages and the API show. */
export interface BackendSummary {
  readonly name: string
  readonly label: string
  /** The slug of a simple-icons brand icon; null for a neutral icon. */
  readonly icon: string | null
  /**
   * The sign-in reads the request that a trusted proxy passes on, and shows the user no other page. So a sign-in starts with
   * a form of this site, and never with a link, which could be on another site.
   */
  readonly readsRequest?: true
}

/** One way to sign in. Every account is stored under the name of its backend, so a backend is never renamed. */
export interface Backend extends BackendSummary {
  /** The version of a backend that an administrator added; absent for a backend of the settings. */
  readonly version?: number
  /** The ID of that version; absent for a backend of the settings. */
  readonly versionId?: string
  /** The place among the sign-in methods, a lower number first; absent for one that stands behind all others. */
  readonly order?: number
  /** Whether pages and the API do not offer it. */
  readonly hidden?: boolean
  /** Marks a backend that is part of the program, such as Demo ID, and not of the settings. */
  readonly builtIn?: true
  /** Where the provider sends users back to (RFC 6749 §3.1.2), exactly as it must be registered there. */
  readonly redirectUri: string
  readonly policy: BackendPolicy
  /** The issuer of its definition, which may have a placeholder for tenants; attempts are bound to it. */
  readonly definitionIssuer?: string
  /** Each tenant of the provider is an issuer of its own. */
  readonly hasTenants?: true
  /** Whether identities of this issuer are identities of this backend; absent where there is only one issuer ever. */
  readonly ownsIssuer?: (issuer: string) => boolean
  /** The parameters that a link to `/login/NAME` may pass on to the provider; absent for none. */
  readonly loginParams?: readonly string[]
  /** A response with a code but without a state starts a sign-in; its code is thrown away. */
  readonly startsWithoutState?: true
  /** Why this kind of backend can never exchange access tokens; follows the name of the backend in a log line. */
  readonly tokenExchangeUnsupportedReason?: string
  /**
   * Starts a sign-in: returns the authorization URL to send the user to. The recorder gets every call to the provider.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  begin(attempt: Attempt, recorder: CallRecorder): Promise<URL>
  /**
   * Finishes a sign-in: turns the authorization response into an identity. All calls to the provider are made in here,
   * within a time limit; the recorder gets each of them, also when `finish` throws.
   * @param callback the parameters of the authorization response, from the query or from the form
   * @param proxied the request, if a trusted proxy has passed it on; for a backend that `readsRequest`
   * @throws PortcullisError with one of the provider codes, whatever the provider sends
   */
  finish(
    callback: URLSearchParams,
    attempt: Attempt,
    recorder: CallRecorder,
    proxied?: ProxiedRequest | null,
  ): Promise<Identity>
}
