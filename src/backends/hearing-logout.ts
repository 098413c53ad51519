import type { Backend } from './backend.js'

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
   * @throws PortcullisError logout_token_refused, whatever is wrong with it
   */
  verifyLogoutToken(token: string): Promise<LogoutNotice>
  /** Who may end sessions from a frame (Front-Channel Logout 1.0); null when the definition does not allow it. */
  readonly frontChannelLogout: FrontChannelLogout | null
}

/** Whether this backend hears of logouts at its provider. */
export function receivesLogout(backend: Backend): backend is LogoutReceivingBackend {
  return 'verifyLogoutToken' in backend
}
