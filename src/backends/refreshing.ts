import type { ProviderTokens } from '../identity.js'
import type { Backend } from './backend.js'

/** Tokens to refresh, and whose they are. */
export interface RefreshRequest {
  /** Who handed them out; they are shown to nobody else, also when the backend has another issuer by now. */
  readonly issuer: string
  readonly refreshToken: string
  /** Of the account; a provider that answers with another person's tokens is not believed. */
  readonly subject: string
  /** The latest ID Token, where there was one. */
  readonly idToken: string | null
}

/** How a refresh (RFC 6749 §6) ended when the provider has answered. */
export type RefreshResult =
  | {
      readonly ok: true
      /** What the provider did not send anew is null. */
      readonly tokens: ProviderTokens
      /** For the log: why nobody could say whose they are, where that was asked. */
      readonly unverifiedReason?: string
    }
  | {
      readonly ok: false
      /**
       * `refused`: the refresh token is good no more. `disbelieved`: the new ID Token did not pass the checks, or the
       * profile that is asked for in its place names nobody. `other_person`: it is sound, and about somebody else.
       * Whatever was sent is discarded.
       */
      readonly reason: 'refused' | 'disbelieved' | 'other_person'
      /** For the log. */
      readonly detail: string
    }

/** A backend that gets new access tokens without the person; found by the method, so that no other has to know. */
export interface RefreshingBackend extends Backend {
  /**
   * One request to the token endpoint, never repeated, within a time limit; and one that tells whose the new tokens are,
   * where no ID Token does.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured: the refresh
   *   token may still be good
   */
  refresh(request: RefreshRequest): Promise<RefreshResult>
}

/** Whether this backend refreshes tokens. */
export function supportsRefresh(backend: Backend): backend is RefreshingBackend {
  return 'refresh' in backend
}
