import { z } from 'zod'
import type { Encrypter } from '../../crypto/encryption.js'
import { type Session, SessionSchema } from '../../store/models.js'
import type { Queries, Store } from '../../store/store.js'
import type { SessionStore } from '../session-store.js'
import {
  filterValid,
  isUnexpired,
  providerLogoutTombstone,
  sessionTombstone,
  toExternalSession,
} from './tombstones.js'

export interface CookieSessionsDeps {
  readonly encrypter: Encrypter
  readonly store: Pick<Store, 'findSessionUser' | 'filterValidSessions' | 'consumeNonce' | 'queryRows'>
  readonly clock: () => Date
}

/**
 * Sessions that are kept nowhere but in what their carriers hold: the token is the session, sealed. The database has the
 * last word on each: it knows the epoch of each user, and the mark of each session that was ended alone.
 *
 * That gives up the list of sessions, and with it ending somebody else's browser alone; ending all of them works. The
 * idle limit is in the token, so that a use is noted by giving out another one. Whoever does not take it, as a program
 * with a bearer token, reaches the idle limit however busy it is.
 */
export function cookieSessions({ encrypter, store, clock }: CookieSessionsDeps): SessionStore {
  // The first to mark a session has ended it; of several at once that is one.
  const createTombstone = (ended: Session, tx: Pick<Queries, 'consumeNonce'>): Promise<boolean> =>
    tx.consumeNonce(sessionTombstone(ended.id), ended.expiresAt)
  return {
    canList: false,
    usesTombstones: true,
    async find(token) {
      const session = decryptSession(encrypter, token)
      if (!session || !isUnexpired(session, clock())) return null
      const user = await store.findSessionUser(toExternalSession(session))
      return user && { session, user }
    },
    async open(session, replacesToken, tx) {
      const old = replacesToken === null ? null : decryptSession(encrypter, replacesToken)
      if (old && isUnexpired(old, clock())) await createTombstone(old, tx)
      return () => Promise.resolve(encryptSession(encrypter, session))
    },
    async replace(token, session) {
      const old = decryptSession(encrypter, token)
      if (!old || !isUnexpired(old, clock()) || !(await createTombstone(old, store))) return null
      // Everything of the user may have been ended in the meantime; then the new one would be worthless, too.
      return (await store.findSessionUser(toExternalSession(session))) && encryptSession(encrypter, session)
    },
    // The same session under the same id: what ends the one token ends the other.
    touch: (_token, session) => Promise.resolve(encryptSession(encrypter, session)),
    async end(token) {
      const session = decryptSession(encrypter, token)
      return session !== null && isUnexpired(session, clock()) && createTombstone(session, store)
    },
    // Nobody knows which ids are this user's, or until when a mark would have to be kept.
    endOne: () => Promise.resolve(false),
    // The epoch of the user has ended them, and how many there were is not known.
    endAll: () => Promise.resolve(0),
    endByProvider: async (logout, tx) => {
      const { key, until } = providerLogoutTombstone(logout)
      await tx.extendNonce(key, until)
      return 0
    },
    list: () => Promise.resolve([]),
    filterLive: (sessions) =>
      filterValid(
        store,
        sessions.filter((session) => isUnexpired(session, clock())),
      ),
    // The token changes with use, and forms must outlive that.
    csrfKey: (token) => decryptSession(encrypter, token)?.id ?? null,
    async ping() {
      await store.queryRows('SELECT 1 AS "one"')
    },
    close: () => Promise.resolve(),
  }
}

const ENCRYPTION_CONTEXT = 'session cookie'
/** Far longer than any cookie of ours; what is longer is not even decrypted. */
const MAX_TOKEN_LENGTH = 4000

const idSchema = z.string().max(100)
const timeSchema = z.number().int()

/**
 * A session as a short list: a cookie is sent with every request. Where somebody sits, and what a device calls itself, is
 * left out; what stands for the provider's session is last, where there is one.
 */
const CookiePayloadSchema = z.tuple(
  [
    z.literal(1),
    idSchema,
    idSchema,
    idSchema.nullable(),
    SessionSchema.shape.kind,
    z.string().max(200),
    z.number().int(),
    timeSchema,
    timeSchema,
    timeSchema,
    timeSchema,
    timeSchema,
  ],
  z.string().max(50),
)

/** The session as a sealed text for a cookie: nobody but us can read or change it. */
export function encryptSession(encrypter: Encrypter, session: Session): string {
  const { createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt } = session
  const times = [createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt]
  const { userId, accountId, kind, backend, epoch } = session
  const timestamps = times.map((at) => at.getTime())
  const sid = session.sid === null ? [] : [session.sid]
  const payload = [1, session.id, userId, accountId, kind, backend, epoch, ...timestamps, ...sid]
  return Buffer.from(encrypter.encrypt(ENCRYPTION_CONTEXT, JSON.stringify(payload))).toString('base64url')
}

/** The session of a sealed text, or null for what is none: sealed elsewhere, by a lost key, or by another release. */
export function decryptSession(encrypter: Encrypter, encrypted: string): Session | null {
  if (encrypted.length > MAX_TOKEN_LENGTH) return null
  const plaintext = encrypter.decrypt(ENCRYPTION_CONTEXT, Buffer.from(encrypted, 'base64url'))
  const { data } = CookiePayloadSchema.safeParse(plaintext === null ? null : JSON.parse(plaintext))
  if (!data) return null
  const [, sessionId, userId, accountId, kind, backend, epoch, ...rest] = data
  const [createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt, sid] = rest
  return {
    ...{ id: sessionId, userId, accountId, kind, backend, sid: sid ?? null, epoch },
    ...{ label: null, userAgent: null, address: null },
    createdAt: new Date(createdAt),
    authenticatedAt: new Date(authenticatedAt),
    lastSeenAt: new Date(lastSeenAt),
    idleExpiresAt: new Date(idleExpiresAt),
    expiresAt: new Date(expiresAt),
  }
}
