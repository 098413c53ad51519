import { z } from 'zod'
import type { Encrypter } from '../crypto/vault.js'
import { Session } from '../store/records.js'

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
    Session.shape.kind,
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
