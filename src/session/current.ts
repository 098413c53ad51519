import type { Session, User } from '../store/records.js'

/** The live session of a request, a socket or a device, and whose it is. */
export interface CurrentSession {
  readonly session: Session
  readonly user: User
  /** Secret: what the carrier holds, without its signature. */
  readonly token: string
  /** The proof that forms of this session carry in `_csrf`. */
  readonly csrf: string
  /** What the carrier must hold from now on, signed; null when it is the same as before. */
  readonly renewedToken: string | null
}
