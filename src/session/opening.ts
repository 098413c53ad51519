import type { Active, AccountLinked, WithUser } from '../pipeline/facts.js'
import type { Session, SessionKind, User } from '../store/records.js'
import type { ClientInfo } from './visit.js'

/** What a sign-in must have come to before a session can be opened: somebody known, by an account, and not disabled. */
export type SignedInUser = WithUser & AccountLinked & Active

export interface OpenSessionOptions {
  readonly kind: SessionKind
  readonly clientInfo: ClientInfo
  /** What a device calls itself. */
  readonly label?: string | null
  /** The token that the carrier brought along: that session becomes the new one. */
  readonly replacesToken?: string | null
  /** What the provider calls its own session (`sid`), where it says so. */
  readonly sid?: string | null
  /**
   * The session of somebody who has connected an account: how they came in, and until when it lasts, stays as it is. It
   * only goes on under a new id and a new token.
   */
  readonly continuedSession?: Session | null
  /** When the person proved who they are, if that was earlier than now. */
  readonly authenticatedAt?: Date
}

/** A session that was just opened or renewed. */
export interface OpenedSession {
  readonly session: Session
  readonly user: User
  /** Secret: the signed token, for a cookie or as a bearer token. */
  readonly value: string
}
