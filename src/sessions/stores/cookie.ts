import { z } from 'zod'
import type { Encrypter } from '../../crypto/encryption.js'
import { type Session, SessionSchema } from '../../store/models.js'
import type { Store } from '../../store/store.js'
import { continuedSessionEndedError, type SessionStore } from '../session-store.js'
import {
  endWithTombstone,
  filterValid,
  isUnexpired,
  providerLogoutTombstone,
  toExternalSession,
} from './tombstones.js'

export interface CookieSessionsDeps {
  readonly encrypter: Encrypter
  readonly store: Pick<
    Store,
    'findSessionUser' | 'filterValidSessions' | 'atomicallyIfRecorded' | 'queryRows'
  >
  readonly clock: () => Date
}

/**
 * Sessions that only their clients store: the token is the encrypted session. The database is authoritative on whether
 * a session is still valid: it has the epoch of each user, and a tombstone for each session that was ended alone.
 *
 * Such sessions cannot be listed, so a session in another browser cannot be ended alone; ending all of them works. The
 * idle limit is inside the token, so each recorded use returns a new token. A program with a bearer token that ignores
 * the new one reaches the idle limit even while it is active.
 */
export function cookieSessions({ encrypter, store, clock }: CookieSessionsDeps): SessionStore {
  return {
    canList: false,
    usesTombstones: true,
    async find(token) {
      const session = decryptSession(encrypter, token)
      if (!session || !isUnexpired(session, clock())) return null
      const user = await store.findSessionUser(toExternalSession(session))
      return user && { session, user }
    },
    async open(session, replaced, tx) {
      const old = replaced === null ? null : decryptSession(encrypter, replaced.token)
      const hasReplaced =
        old !== null &&
        isUnexpired(old, clock()) &&
        (await endWithTombstone(old, replaced?.as === 'ended' ? 'replaced' : null, tx))
      if (replaced?.as === 'continued' && !hasReplaced) throw continuedSessionEndedError()
      return () => Promise.resolve(encryptSession(encrypter, session))
    },
    async replace(token, session) {
      const old = decryptSession(encrypter, token)
      if (!old || !isUnexpired(old, clock())) return null
      if (!(await store.atomicallyIfRecorded('signed-out', (tx) => endWithTombstone(old, null, tx))))
        return null
      // All sessions of the user may have been ended in the meantime; then the new one would be invalid as well.
      return (await store.findSessionUser(toExternalSession(session))) && encryptSession(encrypter, session)
    },
    // The new token has the same session ID, so what ends one token ends the other.
    touch: (_token, session) => Promise.resolve(encryptSession(encrypter, session)),
    async end(token, reason = 'person') {
      const session = decryptSession(encrypter, token)
      if (session === null || !isUnexpired(session, clock())) return false
      return store.atomicallyIfRecorded('signed-out', async (tx) => {
        // The end of all sessions of the user has recorded the end of this one.
        const isRecordedAlready =
          tx.isRecorded('signed-out') && (await tx.findSessionUser(toExternalSession(session))) === null
        return endWithTombstone(session, isRecordedAlready ? null : reason, tx)
      })
    },
    // The store does not know which session IDs belong to the user, or when they expire.
    endOne: () => Promise.resolve(false),
    // The new epoch of the user has ended them; how many there were is unknown.
    endAll: () => Promise.resolve(0),
    endByProvider: async (logout, tx) => {
      const { key, until } = providerLogoutTombstone(logout)
      await tx.extendNonce(key, until)
      return 0
    },
    list: () => Promise.resolve([]),
    listEnding: () => Promise.resolve(null),
    filterLive: (sessions) =>
      filterValid(
        store,
        sessions.filter((session) => isUnexpired(session, clock())),
      ),
    // The token changes while the session is in use, and open forms must stay valid.
    csrfKey: (token) => decryptSession(encrypter, token)?.id ?? null,
    async ping() {
      await store.queryRows('SELECT 1 AS "one"')
    },
    // The browser stores the sessions, and the database is checked by itself.
    checkWritable: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

const ENCRYPTION_CONTEXT = 'session cookie'
/** Much longer than any cookie of ours; longer values are not decrypted. */
const MAX_TOKEN_LENGTH = 4000

const idSchema = z.string().max(100)
const timeSchema = z.number().int()

/**
 * A session as a short list, because a cookie is sent with every request. User agent, address and device name are left
 * out; the hash of the provider's session ID is the last element, if there is one.
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

/** Encrypts a session for a cookie (base64url). */
function encryptSession(encrypter: Encrypter, session: Session): string {
  const { createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt } = session
  const times = [createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt]
  const { userId, accountId, kind, backend, epoch } = session
  const timestamps = times.map((at) => at.getTime())
  const sid = session.sid === null ? [] : [session.sid]
  const payload = [1, session.id, userId, accountId, kind, backend, epoch, ...timestamps, ...sid]
  return Buffer.from(encrypter.encrypt(ENCRYPTION_CONTEXT, JSON.stringify(payload))).toString('base64url')
}

/** Decrypts a session; null when the text was not encrypted by this site, or with a lost key, or by another release. */
function decryptSession(encrypter: Encrypter, encrypted: string): Session | null {
  if (encrypted.length > MAX_TOKEN_LENGTH) return null
  const plaintext = encrypter.decrypt(ENCRYPTION_CONTEXT, Buffer.from(encrypted, 'base64url'))
  const { data } = CookiePayloadSchema.safeParse(plaintext === null ? null : JSON.parse(plaintext))
  if (!data) return null
  const [, sessionId, userId, accountId, kind, backend, epoch, ...rest] = data
  const [createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt, sid] = rest
  return {
    id: sessionId,
    userId,
    accountId,
    kind,
    backend,
    sid: sid ?? null,
    epoch,
    label: null,
    userAgent: null,
    address: null,
    createdAt: new Date(createdAt),
    authenticatedAt: new Date(authenticatedAt),
    lastSeenAt: new Date(lastSeenAt),
    idleExpiresAt: new Date(idleExpiresAt),
    expiresAt: new Date(expiresAt),
  }
}
