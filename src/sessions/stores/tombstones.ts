import { hashToken } from '../../crypto/tokens.js'
import type { ExternalSession, ExternalSessionQueries } from '../../store/external-sessions.js'
import type { Session } from '../../store/models.js'
import type { ProviderLogout } from '../../store/sessions.js'
import { toChunks } from './chunk.js'

/** The key under which the database remembers that this session has ended, for stores that keep sessions elsewhere. */
export function sessionTombstone(id: string): string {
  return hashToken(`ended session\0${id}`)
}

/** No session lasts longer than 400 days, so marks that stay so long outlast every session they end. */
const TOMBSTONE_TTL_MS = 400 * 86_400_000

const providerTombstone = (...names: readonly string[]): string =>
  hashToken(['ended by the provider', ...names].join('\0'))

/** The mark of an end at a provider: whatever it names was over at `before`, which is told by how long the mark lasts. */
export function providerLogoutTombstone({ sid, accountId, before }: ProviderLogout): {
  key: string
  until: Date
} {
  const key = providerTombstone(sid ?? '', accountId ?? '')
  return { key, until: new Date(before.getTime() + TOMBSTONE_TTL_MS) }
}

/** The marks that would end this session: of its provider session, of its account, and of both. */
function listProviderTombstones({ sid, accountId }: Pick<Session, 'sid' | 'accountId'>): readonly string[] {
  const account = accountId === null ? [] : [providerTombstone('', accountId)]
  if (sid === null) return account
  const both = accountId === null ? [] : [providerTombstone(sid, accountId)]
  return [...account, providerTombstone(sid, ''), ...both]
}

/** What the database needs to say whether this session still stands. */
export function toExternalSession(session: Session): ExternalSession {
  const { id, userId, accountId, epoch, createdAt } = session
  return {
    ...{
      id,
      userId,
      accountId,
      epoch,
      tombstone: sessionTombstone(id),
      providerTombstones: listProviderTombstones(session),
    },
    tombstoneMinExpiry: new Date(createdAt.getTime() + TOMBSTONE_TTL_MS),
  }
}

/** Of these sessions, the ids of those that still stand by what the database says; one statement for every 500. */
export async function filterValid(
  store: Pick<ExternalSessionQueries, 'filterValidSessions'>,
  sessions: readonly Session[],
): Promise<ReadonlySet<string>> {
  const chunks = toChunks(sessions.map(toExternalSession)).map((chunk) => store.filterValidSessions(chunk))
  return new Set((await Promise.all(chunks)).flat())
}

/** Whether neither limit of the session is reached. */
export function isUnexpired({ expiresAt, idleExpiresAt }: Session, now: Date): boolean {
  return expiresAt > now && idleExpiresAt > now
}
