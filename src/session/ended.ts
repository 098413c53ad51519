import { hashToken } from '../crypto/token.js'
import type { Session } from '../store/records.js'
import type { ProviderEnd } from '../store/provider-ends.js'
import type { Elsewhere, Standing } from '../store/standing.js'
import { chunksOf } from './chunks.js'

/** The key under which the database remembers that this session has ended, for stores that keep sessions elsewhere. */
export function endedMark(id: string): string {
  return hashToken(`ended session\0${id}`)
}

/** No session lasts longer than 400 days, so marks that stay so long outlast every session they end. */
const KEPT_MS = 400 * 86_400_000

const providerMark = (...of: readonly string[]): string =>
  hashToken(['ended by the provider', ...of].join('\0'))

/** The mark of an end at a provider: whatever it names was over at `before`, which is told by how long the mark lasts. */
export function markOf({ sid, accountId, before }: ProviderEnd): { key: string; until: Date } {
  const key = providerMark(sid ?? '', accountId ?? '')
  return { key, until: new Date(before.getTime() + KEPT_MS) }
}

/** The marks that would end this session: of its provider session, of its account, and of both. */
function providerMarks({ sid, accountId }: Pick<Session, 'sid' | 'accountId'>): readonly string[] {
  const account = accountId === null ? [] : [providerMark('', accountId)]
  if (sid === null) return account
  const both = accountId === null ? [] : [providerMark(sid, accountId)]
  return [...account, providerMark(sid, ''), ...both]
}

/** What the database needs to say whether this session still stands. */
export function elsewhere(session: Session): Elsewhere {
  const { id, userId, accountId, epoch, createdAt } = session
  return {
    ...{ id, userId, accountId, epoch, endedMark: endedMark(id), providerMarks: providerMarks(session) },
    markedUntil: new Date(createdAt.getTime() + KEPT_MS),
  }
}

/** Of these sessions, the ids of those that still stand by what the database says; one statement for every 500. */
export async function standingAmong(
  store: Pick<Standing, 'standingOf'>,
  sessions: readonly Session[],
): Promise<ReadonlySet<string>> {
  const chunks = chunksOf(sessions.map(elsewhere)).map((chunk) => store.standingOf(chunk))
  return new Set((await Promise.all(chunks)).flat())
}

/** Whether neither limit of the session is reached. */
export function isWithinLimits({ expiresAt, idleExpiresAt }: Session, now: Date): boolean {
  return expiresAt > now && idleExpiresAt > now
}
