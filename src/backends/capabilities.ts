import { PortcullisError } from '../errors.js'
import type { ProviderTokens } from '../identity.js'
import type { Backend } from './backend.js'
import type { Registry } from './registry.js'

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

/** What a provider says has ended. */
export interface LogoutNotice {
  /** Whose sessions; null when only the session is named. */
  readonly subject: string | null
  /** Which of the provider's own sessions, as an identity names it; null when it is all of the person. */
  readonly sid: string | null
  readonly issuedAt: Date
  /** The identifier of the notice, which counts once. */
  readonly jti: string
  /** From when on the notice is worthless by itself. */
  readonly expiresAt: Date
}

/** Who may end sessions from a frame: pages of this origin, which name the issuer they are of. */
export interface FrontChannelLogout {
  readonly origin: string
  /** The session they name by `iss` and `sid`, as a notice would; null when they are of another issuer. */
  readonly resolveSid: (iss: string, sid: string) => string | null
}

/** A backend whose provider can tell that a session has ended there; found by the method. */
export interface LogoutReceivingBackend extends Backend {
  /**
   * Verifies a logout token (Back-Channel Logout 1.0 §2.6), all but whether its `jti` was seen before.
   * @throws PortcullisError logout_token_rejected, whatever is wrong with it
   */
  verifyLogoutToken(token: string): Promise<LogoutNotice>
  /** Who may end sessions from a frame (Front-Channel Logout 1.0); null when the definition does not allow it. */
  readonly frontChannelLogout: FrontChannelLogout | null
}

/** Whether this backend hears of logouts at its provider. */
export function receivesLogout(backend: Backend): backend is LogoutReceivingBackend {
  return 'verifyLogoutToken' in backend
}

/** A backend whose provider may send people here to sign in (Core §4); it says who it is by its issuer. */
export interface ThirdPartyInitiatedBackend extends Backend {
  readonly issuer: string
}

function supportsThirdPartyInitiation(backend: Backend): backend is ThirdPartyInitiatedBackend {
  return 'issuer' in backend
}

/** The first backend of this issuer, letter for letter; null when there is none. */
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
       * `refused`: the refresh token is good no more. `invalid_id_token`: the new ID Token did not pass the checks, or the
       * profile that is asked for in its place names nobody. `other_person`: it is sound, and about somebody else.
       * Whatever was sent is discarded.
       */
      readonly reason: 'refused' | 'invalid_id_token' | 'other_person'
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

/**
 * A backend that may be asked whether somebody has a session at the provider, without showing them anything (Core
 * §3.1.2.1, `prompt=none`). It asks so for an attempt whose intent is "silent".
 */
export interface SilentBackend extends Backend {
  readonly silent: true
}

/** Whether this backend may be asked silently. */
export function supportsSilentSignIn(backend: Backend): backend is SilentBackend {
  return 'silent' in backend
}

/** What a provider answers when it would have to show the person something (Core §3.1.2.6). */
export const INTERACTION_ERRORS: ReadonlySet<string> = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

/** The provider would have to ask the person. Whoever asked silently was prepared for that; to others it is an error. */
export class InteractionRequiredError extends PortcullisError {
  constructor(detail: string) {
    super('provider_error', { detail })
  }
}
