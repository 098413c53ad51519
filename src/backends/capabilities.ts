import { PortcullisError } from '../errors.js'
import type { ProviderTokens } from '../identity.js'
import type { ProviderProblem } from '../provider-causes.js'
import type { Backend } from './backend.js'
import type { Registry } from './registry.js'

/** A user has signed out here, and the provider should sign them out as well, in the same browser. */
export interface EndSessionRequest {
  /** The newest ID Token of the account that the session was opened with; null when there is none. Secret. */
  readonly idToken: string | null
  /** Whether the session that ended here came from the provider session with this `sid`. */
  readonly belongsToSession: (sid: string) => boolean
  /** Where the provider sends the browser afterwards, as registered there. */
  readonly returnTo: string
  /** An opaque value that the provider sends back. */
  readonly state: string
}

/** A backend whose provider can end its own session when a user signs out here. It is recognized by the method. */
export interface RpInitiatedLogoutBackend extends Backend {
  /**
   * Where to send the browser so that the provider ends its session (RP-Initiated Logout 1.0 §2), within a short time
   * limit. Null when the provider does not support it, or the definition turns it off.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured
   */
  endSessionUrl(request: EndSessionRequest): Promise<URL | null>
}

/** Whether this backend can ask its provider to end the session there. */
export function supportsRpInitiatedLogout(backend: Backend): backend is RpInitiatedLogoutBackend {
  return 'endSessionUrl' in backend
}

/** What a provider reports as ended. */
export interface LogoutNotice {
  /** The issuer of the notice, in the spelling of `Identity.issuer`. */
  readonly issuer: string
  /** The account whose sessions ended; null when the provider names a session only. */
  readonly subject: string | null
  /** The provider's session that ended, in the form of `Identity.sid`; null for all sessions of the account. */
  readonly sid: string | null
  readonly issuedAt: Date
  /** The identifier of the notice; each notice counts once. */
  readonly jti: string
  /** When the notice expires. */
  readonly expiresAt: Date
}

/** Which pages may end sessions from a frame (Front-Channel Logout 1.0). */
export interface FrontChannelLogout {
  /** The origin of the pages. */
  readonly origin: string
  /** The session that `iss` and `sid` name, in the form of `Identity.sid`; null for another issuer. */
  readonly resolveSid: (iss: string, sid: string) => string | null
}

/** A backend whose provider can report that a session has ended there. It is recognized by the method. */
export interface LogoutReceivingBackend extends Backend {
  /**
   * Verifies a logout token (Back-Channel Logout 1.0 §2.6). The caller checks that its `jti` was not used before.
   * @throws PortcullisError logout_token_rejected, whatever is wrong with the token
   */
  verifyLogoutToken(token: string): Promise<LogoutNotice>
  /** Which pages may end sessions from a frame; null when the definition does not allow it. */
  readonly frontChannelLogout: FrontChannelLogout | null
}

/** Whether this backend accepts logout notices of its provider. */
export function receivesLogout(backend: Backend): backend is LogoutReceivingBackend {
  return 'verifyLogoutToken' in backend
}

/** A backend whose provider may send users here to sign in (Core §4). The provider identifies itself by its issuer. */
export interface ThirdPartyInitiatedBackend extends Backend {
  readonly issuer: string
}

function supportsThirdPartyInitiation(backend: Backend): backend is ThirdPartyInitiatedBackend {
  return 'issuer' in backend
}

/** The first backend with exactly this issuer; null when there is none. */
export function findBackendByIssuer(
  registry: Pick<Registry, 'list'>,
  issuer: string,
): ThirdPartyInitiatedBackend | null {
  return (
    registry
      .list()
      .filter(supportsThirdPartyInitiation)
      .find((backend) => backend.issuer === issuer) ?? null
  )
}

/** The tokens to refresh, and the account they belong to. */
export interface RefreshRequest {
  /** The issuer of the tokens. They are sent to no other issuer, even if the backend has a new one. */
  readonly issuer: string
  readonly refreshToken: string
  /** The origins that the tokens may be sent to; see `ProviderTokens`. */
  readonly origins: ProviderTokens['origins']
  /** The subject of the account. Tokens of another subject are discarded. */
  readonly subject: string
  /** The latest ID Token; null when there was none. */
  readonly idToken: string | null
}

/** The outcome of a refresh (RFC 6749 §6) that the provider has answered. */
export type RefreshResult =
  | {
      readonly ok: true
      /** A token that the provider did not send again is null. */
      readonly tokens: ProviderTokens
      /** For the log: why the account of the new tokens could not be verified. Absent when it was. */
      readonly unverifiedReason?: string
    }
  | {
      readonly ok: false
      /**
       * `refused`: the provider no longer accepts the refresh token. `invalid_id_token`: the new ID Token failed its
       * checks, or the profile that stands in for it has no subject. `other_person`: the new tokens are valid, but
       * belong to another account. The new tokens are discarded in every case.
       */
      readonly reason: 'refused' | 'invalid_id_token' | 'other_person'
      /** For the log. */
      readonly detail: string
    }

/** A backend that can get new access tokens without the user. It is recognized by the method. */
export interface RefreshingBackend extends Backend {
  /**
   * Sends one request to the token endpoint, never repeated, within a time limit. Where the response has no ID Token, a
   * second request asks which account the new tokens belong to.
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured: the refresh
   *   token may still be valid
   */
  refresh(request: RefreshRequest): Promise<RefreshResult>
}

/** Whether this backend can refresh tokens. */
export function supportsRefresh(backend: Backend): backend is RefreshingBackend {
  return 'refresh' in backend
}

/** The tokens to revoke. */
export interface RevokeRequest extends Pick<ProviderTokens, 'accessToken' | 'refreshToken' | 'origins'> {
  /** The issuer of the tokens. They are sent to no other issuer. */
  readonly issuer: string
}

/** A backend that can revoke tokens at its provider. It is recognized by the method. */
export interface RevokingBackend extends Backend {
  /**
   * Revokes the refresh token, which also ends the access tokens that came from it, or the access token where there is
   * no refresh token (RFC 7009 §2.1); or uses the provider's own way. Works within a time limit.
   * @returns false when the provider does not support revocation
   * @throws PortcullisError provider_unavailable, provider_timeout, provider_error, provider_misconfigured
   */
  revoke(request: RevokeRequest): Promise<boolean>
}

/** Whether this backend can revoke tokens. */
export function supportsRevocation(backend: Backend): backend is RevokingBackend {
  return 'revoke' in backend
}

/**
 * A backend that may ask its provider whether the user has a session there, without showing the user anything (Core
 * §3.1.2.1, `prompt=none`). It does so for an attempt with the intent "silent".
 */
export interface SilentBackend extends Backend {
  readonly silent: true
}

/** Whether this backend supports silent sign-in. */
export function supportsSilentSignIn(backend: Backend): backend is SilentBackend {
  return 'silent' in backend
}

/** The errors of a provider that would have to show the user something (Core §3.1.2.6). */
export const INTERACTION_ERRORS: ReadonlySet<string> = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

/**
 * The provider would have to interact with the user. A silent sign-in expects this; for any other sign-in it is an
 * error.
 */
export class InteractionRequiredError extends PortcullisError {
  constructor(problem: ProviderProblem) {
    super('provider_error', problem)
  }
}

/** The user left the provider's page open for too long, so the provider ended the sign-in. It can be started again. */
export class AuthenticationExpiredError extends PortcullisError {
  constructor(problem: ProviderProblem) {
    super('provider_error', problem)
  }
}
