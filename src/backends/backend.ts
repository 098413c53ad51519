import type { Attempt } from '../attempt.js'
import type { CallRecorder } from '../http-client/recorded-calls.js'
import type { BackendPolicy, Identity } from '../identity.js'

export type { BackendPolicy }

/** What pages and the API may know of a backend. */
export interface BackendSummary {
  readonly name: string
  readonly label: string
  /** Slug of a brand mark in simple-icons, or null for a neutral mark. */
  readonly icon: string | null
}

/** One way to sign people in. The name is stored with every account: never rename it. */
export interface Backend extends BackendSummary {
  /** Which version of an administrator's backend this is; absent for one of the settings. */
  readonly version?: number
  /** Whether it is part of the program, and stands in no settings. */
  readonly builtIn?: true
  /** Where the provider sends people back, as it must be registered there. */
  readonly redirectUri: string
  readonly policy: BackendPolicy
  /** Why access tokens of this kind of backend can never be traded, to follow its name in a log. */
  readonly tokenExchangeUnsupportedReason?: string
  /**
   * The authorization URL to send the user to. The recorder gets every call to the provider.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  begin(attempt: Attempt, recorder: CallRecorder): Promise<URL>
  /**
   * Turns the provider's answer into an identity; every call to the provider happens in here, within a time limit.
   * `callback` holds the parameters of the authorization response, whether they came as query or as form. The recorder
   * gets every call to the provider, also when this fails.
   * @throws PortcullisError with one of the provider codes; never anything else for what a provider can send
   */
  finish(callback: URLSearchParams, attempt: Attempt, recorder: CallRecorder): Promise<Identity>
}
