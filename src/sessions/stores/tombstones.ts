import { hashToken } from '../../crypto/tokens.js'
import type { SignOutReason } from '../../event-map.js'
import type { ExternalSession, ExternalSessionQueries } from '../../store/external-sessions.js'
import type { Session } from '../../store/models.js'
import type { ProviderLogout } from '../../store/sessions.js'
import type { Queries } from '../../store/store.js'
import { toChunks } from './chunk.js'

/** The nonce that says in the database that this session has ended, for stores outside the database. */
function sessionTombstone(id: string): string {
  return hashToken(`ended session\0${id}`)
}

/**
 * Ends a session that is stored outside the database; `reason` is null if another one continues it. The request that
 * creates the tombstone has ended the session; only one of several can. Returns whether it was this one.
 */
export async function endWithTombstone(
  { id, expiresAt, userId, ...session }: Session,
  reason: SignOutReason | null,
  tx: Queries,
): Promise<boolean> {
  const isFirst = await tx.consumeNonce(sessionTombstone(id), expiresAt)
  if (isFirst && reason !== null) {
    const event = { type: 'signed-out', userId, session: { id, expiresAt, ...session }, reason } as const
    await tx.recordEvent(event)
  }
  return isFirst
}

/** No session lasts longer than 400 days, so a tombstone outlasts every session it ends. */
const TOMBSTONE_TTL_MS = 400 * 86_400_000

const providerTombstone = (...names: readonly string[]): string =>
  hashToken(['ended by the provider', ...names].join('\0'))

/** The tombstone of a logout at a provider. Its expiry encodes `before`: sessions opened up to then have ended. */
export function providerLogoutTombstone({ sid, accountId, before }: ProviderLogout): {
  key: string
  until: Date
} {
  const key = providerTombstone(sid ?? '', accountId ?? '')
  return { key, until: new Date(before.getTime() + TOMBSTONE_TTL_MS) }
}

/** The tombstones that would end this session: for its provider session, for its account, and for both. */
function listProviderTombstones({ sid, accountId }: Pick<Session, 'sid' | 'accountId'>): readonly string[] {
  const account = accountId === null ? [] : [providerTombstone('', accountId)]
  if (sid === null) return account
  const both = accountId === null ? [] : [providerTombstone(sid, accountId)]
  return [...account, providerTombstone(sid, ''), ...both]
}

/** What the database needs to decide whether this session is still valid. */
export function toExternalSession(session: Session): ExternalSession {
  const { id, userId, accountId, epoch, createdAt } = session
  return {
    id,
    userId,
    accountId,
    epoch,
    tombstone: sessionTombstone(id),
    providerTombstones: listProviderTombstones(session),
    tombstoneMinExpiry: new Date(createdAt.getTime() + TOMBSTONE_TTL_MS),
  }
}

/** The IDs of those sessions that are still valid according to the database; one statement for every 500. */
export async function filterValid(
  store: Pick<ExternalSessionQueries, 'filterValidSessions'>,
  sessions: readonly Session[],
): Promise<ReadonlySet<string>> {
  const chunks = toChunks(sessions.map(toExternalSession)).map((chunk) => store.filterValidSessions(chunk))
  return new Set((await Promise.all(chunks)).flat())
}

/** Whether neither the idle nor the absolute limit of the session is reached. */
export function isUnexpired({ expiresAt, idleExpiresAt }: Session, now: Date): boolean {
  return expiresAt > now && idleExpiresAt > now
}
