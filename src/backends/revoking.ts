import type { ProviderTokens } from '../identity.js'
import type { Backend } from './backend.js'

/** Tokens to revoke. */
export interface RevokeRequest extends Pick<ProviderTokens, 'accessToken' | 'refreshToken'> {
  /** Who handed them out; they are shown to nobody else. */
  readonly issuer: string
}

/** A backend that can tell its provider to forget tokens; found by the method, so that no other has to know. */
export interface RevokingBackend extends Backend {
  /**
   * Revokes the refresh token, which ends all that came from it, or the access token where there is none (RFC 7009
   * §2.1), or as the provider else has it; within a time limit. False when the provider does not offer it.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
   */
  revoke(request: RevokeRequest): Promise<boolean>
}

/** Whether this backend revokes tokens. */
export function supportsRevocation(backend: Backend): backend is RevokingBackend {
  return 'revoke' in backend
}
