import { z } from 'zod'
import type { Vault } from '../crypto/vault.js'
import { Session } from '../store/records.js'

const PLACE = 'session cookie'
/** Far longer than any cookie of ours; what is longer is not even decrypted. */
const LONGEST = 4000

const id = z.string().max(100)
const time = z.number().int()

/**
 * A session as a short list: a cookie is sent with every request. Where somebody sits, and what a device calls itself, is
 * left out; what stands for the provider's session is last, where there is one.
 */
const Brief = z.tuple(
  [
    z.literal(1),
    id,
    id,
    id.nullable(),
    Session.shape.kind,
    z.string().max(200),
    z.number().int(),
    time,
    time,
    time,
    time,
    time,
  ],
  z.string().max(50),
)

/** The session as a sealed text for a cookie: nobody but us can read or change it. */
export function sealSession(vault: Vault, session: Session): string {
  const { createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt } = session
  const times = [createdAt, authenticatedAt, lastSeenAt, idleExpiresAt, expiresAt]
  const { userId, accountId, kind, backend, epoch } = session
  const moments = times.map((at) => at.getTime())
  const sid = session.sid === null ? [] : [session.sid]
  const brief = [1, session.id, userId, accountId, kind, backend, epoch, ...moments, ...sid]
  return Buffer.from(vault.seal(PLACE, JSON.stringify(brief))).toString('base64url')
}

/** The session of a sealed text, or null for what is none: sealed elsewhere, by a lost key, or by another release. */
export function openSession(vault: Vault, sealed: string): Session | null {
  if (sealed.length > LONGEST) return null
  const plain = vault.open(PLACE, Buffer.from(sealed, 'base64url'))
  const { data } = Brief.safeParse(plain === null ? null : JSON.parse(plain))
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
