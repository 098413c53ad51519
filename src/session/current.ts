import type { Session, User } from '../store/records.js'

/** The live session of a request and whose it is. */
export interface Current {
  readonly session: Session
  readonly user: User
  readonly tokenHash: string
  /** The proof that forms of this session carry in `_csrf`. */
  readonly csrf: string
}
