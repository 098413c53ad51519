import type { Backend } from './backend.js'

/** Somebody has signed out here, and is to be signed out at the provider too, in the browser they sit at. */
export interface EndSessionRequest {
  /** The newest ID Token of the account that had opened the session here; null when there is none. Secret. */
  readonly idToken: string | null
  /** Whether it is of the provider session with this `sid` that the session here came from. */
  readonly belongsToSession: (sid: string) => boolean
  /** Where the provider sends the browser afterwards, as registered there. */
  readonly returnTo: string
  /** What it brings back from there; without meaning to anybody else. */
  readonly state: string
}

/** A backend whose provider may end its own session when somebody signs out here; found by the method. */
export interface RpInitiatedLogoutBackend extends Backend {
  /**
   * Where to send the browser so that the provider ends its session (RP-Initiated Logout 1.0 §2); within a short time
   * limit. Null when the provider does not offer it, or the definition does not want it.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  endSessionUrl(request: EndSessionRequest): Promise<URL | null>
}

/** Whether this backend can end the session at its provider. */
export function supportsRpInitiatedLogout(backend: Backend): backend is RpInitiatedLogoutBackend {
  return 'endSessionUrl' in backend
}
